"""The schema of every published thing, and its canonical JSON.

A content is what reviewers clear and what its SHA-256 names. An edition is a content in its envelope
(sequence, time, change note). Dates are ISO days, moments ISO with the offset of Beijing (+08:00).
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, TypeAlias, get_args

RECORD_SCHEMA = "record/1"
PAPER_SCHEMA = "paper/1"


def canonical_json(value: Any) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces: equal values give equal bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256_hex(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """附件: a file by the hash of its published bytes; `size` in bytes."""

    name: str
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A link to another published thing: 解读, 修改, 废止, 被修改 …"""

    kind: str
    path: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContent:
    """政府信息 as published.

    `path` is body code / year / serial and never moves. `columns` holds the main column first (主栏目, counted)
    and the further ones after it (同步栏目, shown, not counted); a code with a dot names a sub-column of what
    stands before the dot. `html` is sanitised markup, already safe to stand in a page.
    """

    path: str
    index_number: str
    title: str
    body_code: str
    body_name: str
    columns: tuple[str, ...]
    key_areas: tuple[str, ...] = ()
    theme: str = ""
    genre: str = ""
    legal_character: str = "OTHER"
    document_number: str = ""
    disclosure: str = "PROACTIVE"
    made_on: str
    validity: str = "IN_FORCE"
    effective_on: str | None = None
    ended_on: str | None = None
    summary: str = ""
    keywords: tuple[str, ...] = ()
    html: str
    attachments: tuple[Attachment, ...] = ()
    relations: tuple[Relation, ...] = ()
    kind: Literal["information", "document", "rule"] = "information"
    notice: str = ""
    schema: str = RECORD_SCHEMA


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a published table: `href` is a site path or empty."""

    text: str
    href: str = ""
    numeric: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a chart: `value` sets its length, `text` is the figure as printed."""

    label: str
    value: float
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    text: str
    level: int = 2
    type: str = "heading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    text: str
    type: str = "paragraph"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """口径说明 or another remark that stands apart from the text."""

    text: str
    type: str = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Label and value pairs, printed as a two-column table."""

    caption: str
    rows: tuple[tuple[str, str], ...]
    type: str = "facts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    type: str = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A bar chart whose `caption` says in a sentence what it shows; its data stand beside it as a table."""

    caption: str
    unit: str
    bars: tuple[Bar, ...]
    type: str = "chart"


Block: TypeAlias = Heading | Paragraph | Note | Facts | Table | Chart


