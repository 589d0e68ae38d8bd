"""How bodies stood at the year's end, what they publish of themselves, and figures handed in from outside."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Manager, Q, QuerySet

from gongkai.annual.models import FigureFromOutside
from gongkai.annual.period import Period
from gongkai.annual.sources import Source
from gongkai.bodies.models import BodyPeriod
from gongkai.directory.models import (
    ComplaintLine,
    InnerOffice,
    Leader,
    ServiceGuide,
    ServiceItem,
    ServiceWindow,
    WindowStaff,
)


def _reporting(period: Period) -> QuerySet[BodyPeriod]:
    """Bodies that make a report of the year: their span of the year's last day says so."""
    standing = Q(valid_to=None) | Q(valid_to__gte=period.last)
    return BodyPeriod.objects.filter(
        standing, body__in=period.body_ids, reports=True, valid_from__lte=period.last
    )


def _valid(manager: Manager[Any], path: str, period: Period) -> QuerySet[Any, Any]:
    """Rows of the directory that held on the year's last day."""
    start = path.removesuffix("body")
    standing = Q(**{f"{_dates(start)}valid_to": None}) | Q(**{f"{_dates(start)}valid_to__gte": period.last})
    return manager.filter(
        standing, **{f"{path}__in": period.body_ids, f"{_dates(start)}valid_from__lte": period.last}
    )


def _dates(start: str) -> str:
    """Where the dates of a row stand: a guide lasts as long as its item, staff have dates of their own."""
    return start if start == "item__" else ""


def _directory(key: str, label: str, manager: Manager[Any], path: str = "body") -> Source:
    return Source(key, label, partial(_valid, manager, path), body=f"{path}_id", standing=True)


def _outside(period: Period) -> QuerySet[FigureFromOutside]:
    return FigureFromOutside.objects.filter(body__in=period.body_ids, year=period.year)


REPORTING = Source("bodies", "公开主体", _reporting, standing=True)
LEADERS = _directory("leaders", "领导班子成员", Leader.objects)
OFFICES = _directory("offices", "内设机构", InnerOffice.objects)
WINDOWS = _directory("windows", "服务窗口", ServiceWindow.objects)
STAFF = _directory("staff", "窗口工作人员", WindowStaff.objects, "window__body")
COMPLAINT_LINES = _directory("lines", "监督投诉渠道", ComplaintLine.objects)
SERVICE_ITEMS = _directory("items", "政务服务事项", ServiceItem.objects)
GUIDES = _directory("guides", "办事指南", ServiceGuide.objects, "item__body")
OUTSIDE = Source("outside", "系统外报送", _outside, dimensions=("key",), amount="value")
