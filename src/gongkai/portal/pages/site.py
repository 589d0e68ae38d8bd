"""What every page of one snapshot shares, worked out once: terms by code, header, footer, head."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup

from gongkai.portal.pages.engine import render
from gongkai.portal.pages.links import list_href, page_href
from gongkai.portal.pages.wording import KIND_TITLES
from gongkai.portal.shapes import BodyEntry, ListItem, SiteSnapshot, Term
from gongkai.portal.source import INSTITUTIONS


class Link(NamedTuple):
    text: str
    href: str = ""


HOME = Link("首页", "/")
BLOCKS: tuple[Link, ...] = (
    HOME,
    Link(KIND_TITLES["guide"], "/kind/guide/"),
    Link(KIND_TITLES["rule"], "/kind/rule/"),
    Link("法定主动公开内容", "/mandatory/"),
    Link(KIND_TITLES["report"], "/kind/report/"),
    Link("依申请公开", "/apply/"),
)
SERVICES = "/bodies/services/"
_KEPT = 4


@dataclass(slots=True)
class Site:
    """One snapshot with what the pages derive from it."""

    snapshot: SiteSnapshot
    columns: Mapping[str, Term]
    areas: Mapping[str, Term]
    themes: Mapping[str, Term]
    bodies: Mapping[str, BodyEntry]
    head: Markup
    footer: Markup
    _headers: dict[str, Markup] = field(default_factory=dict)

    def header(self, section: str) -> Markup:
        """The header with the navigation entry of `section` (a site path) marked as current."""
        ways = self._ways()
        marked = section if any(section == link.href for link in (*BLOCKS, *ways)) else ""
        known = self._headers.get(marked)
        if known is None:
            text = render("header.html", snapshot=self.snapshot, section=marked, blocks=BLOCKS, ways=ways)
            known = self._headers[marked] = Markup(text)  # noqa: S704 — rendered with autoescape
        return known

    def term(self, key: str) -> Term | None:
        group, _, code = key.partition("/")
        if group == "column":
            return self.columns.get(code)
        return self.areas.get(code) if group == "area" else None

    def list_title(self, key: str) -> str:
        """The name of a list in the snapshot's words; an unknown code stands for itself."""
        group, _, code = key.partition("/")
        if group == "all":
            return "全部公开信息"
        if group == "kind":
            return self._kind_title(code)
        if group == "body":
            entry = self.bodies.get(code)
            return entry.name if entry else code
        term = self.term(key)
        return term.name if term else code

    def _kind_title(self, code: str) -> str:
        """The name of a kind, before it the body's where the list is that body's part."""
        kind, _, body = code.partition(".")
        entry = self.bodies.get(body)
        return (entry.name if entry else body) + KIND_TITLES.get(kind, kind)

    def body_trail(self, code: str) -> tuple[Link, ...]:
        """The list of all bodies and the body's own."""
        known = (self.list_link(f"body/{code}"),) if code in self.bodies else ()
        return (Link("公开主体", "/bodies/"), *known)

    def list_link(self, key: str) -> Link:
        return Link(self.list_title(key), list_href(key))

    def column_trail(self, code: str) -> tuple[Link, ...]:
        """The column and, before it, the column it is a part of."""
        if not code:
            return ()
        codes = (code.split(".", 1)[0], code) if "." in code else (code,)
        return tuple(self.list_link(f"column/{part}") for part in codes)

    def sub_columns(self, key: str) -> tuple[Link, ...]:
        group, _, code = key.partition("/")
        if group != "column":
            return ()
        return tuple(
            self.list_link(f"column/{term.code}") for term in self.snapshot.columns if term.parent == code
        )

    def own_pages(self, key: str, alone: Mapping[str, ListItem]) -> tuple[Link, ...]:
        """What a body keeps besides its records: who leads it, its offices, windows and guides.

        The one page of a list is led to straight.
        """
        group, _, code = key.partition("/")
        if group != "body" or code not in self.bodies:
            return ()
        return (
            Link("领导信息、内设机构、办事窗口、监督投诉", _straight(f"{INSTITUTIONS}.{code}", alone)),
            Link("办事指南", list_href(f"kind/service.{code}")),
        )

    def interpretations(self) -> str:
        """The list key of 政策解读 if a key area or a column bears that name, else empty."""
        for group, terms in (("area", self.areas), ("column", self.columns)):
            for term in terms.values():
                if "政策解读" in term.name:
                    return f"{group}/{term.code}"
        return ""

    def _ways(self) -> tuple[Link, ...]:
        found = self.interpretations()
        return (
            Link("政策文件", "/kind/document/"),
            *((Link("政策解读", list_href(found)),) if found else ()),
            Link("重点领域", "/areas/"),
            Link("办事服务", SERVICES),
            Link("公开栏目", "/columns/"),
            Link("公开主体", "/bodies/"),
            Link("最新公开", "/all/"),
            Link("信息检索", "/search"),
        )


def _straight(key: str, alone: Mapping[str, ListItem]) -> str:
    return page_href(alone[key].path) if key in alone else list_href(key)


def _by_code(terms: Iterable[Term]) -> dict[str, Term]:
    return {term.code: term for term in terms}


def _build(snapshot: SiteSnapshot) -> Site:
    return Site(
        snapshot=snapshot,
        columns=_by_code(snapshot.columns),
        areas=_by_code(snapshot.key_areas),
        themes=_by_code(snapshot.themes),
        bodies={entry.code: entry for entry in snapshot.bodies},
        head=Markup(render("head.html", snapshot=snapshot)),  # noqa: S704 — rendered with autoescape
        footer=Markup(render("footer.html", snapshot=snapshot)),  # noqa: S704 — the same
    )


_sites: OrderedDict[int, Site] = OrderedDict()


def site_of(snapshot: SiteSnapshot) -> Site:
    """The site of a snapshot, kept by identity: the entry holds the snapshot, so no other takes its id."""
    site = _sites.get(id(snapshot))
    if site is None:
        site = _sites[id(snapshot)] = _build(snapshot)
        while len(_sites) > _KEPT:
            _sites.popitem(last=False)
    return site
