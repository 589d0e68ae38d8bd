from django.db import migrations

from gongkai.bodies.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("bodies", "0001_initial")]

    operations = [
        append_only("bodies_auditrow"),
        append_only("bodies_auditseal", "id", "first_id", "last_id"),
    ]
