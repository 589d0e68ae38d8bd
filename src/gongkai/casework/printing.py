"""The letter as it is printed: the signed text with what stands around it, and as a Word file.

The layout follows GB/T 9704 as far as a letter needs it: A4, margins of the 版心, title in the middle, body in 三号 on
a grid of 28 points, signature and date at the right. The fonts it names stand first and are not shipped.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from gongkai.law.wording import plain_date
from gongkai.portal.characters import visible

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

SAMPLE: Final = "演示样张 无效"
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TITLE_FONT, _TEXT_FONT, _NUMBER_FONT = "方正小标宋简体", "仿宋_GB2312", "仿宋_GB2312"
_TITLE, _TEXT, _GRID = Pt(22), Pt(16), Pt(28)
_RED: Final = RGBColor(0xC0, 0x00, 0x00)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """`addressee` is empty for readers who may not know the applicant; `made_on` None before the approval.

    `note` is the 附注 under the date: where the office is found.
    """

    title: str
    number: str
    addressee: str
    text: str
    issuer: str
    made_on: date | None
    sample: bool
    unnamed: str = "申请人"
    unnumbered: str = "（待编号，签发后编号）"
    note: str = ""

    @property
    def paragraphs(self) -> list[str]:
        return [line for line in self.text.split("\n") if line]

    @property
    def dated(self) -> str:
        return plain_date(self.made_on) if self.made_on else "（签发后填写成文日期）"

    @property
    def numbered(self) -> str:
        return self.number or self.unnumbered

    @property
    def salutation(self) -> str:
        return f"{self.addressee or self.unnamed}："


def word_file(paper: Paper) -> bytes:
    document = Document()
    _page(document, paper)
    if paper.sample:
        _line(document, SAMPLE, WD_ALIGN_PARAGRAPH.CENTER, colour=_RED)
    _line(document, paper.title, WD_ALIGN_PARAGRAPH.CENTER, font=_TITLE_FONT, size=_TITLE)
    _line(document, paper.numbered, WD_ALIGN_PARAGRAPH.CENTER, font=_NUMBER_FONT)
    _line(document, "", WD_ALIGN_PARAGRAPH.LEFT)
    _line(document, paper.salutation, WD_ALIGN_PARAGRAPH.LEFT)
    for text in paper.paragraphs:
        _line(document, text, WD_ALIGN_PARAGRAPH.JUSTIFY).paragraph_format.first_line_indent = 2 * _TEXT
    _line(document, "", WD_ALIGN_PARAGRAPH.LEFT)
    for text in (paper.issuer, paper.dated):
        _line(document, text, WD_ALIGN_PARAGRAPH.RIGHT).paragraph_format.right_indent = 2 * _TEXT
    if paper.note:
        _line(document, paper.note, WD_ALIGN_PARAGRAPH.LEFT).paragraph_format.first_line_indent = 2 * _TEXT
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _page(document: WordDocument, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = (
        visible(paper.title),
        visible(paper.issuer),
        "",
    )
    if paper.sample:
        properties.keywords = SAMPLE
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _dress(footer, SAMPLE, _TEXT_FONT, Pt(12), _RED)


def _line(  # noqa: PLR0913 - a paragraph has these facts
    document: WordDocument,
    text: str,
    alignment: WD_ALIGN_PARAGRAPH,
    *,
    font: str = _TEXT_FONT,
    size: Pt = _TEXT,
    colour: RGBColor | None = None,
) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = alignment
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, _GRID
    _dress(paragraph, text, font, size, colour)
    return paragraph


def _dress(paragraph: Paragraph, text: str, font: str, size: Pt, colour: RGBColor | None) -> None:
    """East Asian text takes its font from an attribute of its own."""
    run = paragraph.add_run(visible(text))
    run.font.name, run.font.size = font, size
    run.font.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    if colour is not None:
        run.font.color.rgb = colour
