"""What every page of one snapshot shares, worked out once: terms by code, header, footer, head."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup

from gongkai.portal.pages.engine import render
from gongkai.portal.pages.wording import KIND_TITLES
from gongkai.portal.shapes import BodyEntry, SiteSnapshot, Term


class Link(NamedTuple):
    text: str
    href: str = ""


HOME = Link("首页", "/")
BLOCKS: tuple[Link, ...] = (
    HOME,
    Link("政府信息公开指南", "/kind/guide/"),
    Link("政府信息公开制度", "/kind/rule/"),
    Link("法定主动公开内容", "/mandatory/"),
    Link("政府信息公开年报", "/kind/report/"),
    Link("依申请公开", "/apply/"),
)
WAYS: tuple[Link, ...] = (
    Link("政策文件", "/kind/document/"),
    Link("公开栏目", "/columns/"),
    Link("重点领域", "/areas/"),
    Link("公开主体", "/bodies/"),
    Link("最新公开", "/all/"),
    Link("信息检索", "/search"),
    Link("使用帮助", "/help/"),
)
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
        known = self._headers.get(section)
        if known is None:
            text = render("header.html", snapshot=self.snapshot, section=section, blocks=BLOCKS, ways=WAYS)
            known = self._headers[section] = Markup(text)  # noqa: S704 — rendered with autoescape
        return known

    def list_title(self, key: str) -> str:
        """The name of a list in the snapshot's words; an unknown code stands for itself."""
        group, _, code = key.partition("/")
        if group == "all":
            return "全部公开信息"
        if group == "body":
            entry = self.bodies.get(code)
            return entry.name if entry else code
        if group == "kind":
            return KIND_TITLES.get(code, code)
        term = (self.columns if group == "column" else self.areas).get(code)
        return term.name if term else code

    def interpretations(self) -> str:
        """The list key of 政策解读 if a key area or a column bears that name."""
        for group, terms in (("area", self.areas), ("column", self.columns)):
            for term in terms.values():
                if "政策解读" in term.name:
                    return f"{group}/{term.code}"
        return ""


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
        footer=Markup(render("footer.html", snapshot=snapshot, blocks=BLOCKS[1:])),  # noqa: S704
    )


_sites: OrderedDict[int, Site] = OrderedDict()


def site_of(snapshot: SiteSnapshot) -> Site:
    """The site of a snapshot, kept by identity; the entry holds the snapshot, so its identity is not reused."""
    site = _sites.get(id(snapshot))
    if site is None or site.snapshot is not snapshot:
        site = _sites[id(snapshot)] = _build(snapshot)
        while len(_sites) > _KEPT:
            _sites.popitem(last=False)
    return site
