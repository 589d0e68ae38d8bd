"""The standing pages of the platform: home, columns, key areas, bodies, 法定主动公开内容, 依申请公开, help."""

from __future__ import annotations

from typing import Any, NamedTuple

from gongkai.portal.pages.application import application_of
from gongkai.portal.pages.board import Heads, Latest, board_of, kept_by_bodies, mandatory_lines
from gongkai.portal.pages.links import feed_href
from gongkai.portal.pages.page import render_page
from gongkai.portal.pages.site import SERVICES, Link, site_of
from gongkai.portal.pages.wording import column_type
from gongkai.portal.shapes import SiteSnapshot
from gongkai.portal.source import BY_BODY

LINKED_LISTS: tuple[str, ...] = (
    "all",
    "kind/document",
    "kind/rule",
    "kind/guide",
    "kind/catalogue",
    "kind/report",
    *(f"kind/{kind}" for kind in sorted(BY_BODY)),
)


class _Standing(NamedTuple):
    file: str
    template: str
    title: str
    section: str


_PAGES = (
    _Standing("columns/index.html", "columns.html", "公开栏目", "/columns/"),
    _Standing("areas/index.html", "areas.html", "重点领域", "/areas/"),
    _Standing("bodies/index.html", "bodies.html", "公开主体", "/bodies/"),
    _Standing("bodies/services/index.html", "services.html", "办事服务", SERVICES),
    _Standing("mandatory/index.html", "mandatory.html", "法定主动公开内容", "/mandatory/"),
    _Standing("apply/index.html", "apply.html", "依申请公开", "/apply/"),
    _Standing("help/index.html", "help.html", "使用帮助", "/help/"),
    _Standing("404.html", "404.html", "没有找到这个页面", ""),
)


def latest_keys(snapshot: SiteSnapshot) -> tuple[str, ...]:
    """The lists whose newest items the home page shows."""
    found = site_of(snapshot).interpretations()
    return ("kind/document", found or "all", "kind/guide", f"kind/report.{snapshot.home_body}")


def required_lists(snapshot: SiteSnapshot) -> tuple[str, ...]:
    """The lists that pages link to while they are still empty: each needs a head page that says so."""
    columns = tuple(f"column/{term.code}" for term in snapshot.columns)
    own = tuple(f"kind/{kind}.{body.code}" for body in snapshot.bodies for kind in sorted(BY_BODY))
    found = site_of(snapshot).interpretations()
    return tuple(dict.fromkeys((*LINKED_LISTS, *columns, *own, *((found,) if found else ()))))


def platform_pages(snapshot: SiteSnapshot, heads: Heads, latest: Latest) -> dict[str, str]:
    """Site-relative file path → page. A list absent from `heads` or `latest` is empty."""
    site = site_of(snapshot)
    values: dict[str, Any] = {
        "board": board_of(site, heads, latest),
        "mandatory": mandatory_lines(site, heads),
        "services": kept_by_bodies(site, heads, latest, "service"),
        "institutions": kept_by_bodies(site, heads, latest, "institution"),
        "application": application_of(snapshot),
    }
    pages = {
        "index.html": render_page(
            "home.html",
            site,
            title=snapshot.site_name,
            section="/",
            tags=(("ColumnName", "首页"), ("ColumnType", "首页")),
            feed=feed_href("all"),
            **values,
        )
    }
    for page in _PAGES:
        pages[page.file] = render_page(
            page.template,
            site,
            title=page.title,
            section=page.section,
            crumbs=(Link(page.title),),
            tags=(("ColumnName", page.title), ("ColumnType", column_type(page.title)))
            if page.section
            else (),
            **values,
        )
    return pages
