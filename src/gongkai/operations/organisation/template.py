"""An empty workbook with its headings, the terms of the Regulation of 2019 already in it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.operations.organisation.shape import COLUMNS, MANDATORY, SHEETS, Column, Kind, Sheet

_WIDTH: Final = 16
_ROWS: Final = 2000
_FORMS: Final = {
    Kind.CODE: "小写字母、数字和连字符",
    Kind.DATE: "日期，如 2026-03-01",
    Kind.YEAR: "四位年度",
    Kind.FLAG: "是或否，不填为是",
    Kind.PHONE: "电话号码，如 024-12345678",
    Kind.POSTCODE: "六位数字",
    Kind.CONTACT: "电子邮箱或者网址",
}


def write_template(file: Path) -> None:
    """Write the workbook to a place where nothing stands.

    Raises:
        FileExistsError: something stands there.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    known = tomllib.loads((files(__package__) / "data" / "template.toml").read_text(encoding="utf-8"))
    given = {COLUMNS.name: known["column"], MANDATORY.name: known["mandatory"]}
    for sheet in SHEETS:
        _write(book.create_sheet(sheet.name), sheet, given.get(sheet.name, []))
    with file.open("xb") as stream:
        book.save(stream)


def _write(page: Worksheet, sheet: Sheet, rows: Sequence[dict[str, object]]) -> None:
    for place, column in enumerate(sheet.columns, 1):
        cell = page.cell(1, place, column.label)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EEF6")
        cell.alignment = Alignment(vertical="center")
        cell.comment = Comment(_remark(column), "gongkai")
        page.column_dimensions[get_column_letter(place)].width = _WIDTH
        _offer(page, column, get_column_letter(place))
    page.freeze_panes = "A2"
    for row in rows:
        page.append([row.get(column.name, "") for column in sheet.columns])


def _remark(column: Column) -> str:
    form = "、".join(column.choices) if column.choices else _FORMS.get(column.kind, f"不超过{column.most}字")
    return f"{'必填' if column.required else '可不填'}；{form}。"


def _offer(page: Worksheet, column: Column, letter: str) -> None:
    """Let a cell with few answers offer them."""
    choices = list(column.choices) or (["是", "否"] if column.kind is Kind.FLAG else [])
    if choices:
        rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
        rule.add(f"{letter}2:{letter}{_ROWS}")
        page.add_data_validation(rule)
