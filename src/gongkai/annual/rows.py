"""What a row behind a figure says of itself: title, detail, day, and which page of the desk shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils import timezone

from gongkai.annual.models import FigureFromOutside
from gongkai.bodies.access import Act
from gongkai.bodies.models import BodyPeriod
from gongkai.casework.models import FeeNotice, Request
from gongkai.directory.models import (
    ComplaintLine,
    InnerOffice,
    Leader,
    ServiceGuide,
    ServiceItem,
    ServiceWindow,
    WindowStaff,
)
from gongkai.disputes.models import Complaint, Lawsuit, Reconsideration
from gongkai.engagement.models import (
    Activity,
    ChannelAccount,
    ChannelPost,
    Count,
    ExternalCase,
    Interpretation,
    Proposal,
    PublicConcern,
)
from gongkai.law.receipt import CHANNEL_NAMES, Channel
from gongkai.publication.models import ListEntry
from gongkai.records.models import Record


@dataclass(frozen=True, slots=True)
class Told:
    """A row in words. `closed` stands for the title where the viewer may not open the row's page.

    A title that is an applicant's own is told by another act, `named_by`, than the page is opened.

    `page` names the address that shows the row and its key there; `item` is the published thing, where there is one.
    """

    title: str
    detail: str
    body: int
    on: date
    page: tuple[str, int] | None = None
    act: Act | None = None
    closed: str = ""
    item: int | None = None
    path: str = ""
    named_by: Act | None = None


@dataclass(frozen=True, slots=True)
class _Kind:
    joins: tuple[str, ...]
    tell: Callable[[Any], Told]


def tells(model: type[Model], joins: tuple[str, ...], told: Callable[[Any], Told]) -> None:
    """Let a room above this one say how its rows are told; called once, when the room is made ready."""
    _KINDS[model] = _Kind(joins, told)


def tell(row: Model) -> Told:
    return _KINDS[type(row)].tell(row)


def joins_of(model: type[Model]) -> tuple[str, ...]:
    return _KINDS[model].joins


def _entry(row: ListEntry) -> Told:
    standing = getattr(row.item, "standing", None)
    live = standing is not None and standing.edition_id is not None
    return Told(
        row.title,
        row.item.index_number,
        row.item.body_id,
        row.counted_on,
        act=Act.VIEW_RECORDS,
        item=row.item_id,
        path=row.item.path if live else "",
    )


def _record(row: Record) -> Told:
    detail = row.document_number or row.item.index_number
    return Told(row.title, detail, row.body_id, row.made_on, act=Act.VIEW_RECORDS, item=row.item_id)


def _post(row: ChannelPost) -> Told:
    detail = f"{row.account.get_platform_display()}　{row.account.name}"
    return Told(row.title, detail, row.account.body_id, timezone.localdate(row.posted_at))


def _account(row: ChannelAccount) -> Told:
    return Told(row.name, row.get_platform_display(), row.body_id, row.opened_on)


def _request(row: Request) -> Told:
    """The matter is told only where the case itself may be opened: it may speak of the applicant.

    That of a web request is the applicant's first sentence: it is told to those who may know the applicant.
    """
    channel = CHANNEL_NAMES[Channel(row.channel)]
    return Told(
        row.title,
        f"{row.number}　{channel}",
        row.body_id,
        row.received_on,
        ("request", row.pk),
        Act.VIEW_REQUESTS,
        closed="依申请公开申请",
        named_by=Act.VIEW_APPLICANT if row.channel == Channel.WEB else None,
    )


def _fee(row: FeeNotice) -> Told:
    detail = f"应收{row.amount}元，减免{row.waived}元"
    return Told(
        f"收费通知　{row.request.number}",
        detail,
        row.request.body_id,
        row.paid_on or row.sent_on,
        ("request", row.request_id),
        Act.VIEW_REQUESTS,
        closed="收费通知",
    )


def _reconsideration(row: Reconsideration) -> Told:
    return Told(
        row.matter,
        f"{row.number}　{row.review_body}",
        row.body_id,
        row.decided_on or row.applied_on,
        ("reconsideration", row.pk),
        Act.VIEW_DISPUTES,
        closed="行政复议案件",
    )


def _lawsuit(row: Lawsuit) -> Told:
    return Told(
        row.matter,
        f"{row.number}　{row.court}",
        row.body_id,
        row.decided_on or row.filed_on,
        ("lawsuit", row.pk),
        Act.VIEW_DISPUTES,
        closed="行政诉讼案件",
    )


def _complaint(row: Complaint) -> Told:
    return Told(
        row.matter,
        row.get_channel_display(),
        row.body_id,
        row.received_on,
        ("complaint", row.pk),
        Act.VIEW_DISPUTES,
        closed="举报投诉",
    )


def _activity(row: Activity) -> Told:
    return Told(
        row.title,
        row.get_kind_display(),
        row.body_id,
        row.held_on,
        ("activity", row.pk),
        Act.VIEW_ENGAGEMENT,
    )


def _count(row: Count) -> Told:
    activity = row.activity
    return Told(
        f"{activity.title}：{row.label}{row.value}{row.unit}",
        f"来源：{row.source}",
        activity.body_id,
        activity.held_on,
        ("activity", activity.pk),
        Act.VIEW_ENGAGEMENT,
    )


def _concern(row: PublicConcern) -> Told:
    on = timezone.localdate(row.responded_at or row.found_at)
    return Told(row.title, row.get_way_display(), row.body_id, on, ("concern", row.pk), Act.VIEW_ENGAGEMENT)


def _interpretation(row: Interpretation) -> Told:
    record = row.record
    if record is None:
        raise ValueError("没有发布的解读不计数。")
    return Told(
        record.title,
        row.get_form_display(),
        row.body_id,
        record.item.counted_on or record.made_on,
        act=Act.VIEW_RECORDS,
        item=record.item_id,
        path=record.item.path,
    )


def _proposal(row: Proposal) -> Told:
    record = row.record
    return Told(
        row.title,
        f"{row.get_kind_display()}　{row.number}",
        row.body_id,
        row.replied_on or row.received_on,
        act=Act.VIEW_RECORDS,
        item=record.item_id if record else None,
        path=record.item.path if record else "",
    )


def _external_case(row: ExternalCase) -> Told:
    return Told(
        row.title,
        f"{row.get_source_display()}　{row.number}",
        row.body_id,
        row.accepted_on,
        ("external_case", row.pk),
        Act.VIEW_ENGAGEMENT,
        closed="转办件",
    )


def _period(row: BodyPeriod) -> Told:
    return Told(row.name, row.get_group_display(), row.body_id, row.valid_from)


def _dated(title: str, detail: str) -> Callable[[Any], Told]:
    def told(row: Any) -> Told:
        return Told(str(getattr(row, title)), str(getattr(row, detail)), row.body_id, row.valid_from)

    return told


def _staff(row: WindowStaff) -> Told:
    return Told(row.name, f"{row.window.name}　{row.duties}", row.window.body_id, row.valid_from)


def _guide(row: ServiceGuide) -> Told:
    return Told(row.item.name, row.term, row.item.body_id, row.valid_from)


def _outside(row: FigureFromOutside) -> Told:
    value = f"{row.value.normalize():f}"
    return Told(f"{row.unit_name}报送：{value}", f"来源：{row.source}", row.body_id, row.handed_on)


_KINDS: dict[type[Model], _Kind] = {
    ListEntry: _Kind(("item__standing",), _entry),
    Record: _Kind(("item",), _record),
    ChannelPost: _Kind(("account",), _post),
    ChannelAccount: _Kind((), _account),
    Request: _Kind((), _request),
    FeeNotice: _Kind(("request",), _fee),
    Reconsideration: _Kind((), _reconsideration),
    Lawsuit: _Kind((), _lawsuit),
    Complaint: _Kind((), _complaint),
    Activity: _Kind((), _activity),
    Count: _Kind(("activity",), _count),
    PublicConcern: _Kind((), _concern),
    Interpretation: _Kind(("record__item",), _interpretation),
    Proposal: _Kind(("record__item",), _proposal),
    ExternalCase: _Kind((), _external_case),
    BodyPeriod: _Kind((), _period),
    Leader: _Kind((), _dated("name", "post")),
    InnerOffice: _Kind((), _dated("name", "functions")),
    ServiceWindow: _Kind((), _dated("name", "place")),
    ComplaintLine: _Kind((), _dated("name", "phone")),
    ServiceItem: _Kind((), _dated("name", "code")),
    WindowStaff: _Kind(("window",), _staff),
    ServiceGuide: _Kind(("item",), _guide),
    FigureFromOutside: _Kind((), _outside),
}