PaperKind: TypeAlias = Literal["guide", "catalogue", "report", "institution", "service"]
PAPER_KINDS: tuple[PaperKind, ...] = get_args(PaperKind)
"""A new kind is added here and gets its name in `portal.pages.wording.KIND_TITLES`; its list is `kind/KIND`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperContent:
    """A page of the platform that is no record, as a list of blocks.

    指南 (guide), 目录 (catalogue), 年报 (report), 机构信息 (institution), 办事指南 (service).
    """

    path: str
    index_number: str
    title: str
    body_code: str
    body_name: str
    kind: PaperKind
    year: int | None = None
    made_on: str
    summary: str = ""
    blocks: tuple[Block, ...]
    notice: str = ""
    schema: str = PAPER_SCHEMA


Content: TypeAlias = RecordContent | PaperContent


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One published edition: the envelope and its content, immutable."""

    sequence: int
    at: str
    first_published_on: str
    change_note: str
    content_sha256: str
    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What stands at the path of a thing that was withdrawn (撤回, 公示期满下线)."""

    sequence: int
    at: str
    path: str
    index_number: str
    title: str
    body_name: str
    reason: str
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One entry of a taxonomy: column, key area, theme. `parent` is a code or empty."""

    code: str
    name: str
    parent: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyEntry:
    """公开主体 as the portal shows it."""

    code: str
    name: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSnapshot:
    """Everything that pages need besides editions; a new one means a full rebuild.

    `year` is the year whose counts stand on the home page. `banner` stands on every page when not empty. `site_url`
    is where citizens reach the site (https://www.…), `site_code` its 网站标识码; both may be empty.
    """

    sequence: int
    at: str
    site_name: str
    owner_name: str
    home_body: str
    year: int
    columns: tuple[Term, ...]
    key_areas: tuple[Term, ...]
    themes: tuple[Term, ...]
    bodies: tuple[BodyEntry, ...]
    mandatory: tuple[Term, ...]
    contact: tuple[tuple[str, str], ...]
    banner: str = ""
    noindex: bool = False
    template_version: str = "1"
    site_url: str = ""
    site_code: str = ""

    @classmethod
    def bare(cls, home_body: str, owner_name: str, year: int) -> SiteSnapshot:
        """The settings of a site that has published none: names only, no taxonomies."""
        return cls(
            sequence=0,
            at="",
            site_name="政府信息公开",
            owner_name=owner_name,
            home_body=home_body,
            year=year,
            columns=(),
            key_areas=(),
            themes=(),
            bodies=(),
            mandatory=(),
            contact=(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """One place in one list that an act filled, emptied or changed; positions count from 0, the oldest."""

    list_key: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One entry of the sequence, with every place in every list that it touched."""

    sequence: int
    at: str
    kind: Literal["edition", "tombstone", "snapshot"]
    path: str = ""
    content_sha256: str = ""
    touched: tuple[Touch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """A live edition as a list shows it, and with what a catalogue must tell: 索引、名称、内容概述、生成日期 (R19 Art. 12).

    `at` is the moment of that edition, `published_on` the day of the first.
    """

    position: int
    path: str
    index_number: str
    title: str
    summary: str
    body_name: str
    document_number: str
    made_on: str
    published_on: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListHead:
    """`size` places were ever given, `live` of them are filled; `by_year` counts live ones by first publication."""

    key: str
    size: int
    live: int
    by_year: Mapping[int, int] = field(default_factory=dict)


def to_json(value: Any) -> Any:
    """A shape as plain JSON data."""
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    shape: Any = type(value)
    return {name: to_json(getattr(value, name)) for name in _members(shape)}


@cache
def _members(shape: Any) -> tuple[str, ...]:
    return tuple(member.name for member in dataclasses.fields(shape))


_PLAIN = (str, int, float, type(None))


def content_bytes(content: Content) -> bytes:
    """The bytes that reviewers clear: their SHA-256 is the content's name."""
    return canonical_json(to_json(content))


def tombstone_sha256(tombstone: Tombstone) -> str:
    """What the public log holds of a withdrawal: title, reason and notice cannot be changed unseen."""
    return sha256_hex(canonical_json(to_json(tombstone)))


_BLOCKS: Mapping[str, type[Any]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "note": Note,
    "facts": Facts,
    "table": Table,
    "chart": Chart,
}


def _block(data: Mapping[str, Any]) -> Block:
    kind = data["type"]
    values = {key: value for key, value in data.items() if key != "type"}
    if kind == "facts":
        values["rows"] = tuple((label, text) for label, text in values["rows"])
    elif kind == "table":
        values["columns"] = tuple(values["columns"])
        values["rows"] = tuple(tuple(Cell(**cell) for cell in row) for row in values["rows"])
    elif kind == "chart":
        values["bars"] = tuple(Bar(**bar) for bar in values["bars"])
    block: Block = _BLOCKS[kind](**values)
    return block


def content_from_json(data: Mapping[str, Any]) -> Content:
    """Read a stored content of any schema version.

    Raises:
        ValueError: the schema is not one that this version knows.
    """
    schema = data.get("schema")
    values = dict(data)
    if schema == RECORD_SCHEMA:
        for name in ("columns", "key_areas", "keywords"):
            values[name] = tuple(values[name])
        values["attachments"] = tuple(Attachment(**item) for item in values["attachments"])
        values["relations"] = tuple(Relation(**item) for item in values["relations"])
        return RecordContent(**values)
    if schema == PAPER_SCHEMA:
        values["blocks"] = tuple(_block(block) for block in values["blocks"])
        return PaperContent(**values)
    raise ValueError(f"内容的格式版本“{schema}”不为本系统所识别；请升级系统后再读取。")


def snapshot_from_json(data: Mapping[str, Any]) -> SiteSnapshot:
    values = dict(data)
    for name in ("columns", "key_areas", "themes", "mandatory"):
        values[name] = tuple(Term(**item) for item in values[name])
    values["bodies"] = tuple(BodyEntry(**item) for item in values["bodies"])
    values["contact"] = tuple((label, text) for label, text in values["contact"])
    return SiteSnapshot(**values)
