"""The page of one published record (政府信息) and of what was withdrawn."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from gongkai.portal.pages.links import attachment_href, json_href
from gongkai.portal.pages.page import Tags, article_tags, render_page
from gongkai.portal.pages.site import Link, Site, site_of
from gongkai.portal.pages.wording import (
    DISCLOSURE,
    LEGAL_CHARACTER,
    VALIDITY,
    State,
    chinese_date,
    column_type,
    file_kind,
)
from gongkai.portal.shapes import Edition, RecordContent, SiteSnapshot, Tombstone


class AttachmentLine(NamedTuple):
    name: str
    href: str
    kind: str
    size: int


def record_page(edition: Edition, snapshot: SiteSnapshot) -> str:
    """The page of a record.

    Raises:
        TypeError: the edition holds a paper, whose page is `paper_page`.
    """
    content = edition.content
    if not isinstance(content, RecordContent):
        raise TypeError(f"{content.path} 不是信息条目，应当用 paper_page 生成页面。")
    site = site_of(snapshot)
    columns = tuple(site.list_link(f"column/{code}") for code in content.columns)
    return render_page(
        "record.html",
        site,
        title=content.title,
        crumbs=(*site.column_trail(content.columns[0] if content.columns else ""), Link("正文")),
        tags=_tags(edition, content, columns, site),
        alternate=json_href(content.path),
        edition=edition,
        content=content,
        state=VALIDITY.get(content.validity, State(content.validity, "ended", "bad")),
        facts=_facts(edition, content, site),
        text=_prose(content.html),
        attachments=_attachments(content),
        columns=columns,
        areas=tuple(site.list_link(f"area/{code}") for code in content.key_areas),
    )


def tombstone_page(tombstone: Tombstone, snapshot: SiteSnapshot) -> str:
    """The page that answers, with status 410, at the address of what was withdrawn."""
    return render_page(
        "tombstone.html",
        site_of(snapshot),
        title=tombstone.title,
        crumbs=(Link("已撤下的信息"),),
        tombstone=tombstone,
    )


def _tags(edition: Edition, content: RecordContent, columns: tuple[Link, ...], site: Site) -> Tags:
    column = columns[0].text if columns else ""
    return (
        ("ColumnName", column),
        ("ColumnType", column_type(column)),
        *article_tags(edition, site.snapshot),
        ("Keywords", ",".join(content.keywords)),
        ("Description", content.summary),
    )


def _facts(edition: Edition, content: RecordContent, site: Site) -> list[tuple[str, str]]:
    theme = site.themes.get(content.theme)
    rows = (
        ("索引号", content.index_number),
        ("文号", content.document_number),
        ("主题分类", theme.name if theme else content.theme),
        ("体裁分类", content.genre),
        ("文件性质", LEGAL_CHARACTER.get(content.legal_character, "")),
        ("发布机构", content.body_name),
        ("成文日期", chinese_date(content.made_on)),
        ("发布日期", chinese_date(edition.first_published_on)),
        ("施行日期", chinese_date(content.effective_on or "")),
        ("公开方式", DISCLOSURE.get(content.disclosure, content.disclosure)),
    )
    return [row for row in rows if row[1]]


def _attachments(content: RecordContent) -> list[AttachmentLine]:
    return [
        AttachmentLine(
            item.name, attachment_href(content.path, item), file_kind(item.name, item.media_type), item.size
        )
        for item in content.attachments
    ]


def _prose(html: str) -> Markup:
    """The text as it was reviewed; a table may scroll sideways within its own frame, never the page."""
    before, *tables = html.split("<table")
    framed = [before]
    for number, rest in enumerate(tables, start=1):
        framed += [f'<div class="scroll" role="group" aria-label="表{number}" tabindex="0"><table', rest]
    return Markup("".join(framed).replace("</table>", "</table></div>"))  # noqa: S704 — sanitised before review
