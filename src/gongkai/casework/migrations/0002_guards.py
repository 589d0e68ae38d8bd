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
     OR OLD.round <> NEW.round
     OR (OLD.made_on IS NOT NULL AND (NEW.made_on IS NULL OR OLD.made_on <> NEW.made_on))
     OR (OLD.document_number <> '' AND OLD.document_number <> NEW.document_number))
    AND EXISTS (SELECT 1 FROM casework_replysignature s
                WHERE s.reply_id = OLD.id AND s.round = OLD.round AND s.stage = 'approval')
"""


DECIDED_OTHERWISE = """
    OLD.decided_on IS NOT NULL
    AND (NEW.outcome <> OLD.outcome OR NEW.decided_on IS NULL OR NEW.decided_on <> OLD.decided_on
         OR NEW.regime <> OLD.regime OR NEW.reasons <> OLD.reasons
         OR NEW.override <> OLD.override OR NEW.override_reason <> OLD.override_reason)
"""

SIGNED = "EXISTS (SELECT 1 FROM casework_replysignature s WHERE s.reply_id = OLD.id)"
ONE_A_REQUEST = ("id", "request_id")
PARTY_CHANGED = (
    "NEW.party <> OLD.party AND NEW.party <> ''"  # it is taken out with the applicant, never exchanged
)


NOTICE_CHANGED = """
    OLD.id <> NEW.id OR OLD.request_id <> NEW.request_id OR OLD.kind <> NEW.kind OR OLD.title <> NEW.title OR OLD.text <> NEW.text
    OR OLD.facts <> NEW.facts
    OR OLD.document_number <> NEW.document_number OR OLD.made_on <> NEW.made_on OR OLD.made_by_id <> NEW.made_by_id
    OR (OLD.told_on IS NOT NULL AND (NEW.told_on IS NULL OR NEW.told_on <> OLD.told_on OR NEW.way <> OLD.way))
    OR (OLD.voided_on IS NOT NULL AND (NEW.voided_on IS NULL OR NEW.voided_on <> OLD.voided_on))
    OR (NEW.party <> OLD.party AND NEW.party <> '')
"""

# what proves who signed for a letter goes with the applicant, and is never exchanged
PROOF_EXCHANGED = """
    OLD.told_on IS NOT NULL
    AND (COALESCE(NEW.proof_id, 0) NOT IN (0, COALESCE(OLD.proof_id, 0))
         OR NEW.tracking_number NOT IN ('', OLD.tracking_number))
"""
ONE_THAT_STANDS = (
    "request_id,kind WHERE {row}.voided_on IS NULL"
    " AND {row}.kind IN ('correction', 'extension', 'delay', 'fee', 'closed')"
)
OPINION_CHANGED = "OLD.answered_on IS NOT NULL AND NEW.opinion NOT IN ('', OLD.opinion)"
DESCRIPTION_CHANGED = "OLD.received_on IS NOT NULL AND NEW.description NOT IN ('', OLD.description)"
MOVED = "OLD.id <> NEW.id OR OLD.request_id <> NEW.request_id"

# the day of receipt follows from facts that stay, and from the confirmation, which comes once
RECEIVED_OTHERWISE = """
    (OLD.received_on <> NEW.received_on OR OLD.receipt_basis <> NEW.receipt_basis
     OR OLD.regime <> NEW.regime OR OLD.careful <> NEW.careful)
    AND (OLD.confirmed_at IS NOT NULL OR NEW.confirmed_at IS NULL)
"""
NUMBERED = "document_number WHERE NOT ({row}.document_number = '')"


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
        update_unless("casework_reply", "reply_moved", MOVED),
        never_replaced("casework_reply", *ONE_A_REQUEST, NUMBERED),
        update_unless("casework_decision", "decision_changed_after_approval", DECIDED_OTHERWISE),
        update_unless("casework_decision", "decision_moved", MOVED),
        never_replaced("casework_decision", *ONE_A_REQUEST),
        delete_unless("casework_reply", "reply_signed_stays", SIGNED),
        delete_unless("casework_decision", "decision_made_stays", "OLD.decided_on IS NOT NULL"),
        *only_cleared(
            "casework_searchlog",
            kept=("id", "request_id", "searched_at", "place", "person_id"),
            cleared=("terms", "result"),
        ),
        append_only("casework_extension", *ONE_A_REQUEST),
        append_only("casework_delay", *ONE_A_REQUEST),
        *only_cleared(
            "casework_withdrawal", *ONE_A_REQUEST, kept=("id", "request_id", '"on"'), cleared=("note",)
        ),
        *fixed("casework_correction", "id", "request_id", "told_on", "items", "until"),
        *fixed("casework_correction", "received_on", when="OLD.received_on IS NOT NULL", part="received"),
        update_unless("casework_correction", "correction_description_changed", DESCRIPTION_CHANGED),
        never_replaced("casework_correction", *ONE_A_REQUEST),
        *fixed(
            "casework_feenotice",
            *("id", "request_id", "amount", "waived", "mode", "units", "waiver", "basis", "sent_on"),
        ),
        *fixed("casework_feenotice", "reached_on", when="OLD.reached_on IS NOT NULL", part="reached"),
        *fixed("casework_feenotice", "paid_on", when="OLD.paid_on IS NOT NULL", part="paid"),
        never_replaced("casework_feenotice", *ONE_A_REQUEST),
        *fixed("casework_consultation", "id", "request_id", "kind", "sent_on", "entered_on"),
        *fixed("casework_consultation", "reached_on", when="OLD.reached_on IS NOT NULL", part="reached"),
        *fixed(
            "casework_consultation",
            *("answered_on", "consents"),
            when="OLD.answered_on IS NOT NULL",
            part="answered",
        ),
        update_unless("casework_consultation", "consultation_opinion_changed", OPINION_CHANGED),
        update_unless("casework_consultation", "consultation_party_changed", PARTY_CHANGED),
        never_replaced("casework_consultation"),
        update_unless("casework_notice", "notice_changed", NOTICE_CHANGED),
        *fixed(
            "casework_notice",
            *("sent_on", "arrived_on", "consultation_id"),
            when="OLD.told_on IS NOT NULL",
            part="told",
        ),
        update_unless("casework_notice", "notice_proof_exchanged", PROOF_EXCHANGED),
        delete_unless("casework_notice", "notice_stays", "1 = 1"),
        never_replaced("casework_notice", "id", NUMBERED, ONE_THAT_STANDS),
        *fixed(
            "casework_request",
            *("id", "body_id", "year", "serial", "number", "applicant_kind"),
            *("channel", "oral", "sent_at", "arrived_at", "applicant_reachable"),
        ),
        *fixed(
            "casework_request",
            *("confirmed_at", "confirmed_how"),
            when="OLD.confirmed_at IS NOT NULL",
            part="confirmed",
        ),
        *fixed("casework_request", "archived_on", when="OLD.archived_on IS NOT NULL", part="archived"),
        update_unless("casework_request", "request_received_otherwise", RECEIVED_OTHERWISE),
        never_replaced("casework_request", "id", "number", "body_id,year,serial", "submission_digest"),
    ]
