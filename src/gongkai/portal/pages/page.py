"""The frame around every page: title, tags of 国办发〔2017〕47号, breadcrumbs, header and footer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gongkai.portal.pages.engine import render
from gongkai.portal.pages.links import page_href
from gongkai.portal.pages.site import HOME, Link, Site
from gongkai.portal.pages.wording import column_type, minute
from gongkai.portal.shapes import Edition, SiteSnapshot

Tags = tuple[tuple[str, str], ...]


def render_page(  # noqa: PLR0913 — the parts of one frame
    name: str,
    site: Site,
    *,
    title: str,
    section: str = "",
    crumbs: tuple[Link, ...] = (),
    tags: Tags = (),
    alternate: str = "",
    feed: str = "",
    **values: Any,
) -> str:
    """Render template `name` in the frame; `crumbs` run from below the home page to this page.

    A tag without a fact behind it is left out; a title that the author left empty prints as 无标题.
    """
    shown = title.strip() or "无标题"
    return render(
        name,
        site=site,
        snapshot=site.snapshot,
        full_title=shown if section == "/" else f"{shown} - {site.snapshot.site_name}",
        title=shown,
        header=site.header(section),
        crumbs=(HOME, *crumbs) if crumbs else (),
        tags=[tag for tag in tags if tag[1]],
        alternate=alternate,
        feed=feed,
        **values,
    )


def article_tags(edition: Edition, snapshot: SiteSnapshot) -> Tags:
    content = edition.content
    return (
        ("ArticleTitle", content.title),
        ("PubDate", minute(edition.at)),
        ("ContentSource", content.body_name),
        ("Url", f"{snapshot.site_url.rstrip('/')}{page_href(content.path)}" if snapshot.site_url else ""),
    )


def column_tags(name: str, description: str = "", within: Iterable[str] = ()) -> Tags:
    """What 47号 asks of every column; its keywords are its own name and those of the columns within it."""
    return (
        ("ColumnName", name),
        ("ColumnDescription", description or f"{name}的公开信息，按发布先后排列"),
        ("ColumnKeywords", ",".join((name, *within))),
        ("ColumnType", column_type(name)),
    )
