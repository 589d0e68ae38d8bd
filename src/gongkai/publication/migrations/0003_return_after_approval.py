from django.db import migrations

from gongkai.bodies.guards import insert_unless

RETURNED = """
    EXISTS (SELECT 1 FROM publication_return r WHERE r.revision_id = NEW.revision_id)
"""
RETURN_OF_AN_EDITION = """
    EXISTS (SELECT 1 FROM publication_edition e WHERE e.revision_id = NEW.revision_id)
"""


class Migration(migrations.Migration):
    """A round that is signed throughout may be returned until it is published; then neither follows the other."""

    dependencies = [("publication", "0002_guards")]

    operations = [
        insert_unless("publication_edition", "edition_after_return", RETURNED),
        insert_unless("publication_return", "return_of_an_edition", RETURN_OF_AN_EDITION),
    ]
