"""What the register of the directory holds, and when its periods may begin and end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from gongkai.directory.models import (
    ComplaintLine,
    Dated,
    InnerOffice,
    Leader,
    ServiceGuide,
    ServiceItem,
    ServiceWindow,
    WindowStaff,
)
from gongkai.law.wording import plain_date

CODE: Final = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
"""事项编码 as it stands in addresses."""


@dataclass(frozen=True, slots=True)
class EntryKind:
    """One kind of entry: `fields` in the order of form and page, `optional` may stay empty."""

    key: str
    title: str
    model: type[Dated]
    fields: tuple[str, ...]
    optional: frozenset[str] = frozenset()
    since: str = "自何日起"
    until: str = "至何日止"


LEADER = EntryKind(
    "leader",
    "领导信息",
    Leader,
    ("name", "post", "duties", "phone", "position"),
    since="任职日期",
    until="离任日期",
)
OFFICE = EntryKind(
    "inner-office", "内设机构", InnerOffice, ("name", "functions", "head", "phone", "position")
)
WINDOW = EntryKind("window", "办事窗口", ServiceWindow, ("name", "place", "hours", "phone"))
STAFF = EntryKind("window-staff", "窗口工作人员", WindowStaff, ("window", "name", "duties", "phone"))
LINE = EntryKind(
    "complaint-line",
    "监督投诉渠道",
    ComplaintLine,
    ("name", "phone", "address", "hours"),
    frozenset({"address", "hours"}),
)
ITEM = EntryKind(
    "item", "政务服务事项", ServiceItem, ("code", "name", "kind"), since="列入目录日期", until="取消日期"
)
GUIDE = EntryKind(
    "guide",
    "办事指南",
    ServiceGuide,
    ("basis", "conditions", "materials", "steps", "term", "fee", "window"),
    frozenset({"window"}),
    since="修订日期",
)
KINDS: Final = (LEADER, OFFICE, WINDOW, STAFF, LINE, ITEM, GUIDE)
KIND_OF: Final[Mapping[type[Dated], EntryKind]] = {kind.model: kind for kind in KINDS}


def fault_of(kind: EntryKind, values: Mapping[str, Any]) -> str:
    """What is wrong with the values of an entry, as a sentence; empty when nothing is."""
    missing = [name for name in kind.fields if name not in kind.optional and _blank(values.get(name))]
    if missing:
        names = "、".join(label_of(kind, name) for name in missing)
        return f"{kind.title}缺少{names}，请补全。"
    if kind is ITEM and not CODE.fullmatch(values["code"]):
        return "事项编码只能用字母、数字和连接号，例如 MZ-001。"
    return ""


SERVICE_PAGE: Final = "service-"


def service_key(code: str) -> str:
    """Under which the page of an item is kept, whatever the item is called."""
    return f"{SERVICE_PAGE}{code}"


def label_of(kind: EntryKind, name: str) -> str:
    field = kind.model._meta.get_field(name)
    return str(getattr(field, "verbose_name", name))


def _blank(value: object) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def change_fault(valid_from: date, since: date) -> str:
    """A change begins no earlier than what it replaces; on the same day it corrects it."""
    if since < valid_from:
        return f"变更日期早于现行登记的起始日期（{plain_date(valid_from)}），请核对。"
    return ""


def holds(valid_from: date, valid_to: date | None, on: date) -> bool:
    return valid_from <= on and (valid_to is None or on <= valid_to)
