from django.db import migrations

from gongkai.bodies.guards import fixed, never_replaced


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [
        *fixed("records_determination", "id", "record_id", "attribute", "ground", "person_id", "valid_from"),
        *fixed("records_determination", "valid_to", when="OLD.valid_to IS NOT NULL", part="ended"),
        never_replaced("records_determination", "id", "record_id WHERE {row}.valid_to IS NULL"),
    ]
