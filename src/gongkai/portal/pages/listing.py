"""List pages and the search page."""

from __future__ import annotations

from gongkai.portal.pages.links import list_href
from gongkai.portal.pages.page import render_page
from gongkai.portal.pages.site import Link, site_of
from gongkai.portal.pages.views import ListView, SearchResults
from gongkai.portal.shapes import SiteSnapshot


def list_page(view: ListView, snapshot: SiteSnapshot) -> str:
    site = site_of(snapshot)
    title = site.list_title(view.key)
    return render_page(
        "list.html",
        site,
        title=title,
        section=list_href(view.key),
        crumbs=(Link(title),),
        view=view,
        head_href=list_href(view.key),
    )


def search_page(query: str, results: SearchResults, snapshot: SiteSnapshot) -> str:
    return render_page(
        "search.html",
        site_of(snapshot),
        title="信息检索",
        section="/search",
        crumbs=(Link("信息检索"),),
        query=query,
        results=results,
    )
