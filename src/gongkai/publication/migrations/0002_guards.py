from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from gongkai.bodies.guards import append_only, fixed, insert_unless, never_replaced

CLEARED_OTHER_TEXT = """
    NOT EXISTS (SELECT 1 FROM publication_revision r
                WHERE r.id = NEW.revision_id AND r.content_sha256 = NEW.content_sha256)
"""

NOT_CLEARED = """
    NOT EXISTS (SELECT 1 FROM publication_clearance c JOIN publication_revision r ON r.id = c.revision_id
                JOIN publication_publicact a ON a.sequence = NEW.act_id
                WHERE c.id = NEW.approval_id AND c.stage = 'approval' AND r.id = NEW.revision_id
                AND r.item_id = NEW.item_id AND a.content_sha256 = r.content_sha256)
    OR (SELECT COUNT(*) FROM publication_clearance c
        WHERE c.revision_id = NEW.revision_id AND c.stage IN ('author', 'first', 'approval')) < 3
    OR (EXISTS (SELECT 1 FROM publication_revision r WHERE r.id = NEW.revision_id AND r.route <> 'short')
        AND NOT EXISTS (SELECT 1 FROM publication_clearance c
                        WHERE c.revision_id = NEW.revision_id AND c.stage = 'second'))
"""

AFTER_RETURN = """
    EXISTS (SELECT 1 FROM publication_return r WHERE r.revision_id = NEW.revision_id)
"""

# Canonical JSON: keys sorted, no spaces, quotes inside texts escaped, so no text can look like this member.
NOT_DISCLOSED = """
    EXISTS (SELECT 1 FROM publication_revision r WHERE r.id = NEW.revision_id
            AND r.content LIKE '%"disclosure":%' AND r.content NOT LIKE '%"disclosure":"PROACTIVE"%')
"""


def start_sequence(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("publication", "Sequence").objects.using(editor.connection.alias).get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_initial")]

    operations = [
        migrations.RunPython(start_sequence, migrations.RunPython.noop),
        *fixed("publication_item", "id", "body_id", "kind", "year", "serial", "path", "index_number"),
        never_replaced("publication_item", "id", "path", "index_number", "body_id,year,serial"),
        *fixed(
            "publication_listentry",
            *("id", "list_key", "position", "item_id", "counted", "counted_on", "entered_on"),
        ),
        *fixed("publication_listentry", "left_on", when="OLD.left_on IS NOT NULL", part="left"),
        never_replaced(
            "publication_listentry", "id", "list_key,position", "list_key,item_id WHERE {row}.left_on IS NULL"
        ),
        append_only("publication_revision", "id", "item_id,number"),
        append_only("publication_clearance", "id", "revision_id,stage", "revision_id,person_id"),
        append_only("publication_publicact", "sequence"),
        append_only("publication_edition", "act_id", "revision_id", "approval_id"),
        append_only("publication_tombstone", "act_id"),
        append_only("publication_snapshot", "act_id"),
        append_only("publication_return", "revision_id"),
        insert_unless("publication_clearance", "clearance_of_other_text", CLEARED_OTHER_TEXT),
        insert_unless("publication_clearance", "clearance_after_return", AFTER_RETURN),
        insert_unless("publication_edition", "edition_not_cleared", NOT_CLEARED),
        insert_unless("publication_edition", "edition_not_disclosed", NOT_DISCLOSED),
    ]
