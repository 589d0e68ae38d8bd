"""The standing pages of the platform: home, columns, key areas, bodies, 法定主动公开内容, 依申请公开, help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai.portal.pages.page import render_page
from gongkai.portal.pages.site import Link, Site, site_of
from gongkai.portal.shapes import ListHead, ListItem, SiteSnapshot

REQUIRED_LISTS: tuple[str, ...] = ("all", "kind/document", "kind/rule", "kind/guide", "kind/report")


def latest_keys(snapshot: SiteSnapshot) -> tuple[str, ...]:
    """The lists whose newest items the home page shows."""
    found = site_of(snapshot).interpretations()
    return (*REQUIRED_LISTS, found) if found else REQUIRED_LISTS


def platform_pages(
    snapshot: SiteSnapshot, heads: Mapping[str, ListHead], latest: Mapping[str, Sequence[ListItem]]
) -> dict[str, str]:
    """Site-relative file path → page. A list absent from `heads` or `latest` is empty."""
    site = site_of(snapshot)
    pages = {
        "index.html": _page(site, "home.html", snapshot.site_name, "/", heads, latest),
        "columns/index.html": _page(site, "columns.html", "公开栏目", "/columns/", heads, latest),
        "areas/index.html": _page(site, "areas.html", "重点领域", "/areas/", heads, latest),
        "bodies/index.html": _page(site, "bodies.html", "公开主体", "/bodies/", heads, latest),
        "mandatory/index.html": _page(
            site, "mandatory.html", "法定主动公开内容", "/mandatory/", heads, latest
        ),
        "apply/index.html": _page(site, "apply.html", "依申请公开", "/apply/", heads, latest),
        "help/index.html": _page(site, "help.html", "使用帮助", "/help/", heads, latest),
        "404.html": _page(site, "404.html", "没有找到这个页面", "", heads, latest),
    }
    return pages


def _page(
    site: Site,
    name: str,
    title: str,
    section: str,
    heads: Mapping[str, ListHead],
    latest: Mapping[str, Sequence[ListItem]],
) -> str:
    crumbs = () if section == "/" else (Link(title),)
    return render_page(name, site, title=title, section=section, crumbs=crumbs, heads=heads, latest=latest)
