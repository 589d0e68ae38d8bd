"""Disputes and entries of the directory for tests: plain functions over the services, each with a plain default."""

from __future__ import annotations

from datetime import date
from itertools import count

from desk_world import NOON, START, person
from gongkai.bodies.enums import Role
from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.scope import cross_body
from gongkai.directory import services as directory
from gongkai.directory.models import (
    ComplaintLine,
    InnerOffice,
    Leader,
    ServiceGuide,
    ServiceItem,
    ServiceWindow,
    WindowStaff,
)
from gongkai.disputes import services as disputes
from gongkai.disputes.enums import ComplaintChannel
from gongkai.disputes.models import Complaint, Lawsuit, Reconsideration
from gongkai.disputes.services import ComplaintFacts, ReviewFacts, SuitFacts

_numbers = count(1)


def litigator(at: PublicBody) -> Person:
    """One who registers disputes."""
    return person(at, Role.LEGAL_REVIEWER)


def reconsideration(at: PublicBody, matter: str = "对答复不服", **facts: object) -> Reconsideration:
    given = {
        "number": f"示政复〔2017〕{next(_numbers)}号",
        "review_body": "示例区人民政府",
        "applied_on": date(2017, 3, 1),
        "copy_received_on": date(2017, 3, 8),
        **facts,
    }
    with cross_body("factory"):
        return disputes.open_reconsideration(
            body=at, facts=ReviewFacts(matter=matter, **given), actor=litigator(at), at=NOON
        )


def lawsuit(at: PublicBody, matter: str = "请求撤销答复", **facts: object) -> Lawsuit:
    given = {
        "number": f"（2017）示行初{next(_numbers)}号",
        "court": "示例区人民法院",
        "filed_on": date(2017, 3, 10),
        "copy_received_on": date(2017, 3, 14),
        **facts,
    }
    with cross_body("factory"):
        return disputes.open_lawsuit(
            body=at, facts=SuitFacts(matter=matter, **given), actor=litigator(at), at=NOON
        )


def complaint(at: PublicBody, matter: str = "网站信息更新不及时", **facts: object) -> Complaint:
    given = {"channel": ComplaintChannel.PHONE, "received_on": date(2017, 3, 10), **facts}
    with cross_body("factory"):
        return disputes.register_complaint(
            body=at, facts=ComplaintFacts(matter=matter, **given), actor=litigator(at), at=NOON
        )


_ENTRIES = {
    Leader: {
        "name": "演示人员01",
        "post": "局长",
        "duties": "主持全面工作",
        "phone": "000-00000001",
        "position": 0,
    },
    InnerOffice: {
        "name": "综合科",
        "functions": "承担日常工作",
        "head": "演示人员02",
        "phone": "000-00000002",
        "position": 0,
    },
    ServiceWindow: {
        "name": "综合窗口",
        "place": "示例路1号",
        "hours": "工作日9:00—17:00",
        "phone": "000-00000003",
    },
    WindowStaff: {"name": "演示人员03", "duties": "受理岗", "phone": "000-00000004"},
    ComplaintLine: {"name": "办公室", "phone": "000-00000005", "address": "示例路1号", "hours": "工作日"},
    ServiceItem: {"name": "示例事项", "kind": "licence"},
}
GUIDE_VALUES = {
    "basis": "《示例条例》",
    "conditions": "符合规定条件。",
    "materials": ["申请表", "身份证明"],
    "steps": ["提交", "受理", "领取"],
    "term": "10个工作日",
    "fee": "不收费",
    "window": None,
}


def entry(at: PublicBody, model: type, since: date = START, **values: object):
    """An entry of the directory with plain values."""
    given = {**_ENTRIES[model], **values}
    if model is ServiceItem:
        given.setdefault("code", f"item-{next(_numbers)}")
    with cross_body("factory"):
        return directory.add(
            model=model, body=at, values=given, since=since, actor=person(at, Role.AUTHOR), at=NOON
        )


def guide(item: ServiceItem, since: date = START, **values: object) -> ServiceGuide:
    with cross_body("factory"):
        return directory.write_guide(
            item=item,
            values={**GUIDE_VALUES, **values},
            since=since,
            actor=person(item.body, Role.AUTHOR),
            at=NOON,
        )
