"""The sheets of the workbook: their columns, and a line of each as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, Final

from gongkai.bodies.enums import Group, Role

MOST_FAULTS: Final = 50


class Kind(Enum):
    TEXT = "text"
    CODE = "code"
    DATE = "date"
    YEAR = "year"
    FLAG = "flag"
    CHOICE = "choice"
    LOGIN = "login"
    SITE = "site"
    PHONE = "phone"
    POSTCODE = "postcode"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Column:
    """`label` heads the column, `name` is the attribute of the line; a CHOICE gives label → stored value.

    `begins` marks the day or year from which a line holds: that lies at most a year ahead.
    """

    label: str
    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    most: int = 100
    choices: Mapping[str, str] = field(default_factory=dict)
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell, and what to do; an empty `column` means the whole row, `row` 0 the sheet.

    Where the file itself is meant, `sheet` is its name.
    """

    sheet: str
    row: int
    column: str
    what: str
    advice: str
    of_file: bool = False

    @property
    def sentence(self) -> str:
        row = f"第{self.row}行" if self.row else ""
        column = f"“{self.column}”" if self.column else ""
        return (
            f"{'文件' if self.of_file else '工作表'}“{self.sheet}”{row}{column}：{self.what}，{self.advice}。"
        )


class OrganisationRefused(Exception):  # noqa: N818 - a finding, not a fault
    """Nothing was entered; the text names every fault, one a line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        more = len(faults) - MOST_FAULTS
        lines = [fault.sentence for fault in faults[:MOST_FAULTS]]
        super().__init__("\n".join([*lines, f"另有{more}处。"] if more > 0 else lines))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    row: int
    site_name: str
    owner_name: str
    home_body: str
    site_url: str = ""
    site_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLine:
    row: int
    code: str
    name: str
    group: str
    valid_from: date
    parent: str = ""
    reports: bool = True
    office_name: str = ""
    address: str = ""
    postal_code: str = ""
    hours: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    row: int
    username: str
    display_name: str
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLine:
    row: int
    username: str
    body: str
    role: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLine:
    row: int
    code: str
    name: str
    valid_from: int
    description: str = ""
    valid_to: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    line: type[Any]
    columns: tuple[Column, ...]


_TERM = (
    Column("代码", "code", Kind.CODE, required=True, most=40),
    Column("名称", "name", required=True),
    Column("说明", "description", most=300),
    Column("起始年度", "valid_from", Kind.YEAR, required=True, begins=True),
    Column("截止年度", "valid_to", Kind.YEAR),
)
SITE: Final = Sheet(
    "站点",
    SiteLine,
    (
        Column("站点名称", "site_name", required=True, most=50),
        Column("主办单位", "owner_name", required=True),
        Column("本级主体代码", "home_body", Kind.CODE, required=True, most=32),
        Column("网址", "site_url", Kind.SITE, most=200),
        Column("网站标识码", "site_code", most=20),
    ),
)
BODIES: Final = Sheet(
    "主体",
    BodyLine,
    (
        Column("主体代码", "code", Kind.CODE, required=True, most=32),
        Column("名称", "name", required=True),
        Column(
            "类别", "group", Kind.CHOICE, required=True, choices={str(one.label): one.value for one in Group}
        ),
        Column("上级代码", "parent", Kind.CODE, most=32),
        Column("自", "valid_from", Kind.DATE, required=True, begins=True),
        Column("编制年报", "reports", Kind.FLAG),
        Column("工作机构名称", "office_name"),
        Column("办公地址", "address", most=200),
        Column("邮政编码", "postal_code", Kind.POSTCODE, most=10),
        Column("办公时间", "hours", most=200),
        Column("联系电话", "phone", Kind.PHONE, most=50),
        Column("传真号码", "fax", Kind.PHONE, most=50),
        Column("互联网联系方式", "email", Kind.CONTACT),
    ),
)
PEOPLE: Final = Sheet(
    "人员",
    PersonLine,
    (
        Column("登录名", "username", Kind.LOGIN, required=True, most=50),
        Column("姓名", "display_name", required=True, most=50),
        Column("在用", "is_active", Kind.FLAG),
    ),
)
ROLES: Final = Sheet(
    "角色",
    RoleLine,
    (
        Column("登录名", "username", Kind.LOGIN, required=True, most=50),
        Column("主体代码", "body", Kind.CODE, required=True, most=32),
        Column(
            "角色", "role", Kind.CHOICE, required=True, choices={str(one.label): one.value for one in Role}
        ),
        Column("自", "valid_from", Kind.DATE, required=True, begins=True),
        Column("至", "valid_to", Kind.DATE),
    ),
)
COLUMNS: Final = Sheet("栏目", TermLine, _TERM)
KEY_AREAS: Final = Sheet("重点领域", TermLine, _TERM)
THEMES: Final = Sheet("主题分类", TermLine, _TERM)
MANDATORY: Final = Sheet("法定主动公开内容", TermLine, _TERM)
SHEETS: Final = (SITE, BODIES, PEOPLE, ROLES, COLUMNS, KEY_AREAS, THEMES, MANDATORY)


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that could not be taken whole: what could be read of it, by attribute."""

    sheet: str
    row: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """What the workbook says, sheet by sheet; a sheet that is missing or empty changes nothing."""

    site: SiteLine | None = None
    bodies: tuple[BodyLine, ...] = ()
    people: tuple[PersonLine, ...] = ()
    roles: tuple[RoleLine, ...] = ()
    terms: Mapping[str, tuple[TermLine, ...]] = field(default_factory=dict)
    """By sheet name."""
    faults: tuple[Fault, ...] = ()
    """Of single cells; who enters the workbook adds what is wrong between its rows, so that all is told at once."""
    unread: tuple[Unread, ...] = ()
    """Rows with such cells: a row that names one of them is not wrong for it."""
