"""The district, its 42 reporting bodies, their offices, and the people of the demo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

from gongkai.operations.demo.heping2017.data_files import table
from gongkai.operations.demo.shapes import DemoBody, DemoOffice, DemoPerson

if TYPE_CHECKING:
    from collections.abc import Iterator

DISTRICT: Final = "heping"
OFFICE: Final = "office"
VALID_FROM: Final = date(2008, 5, 1)

_STAFF: Final = (
    ("拟稿人员", ("author",)),
    ("初审人员", ("first",)),
    ("复审人员", ("second", "disclosure_head")),
    ("分管负责人", ("approver",)),
)
_CASE_ROLES: Final = {"拟稿人员": ("registrar", "handler"), "初审人员": ("legal",)}
"""Outside the office the same four people also handle requests; officer, reviewer and approver still differ."""
_OFFICE_STAFF: Final = (
    ("收件登记人员", ("registrar", "reporter")),
    ("依申请经办人员", ("handler",)),
    ("法制审核人员", ("legal",)),
    ("政务公开督办人员", ("supervisor",)),
    ("分管领导", ("leader",)),
    ("系统管理员", ("system_admin",)),
    ("安全管理员", ("security_admin",)),
    ("安全审计员", ("security_auditor",)),
)
_DISTRICT_WIDE: Final = {"supervisor", "leader", "system_admin", "security_admin", "security_auditor"}
"""Who sits in the office and looks over the district: these roles are held at its head, where its report is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A body with what the text generator needs to know about it. Streets have five `communities`."""

    code: str
    name: str
    short: str
    mark: str
    theme: str
    street: bool
    sections: tuple[str, ...]
    duties: tuple[str, ...]
    communities: tuple[str, ...] = ()


def _department(row: dict[str, Any]) -> Unit:
    return Unit(
        code=row["code"],
        name=row["name"],
        short=row["short"],
        mark=row["mark"],
        theme=row["theme"],
        street=False,
        sections=tuple(row["sections"]),
        duties=tuple(row["duties"]),
    )


def _street(number: int, numeral: str, communities: str, row: dict[str, Any]) -> Unit:
    return Unit(
        code=f"street-{number:02d}",
        name=f"示例{numeral}街道办事处",
        short=f"示例{numeral}街道",
        mark=f"示{numeral}街发",
        theme=row["theme"],
        street=True,
        sections=tuple(row["sections"]),
        duties=tuple(row["duties"]),
        communities=tuple(f"示例{name}社区" for name in communities.split()),
    )


@cache
def units() -> tuple[Unit, ...]:
    """The 42, departments first."""
    data = table("bodies")
    street = data["street"]
    pairs = zip(street["numerals"], street["communities"], strict=True)
    return (
        *(_department(row) for row in data["department"]),
        *(_street(number, *pair, street) for number, pair in enumerate(pairs, 1)),
    )


@cache
def unit_by_code() -> dict[str, Unit]:
    return {unit.code: unit for unit in units()}


@cache
def departments() -> tuple[Unit, ...]:
    return tuple(unit for unit in units() if not unit.street)


@cache
def streets() -> tuple[Unit, ...]:
    return tuple(unit for unit in units() if unit.street)


def _office(name: str, number: int) -> DemoOffice:
    return DemoOffice(
        name=name,
        address=f"示例路{number + 1}号",
        postcode="000000",
        hours="工作日9:00—11:30，13:00—17:00",
        phone=f"000-0000{number:04d}",
        fax=f"000-0000{number + 500:04d}",
        email=f"body{number:02d}@demo.example",
        channels=("web",),
    )


def _group(unit: Unit) -> Literal["部门", "街道办事处"]:
    """The office is one of the working departments (地方组织法); the government itself stands alone."""
    return "街道办事处" if unit.street else "部门"


def bodies() -> tuple[DemoBody, ...]:
    """The district, then the 42."""
    head = table("bodies")["district"]
    rows = [
        DemoBody(
            code=DISTRICT,
            name=head["name"],
            group="区政府",
            parent="",
            valid_from=VALID_FROM,
            mark=head["mark"],
            reporting=False,
            office=_office("区人民政府办公室", 0),
        )
    ]
    for number, unit in enumerate(units(), 1):
        rows.append(
            DemoBody(
                code=unit.code,
                name=unit.name,
                group=_group(unit),
                parent=DISTRICT,
                valid_from=VALID_FROM,
                mark=unit.mark,
                reporting=True,
                office=_office(f"{unit.name}政府信息公开工作机构", 0 if unit.code == OFFICE else number),
            )
        )
    return tuple(rows)


def _small_staff() -> Iterator[tuple[str, tuple[str, ...]]]:
    for title, roles in _STAFF:
        yield title, (*roles, *_CASE_ROLES.get(title, ()))


def people() -> tuple[DemoPerson, ...]:
    """Four people a body, so that author, reviewers and approver always differ; the office has eight more."""
    posts = [
        (DISTRICT if _DISTRICT_WIDE.issuperset(roles) else code, title, roles)
        for code in (DISTRICT, *(unit.code for unit in units()))
        for title, roles in (_STAFF + _OFFICE_STAFF if code == OFFICE else _small_staff())
    ]
    return tuple(
        DemoPerson(key=f"p{number:03d}", name=f"演示人员{number:02d}", body=code, title=title, roles=roles)
        for number, (code, title, roles) in enumerate(posts, 1)
    )


@cache
def staff() -> dict[tuple[str, str], str]:
    """(body, role) to the key of the person who holds it there."""
    return {(person.body, role): person.key for person in people() for role in person.roles}
