"""The frame around every page: title, tags of 国办发〔2017〕47号, breadcrumbs, header and footer."""

from __future__ import annotations

from typing import Any

from gongkai.portal.pages.engine import render
from gongkai.portal.pages.site import HOME, Link, Site


def render_page(  # noqa: PLR0913 — the parts of one frame
    name: str,
    site: Site,
    *,
    title: str,
    section: str = "",
    crumbs: tuple[Link, ...] = (),
    tags: tuple[tuple[str, str], ...] = (),
    alternate: str = "",
    **values: Any,
) -> str:
    """Render template `name` in the frame; `crumbs` run from below the home page to this page."""
    site_name = site.snapshot.site_name
    return render(
        name,
        site=site,
        snapshot=site.snapshot,
        full_title=f"{title} - {site_name}" if title != site_name else title,
        title=title,
        header=site.header(section),
        crumbs=(HOME, *crumbs) if crumbs else (),
        tags=[tag for tag in tags if tag[1]],
        alternate=alternate,
        **values,
    )
