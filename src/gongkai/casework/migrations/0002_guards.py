from django.db import migrations

from gongkai.bodies.guards import (
    append_only,
    delete_unless,
    fixed,
    insert_unless,
    never_replaced,
    only_cleared,
    update_unless,
)

SIGNED_OTHER_TEXT = """
    NOT EXISTS (SELECT 1 FROM casework_reply r
                WHERE r.id = NEW.reply_id AND r.round = NEW.round AND r.text_sha256 = NEW.text_sha256)
"""

OUT_OF_TURN = """
    (NEW.stage IN ('legal', 'approval')
     AND NOT EXISTS (SELECT 1 FROM casework_replysignature s
                     WHERE s.reply_id = NEW.reply_id AND s.round = NEW.round AND s.stage = 'officer'))
    OR (NEW.stage = 'approval'
        AND NOT EXISTS (SELECT 1 FROM casework_replysignature s
                        WHERE s.reply_id = NEW.reply_id AND s.round = NEW.round AND s.stage = 'legal'))
"""

NOT_APPROVED = """
    NOT EXISTS (SELECT 1 FROM casework_reply r JOIN casework_replysignature s ON s.reply_id = r.id
                WHERE r.request_id = NEW.request_id AND s.round = r.round AND s.stage = 'approval'
                AND s.text_sha256 = r.text_sha256)
"""

CHANGED_AFTER_APPROVAL = """
    (OLD.text <> NEW.text OR OLD.title <> NEW.title OR OLD.text_sha256 <> NEW.text_sha256
     OR OLD.round <> NEW.round OR OLD.request_id <> NEW.request_id
     OR (OLD.document_number <> '' AND OLD.document_number <> NEW.document_number))
    AND EXISTS (SELECT 1 FROM casework_replysignature s
                WHERE s.reply_id = OLD.id AND s.round = OLD.round AND s.stage = 'approval')
"""


DECIDED_OTHERWISE = """
    OLD.decided_on IS NOT NULL
    AND (NEW.outcome <> OLD.outcome OR NEW.decided_on IS NULL OR NEW.decided_on <> OLD.decided_on
         OR NEW.request_id <> OLD.request_id)
"""

SIGNED = "EXISTS (SELECT 1 FROM casework_replysignature s WHERE s.reply_id = OLD.id)"
ONE_A_REQUEST = ("id", "request_id")
PARTY_CHANGED = (
    "NEW.party <> OLD.party AND NEW.party <> ''"  # it is taken out with the applicant, never exchanged
)


NOTICE_CHANGED = """
    OLD.request_id <> NEW.request_id OR OLD.kind <> NEW.kind OR OLD.title <> NEW.title OR OLD.text <> NEW.text
    OR OLD.facts <> NEW.facts
    OR OLD.document_number <> NEW.document_number OR OLD.made_on <> NEW.made_on OR OLD.made_by_id <> NEW.made_by_id
    OR (OLD.told_on IS NOT NULL AND (NEW.told_on IS NULL OR NEW.told_on <> OLD.told_on OR NEW.way <> OLD.way))
    OR (OLD.voided_on IS NOT NULL AND NEW.voided_on IS NULL)
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]

    operations = [
        append_only("casework_replysignature", "id", "reply_id,round,stage", "reply_id,round,person_id"),
        insert_unless("casework_replysignature", "reply_signature_of_other_text", SIGNED_OTHER_TEXT),
        insert_unless("casework_replysignature", "reply_signature_out_of_turn", OUT_OF_TURN),
        *only_cleared(
            "casework_delivery",
            "id",
            "request_id",
            kept=(
                *("id", "request_id", "way", "sent_on", "arrived_on", "cash_on_delivery"),
                *("counted_on", "on_time"),
            ),
            cleared=("tracking_number", "proof_id", "note"),
        ),
        insert_unless("casework_delivery", "delivery_not_approved", NOT_APPROVED),
        update_unless("casework_reply", "reply_changed_after_approval", CHANGED_AFTER_APPROVAL),
        never_replaced("casework_reply", "id", "request_id"),
        update_unless("casework_decision", "decision_changed_after_approval", DECIDED_OTHERWISE),
        never_replaced("casework_decision", "id", "request_id"),
        delete_unless("casework_reply", "reply_signed_stays", SIGNED),
        delete_unless("casework_decision", "decision_made_stays", "OLD.decided_on IS NOT NULL"),
        append_only("casework_searchlog"),
        append_only("casework_extension", *ONE_A_REQUEST),
        append_only("casework_delay", *ONE_A_REQUEST),
        *only_cleared(
            "casework_withdrawal", *ONE_A_REQUEST, kept=("id", "request_id", '"on"'), cleared=("note",)
        ),
        *fixed("casework_correction", "request_id", "told_on", "items", "until"),
        never_replaced("casework_correction", *ONE_A_REQUEST),
        *fixed("casework_feenotice", "request_id", "amount", "waived", "basis", "sent_on"),
        never_replaced("casework_feenotice", *ONE_A_REQUEST),
        *fixed("casework_consultation", "request_id", "kind", "sent_on"),
        update_unless("casework_consultation", "consultation_party_changed", PARTY_CHANGED),
        never_replaced("casework_consultation"),
        update_unless("casework_notice", "notice_changed", NOTICE_CHANGED),
        delete_unless("casework_notice", "notice_told_stays", "OLD.told_on IS NOT NULL"),
        never_replaced("casework_notice", "id"),
    ]
