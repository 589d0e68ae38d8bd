from django.db import migrations

from gongkai.bodies.guards import append_only, fixed, never_replaced


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_initial")]

    operations = [
        append_only("oversight_taskprogress"),
        *fixed("oversight_filing", "id", "request_id", "due_on"),
        *fixed("oversight_filing", "filed_on", "person_id", when="OLD.filed_on IS NOT NULL", part="filed"),
        never_replaced("oversight_filing", "id", "request_id"),
        *fixed("oversight_reminder", "id", "body_id", "kind", "matter", "issued_on", "due_on", "issuer_id"),
        *fixed(
            "oversight_reminder", "answered_on", "answer", when="OLD.answered_on IS NOT NULL", part="answer"
        ),
        never_replaced("oversight_reminder"),
    ]
