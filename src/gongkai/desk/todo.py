"""The to-do list: what waits for this seat, by section; the longest waiting on top."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.bodies.access import Act
from gongkai.records import waiting
from gongkai.records.enums import State
from gongkai.records.models import Record
from gongkai.records.wording import Mark, state_mark
from gongkai.shell.seat import Seat

SHOWN = 20
_REVIEW = frozenset({Act.CLEAR_FIRST, Act.CLEAR_SECOND, Act.APPROVE})


@dataclass(frozen=True, slots=True)
class Matter:
    """One row: what it is, since when it waits, and the one button that takes it on."""

    record: Record
    state: Mark
    button: str
    icon: str
    href: str


@dataclass(frozen=True, slots=True)
class Section:
    """`more` is the address of the whole list when not everything is shown."""

    key: str
    title: str
    matters: tuple[Matter, ...]
    empty: str
    more: str


@dataclass(frozen=True, slots=True)
class _Kind:
    key: str
    title: str
    button: str
    icon: str
    address: str
    more: str
    empty: str


_RETURNED = _Kind(
    "returned",
    "退回修改",
    "修改",
    "draft",
    "record_edit",
    f"?state={State.RETURNED}",
    "没有退回给您的信息。审核人退回后会列在这里，并附退回意见。",
)
_AWAITING = _Kind(
    "awaiting",
    "待我审",
    "审签",
    "sign",
    "record_review",
    "",
    "没有等您审签的信息。拟稿人提交审核后，轮到您的环节时会列在这里。",
)
_READY = _Kind(
    "ready",
    "待发布",
    "查看并发布",
    "ready",
    "record",
    f"?state={State.READY}",
    "没有待发布的信息。审签全部完成后会列在这里。",
)
_UNDETERMINED = _Kind(
    "undetermined",
    "待认定公开属性",
    "认定",
    "question",
    "record_determine",
    f"?state={State.UNDETERMINED}",
    "没有待认定的信息。起草时没有选定公开属性的会列在这里。",
)
_DRAFTS = _Kind(
    "drafts",
    "我的草稿",
    "查看并提交",
    "record",
    "record",
    f"?state={State.DRAFT}",
    "没有未提交的草稿。起草并保存后会列在这里。",
)


def sections_of(seat: Seat) -> list[Section]:
    """The sections that concern this seat's roles; run inside the seat's scope."""
    return [_section(kind, rows) for kind, rows in _queues(seat)]


def _queues(seat: Seat) -> Iterator[tuple[_Kind, QuerySet[Record]]]:
    allowed = seat.acts_at(seat.body.pk)
    if Act.DRAFT_RECORD in allowed:
        yield _RETURNED, waiting.returned_to(seat.person)
    if allowed & _REVIEW:
        yield _AWAITING, waiting.awaiting(seat.person, allowed)
    if Act.PUBLISH in allowed:
        yield _READY, waiting.ready()
    if Act.DETERMINE in allowed:
        yield _UNDETERMINED, waiting.undetermined()
    if Act.DRAFT_RECORD in allowed:
        yield _DRAFTS, waiting.drafts_of(seat.person)


def _section(kind: _Kind, rows: QuerySet[Record]) -> Section:
    found = list(rows[: SHOWN + 1])
    whole = reverse("reviews") if kind is _AWAITING else reverse("records") + kind.more
    matters = tuple(
        Matter(row, state_mark(row.state), kind.button, kind.icon, reverse(kind.address, args=[row.pk]))
        for row in found[:SHOWN]
    )
    return Section(kind.key, kind.title, matters, kind.empty, whole if len(found) > SHOWN else "")
