"""The compiled report as a published page: its sections in words with charts and tables, and the same as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from gongkai.annual.compilation import Compilation
from gongkai.annual.drafting import Narrative, told
from gongkai.annual.exhibits import exhibits, form_tables
from gongkai.portal.shapes import Block, Heading, Note, PaperContent, Paragraph, Table

NOTES = "口径说明"
FORM = "附：统计表"


def blocks_of(report: Compilation, narrative: Narrative) -> tuple[Block, ...]:
    """Opening, sections with what each shows, 口径说明, and the national form."""
    return (*_words(report, narrative, shown=True), *_form(report))


def _words(report: Compilation, narrative: Narrative, *, shown: bool) -> Iterator[Block]:
    yield from (Paragraph(text=text) for text in narrative.opening)
    for heading, paragraphs, show in told(narrative, report):
        yield Heading(text=heading)
        yield from (Paragraph(text=text) for text in paragraphs)
        if shown:
            for name in show:
                yield from exhibits(name, report)
    if report.notes:
        yield Heading(text=NOTES)
        yield from (Note(text=text) for text in report.notes)


def _form(report: Compilation) -> Iterator[Block]:
    """The form as it is printed; tables that a section already shows are not repeated."""
    if report.form != "2014":
        return
    yield Heading(text=FORM)
    yield from form_tables(report)


def text_of(title: str, report: Compilation, narrative: Narrative) -> str:
    """The report as plain text: every figure stands in the words, so the tables stay away."""
    lines = [title, ""]
    for block in _words(report, narrative, shown=False):
        lines += _text_lines(block)
    return "\n".join(lines).rstrip() + "\n"


def _text_lines(block: Block) -> Sequence[str]:
    match block:
        case Heading(text=text) | Paragraph(text=text):
            return [text, ""]
        case Note(text=text):
            return [f"注：{text}"]
        case Table(caption=caption, columns=columns, rows=rows):
            body = ["\t".join(cell.text for cell in row) for row in rows]
            return [caption, "\t".join(columns), *body, ""]
        case _:
            return []


def title_of(report: Compilation) -> str:
    return f"{report.body_name}{report.year}年度政府信息公开工作报告"


def paper_of(  # noqa: PLR0913 - what a published page has of its own
    report: Compilation,
    blocks: Iterable[Block],
    *,
    made_on: date,
    path: str = "",
    index_number: str = "",
    notice: str = "",
) -> PaperContent:
    """The report as a page of the platform; path and index number are empty until it is published."""
    return PaperContent(
        path=path,
        index_number=index_number,
        title=title_of(report),
        body_code=report.body,
        body_name=report.body_name,
        kind="report",
        year=report.year,
        made_on=made_on.isoformat(),
        summary=f"{report.year}年政府信息公开工作各部分的情况、统计数字和口径说明。",
        blocks=tuple(blocks),
        notice=notice,
    )
