"""Word files of this room, for who reads on paper or passes it on: 一页纸 as tables on A4, the 催办单 as a letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gongkai.portal.characters import visible

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TITLE_FONT, _TEXT_FONT = "方正小标宋简体", "仿宋_GB2312"
_TITLE, _HEAD, _TEXT = Pt(18), Pt(12), Pt(9.5)
_LETTER_TITLE, _LETTER = Pt(22), Pt(16)
_MARGIN: Final = Mm(16)


@dataclass(frozen=True, slots=True)
class Part:
    """A table with its heading; `empty` is the sentence in place of one without rows."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    empty: str
    remark: str = ""


def word_file(title: str, lead: str, parts: Sequence[Part], notice: str) -> bytes:
    """`notice` is what the site says of its data; it stands on top and at the foot of the page."""
    document = Document()
    _page(document, title, notice)
    if notice:
        _line(document, notice, WD_ALIGN_PARAGRAPH.CENTER)
    _line(document, title, WD_ALIGN_PARAGRAPH.CENTER, font=_TITLE_FONT, size=_TITLE)
    _line(document, lead, WD_ALIGN_PARAGRAPH.CENTER)
    _tables(document, parts)
    return _saved(document)


def _tables(document: WordDocument, parts: Sequence[Part]) -> None:
    for part in parts:
        _line(document, part.title, WD_ALIGN_PARAGRAPH.LEFT, size=_HEAD, bold=True)
        if part.rows:
            _table(document, part)
        else:
            _line(document, part.empty, WD_ALIGN_PARAGRAPH.LEFT)
        if part.remark:
            _line(document, part.remark, WD_ALIGN_PARAGRAPH.LEFT)


def _saved(document: WordDocument) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class Letter:
    """A 催办单: to whom, what, from whom, and the tables that belong to it."""

    title: str
    salutation: str
    paragraphs: Sequence[str]
    signature: Sequence[str]
    parts: Sequence[Part]


def letter_file(letter: Letter, notice: str) -> bytes:
    """Laid out as offices write (GB/T 9704), with its tables behind the signature; `notice` as in `word_file`."""
    document = Document()
    _page(document, letter.title, notice)
    if notice:
        _line(document, notice, WD_ALIGN_PARAGRAPH.CENTER)
    _line(document, letter.title, WD_ALIGN_PARAGRAPH.CENTER, font=_TITLE_FONT, size=_LETTER_TITLE)
    _line(document, letter.salutation, WD_ALIGN_PARAGRAPH.LEFT, size=_LETTER)
    for text in letter.paragraphs:
        paragraph = _line(document, text, WD_ALIGN_PARAGRAPH.JUSTIFY, size=_LETTER)
        paragraph.paragraph_format.first_line_indent = 2 * _LETTER
    for text in letter.signature:
        _line(document, text, WD_ALIGN_PARAGRAPH.RIGHT, size=_LETTER)
    _tables(document, letter.parts)
    return _saved(document)


def _page(document: WordDocument, title: str, notice: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.left_margin = section.right_margin = _MARGIN
    properties = document.core_properties
    properties.title, properties.author, properties.comments = visible(title), "", ""
    if notice:
        properties.keywords = visible(notice)[:255]
        _dress(section.footer.paragraphs[0], notice, _TEXT_FONT, _TEXT)


def _table(document: WordDocument, part: Part) -> None:
    table = document.add_table(rows=0, cols=len(part.columns))
    table.style = "Table Grid"
    for place, texts in enumerate((part.columns, *part.rows)):
        cells = table.add_row().cells
        for cell, text in zip(cells, texts, strict=True):
            _dress(cell.paragraphs[0], text, _TEXT_FONT, _TEXT, bold=place == 0)
            _close(cell.paragraphs[0])


def _line(  # noqa: PLR0913 - a paragraph has these facts
    document: WordDocument,
    text: str,
    alignment: WD_ALIGN_PARAGRAPH,
    *,
    font: str = _TEXT_FONT,
    size: Pt = _TEXT,
    bold: bool = False,
) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = alignment
    _close(paragraph)
    if bold:
        paragraph.paragraph_format.space_before = Pt(6)
    _dress(paragraph, text, font, size, bold=bold)
    return paragraph


def _close(paragraph: Paragraph) -> None:
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)


def _dress(paragraph: Paragraph, text: str, font: str, size: Pt, *, bold: bool = False) -> None:
    """East Asian text takes its font from an attribute of its own."""
    run = paragraph.add_run(visible(text))
    run.font.name, run.font.size, run.font.bold = font, size, bold
    run.font.element.rPr.rFonts.set(qn("w:eastAsia"), font)
