"""The to-do list: the sections that every room offers in a module `todo` with `sections(seat)`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from django.urls import reverse

from gongkai import configuration
from gongkai.bodies.access import Act
from gongkai.desk.papers.todo import sections as paper_sections
from gongkai.law.calendar import Calendar
from gongkai.shell.rooms import offered
from gongkai.shell.seat import Seat
from gongkai.shell.todo import Section, arranged

Contribution = Callable[[Seat], Iterable[Section]]


def sections_of(seat: Seat) -> list[Section]:
    """The page for this seat; run inside the seat's scope."""
    found = [section for offer in contributions() for section in offer(seat)]
    return arranged(found, seat.today, _calendar())


@dataclass(frozen=True, slots=True)
class Way:
    """Something a person may begin when nothing waits for them."""

    label: str
    note: str
    href: str


_WAYS: Final = (
    (Act.DRAFT_RECORD, "起草信息", "填写标题、栏目、公开属性和正文，提交后进入审核。", "record_new"),
    (
        Act.REGISTER_REQUEST,
        "登记申请",
        "当面递交、邮寄来的申请在这里登记，期限随即计算。",
        "request_register",
    ),
    (Act.VIEW_REQUESTS, "查看依申请公开", "在办的申请、期限和答复都在列表中。", "requests"),
    (
        Act.EDIT_DIRECTORY,
        "核对机构信息",
        "领导、内设机构、窗口和电话有变动的，登记后更新公开页面。",
        "institution",
    ),
    (Act.REPORT_PROGRESS, "填报要点任务", "本单位承担的任务和完成时限。", "tasks"),
    (Act.OVERSEE, "查看全区督办", "各单位欠办的事项，点数字可看到所含的每一件。", "oversight"),
    (Act.VIEW_RECORDS, "查看全部信息", "已发布的和正在审签的信息，可以按栏目、年度筛选。", "records"),
)


def ways_of(seat: Seat) -> list[Way]:
    """What the seat may begin by itself, in the order of daily weight."""
    return [Way(label, note, reverse(address)) for act, label, note, address in _WAYS if seat.reach(act)]


@cache
def contributions() -> tuple[Contribution, ...]:
    return (*(room.sections for room in offered("todo")), paper_sections)


@cache
def _calendar() -> Calendar:
    """The notices shipped and those beside the data; a notice entered later counts after the next start."""
    return Calendar.load(configuration.calendar_dir())
