"""List pages and the search page."""

from __future__ import annotations

from urllib.parse import quote

from gongkai.portal.pages.links import feed_href, list_href
from gongkai.portal.pages.page import column_tags, render_page
from gongkai.portal.pages.site import SERVICES, Link, Site, site_of
from gongkai.portal.pages.views import ListView, SearchResults
from gongkai.portal.shapes import ListItem, SiteSnapshot
from gongkai.portal.source import BY_BODY


def list_page(view: ListView, snapshot: SiteSnapshot) -> str:
    """One page of a list. Only the head page prints what moves with every act."""
    site = site_of(snapshot)
    title = site.list_title(view.key)
    own = site.own_pages(view.key, view.alone)
    term, within = site.term(view.key), own or site.sub_columns(view.key)
    return render_page(
        "list.html",
        site,
        title=title,
        section=_section(view) if view.is_head else "",
        crumbs=_crumbs(site, view),
        tags=column_tags(title, term.description if term else "", (link.text for link in within)),
        feed=feed_href(view.key) if view.is_head else "",
        view=view,
        rows=_others(view),
        description=term.description if term else "",
        within=within,
        within_label="本机关的其他信息" if own else "下级栏目",
        head_href=list_href(view.key),
    )


def _others(view: ListView) -> tuple[ListItem, ...]:
    """What the head does not show above the list already."""
    shown = {item.path for item in view.own}
    return tuple(item for item in view.items if item.path not in shown)


def search_page(query: str, results: SearchResults, snapshot: SiteSnapshot) -> str:
    """The search page; an empty query gives the form and how to use it."""
    words = query.strip()
    return render_page(
        "search.html",
        site_of(snapshot),
        title="信息检索",
        section="/search",
        crumbs=(Link("信息检索"),),
        query=words,
        results=results,
        newer=_search_href(words, min(results.page - 1, results.pages), results.pages),
        older=_search_href(words, results.page + 1, results.pages),
    )


def _search_href(query: str, page: int, pages: int) -> str:
    if not query or not 1 <= page <= pages:
        return ""
    return f"/search?q={quote(query, safe='')}&page={page}"


def _section(view: ListView) -> str:
    """The entry of the navigation that a list belongs to."""
    group, _, code = view.key.partition("/")
    kind, _, body = code.partition(".")
    if group == "kind" and kind in BY_BODY:
        return SERVICES
    return list_href(f"kind/{kind}") if group == "kind" and body else list_href(view.key)


_GROUPS = {"column": Link("公开栏目", "/columns/"), "area": Link("重点领域", "/areas/")}
_GROUPS["body"] = Link("公开主体", "/bodies/")


def _crumbs(site: Site, view: ListView) -> tuple[Link, ...]:
    group, _, code = view.key.partition("/")
    above: tuple[Link, ...] = (_GROUPS[group],) if group in _GROUPS else ()
    body = code.partition(".")[2]
    if group == "kind" and body:
        above = site.body_trail(body)
    trail = site.column_trail(code) if group == "column" else (site.list_link(view.key),)
    if view.is_head:
        return (*above, *trail[:-1], Link(trail[-1].text))
    return (*above, *trail, Link(f"第 {view.number} 页"))
