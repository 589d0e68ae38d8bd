"""去标识化: the people go out of an archived case, its facts, figures and signed letters stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from gongkai import configuration
from gongkai.bodies.models import Person
from gongkai.casework import rules
from gongkai.casework.enums import NoticeKind
from gongkai.casework.models import Applicant, Request
from gongkai.casework.naming import title_for
from gongkai.casework.next_acts import ERASE
from gongkai.casework.services.opening import CaseError, close_act, open_case
from gongkai.casework.working_days import current_calendar
from gongkai.files.models import StoredFile
from gongkai.files.services import release_files
from gongkai.law.calendar import Calendar
from gongkai.law.decisions import RemedyBranch
from gongkai.law.disputes import TermKind, dispute_term
from gongkai.law.events import ConsultationKind
from gongkai.law.periods import last_day
from gongkai.law.remedies import RemedyFacts, remedy, remedy_days
from gongkai.law.wording import plain_date
from gongkai.portal.inbox.sealing import inbox_of
from gongkai.portal.inbox.status import FOLDER, remove_status
from gongkai.publication.services import names_file

_ANYBODY: Final = RemedyFacts(("—",), "—", "—")
"""The terms are asked for, not the names."""
_DECIDING: Final = frozenset({NoticeKind.CLOSED, NoticeKind.OVERRIDE})

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

    The signed texts of replies and notices stay as they are, as the evidence they are: the name of applicant or third
    party is printed around them, but they quote the request, one of the web or one that was corrected in the
    applicant's own words, and what officers wrote into reasons. Who may not know the applicant does not read those.
    A web request gets a neutral title. The trail says that it was done, not what stood there.

    Raises:
        CaseError: a remedy may still be sought, or a reconsideration or lawsuit is not decided yet; the public status
            cannot be removed.
    """
    case = open_case(request, ERASE, actor=actor, at=at)
    _need_no_dispute(case)
    _need_remedies_run(case, timezone.localdate(at))
    files = list(_files(case))
    _erase_person(case, at)
    _erase_third_parties(case)
    _erase_notes(case)
    case.files.all().delete()
    release_files(files, named=names_file)
    case.title = title_for(case, ())
    case.purpose, case.description = "", case.title
    _end_status(case)
    new = {"erased_on": timezone.localdate(at), "files": len(files)}
    return close_act(case, "erase", actor=actor, at=at, new=new)


def _need_no_dispute(case: Request) -> None:
    """What proves the handling is needed until the dispute over it is decided."""
    if case.reconsiderations.filter(result="").exists() or case.lawsuits.filter(result="").exists():
        raise CaseError(
            "此件的行政复议或者行政诉讼尚未审结，材料和当事人信息还要作为证据，审结后再去标识化。"
        )


def _need_remedies_run(case: Request, on: date) -> None:
    """Until nobody can apply or sue any more, what proves the handling is needed."""
    until = max(_remedy_days(case), default=None)
    if until is not None and on <= until:
        raise CaseError(
            f"此件申请行政复议、提起行政诉讼的期限至{plain_date(until)}届满，此前材料和当事人信息还要作为证据，"
            "期满后再去标识化。"
        )


def _remedy_days(case: Request) -> Iterator[date]:
    """The last days of every remedy: against the reply, the letters that decide something, and what was decided of it."""
    calendar = current_calendar()
    for branch, text, made_on, served_on in _decided(case):
        yield from last_days(branch, text, made_on, served_on, calendar)
    for kind, rows in (
        (TermKind.SUE_AFTER_REVIEW, case.reconsiderations),
        (TermKind.APPEAL_JUDGMENT, case.lawsuits),
    ):
        for day in filter(None, rows.values_list("decided_on", flat=True)):
            yield last_day(day, dispute_term(kind, day).length, calendar)


def _decided(case: Request) -> Iterator[tuple[RemedyBranch, str, date, date]]:
    """Branch, text, day of decision and day of service of what can be challenged; without a letter its text is empty."""
    found, reply, delivery = rules.outcome_of(case), rules.reply_of(case), rules.delivery_of(case)
    branch = found.remedy if found else RemedyBranch.ORDINARY
    if delivery is not None and reply is not None:
        served_on = max(filter(None, (delivery.counted_on, delivery.arrived_on)))
        yield branch, reply.text, reply.made_on or delivery.counted_on, served_on
    letters = [row for row in rules.notices_of(case) if row.kind in _DECIDING]
    for row in letters:
        served_on = max(filter(None, (row.told_on, row.arrived_on, row.made_on)))
        yield (
            branch if row.kind == NoticeKind.CLOSED else RemedyBranch.ORDINARY,
            row.text,
            row.made_on,
            served_on,
        )
    decision = rules.decision_of(case)
    if delivery is None and not letters and decision is not None and decision.decided_on is not None:
        yield branch, "", decision.decided_on, decision.decided_on


def last_days(
    branch: RemedyBranch, text: str, made_on: date, served_on: date, calendar: Calendar
) -> Iterator[date]:
    """As the law of the day of decision sets them; a year where the letter told of no remedy (法释〔2018〕1号 Art.64)."""
    if branch is RemedyBranch.NONE:
        return
    if "行政复议" not in text:
        yield last_day(served_on, dispute_term(TermKind.SUE_UNTOLD, served_on).length, calendar)
        return
    days = remedy_days(remedy(branch, made_on, _ANYBODY), served_on, calendar)
    yield from filter(None, (days.review_by, days.suit_by))


def _end_status(case: Request) -> None:
    """What the applicant could still read under the code goes before the code does: nothing finds the file after."""
    if not case.receipt_code:
        return
    try:
        remove_status(inbox_of(configuration.public_dir()) / FOLDER, case.receipt_code)
    except OSError as fault:
        raise CaseError("公众网站上的办理进度没有能够删除，没有去标识化；请稍后再试。") from fault
    case.receipt_code = ""


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
    """What the applicant corrected, what officers searched for and wrote on the side, and who signed for a letter."""
    case.notices.update(proof=None, tracking_number="")
    case.searches.update(terms="", result="")
    if (correction := rules.correction_of(case)) is not None:
        correction.description = ""
        correction.save(update_fields=["description"])
    if (withdrawal := rules.withdrawal_of(case)) is not None:
        withdrawal.note = ""
        withdrawal.save(update_fields=["note"])
    if (reply := rules.reply_of(case)) is not None:
        reply.return_note = ""
        reply.save(update_fields=["return_note"])
    if (delivery := rules.delivery_of(case)) is not None:
        delivery.proof, delivery.note, delivery.tracking_number = None, "", ""
        delivery.save(update_fields=["proof", "note", "tracking_number"])
