"""Lines out: the template, and the year's tasks as the sheet in which they came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from gongkai.oversight.excel.shape import COLUMNS, NAME, Line
from gongkai.oversight.rules import OversightError
from gongkai.portal.characters import visible

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

WIDTHS: Final = (8, 40, 60, 24, 16, 30, 16)


def workbook(lines: Iterable[Line], bodies: Iterable[str] = ()) -> bytes:
    """The lines as .xlsx; `bodies` go on a second sheet, so that names are copied and not typed."""
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise OversightError("未能生成工作簿。")
    sheet.title = NAME
    sheet.append(list(COLUMNS))
    for line in lines:
        sheet.append(_cells(line))
    _dress(sheet)
    _notes(book, bodies)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(line: Line) -> list[Any]:
    units = "、".join(line.bodies)
    words = (line.number, line.item, line.requirement, line.carrier)
    return [*map(visible, words), line.due_on, visible(units), visible(line.person)]


def _dress(sheet: Worksheet) -> None:
    for column, width in zip("ABCDEFG", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text that begins with = stays a text
            if isinstance(cell.value, date):
                cell.number_format = "yyyy-mm-dd"
    sheet.freeze_panes = "A2"


def _notes(book: Workbook, bodies: Iterable[str]) -> None:
    sheet = book.create_sheet("填写说明")
    for text in (
        "每行一项任务，从第2行填起；标题行不要改动。",
        "序号、任务、工作要求、完成时限、责任单位必填。",
        "完成时限按“2017-06-30”或“2017年6月底”填写。",
        "责任单位须与下列名称一致；几家共同负责的，用顿号隔开，各登记一项。",
        "单元格填写文字，不用公式。",
        *bodies,
    ):
        sheet.append([visible(text)])
        sheet.cell(sheet.max_row, 1).data_type = "s"  # as on the sheet of tasks
    sheet.column_dimensions["A"].width = 70


def grouped(lines: Iterable[Line]) -> list[Line]:
    """Lines of one number and item given to several bodies, as one line again: the way the sheet is written."""
    found: dict[tuple[str, str, str, date], Line] = {}
    for line in lines:
        key = (line.number, line.item, line.requirement, line.due_on)
        known = found.get(key)
        found[key] = replace(known, bodies=(*known.bodies, *line.bodies)) if known else line
    return list(found.values())
