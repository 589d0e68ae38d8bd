"""Lines in: every cell that cannot be taken is answered with its row, its column, what is wrong and what to do."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any, Final

from openpyxl import Workbook, load_workbook

from gongkai.oversight.excel.inspecting import holds_merged_cells, inspect
from gongkai.oversight.excel.shape import (
    COLUMNS,
    DUE,
    LONGEST,
    NAME,
    REQUIRED,
    Fault,
    Line,
    Sheet,
    TaskFileRefused,
    refuse,
)
from gongkai.oversight.rules import due_fault
from gongkai.portal.characters import visible

MOST_ROWS: Final = 2000
HEAD_WITHIN: Final = 5
EMPTY: Final = "没有填写"
MERGED: Final = Fault(
    0, "", "含有合并单元格，其中只有左上角的一格有内容", "请取消合并，在每一行分别填写后再上传"
)


def read(data: bytes, bodies: Collection[str], year: int | None = None) -> list[Line]:
    """The lines of an uploaded workbook.

    Raises:
        TaskFileRefused: any row or the file itself is wrong; every fault of it is named.
    """
    sheet = scan(data, bodies, year)
    if sheet.faults:
        raise TaskFileRefused(sheet.faults)
    return list(sheet.lines)


def scan(data: bytes, bodies: Collection[str], year: int | None = None) -> Sheet:
    """Every line with every fault, for a look before anything is written; terms are held to the plan's year, if given.

    Raises:
        TaskFileRefused: the file itself cannot be read.
    """
    inspect(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
        rows = _rows(book)
    except TaskFileRefused:
        raise
    except Exception as error:
        raise refuse("不能按 Excel 工作簿读取", "请用 Excel 或 WPS 打开后另存为 .xlsx 再上传") from error
    sheet = _lines(rows, bodies, year)
    if any(fault.what == EMPTY for fault in sheet.faults) and holds_merged_cells(data):
        return replace(sheet, faults=(MERGED, *sheet.faults))
    return sheet


Cells = tuple[Any, ...]
Row = tuple[int, Mapping[str, Any]]


def _rows(book: Workbook) -> list[Row]:
    """Row number and cells by column name, empty rows left out; at most MOST_ROWS of them."""
    try:
        sheet = book[NAME] if NAME in book.sheetnames else book.worksheets[0]
        last = HEAD_WITHIN + MOST_ROWS + 1
        found = sheet.iter_rows(max_row=last, max_col=30)
        numbered = list(enumerate(found, 1))
    finally:
        book.close()
    head, places = _head(numbered[:HEAD_WITHIN])
    rows: list[Row] = [
        (number, {name: cells[place] for name, place in places.items() if place < len(cells)})
        for number, cells in numbered
        if number > head
    ]
    filled = [(number, cells) for number, cells in rows if any(_filled(cell) for cell in cells.values())]
    if len(filled) > MOST_ROWS or len(numbered) == last:
        raise refuse(f"超过{MOST_ROWS}行", "请分成几个文件，删去空行后分次上传")
    return filled


def _head(rows: Sequence[tuple[int, Cells]]) -> tuple[int, Mapping[str, int]]:
    """The row that names the columns, and where each stands."""
    for number, cells in rows:
        names = [visible(str(cell.value or "")).strip() for cell in cells]
        if set(names) >= REQUIRED:
            return number, {name: names.index(name) for name in COLUMNS if name in names}
    wanted = "、".join(COLUMNS)
    raise refuse("没有找到标题行", f"请使用下载的模板，标题依次为{wanted}")


def _filled(cell: Any) -> bool:
    return cell.value is not None and visible(str(cell.value)).strip() != ""


def _lines(rows: Sequence[Row], bodies: Collection[str], year: int | None) -> Sheet:
    if not rows:
        raise refuse("没有任务", "请从标题行的下一行填起")
    faults: list[Fault] = []
    lines = [line for number, cells in rows if (line := _line(number, cells, bodies, faults))]
    faults += _repeated(lines)
    if year is not None:
        faults += [_off_year(line, year) for line in lines if due_fault(year, line.due_on)]
    wrong = {fault.row for fault in faults}
    ordered = sorted(faults, key=lambda fault: fault.row)
    return Sheet(tuple(line for line in lines if line.row not in wrong), tuple(ordered))


def _off_year(line: Line, year: int) -> Fault:
    return Fault(line.row, DUE, due_fault(year, line.due_on), "请改正完成时限，或者改选年度")


def _line(row: int, cells: Mapping[str, Any], bodies: Collection[str], faults: list[Fault]) -> Line | None:
    """The line, or None with its faults added."""
    before = len(faults)
    texts = {name: _text(row, name, cells.get(name), faults) for name in COLUMNS if name != DUE}
    due_on = _due(row, cells.get(DUE), faults)
    units = tuple(
        dict.fromkeys(part for part in re.split(r"[、，,；;\n]\s*", texts["责任单位"]) if part.strip())
    )
    faults += [_unknown(row, unit) for unit in units if unit not in bodies]
    if len(faults) > before or due_on is None:
        return None
    return Line(
        row=row,
        number=texts["序号"],
        item=texts["任务"],
        requirement=texts["工作要求"],
        carrier=texts["公开载体"],
        due_on=due_on,
        bodies=units,
        person=texts["责任人"],
    )


def _unknown(row: int, unit: str) -> Fault:
    shown = unit if len(unit) <= 20 else f"{unit[:20]}…"  # noqa: PLR2004 - a sentence stays a sentence
    return Fault(row, "责任单位", f"没有名为“{shown}”的单位", "请照录“填写说明”工作表中的名称")


def _text(row: int, column: str, cell: Any, faults: list[Fault]) -> str:
    if cell is None or not _filled(cell):
        if column in REQUIRED:
            faults.append(Fault(row, column, EMPTY, "请补充"))
        return ""
    if _odd(row, column, cell, faults):
        return ""
    value = cell.value
    if isinstance(value, bool | date | datetime | timedelta) or not isinstance(value, str | int | float):
        faults.append(Fault(row, column, "不是文字", "请改为文字后再上传"))
        return ""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else visible(str(value)).strip()
    longest = LONGEST.get(column, 500)
    if len(text) > longest:
        faults.append(Fault(row, column, f"超过{longest}字", "请缩短后再上传"))
    return text


def _odd(row: int, column: str, cell: Any, faults: list[Fault]) -> bool:
    """A formula or an error value: never evaluated, always refused."""
    if cell.data_type == "f":
        faults.append(Fault(row, column, "是公式", "系统不计算公式，请改为文字后再上传"))
    elif cell.data_type == "e":
        faults.append(Fault(row, column, "是错误值", "请改为文字后再上传"))
    else:
        return False
    return True


_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_MONTH_END: Final = re.compile(r"(\d{4})年(\d{1,2})月(?:底|末)?(?:前)?")
_DECEMBER: Final = 12


def _due(row: int, cell: Any, faults: list[Fault]) -> date | None:
    column = DUE
    if cell is None or not _filled(cell):
        faults.append(Fault(row, column, EMPTY, "请补充"))
        return None
    if _odd(row, column, cell, faults):
        return None
    found = _day_of(cell.value)
    if found is None:
        shown = str(cell.value)[:20]
        faults.append(Fault(row, column, f"“{shown}”不是日期", "请按“2017-06-30”或“2017年6月底”填写"))
    return found


def _day_of(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = visible(str(value)).strip()
    try:
        if day := _DAY.fullmatch(text):
            return date(*map(int, day.groups()))
        if month := _MONTH_END.fullmatch(text):
            return _last_day(*map(int, month.groups()))
    except ValueError:
        return None
    return None


def _last_day(year: int, month: int) -> date:
    if not 1 <= month <= _DECEMBER:
        raise ValueError(month)
    following = date(year + month // _DECEMBER, month % _DECEMBER + 1, 1)
    return following - timedelta(days=1)


def _repeated(lines: Sequence[Line]) -> Iterator[Fault]:
    seen: dict[tuple[str, str], int] = {}
    for line in lines:
        for body in line.bodies:
            first = seen.setdefault((line.number, body), line.row)
            if first != line.row:
                what = f"{body}的序号“{line.number}”与第{first}行重复"
                yield Fault(line.row, "序号", what, "请改为不同的序号")
