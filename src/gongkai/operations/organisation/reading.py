"""The workbook as lines: every cell that cannot be taken is named with its sheet, row and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from unicodedata import category

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from gongkai.bodies.rules import LOGIN_NAME
from gongkai.operations.organisation.shape import (
    BODIES,
    COLUMNS,
    KEY_AREAS,
    MANDATORY,
    PEOPLE,
    ROLES,
    SHEETS,
    SITE,
    THEMES,
    Column,
    Fault,
    Kind,
    Organisation,
    OrganisationRefused,
    Sheet,
)
from gongkai.oversight.excel.inspecting import LARGEST_FILE, inspect
from gongkai.oversight.excel.shape import TaskFileRefused

MOST_ROWS: Final = 5000
_CODE: Final = re.compile(r"[a-z0-9][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)?")
_SITE: Final = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[^\s]*)?")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_FLAGS: Final = {"是": True, "否": False}


class _Unfit(Exception):  # noqa: N818 - a cell, not a fault of the program
    def __init__(self, what: str, advice: str) -> None:
        super().__init__(what)
        self.what, self.advice = what, advice


def read(file: Path) -> Organisation:
    """What the workbook says.

    Raises:
        OrganisationRefused: a cell, a sheet or the file cannot be taken; every fault is named.
        OSError: the file cannot be opened.
    """
    faults: list[Fault] = []
    _inspect(file)
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        lines = {sheet.name: tuple(_lines(book, sheet, faults)) for sheet in SHEETS}
        book.close()
    except OSError:
        raise
    except (
        Exception
    ) as error:  # the library has no common ancestor for what a broken archive or part makes it raise
        fault = Fault(file.name, 0, "", "不能按 .xlsx 工作簿读取", "请用 Excel 或 WPS 另存为 .xlsx")
        raise OrganisationRefused([fault]) from error
    faults += _of_the_whole(lines, book.sheetnames)
    if faults:
        raise OrganisationRefused(faults)
    return Organisation(
        site=next(iter(lines[SITE.name]), None),
        bodies=lines[BODIES.name],
        people=lines[PEOPLE.name],
        roles=lines[ROLES.name],
        terms={sheet.name: lines[sheet.name] for sheet in (COLUMNS, KEY_AREAS, THEMES, MANDATORY)},
    )


def _inspect(file: Path) -> None:
    """Refuse what would fill the memory, before any of it is parsed: a small archive may hold gigabytes."""
    with file.open("rb") as stream:
        data = stream.read(LARGEST_FILE + 1)
    try:
        inspect(data)
    except TaskFileRefused as refusal:
        faults = [
            Fault(file.name, 0, "", fault.what, fault.advice.replace("上传", "导入"))
            for fault in refusal.faults
        ]
        raise OrganisationRefused(faults) from refusal


def _of_the_whole(lines: dict[str, tuple[Any, ...]], names: Sequence[str]) -> list[Fault]:
    known = {sheet.name for sheet in SHEETS}
    if not known & set(names):
        return [Fault(names[0], 0, "", f"没有{'、'.join(known)}中的任何一张工作表", "请使用下载的模板")]
    if len(lines[SITE.name]) > 1:
        return [Fault(SITE.name, lines[SITE.name][1].row, "", "只能有一行", "请删去多余的行")]
    seen: set[str] = set()
    faults = []
    for line in lines[PEOPLE.name]:
        if line.username in seen:
            faults.append(
                Fault(PEOPLE.name, line.row, "登录名", f"“{line.username}”重复", "一个登录名只填一行")
            )
        seen.add(line.username)
    return faults


def _lines(book: Workbook, sheet: Sheet, faults: list[Fault]) -> Iterable[Any]:
    if sheet.name not in book.sheetnames:
        return
    rows = book[sheet.name].iter_rows(
        max_row=MOST_ROWS + 2, max_col=len(sheet.columns) + 10, values_only=True
    )
    places = _places(sheet, next(rows, ()), faults)
    if places is None:
        return
    for number, cells in enumerate(rows, 2):
        if number > MOST_ROWS + 1:
            faults.append(Fault(sheet.name, number, "", f"超过{MOST_ROWS}行", "请删去空行或者分次导入"))
            return
        if any(_text(cell) for cell in cells):
            values = dict(_values(sheet, number, cells, places, faults))
            if values.keys() >= {column.name for column in sheet.columns if column.required}:
                yield sheet.line(row=number, **values)


def _places(sheet: Sheet, head: Sequence[Any], faults: list[Fault]) -> dict[str, int] | None:
    """Where each column stands by the labels of the first row."""
    labels = [_text(cell) for cell in head]
    missing = [column.label for column in sheet.columns if column.required and column.label not in labels]
    if missing:
        faults.append(Fault(sheet.name, 1, "", f"缺少标题“{'”“'.join(missing)}”", "请使用下载的模板"))
        return None
    return {column.label: labels.index(column.label) for column in sheet.columns if column.label in labels}


def _values(
    sheet: Sheet, row: int, cells: Sequence[Any], places: dict[str, int], faults: list[Fault]
) -> Iterable[tuple[str, Any]]:
    for column in sheet.columns:
        place = places.get(column.label)
        cell = cells[place] if place is not None and place < len(cells) else None
        if not _text(cell):
            if column.required:
                faults.append(Fault(sheet.name, row, column.label, "没有填写", "请填写"))
            continue
        try:
            yield column.name, _value(column, cell)
        except _Unfit as unfit:
            faults.append(Fault(sheet.name, row, column.label, unfit.what, unfit.advice))


def _text(cell: Any) -> str:
    """What a person sees in the cell; characters that nobody sees are left out."""
    shown = "" if cell is None else str(cell)
    return "".join(one for one in shown if one in "\n\t" or category(one) not in _UNSEEN).strip()


def _value(column: Column, cell: Any) -> Any:
    text = _text(cell)
    match column.kind:
        case Kind.DATE:
            return _day(cell, text)
        case Kind.YEAR:
            return _year(text)
        case Kind.FLAG:
            return _chosen(text, _FLAGS)
        case Kind.CHOICE:
            return _chosen(text, column.choices)
        case Kind.LOGIN if not LOGIN_NAME.fullmatch(text):
            raise _Unfit(f"“{text[:40]}”不能作登录名", "登录名由小写字母、数字、点和连字符组成")
        case Kind.SITE if not _SITE.fullmatch(text):
            raise _Unfit(f"“{text[:40]}”不是网址", "请写成 https://www.example.gov.cn 的形式")
        case Kind.CODE if not _CODE.fullmatch(text):
            raise _Unfit(f"“{text[:40]}”不能作代码", "代码由小写字母、数字和连字符组成，将写入网址")
    if len(text) > column.most:
        raise _Unfit(f"超过{column.most}字", "请缩短")
    return text


def _day(cell: Any, text: str) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    found = _DAY.fullmatch(text)
    try:
        if found:
            return date(*(int(part) for part in found.groups()))
    except ValueError:
        pass
    raise _Unfit(f"“{text[:40]}”不是日期", "请写成 2026-03-01 的形式")


def _year(text: str) -> int:
    if re.fullmatch(r"(19|20)\d\d", text):
        return int(text)
    raise _Unfit(f"“{text[:40]}”不是年度", "请写成四位数字")


def _chosen(text: str, choices: Any) -> Any:
    if text in choices:
        return choices[text]
    raise _Unfit(f"“{text[:40]}”不在可填的范围内", f"请填{'、'.join(choices)}之一")
