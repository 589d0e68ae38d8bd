"""Plain functions that put rows in place, through the services wherever a service exists."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace as replace_fields
from datetime import date, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from gongkai.bodies.enums import Group, Role
from gongkai.bodies.models import BodyPeriod, Person, PublicBody, RoleAssignment
from gongkai.portal.shapes import BodyEntry, SiteSnapshot, Term
from gongkai.publication.enums import Route, Stage
from gongkai.publication.rules import STAGES
from gongkai.publication.services import publish_snapshot
from gongkai.records import services
from gongkai.records.enums import DisclosureAttribute, RecordKind
from gongkai.records.models import Record, Taxonomy
from gongkai.records.services import Draft

BEIJING = ZoneInfo("Asia/Shanghai")
_numbers = count(1)


@dataclass(frozen=True)
class Team:
    """One person for each part of a review at a body."""

    body: PublicBody
    author: Person
    first: Person
    second: Person
    approver: Person


def moment(year: int, month: int = 3, day: int = 1, hour: int = 10) -> datetime:
    """A moment in Beijing; by default 10 o'clock on the first of March."""
    return datetime(year, month, day, hour, tzinfo=BEIJING)


def make_body(code: str, name: str = "", parent: PublicBody | None = None) -> PublicBody:
    body = PublicBody.objects.create(code=code)
    group = Group.DEPARTMENT if parent else Group.GOVERNMENT
    BodyPeriod.objects.create(
        body=body, parent=parent, name=name or code, group=group, valid_from=date(2008, 5, 1)
    )
    return body


def make_person(body: PublicBody | None = None, *roles: Role) -> Person:
    number = next(_numbers)
    person = Person.objects.create_person(f"person{number}", f"演示人员{number:02d}")
    for role in roles:
        RoleAssignment.objects.create(person=person, body=body, role=role, valid_from=date(2008, 5, 1))
    return person


def make_team(body: PublicBody) -> Team:
    return Team(
        body=body,
        author=make_person(body, Role.AUTHOR),
        first=make_person(body, Role.FIRST_REVIEWER),
        second=make_person(body, Role.SECOND_REVIEWER),
        approver=make_person(body, Role.APPROVER),
    )


def make_taxonomies() -> None:
    names = {
        Taxonomy.Kind.COLUMN: (
            ("organisation", "组织机构"),
            ("policy", "政策法规"),
            ("key", "重点领域信息"),
            ("news", "工作动态"),
            ("other", "其他"),
            ("other.plans", "规划计划"),
        ),
        Taxonomy.Kind.KEY_AREA: (
            ("budget", "预决算公开信息"),
            ("safety", "安全生产信息"),
            ("environment", "环保信息"),
        ),
    }
    for kind, terms in names.items():
        for position, (code, name) in enumerate(terms, start=1):
            Taxonomy.objects.create(kind=kind, code=code, name=name, position=position, valid_from=2008)


def make_draft(team: Team, at: datetime, **values: Any) -> Record:
    """A draft determined 主动公开; `values` are fields of Draft, others go into its `extra`."""
    record = services.draft(body=team.body, content=make_content(at, values), actor=team.author, at=at)
    services.determine(record=record, attribute=DisclosureAttribute.PROACTIVE, actor=team.author, at=at)
    record.refresh_from_db()
    return record


def make_content(at: datetime, values: dict[str, Any]) -> Draft:
    own = {"title", "made_on", "columns", "key_areas", "html", "kind"}
    plain = {
        "title": "关于示例事项的通知",
        "made_on": at.date(),
        "columns": ("news",),
        "html": "<p>正文。</p>",
        "kind": RecordKind.INFORMATION,
    }
    given = {name: value for name, value in values.items() if name in own}
    extra = {name: value for name, value in values.items() if name not in own}
    return Draft(**{**plain, **given}, extra=extra)


def clear_all(team: Team, record: Record, at: datetime) -> None:
    """Sign every stage that is still open, each by its own person."""
    people = {Stage.FIRST: team.first, Stage.SECOND: team.second, Stage.APPROVAL: team.approver}
    record.refresh_from_db()
    for stage in STAGES[Route(record.revision.route)][1:]:
        services.clear(record=record, actor=people[stage], at=at)


def make_published(team: Team, at: datetime, **values: Any) -> Record:
    record = make_draft(team, at, **values)
    publish(team, record, at)
    return Record.objects.select_related("item", "body", "revision").get(pk=record.pk)


def replace(team: Team, record: Record, at: datetime, **values: Any) -> Record:
    """Publish a correction with these values."""
    record.refresh_from_db()
    kept = {name: getattr(record, name) for name in ("title", "made_on", "columns", "key_areas", "html")}
    content = make_content(at, {**kept, "kind": RecordKind(record.kind), **values})
    services.edit(record=record, content=content, version=record.version, actor=team.author, at=at)
    publish(team, record, at, change_note="更正内容")
    return record


def publish(team: Team, record: Record, at: datetime, change_note: str = "") -> None:
    services.submit(record=record, actor=team.author, at=at)
    clear_all(team, record, at)
    services.publish(record=record, actor=team.approver, at=at, change_note=change_note)
    record.refresh_from_db()


def make_snapshot(body: PublicBody, at: datetime, year: int = 2017) -> None:
    """Publish site settings with the test taxonomies, so that there is a public tree to build."""
    terms = Taxonomy.objects.order_by("position")
    shape = replace_fields(
        SiteSnapshot.bare(body.code, "区人民政府办公室", year),
        columns=tuple(
            Term(code=term.code, name=term.name, parent=term.code.split(".")[0] if "." in term.code else "")
            for term in terms.filter(kind=Taxonomy.Kind.COLUMN)
        ),
        key_areas=tuple(Term(code=t.code, name=t.name) for t in terms.filter(kind=Taxonomy.Kind.KEY_AREA)),
        bodies=tuple(
            BodyEntry(code=period.body.code, name=period.name, group="区政府部门")
            for period in BodyPeriod.objects.select_related("body").order_by("pk")
        ),
    )
    publish_snapshot(snapshot=shape, body=body, actor=None, at=at)
