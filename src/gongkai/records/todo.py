"""What waits for this seat in records; the longest waiting first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from gongkai.bodies.access import Act
from gongkai.records import waiting
from gongkai.records.enums import State
from gongkai.records.models import Record
from gongkai.records.rules import WAITING
from gongkai.records.wording import state_mark
from gongkai.shell.seat import Seat
from gongkai.shell.todo import SHOWN, Matter, Section

_REVIEW = frozenset({Act.CLEAR_FIRST, Act.CLEAR_SECOND, Act.APPROVE})


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
_TO_FILE = _Kind(
    "to_file",
    "待归档",
    "查看并归档",
    "filed",
    "record",
    f"?state={State.TO_FILE}",
    "没有待归档的信息。不主动公开的信息审签完成后会列在这里。",
)
_CORRECTING = _Kind(
    "correcting",
    "更正中",
    "查看并提交",
    "draft",
    "record",
    f"?state={State.CORRECTING}",
    "没有改过而尚未提交审核的更正。",
)
_SELDOM = frozenset({_TO_FILE.key, _CORRECTING.key})
"""Sections that are shown only while something stands in them."""
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


def sections(seat: Seat) -> list[Section]:
    allowed = seat.acts_at(seat.body.pk)
    kinds = list(_kinds(allowed))
    if not kinds:
        return []
    rows = waiting.waiting_for(seat.person, allowed, SHOWN + 1)
    found = (_section(kind, [row for state in states for row in rows[state]]) for kind, states in kinds)
    return [section for section in found if section.matters or section.key not in _SELDOM]


def _kinds(allowed: Collection[Act]) -> Iterator[tuple[_Kind, tuple[State, ...]]]:
    """The queues of these acts, each with the states that stand in it."""
    if Act.DRAFT_RECORD in allowed:
        yield _RETURNED, (State.RETURNED,)
    if _REVIEW.intersection(allowed):
        yield _AWAITING, tuple(WAITING.values())
    if Act.PUBLISH in allowed:
        yield _READY, (State.READY,)
    if Act.FILE_AWAY in allowed:
        yield _TO_FILE, (State.TO_FILE,)
    if Act.DETERMINE in allowed:
        yield _UNDETERMINED, (State.UNDETERMINED,)
    if Act.DRAFT_RECORD in allowed:
        yield _CORRECTING, (State.CORRECTING,)
        yield _DRAFTS, (State.DRAFT,)


def _section(kind: _Kind, rows: Sequence[Record]) -> Section:
    whole = reverse("reviews") if kind is _AWAITING else reverse("records") + kind.more
    longest = sorted(rows, key=lambda row: (row.updated_at, row.pk))[: SHOWN + 1]
    matters = tuple(_matter(kind, row) for row in longest)
    return Section(key=kind.key, title=kind.title, matters=matters, empty=kind.empty, more=whole)


def _matter(kind: _Kind, row: Record) -> Matter:
    returned = f"　退回意见：{row.return_note}" if row.return_note else ""
    return Matter(
        title=row.title,
        note=f"{row.item.index_number}　拟稿人：{row.author.display_name}{returned}",
        state=state_mark(row.state),
        since=row.updated_at,
        button=kind.button,
        icon=kind.icon,
        href=reverse(kind.address, args=[row.pk]),
    )
