from django.db import migrations

from gongkai.bodies.guards import never_replaced, update_unless


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]

    operations = [
        update_unless(
            "files_storedfile",
            "stored_file_is_its_hash",
            "OLD.id <> NEW.id OR OLD.sha256 <> NEW.sha256 OR OLD.size <> NEW.size",
        ),
        never_replaced("files_storedfile", "id", "sha256"),
    ]
