"""Simple HTML to lines of text and table grids. Spans of rows and columns are expanded."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree, html

from gongkai.annual.audit.reading.document import Document, Grid, GridCell, GridRow, ReadingError

_SKIPPED: Final = frozenset(
    {"script", "style", "head", "noscript", "template", "svg", "iframe", "object", "select"}
)
_BLOCKS: Final = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
    }
    | {
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
    }
    | {"section", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul"}
)
_MOST_ATTRIBUTES: Final = 5_000
_MAX_SPAN: Final = 200  # a wider or higher span is a slip of the page, not a form
_LONGEST: Final = 10_000_000  # characters, pictures and scripts inside the page included
_MOST_TAGS: Final = 200_000
_MAX_PLACES: Final = 50_000  # beyond this spans are no longer expanded, so that no page can fill the memory
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TELLS = re.compile("主动公开|依申请|信息公开申请")
_BLANKS = re.compile(r"[ \t\n\r\f\v\u00a0\u200b\ufeff]+")


def html_document(text: str, name: str, encoding: str) -> Document:
    """Each block is one line; each row of a data table is one line, its cells parted by tabs.

    Raises:
        ReadingError: the parser finds no page in the text, or the page is far larger than any report's.
    """
    if len(text) > _LONGEST or text.count("<") > _MOST_TAGS or _has_endless_tag(text):
        raise ReadingError(f"网页“{name}”过于庞大，不像一份年度报告的页面，未予读取。请另存正文后再核对。")
    root = _parse(text, name)
    writer = _written(root, hidden=False)
    if not _TELLS.search("".join(writer.lines)):  # a script may show what the page as saved still hides
        writer = _written(root, hidden=True)
    lines = tuple(writer.lines)
    return Document(name, "html", encoding, "\n".join(lines), lines, tuple(writer.grids))


def _written(root: html.HtmlElement, *, hidden: bool) -> _Writer:
    writer = _Writer()
    _walk(root, writer, hidden=hidden)
    writer.end_line()
    return writer


def _has_endless_tag(text: str) -> bool:
    """The parser compares every attribute of a tag with every other."""
    tags = (piece.partition(">")[0] for piece in text.split("<"))
    return any(len(tag) > _MOST_ATTRIBUTES and len(tag.split()) > _MOST_ATTRIBUTES for tag in tags)


def _parse(text: str, name: str) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadingError(f"“{name}”不是可以解析的网页。请重新保存报告页面，或者改用纯文本。") from error
    return root


@dataclass(slots=True)
class _Writer:
    lines: list[str] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def write(self, text: str | None) -> None:
        if text:
            self._open.append(text)

    def end_line(self) -> None:
        line = _BLANKS.sub(" ", "".join(self._open)).strip()
        self._open.clear()
        if line:
            self.lines.append(line)

    def table(self, rows: list[tuple[GridCell, ...]]) -> None:
        placed = []
        for cells in rows:
            placed.append(GridRow(len(self.lines), cells))
            self.lines.append("\t".join("" if cell.copied else cell.text for cell in cells))
        self.grids.append(Grid(tuple(placed)))


def _walk(root: html.HtmlElement, writer: _Writer, *, hidden: bool) -> None:
    """Depth first without recursion: pages nest deeper than Python's stack."""
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "end":
            _leave(element, tag, writer)
        elif tag in _SKIPPED or _skip_link(element, tag) or (not hidden and _is_hidden(element)):
            walker.skip_subtree()
        elif tag == "table" and (rows := _data_rows(element)):
            writer.end_line()
            writer.table(rows)
            walker.skip_subtree()
        else:
            _enter(element, tag, writer)


def _skip_link(element: html.HtmlElement, tag: str) -> bool:
    """跳到正文 and its like: words for the keyboard, no part of the text."""
    return tag == "a" and element.get("href", "").startswith("#") and (element.text or "").startswith("跳")


def _is_hidden(element: html.HtmlElement) -> bool:
    """What no browser shows is nothing that the body told its readers."""
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")) is not None


def _enter(element: html.HtmlElement, tag: str, writer: _Writer) -> None:
    if tag in _BLOCKS or tag == "br":
        writer.end_line()
    writer.write(element.text)


def _leave(element: html.HtmlElement, tag: str, writer: _Writer) -> None:
    if tag in _BLOCKS:
        writer.end_line()
    writer.write(element.tail)


def _data_rows(table: html.HtmlElement) -> list[tuple[GridCell, ...]]:
    """The grid of a table of two rows or columns and more; empty for a table that only lays out a page."""
    if next(table.iterdescendants("table"), None) is not None:
        return []
    rows = _expand(table)
    if max((len(row) for row in rows), default=0) < 2:  # noqa: PLR2004 (one column is a frame, no data)
        return []
    return rows


def _expand(table: html.HtmlElement) -> list[tuple[GridCell, ...]]:
    """The grid as a browser lays it out; a row span ends with the table."""
    rows = list(table.iter("tr"))
    places: dict[tuple[int, int], GridCell] = {}
    for at, row in enumerate(rows):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while (at, column) in places:
                column += 1
            column += _place_cell(places, cell, at, column, len(rows) - at)
    return [_row(places, at) for at in range(len(rows))]


def _place_cell(
    places: dict[tuple[int, int], GridCell], cell: html.HtmlElement, at: int, column: int, rows_left: int
) -> int:
    """Fills the span of one cell and gives its width."""
    roomy = len(places) < _MAX_PLACES
    height = min(_span(cell, "rowspan", rows_left), rows_left) if roomy else 1
    width = _span(cell, "colspan", 1) if roomy else 1
    text = _BLANKS.sub(" ", "".join(cell.itertext())).strip()
    for down in range(height):
        for across in range(width):
            places.setdefault((at + down, column + across), GridCell(text, copied=bool(down or across)))
    return width


def _span(cell: html.HtmlElement, name: str, unbounded: int) -> int:
    """HTML: a row span of 0 runs to the end of the table; what is no number counts as 1."""
    printed = (cell.get(name) or "1").strip()
    if not printed.isascii() or not printed.isdigit():
        return 1
    return min(int(printed[:6]) or unbounded, _MAX_SPAN)


def _row(places: dict[tuple[int, int], GridCell], at: int) -> tuple[GridCell, ...]:
    cells: list[GridCell] = []
    while (cell := places.get((at, len(cells)))) is not None:
        cells.append(cell)
    return tuple(cells)
