"""The page of a paper: 政府信息公开指南 or 年报, a list of blocks."""

from __future__ import annotations

from gongkai.portal.pages.links import json_href
from gongkai.portal.pages.page import render_page
from gongkai.portal.pages.site import Link, site_of
from gongkai.portal.pages.wording import KIND_TITLES
from gongkai.portal.shapes import Edition, PaperContent, SiteSnapshot


def paper_page(edition: Edition, snapshot: SiteSnapshot) -> str:
    """The page of a guide or an annual report.

    Raises:
        TypeError: the edition holds a record, whose page is `record_page`.
    """
    content = edition.content
    if not isinstance(content, PaperContent):
        raise TypeError(f"{content.path} 不是指南或年报，应当用 record_page 生成页面。")
    section = f"/kind/{content.kind}/"
    return render_page(
        "paper.html",
        site_of(snapshot),
        title=content.title,
        section=section,
        crumbs=(Link(KIND_TITLES[content.kind], section), Link("正文")),
        alternate=json_href(content.path),
        edition=edition,
        content=content,
    )
