"""答复备案: a delivered reply is handed up to the district within the local term.

No signal opens a filing: a reply that was delivered and has no row here counts as 未备案 once its term has passed.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person
from gongkai.bodies.services import record_act, require
from gongkai.casework.models import Delivery, Request
from gongkai.casework.working_days import current_calendar
from gongkai.law.calendar import Calendar
from gongkai.law.local_terms import FILING
from gongkai.law.wording import plain_date
from gongkai.oversight.models import Filing
from gongkai.oversight.rules import OversightError, filing_due


@transaction.atomic
def open_filing(request: Request, at: datetime, calendar: Calendar | None = None) -> Filing:
    """The filing of a delivered reply with its term, made on first use; the same row ever after.

    Raises:
        OversightError: the reply is not delivered yet, or none of its day is filed.
    """
    known = Filing.objects.filter(request=request).first()
    if known is not None:
        return known
    due_on = filing_due(_answered_on(request), calendar or current_calendar())
    row = Filing.objects.create(request=request, due_on=due_on)
    _audit(request, "open", None, at, {"due_on": due_on.isoformat()})
    return row


def refuse_filed(request: Request) -> None:
    """Raise OversightError where the reply is filed already, or cannot be filed: before somebody fills in the form."""
    known = Filing.objects.filter(request=request).first()
    if known is None:
        _answered_on(request)
    elif known.filed_on is not None:
        raise OversightError(f"该件答复已于{plain_date(known.filed_on)}备案，不能再次备案。")


def _answered_on(request: Request) -> date:
    """The day of the reply that is to be filed.

    Raises:
        OversightError: as `open_filing`.
    """
    delivery = Delivery.objects.filter(request=request).first()
    if delivery is None:
        raise OversightError("该申请的答复尚未送达，送达之后方可备案。")
    if not FILING.binds(delivery.counted_on):
        raise OversightError(f"{plain_date(delivery.counted_on)}的答复不需要备案。{FILING.explanation}")
    return delivery.counted_on


@transaction.atomic
def file_reply(
    *, request: Request, filed_on: date, actor: Person, at: datetime, calendar: Calendar | None = None
) -> Filing:
    """备案: once; late ones are filed all the same, the dates say that they were late."""
    require(actor, Act.DELIVER_REPLY, request.body, at)
    Request.objects.select_for_update(of=("self",)).get(
        pk=request.pk
    )  # of two at once the second sees the first
    refuse_filed(request)
    row = open_filing(request, at, calendar)
    answered_on = Delivery.objects.values_list("counted_on", flat=True).get(request=request)
    if filed_on < answered_on:
        raise OversightError(f"备案日期早于答复日期（{plain_date(answered_on)}），请核对。")
    if filed_on > timezone.localdate(at):
        raise OversightError(f"备案日期晚于今日（{plain_date(timezone.localdate(at))}），请核对。")
    row.filed_on, row.person = filed_on, actor
    row.save(update_fields=["filed_on", "person"])
    _audit(request, "file", actor, at, {"filed_on": filed_on.isoformat()})
    return row


def _audit(request: Request, act: str, actor: Person | None, at: datetime, new: dict[str, object]) -> None:
    record_act(
        at=at,
        actor=actor,
        act=f"filing.{act}",
        body=request.body,
        subject=f"request/{request.number}",
        new=new,
    )
