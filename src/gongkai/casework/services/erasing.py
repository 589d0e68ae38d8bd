"""去标识化: the people go out of an archived case, its facts and figures stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from gongkai.bodies.models import Person
from gongkai.casework import rules
from gongkai.casework.models import Applicant, Request
from gongkai.casework.next_acts import ERASE
from gongkai.casework.services.opening import CaseError, close_act, open_case
from gongkai.files.models import StoredFile
from gongkai.files.services import release_files
from gongkai.law.events import ConsultationKind

ERASED: Final = (
    "name",
    "representative",
    "contact_name",
    "identity_kind",
    "identity_number",
    "phone",
    "email",
    "address",
    "postal_code",
)


@transaction.atomic
def erase_applicant(*, request: Request, actor: Person, at: datetime) -> Request:
    """去标识化: names, contacts, files, proofs, notes and the applicant's own words go; it cannot be undone.

    The signed letters stay: they never held a name. The trail says that it was done, not what stood there.

    Raises:
        CaseError: a reconsideration or lawsuit over the case is not decided yet.
    """
    case = open_case(request, ERASE, actor=actor, at=at)
    _need_no_dispute(case)
    files = list(_files(case))
    _erase_person(case, at)
    _erase_third_parties(case)
    _erase_notes(case)
    case.files.all().delete()
    release_files(files)
    case.purpose, case.description, case.receipt_code = "", case.title, ""
    new = {"erased_on": timezone.localdate(at), "files": len(files)}
    return close_act(case, "erase", actor=actor, at=at, new=new)


def _need_no_dispute(case: Request) -> None:
    """What proves the handling is needed until the dispute over it is decided."""
    if case.reconsiderations.filter(result="").exists() or case.lawsuits.filter(result="").exists():
        raise CaseError(
            "此件的行政复议或者行政诉讼尚未审结，材料和当事人信息还要作为证据，审结后再去标识化。"
        )


def _files(case: Request) -> Iterator[StoredFile]:
    """What was stored with the case: the applicant's files, scans, proofs of delivery; each once."""
    found = {row.file_id: row.file for row in case.files.select_related("file")}
    delivery = rules.delivery_of(case)
    for row in (delivery, *case.notices.select_related("proof")):
        if row is not None and row.proof is not None:
            found[row.proof.pk] = row.proof
    yield from found.values()


def _erase_person(case: Request, at: datetime) -> None:
    row = Applicant.objects.get(request=case)
    for name in ERASED:
        setattr(row, name, "")
    row.erased_on = timezone.localdate(at)
    row.save()


def _erase_third_parties(case: Request) -> None:
    """The other bodies that were asked are no persons; their names stay."""
    asked = case.consultations.filter(kind=ConsultationKind.THIRD_PARTY)
    case.notices.filter(consultation__in=asked).update(party="")
    case.notices.filter(facts__kind=ConsultationKind.THIRD_PARTY.value).update(party="")
    asked.update(party="", opinion="")
    case.consultations.exclude(pk__in=asked).update(opinion="")


def _erase_notes(case: Request) -> None:
    """What officers wrote on the side, and what proves who signed for a letter."""
    case.notices.update(proof=None, tracking_number="")
    if (withdrawal := rules.withdrawal_of(case)) is not None:
        withdrawal.note = ""
        withdrawal.save(update_fields=["note"])
    if (reply := rules.reply_of(case)) is not None:
        reply.return_note = ""
        reply.save(update_fields=["return_note"])
    if (delivery := rules.delivery_of(case)) is not None:
        delivery.proof, delivery.note, delivery.tracking_number = None, "", ""
        delivery.save(update_fields=["proof", "note", "tracking_number"])
