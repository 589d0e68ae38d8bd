from django.db import migrations

from gongkai.bodies.guards import insert_unless

# Canonical JSON: keys sorted, no spaces, quotes inside texts escaped, so no text can look like this member.
NOT_DISCLOSED = """
    EXISTS (SELECT 1 FROM publication_revision r WHERE r.id = NEW.revision_id
            AND r.content LIKE '%"disclosure":%' AND r.content NOT LIKE '%"disclosure":"PROACTIVE"%')
"""


class Migration(migrations.Migration):
    dependencies = [("publication", "0003_papers")]

    operations = [insert_unless("publication_edition", "edition_not_disclosed", NOT_DISCLOSED)]
