"""The areas of the desk in their order. An area stands here once its room stands; nothing is a dead link."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from gongkai.bodies.access import Act
from gongkai.shell.seat import Seat


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the navigation, by the name of its address; it is shown where any of the acts has a reach."""

    label: str
    address: str
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Area:
    label: str
    icon: str
    entries: tuple[Entry, ...]


AREAS: tuple[Area, ...] = (
    Area("工作台", "desk", (Entry("我的待办", "desk", (Act.VIEW_BODIES,)),)),
    Area(
        "主动公开",
        "record",
        (
            Entry("全部信息", "records", (Act.VIEW_RECORDS,)),
            Entry("起草", "record_new", (Act.DRAFT_RECORD,)),
            Entry("审签", "reviews", (Act.CLEAR_FIRST, Act.CLEAR_SECOND, Act.APPROVE)),
            Entry("公文库", "documents", (Act.VIEW_RECORDS,)),
            Entry("指南与目录", "papers", (Act.VIEW_RECORDS,)),
        ),
    ),
    Area(
        "依申请公开",
        "file",
        (
            Entry("全部申请", "requests", (Act.VIEW_REQUESTS,)),
            Entry("登记申请", "request_register", (Act.REGISTER_REQUEST,)),
            Entry("救济机关", "request_authority", (Act.EDIT_OFFICE,)),
        ),
    ),
    Area(
        "复议诉讼",
        "dispute",
        (
            Entry("行政复议", "reconsiderations", (Act.VIEW_DISPUTES,)),
            Entry("行政诉讼", "lawsuits", (Act.VIEW_DISPUTES,)),
            Entry("举报投诉", "complaints", (Act.VIEW_DISPUTES,)),
        ),
    ),
    Area(
        "解读回应",
        "channel",
        (
            Entry("政策解读", "interpretations", (Act.VIEW_ENGAGEMENT,)),
            Entry("政务舆情", "concerns", (Act.VIEW_ENGAGEMENT,)),
            Entry("活动", "activities", (Act.VIEW_ENGAGEMENT,)),
            Entry("建议提案", "proposals", (Act.VIEW_ENGAGEMENT,)),
            Entry("转办件", "external_cases", (Act.VIEW_ENGAGEMENT,)),
            Entry("政务新媒体账号", "accounts", (Act.VIEW_CHANNELS,)),
            Entry("推文", "posts", (Act.VIEW_CHANNELS,)),
        ),
    ),
    Area(
        "政务服务",
        "service",
        (
            Entry("机构信息", "institution", (Act.VIEW_DIRECTORY,)),
            Entry("政务服务事项", "services", (Act.VIEW_DIRECTORY,)),
        ),
    ),
    Area(
        "年度报告",
        "report",
        (
            Entry("各单位报告", "reports", (Act.VIEW_FIGURES,)),
            Entry("数据与条目", "years", (Act.VIEW_FIGURES,)),
        ),
    ),
    Area(
        "监督考核",
        "warning",
        (
            Entry("全区督办", "oversight", (Act.OVERSEE,)),
            Entry("一页纸", "one_page", (Act.OVERSEE,)),
            Entry("要点任务", "tasks", (Act.VIEW_TASKS,)),
            Entry("答复备案", "filings", (Act.VIEW_REQUESTS,)),
            Entry("催办单", "reminders", (Act.VIEW_TASKS,)),
            Entry("存在问题", "problems", (Act.VIEW_TASKS,)),
        ),
    ),
    Area(
        "系统管理",
        "settings",
        (
            Entry("公开主体", "bodies", (Act.VIEW_BODIES,)),
            Entry("人员与账号", "people", (Act.VIEW_PEOPLE,)),
            Entry("审计记录", "audit", (Act.VIEW_AUDIT,)),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Section:
    label: str
    icon: str
    links: tuple[Link, ...]
    current: bool


def sections_for(seat: Seat, path: str) -> list[Section]:
    """What this seat may open, with the entry marked that the path belongs to."""
    shown = [(area, [entry for entry in area.entries if seat.reach(*entry.acts)]) for area in AREAS]
    places = {entry.address: reverse(entry.address) for _, entries in shown for entry in entries}
    first = reverse("desk")
    here = max((href for href in places.values() if _leads_to(href, path, first)), key=len, default="")
    return [_section(area, entries, places, here) for area, entries in shown if entries]


def _leads_to(href: str, path: str, first: str) -> bool:
    """Whether the path lies under the entry; everything lies under the first page, which is itself alone."""
    return path == href if href == first else path.startswith(href)


def _section(area: Area, entries: list[Entry], places: dict[str, str], here: str) -> Section:
    links = tuple(
        Link(entry.label, places[entry.address], current=places[entry.address] == here) for entry in entries
    )
    return Section(area.label, area.icon, links, current=any(link.current for link in links))
