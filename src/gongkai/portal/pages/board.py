"""What the standing pages count: lines of lists with this year's live items, worked out from list heads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.portal.pages.charts import percent
from gongkai.portal.pages.links import list_href, page_href
from gongkai.portal.pages.site import Site
from gongkai.portal.shapes import ListHead, ListItem, SiteSnapshot, Term

Heads = Mapping[str, ListHead]
Latest = Mapping[str, Sequence[ListItem]]

STRIP_LENGTH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A list by name with its count of the year; `href` is empty where there is no list page to open."""

    name: str
    href: str
    count: int
    note: str = ""
    width: str = "0%"
    within: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class BlockCard:
    name: str
    note: str
    icon: str
    href: str


@dataclass(frozen=True, slots=True)
class Strip:
    name: str
    href: str
    rows: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    live: int
    total: int
    documents: int
    blocks: tuple[BlockCard, ...]
    strips: tuple[Strip, ...]
    columns: tuple[Line, ...]
    areas: tuple[Line, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Live items of one year by list key; an unknown list is empty."""

    heads: Heads
    year: int

    def count(self, key: str) -> int:
        head = self.heads.get(key)
        return head.by_year.get(self.year, 0) if head else 0

    def open(self, key: str) -> str:
        head = self.heads.get(key)
        return list_href(key) if head and head.size else ""

    def tree(self, terms: Sequence[Term], group: str) -> tuple[Line, ...]:
        """The terms without a parent, each with its parts; shares are of all of the former together."""
        tops = [term for term in terms if not term.parent]
        whole = sum(self.count(f"{group}/{term.code}") for term in tops)
        return tuple(self._branch(term, terms, group, whole) for term in tops)

    def _branch(self, term: Term, terms: Sequence[Term], group: str, whole: int) -> Line:
        key = f"{group}/{term.code}"
        count = self.count(key)
        parts = [part for part in terms if part.parent == term.code]
        return Line(
            name=term.name,
            href=self.open(key),
            count=count,
            note=term.description,
            width=percent(count, whole),
            within=tuple(self._branch(part, terms, group, whole) for part in parts),
        )


def board_of(site: Site, heads: Heads, latest: Latest) -> Board:
    snapshot = site.snapshot
    tally = Tally(heads, snapshot.year)
    whole = heads.get("all")
    return Board(
        live=whole.live if whole else 0,
        total=tally.count("all"),
        documents=tally.count("kind/document"),
        blocks=_blocks(snapshot, latest),
        strips=_strips(site, latest),
        columns=tally.tree(snapshot.columns, "column"),
        areas=tally.tree(snapshot.key_areas, "area"),
        groups=_groups(snapshot, tally),
    )


def mandatory_lines(site: Site, heads: Heads) -> tuple[Line, ...]:
    """法定主动公开内容: a code is a list key, or the code of a column or key area, or only a name."""
    terms = site.snapshot.mandatory
    tally = Tally(heads, site.snapshot.year)
    return tuple(_mandatory(term, terms, tally) for term in terms if not term.parent)


def _mandatory(term: Term, terms: Sequence[Term], tally: Tally) -> Line:
    keys = (term.code, f"column/{term.code}", f"area/{term.code}", f"kind/{term.code}")
    key = next((key for key in keys if key in tally.heads), "")
    return Line(
        name=term.name,
        href=tally.open(key),
        count=tally.count(key),
        note=term.description,
        within=tuple(_mandatory(part, terms, tally) for part in terms if part.parent == term.code),
    )


def kept_by_bodies(site: Site, heads: Heads, latest: Latest, kind: str) -> tuple[Group, ...]:
    """Bodies by group with the live papers of a kind that each keeps; bodies and groups without any are left out."""
    found: dict[str, list[Line]] = {}
    for entry in site.snapshot.bodies:
        key = f"kind/{kind}.{entry.code}"
        head = heads.get(key)
        if head and head.live:
            rows = latest.get(key, ())
            href = page_href(rows[0].path) if len(rows) == head.live == 1 else list_href(key)
            line = Line(name=entry.name, href=href, count=head.live)
            found.setdefault(entry.group or "其他", []).append(line)
    return tuple(Group(name, tuple(lines)) for name, lines in found.items())


def _groups(snapshot: SiteSnapshot, tally: Tally) -> tuple[Group, ...]:
    """Bodies by group, groups and bodies in the order of the snapshot."""
    found: dict[str, list[Line]] = {}
    for entry in snapshot.bodies:
        key = f"body/{entry.code}"
        line = Line(name=entry.name, href=tally.open(key), count=tally.count(key))
        found.setdefault(entry.group or "其他", []).append(line)
    return tuple(Group(name, tuple(lines)) for name, lines in found.items())


def _blocks(snapshot: SiteSnapshot, latest: Latest) -> tuple[BlockCard, ...]:
    return (
        BlockCard(
            "政府信息公开指南",
            "信息怎样分类、怎样获取，向谁联系",
            "guide",
            _direct(snapshot, latest, "kind/guide"),
        ),
        BlockCard("政府信息公开制度", "公开工作遵循的各项规定", "rule", "/kind/rule/"),
        BlockCard("法定主动公开内容", "依照条例应当主动公开的事项", "mandatory", "/mandatory/"),
        BlockCard(
            "政府信息公开年报", _report_note(snapshot, latest), "report", _own_report(snapshot, latest)
        ),
        BlockCard("依申请公开", "三步申请尚未公开的信息", "apply", "/apply/"),
    )


def _direct(snapshot: SiteSnapshot, latest: Latest, key: str) -> str:
    """The newest guide of the home body itself, one click nearer; else the list."""
    own = (item for item in latest.get(key, ()) if item.path.startswith(f"{snapshot.home_body}/"))
    newest = next(own, None)
    return page_href(newest.path) if newest else list_href(key)


def _reports(snapshot: SiteSnapshot, latest: Latest) -> Sequence[ListItem]:
    """Those of the home body; other bodies' reports of the same year may be newer."""
    return latest.get(f"kind/report.{snapshot.home_body}", ())


def _own_report(snapshot: SiteSnapshot, latest: Latest) -> str:
    rows = _reports(snapshot, latest)
    return page_href(rows[0].path) if rows else list_href("kind/report")


def _report_note(snapshot: SiteSnapshot, latest: Latest) -> str:
    rows = _reports(snapshot, latest)
    return f"最新：{rows[0].title}" if rows else "每年的公开情况和统计数字"


def _strips(site: Site, latest: Latest) -> tuple[Strip, ...]:
    """Newest documents, and beside them their interpretation, or everything new where there is none."""
    beside = site.interpretations() or "all"
    names = {
        "kind/document": "最新政策文件",
        beside: site.list_title(beside) if beside != "all" else "最新公开",
    }
    return tuple(
        Strip(names[key], list_href(key), tuple(latest.get(key, ())[:STRIP_LENGTH]))
        for key in ("kind/document", beside)
    )
