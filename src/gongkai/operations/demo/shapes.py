"""What a demo generator hands to the loader: one district's year, as frozen values without a database.

References between rows are by `key` or `code`, unique within their tuple in `DemoYear`. Every text is
generated; the figures that are real stand in `DemoYear.figures`, each with its place in the published report.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

Attribute: TypeAlias = Literal["PROACTIVE", "ON_REQUEST", "WITHHELD"]
Stage: TypeAlias = Literal["AUTHOR", "FIRST", "SECOND", "APPROVAL"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOffice:
    """政府信息公开工作机构. No number or address here can be reached; `channels` besides counter and post."""

    name: str
    address: str
    postcode: str
    hours: str
    phone: str
    fax: str
    email: str
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoBody:
    """One node of the tree. The district (`parent` empty) stands above the 42 and is not one of them.

    `mark` is the agency's part of its document numbers: 示政发 in 示政发〔2017〕1号.
    """

    code: str
    name: str
    group: Literal["区政府", "部门", "街道办事处"]
    parent: str
    valid_from: date
    mark: str
    reporting: bool
    office: DemoOffice


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoTerm:
    """A taxonomy entry. `related` (法定主动公开内容 only) names columns or key areas that hold such items."""

    code: str
    name: str
    parent: str = ""
    description: str = ""
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoKeyArea:
    """One of the 21 lines: `label` and `count` as the published report prints them."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAttachment:
    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoRelation:
    """`kind` is 解读 or 被解读; `record` the key of the other record."""

    kind: str
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoRecord:
    """政府信息 to be published.

    `columns` holds exactly one main column, or none for `kind` rule. `key_areas` may hold two;
    `area_assumed` marks a record with an area that only a 模型假设 gives it. `review` names who acted at
    each stage, all different; `kind` information has no SECOND.
    """

    key: str
    title: str
    body: str
    columns: tuple[str, ...]
    key_areas: tuple[str, ...] = ()
    area_assumed: bool = False
    theme: str = ""
    genre: str = ""
    legal_character: Literal["NORMATIVE", "OTHER"] = "OTHER"
    document_number: str = ""
    made_on: date
    published_on: date
    effective_on: date | None = None
    html: str
    summary: str
    keywords: tuple[str, ...] = ()
    attachments: tuple[DemoAttachment, ...] = ()
    relations: tuple[DemoRelation, ...] = ()
    kind: Literal["information", "document", "rule"] = "information"
    review: tuple[tuple[Stage, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoDocument:
    """A row of the register (公文库); `record` is the key of its publication, empty where there is none.

    `ground` says in the law's words why a document is not published on one's own motion.
    """

    key: str
    title: str
    document_number: str
    body: str
    genre: str
    theme: str
    legal_character: Literal["NORMATIVE", "OTHER"]
    made_on: date
    attribute: Attribute
    ground: str = ""
    record: str = ""
    html: str = ""
    author: str
    first: str
    approver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """政务新媒体账号."""

    code: str
    platform: Literal["wechat", "weibo"]
    name: str
    body: str
    opened_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPost:
    """推文. `posted_at` carries +08:00; `record` is the key of the record it repeats, or empty."""

    key: str
    account: str
    posted_at: datetime
    title: str
    text: str
    record: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """演示人员.

    `roles`: author, first, second, approver, registrar, handler, legal, disclosure_head, reporter,
    supervisor, leader, system_admin, security_admin, security_auditor.
    """

    key: str
    name: str
    body: str
    title: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoFigure:
    """A number of the published report. `value` is text so that 8.44 stays 8.44; `at_least` stands for 余."""

    key: str
    label: str
    value: str
    unit: str
    exactness: Literal["exact", "at_least", "share"]
    section: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAssumption:
    """模型假设: a reading that the published report does not give, in words."""

    key: str
    text: str


@dataclass(frozen=True, kw_only=True)
class DemoYear:
    name: str
    year: int
    district: str
    notice: str
    source: str
    bodies: tuple[DemoBody, ...]
    columns: tuple[DemoTerm, ...]
    key_areas: tuple[DemoKeyArea, ...]
    themes: tuple[DemoTerm, ...]
    mandatory: tuple[DemoTerm, ...]
    people: tuple[DemoPerson, ...]
    records: tuple[DemoRecord, ...]
    rules: tuple[DemoRecord, ...]
    documents: tuple[DemoDocument, ...]
    accounts: tuple[DemoAccount, ...]
    posts: tuple[DemoPost, ...]
    figures: tuple[DemoFigure, ...]
    assumptions: tuple[DemoAssumption, ...]

    @cached_property
    def record_by_key(self) -> Mapping[str, DemoRecord]:
        return {record.key: record for record in (*self.rules, *self.records)}

    @cached_property
    def person_by_key(self) -> Mapping[str, DemoPerson]:
        return {person.key: person for person in self.people}
