"""The workbook as lines: every cell that cannot be taken is named with its sheet, row and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from gongkai.bodies.rules import LOGIN_NAME
from gongkai.law.wording import plain_date
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
    Unread,
)
from gongkai.oversight.excel.inspecting import LARGEST_FILE, inspect
from gongkai.oversight.excel.shape import TaskFileRefused
from gongkai.portal.characters import visible

MOST_ROWS: Final = 5000
_CODE: Final = re.compile(r"[a-z0-9][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)?")
_SITE: Final = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[^\s]*)?")
_PHONE: Final = re.compile(r"(?=(?:[^0-9]*[0-9]){5})[^A-Za-z@]+")
_POSTCODE: Final = re.compile(r"[0-9]{6}")
_CONTACT: Final = re.compile(
    r"[^\s@]+@[^\s@]+\.[^\s@]+|(https?://)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d+)?(/\S*)?"
)
_FORMS: Final[Mapping[Kind, tuple[re.Pattern[str], str, str]]] = {
    Kind.LOGIN: (LOGIN_NAME, "不能作登录名", "登录名由小写字母、数字、点和连字符组成"),
    Kind.SITE: (_SITE, "不是网址", "请写成 https://www.example.gov.cn 的形式"),
    Kind.CODE: (_CODE, "不能作代码", "代码由小写字母、数字和连字符组成，将写入网址"),
    Kind.PHONE: (_PHONE, "不是电话号码", "请写成 024-12345678 的形式"),
    Kind.POSTCODE: (_POSTCODE, "不是邮政编码", "请填写六位数字"),
    Kind.CONTACT: (
        _CONTACT,
        "不是电子邮箱或者网址",
        "请写成 name@example.gov.cn 或者 https://www.example.gov.cn 的形式",
    ),
}
FIRST_DAY: Final = date(1949, 10, 1)
"""No date of the workbook lies before it."""
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_FLAGS: Final = {"是": True, "否": False}


@dataclass(slots=True)
class _Reading:
    """One reading on a day: what was wrong so far, and the rows that could not be taken whole."""

    on: date
    faults: list[Fault] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    broken: bool = False
    """A sheet could not be read to its end: what its rows say of each other is unknown."""


class _Unfit(Exception):  # noqa: N818 - a cell, not a fault of the program
    def __init__(self, what: str, advice: str) -> None:
        super().__init__(what)
        self.what, self.advice = what, advice


def read(file: Path, *, on: date) -> Organisation:
    """What the workbook says; cells that cannot be taken stand in `faults`.

    Raises:
        OrganisationRefused: the file or a whole sheet cannot be taken.
        OSError: the file cannot be opened.
    """
    reading = _Reading(on)
    _inspect(file)
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        lines = {sheet.name: tuple(_lines(book, sheet, reading)) for sheet in SHEETS}
        book.close()
    except OSError:
        raise
    except (
        Exception
    ) as error:  # the library has no common ancestor for what a broken archive or part makes it raise
        fault = Fault(
            file.name, 0, "", "不能按 .xlsx 工作簿读取", "请用 Excel 或 WPS 另存为 .xlsx", of_file=True
        )
        raise OrganisationRefused([fault]) from error
    if not set(lines) & set(book.sheetnames):
        missing = f"没有{'、'.join(lines)}中的任何一张工作表"
        raise OrganisationRefused([Fault(file.name, 0, "", missing, "请使用下载的模板", of_file=True)])
    if reading.broken:
        raise OrganisationRefused(reading.faults)
    return Organisation(
        site=next(iter(lines[SITE.name]), None),
        bodies=lines[BODIES.name],
        people=lines[PEOPLE.name],
        roles=lines[ROLES.name],
        terms={sheet.name: lines[sheet.name] for sheet in (COLUMNS, KEY_AREAS, THEMES, MANDATORY)},
        faults=(*reading.faults, *_of_the_whole(lines)),
        unread=tuple(reading.unread),
    )


def _inspect(file: Path) -> None:
    """Refuse what would fill the memory, before any of it is parsed: a small archive may hold gigabytes."""
    with file.open("rb") as stream:
        data = stream.read(LARGEST_FILE + 1)
    try:
        inspect(data)
    except TaskFileRefused as refusal:
        faults = [
            Fault(file.name, 0, "", fault.what, fault.advice.replace("上传", "导入"), of_file=True)
            for fault in refusal.faults
        ]
        raise OrganisationRefused(faults) from refusal


def _of_the_whole(lines: Mapping[str, tuple[Any, ...]]) -> Iterator[Fault]:
    if len(lines[SITE.name]) > 1:
        yield Fault(SITE.name, lines[SITE.name][1].row, "", "只能有一行", "请删去多余的行")
    seen: set[str] = set()
    for line in lines[PEOPLE.name]:
        if line.username in seen:
            yield Fault(PEOPLE.name, line.row, "登录名", f"“{line.username}”重复", "一个登录名只填一行")
        seen.add(line.username)


def _lines(book: Workbook, sheet: Sheet, reading: _Reading) -> Iterable[Any]:
    if sheet.name not in book.sheetnames:
        return
    rows = book[sheet.name].iter_rows(
        max_row=MOST_ROWS + 2, max_col=len(sheet.columns) + 10, values_only=True
    )
    places = _places(sheet, next(rows, ()), reading)
    if places is None:
        return
    for number, cells in enumerate(rows, 2):
        if number > MOST_ROWS + 1:
            reading.faults.append(
                Fault(sheet.name, number, "", f"超过{MOST_ROWS}行", "请删去空行或者分次导入")
            )
            reading.broken = True
            return
        if any(_text(cell) for cell in cells):
            values = dict(_values(sheet, number, cells, places, reading))
            if values.keys() >= {column.name for column in sheet.columns if column.required}:
                yield sheet.line(row=number, **values)
            else:
                reading.unread.append(Unread(sheet.name, number, values))


def _places(sheet: Sheet, head: Sequence[Any], reading: _Reading) -> dict[str, int] | None:
    """Where each column stands by the labels of the first row."""
    labels = [_text(cell) for cell in head]
    missing = [column.label for column in sheet.columns if column.required and column.label not in labels]
    if missing:
        reading.faults.append(Fault(sheet.name, 1, "", f"缺少标题“{'”“'.join(missing)}”", "请使用下载的模板"))
        reading.broken = True
        return None
    return {column.label: labels.index(column.label) for column in sheet.columns if column.label in labels}


def _values(
    sheet: Sheet, row: int, cells: Sequence[Any], places: dict[str, int], reading: _Reading
) -> Iterable[tuple[str, Any]]:
    for column in sheet.columns:
        place = places.get(column.label)
        cell = cells[place] if place is not None and place < len(cells) else None
        if not _text(cell):
            if column.required:
                reading.faults.append(Fault(sheet.name, row, column.label, "没有填写", "请填写"))
            continue
        try:
            yield column.name, _value(column, cell, reading.on)
        except _Unfit as unfit:
            reading.faults.append(Fault(sheet.name, row, column.label, unfit.what, unfit.advice))


def _text(cell: Any) -> str:
    """What a person sees in the cell; characters that nobody sees are left out."""
    return "" if cell is None else visible(str(cell)).strip()


def _value(column: Column, cell: Any, on: date) -> Any:
    text = _text(cell)
    match column.kind:
        case Kind.DATE:
            return _in_time(_day(cell, text), column, on)
        case Kind.YEAR:
            return _year(text, on.year + 1 if column.begins else None)
        case Kind.FLAG:
            return _chosen(text, _FLAGS)
        case Kind.CHOICE:
            return _chosen(text, column.choices)
    if len(text) > column.most:
        raise _Unfit(f"超过{column.most}字", "请缩短")
    if column.kind in _FORMS:
        form, what, advice = _FORMS[column.kind]
        if not form.fullmatch(text):
            raise _Unfit(f"“{text[:40]}”{what}", advice)
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


def _in_time(day: date, column: Column, on: date) -> date:
    if day < FIRST_DAY:
        raise _Unfit(f"{plain_date(day)}早于{plain_date(FIRST_DAY)}", "请核对年份")
    if column.begins and day > (last := on + timedelta(days=366)):
        raise _Unfit(f"{plain_date(day)}晚于{plain_date(last)}", "起始日期最多提前一年登记，请核对年份")
    return day


def _year(text: str, last: int | None) -> int:
    if not re.fullmatch(r"(19|20)\d\d", text):
        raise _Unfit(f"“{text[:40]}”不是年度", "请写成四位数字")
    year = int(text)
    if year < FIRST_DAY.year:
        raise _Unfit(f"{year}年早于{FIRST_DAY.year}年", "请核对年度")
    if last is not None and year > last:
        raise _Unfit(f"{year}年晚于{last}年", "起始年度最多提前一年登记，请核对年度")
    return year


def _chosen(text: str, choices: Any) -> Any:
    if text in choices:
        return choices[text]
    raise _Unfit(f"“{text[:40]}”不在可填的范围内", f"请填{'、'.join(choices)}之一")
