"""The page of a paper: 政府信息公开指南, 年报, 机构信息, 办事指南, a list of blocks."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from gongkai.portal.pages.charts import draw
from gongkai.portal.pages.engine import render
from gongkai.portal.pages.links import json_href, list_href
from gongkai.portal.pages.page import article_tags, render_page
from gongkai.portal.pages.site import SERVICES, Link, Site, site_of
from gongkai.portal.pages.wording import KIND_TITLES, chinese_date, column_type
from gongkai.portal.shapes import Block, Chart, Edition, Facts, Heading, PaperContent, SiteSnapshot, Table
from gongkai.portal.source import BY_BODY

CONTENTS_FROM = 3
LOWEST_HEADING = 4
STACKED_FROM = 3
SHORT_CHART = 6
"""So many bars stand above their data on a phone; of a longer chart the sentence and the data remain there."""


def paper_page(edition: Edition, snapshot: SiteSnapshot) -> str:
    """The page of a guide, an annual report or another paper.

    Raises:
        TypeError: the edition holds a record, whose page is `record_page`.
    """
    content = edition.content
    if not isinstance(content, PaperContent):
        raise TypeError(f"{content.path} 不是指南或年报，应当用 record_page 生成页面。")
    site = site_of(snapshot)
    column = KIND_TITLES[content.kind]
    section, trail = _place(site, content, column)
    return render_page(
        "paper.html",
        site,
        title=content.title,
        section=section,
        crumbs=(*trail, Link("正文")),
        tags=(
            ("ColumnName", column),
            ("ColumnType", column_type(column)),
            *article_tags(edition, snapshot),
            ("Description", content.summary),
        ),
        alternate=json_href(content.path),
        edition=edition,
        content=content,
        facts=_facts(edition, content),
        contents=_contents(content.blocks),
        blocks=tuple(_rendered(content.blocks)),
    )


def _place(site: Site, content: PaperContent, column: str) -> tuple[str, tuple[Link, ...]]:
    """The entry of the navigation, and the way down to the page: through its body where each body keeps one."""
    if content.kind not in BY_BODY:
        section = f"/kind/{content.kind}/"
        return section, (Link(column, section),)
    own = f"kind/{content.kind}.{content.body_code}"
    if content.body_code not in site.bodies:
        return SERVICES, (Link("办事服务", SERVICES),)
    return SERVICES, (*site.body_trail(content.body_code), Link(column, list_href(own)))


def _facts(edition: Edition, content: PaperContent) -> list[tuple[str, str]]:
    rows = (
        ("索引号", content.index_number),
        ("发布机构", content.body_name),
        ("报告年度" if content.kind == "report" else "适用年度", f"{content.year}年" if content.year else ""),
        ("成文日期", chinese_date(content.made_on)),
        ("发布日期", chinese_date(edition.first_published_on)),
        ("公开方式", "主动公开"),
    )
    return [row for row in rows if row[1]]


def _anchor(place: int) -> str:
    return f"s{place}"


def _contents(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    """The anchors of the second-level headings, where there are enough of them to be worth a list."""
    found = [
        (_anchor(place), block.text)
        for place, block in enumerate(blocks)
        if isinstance(block, Heading) and block.level <= 2  # noqa: PLR2004 — h2
    ]
    return found if len(found) >= CONTENTS_FROM else []


def _rendered(blocks: tuple[Block, ...]) -> Iterator[Markup]:
    level = 1
    number = 0  # each table has a frame of its own to scroll in, and each frame a name of its own
    for place, block in enumerate(blocks):
        if isinstance(block, Heading):
            # A heading goes at most one step below the last one, whatever the author wrote.
            level = max(2, min(block.level, level + 1, LOWEST_HEADING))
        number += isinstance(block, Facts | Table | Chart)
        text = render(
            "block.html",
            block=block,
            number=number,
            anchor=_anchor(place),
            level=level,
            chart=draw(block) if isinstance(block, Chart) else None,
            column_numeric=_numeric_columns(block) if isinstance(block, Table) else (),
            is_stacked=isinstance(block, Table) and _is_stacked(block),
            is_long=isinstance(block, Chart) and len(block.bars) > SHORT_CHART,
            is_counted=isinstance(block, Facts) and all(label.isdigit() for label, _ in block.rows),
        )
        yield Markup(text)  # noqa: S704 — rendered with autoescape


def _is_stacked(table: Table) -> bool:
    """Whether a phone shows each row as a card: words in several columns, which would be squeezed side by side."""
    columns = len(table.columns)
    return columns >= STACKED_FROM and all(
        len(row) == columns and not any(cell.numeric for cell in row) for row in table.rows
    )


def _numeric_columns(table: Table) -> tuple[bool, ...]:
    """Whether each column's first cell is a figure: its heading then stands to the right as well."""
    first = table.rows[0] if table.rows else ()
    flags = tuple(cell.numeric for cell in first)
    return flags + (False,) * (len(table.columns) - len(flags))
