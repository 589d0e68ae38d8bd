"""Filled tables printed in the layouts that reports come in, for tests of the reader.

Knows the printed labels from the form data and nothing of the reader.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.law.forms import Table, form

if TYPE_CHECKING:
    import random

Cells = dict[str, int | None]
WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass
class Style:
    """How figures are printed: what stands for nought, and small damage."""

    nought: str = "0"
    wide_digits: bool = False
    thousands: bool = False
    stray_blanks: bool = False


def random_style(rng: random.Random) -> Style:
    return Style(
        nought=rng.choice(["0", "0", "", "/", "—", "-"]),
        wide_digits=rng.random() < 0.15,
        thousands=rng.random() < 0.2,
        stray_blanks=rng.random() < 0.3,
    )


def random_cells(rng: random.Random, code: str) -> Cells:
    """Any figures at all: the reader must not lean on identities. A total is blank only where its parts are."""
    size = rng.choice([9, 60, 3000, 120000])
    empty = rng.choice([0.1, 0.5, 0.9])
    cells = {key: 0 if rng.random() < empty else rng.randint(1, size) for key in form(code).cells}
    for key in [key for key in cells if key.endswith(".total")]:
        mates = [
            other for other in cells if other.rsplit(".", 1)[0] == key.rsplit(".", 1)[0] and other != key
        ]
        cells[key] = rng.randint(1, size) if any(cells[mate] for mate in mates) else 0
    return cells


def figure(value: int | None, style: Style) -> str:
    if not value:
        return style.nought
    text = f"{value:,}" if style.thousands else str(value)
    if style.stray_blanks and not style.thousands and value > 999 and style.nought:
        text = f"{text[:1]} {text[1:]}"
    return text.translate(WIDE_DIGITS) if style.wide_digits else text


def expected(cells: Cells, style: Style) -> Cells:
    """What a reader must give back: None where nothing or a dash was printed for nought."""
    return {key: value if value or style.nought == "0" else None for key, value in cells.items()}


@dataclass
class Sheet:
    """One filled form about to be printed."""

    code: str
    cells: Cells
    style: Style
    rng: random.Random

    def tables(self, key: str) -> list[Table]:
        return [table for table in form(self.code).tables if table.key == key]

    def values(self, table: Table, row) -> list[str]:
        return [figure(self.cells[table.cell_key(row, column)], self.style) for column in table.columns]


# ---- pages around the tables

PROSE = {
    "一、总体情况": "本年度主动公开信息420条，新收申请31件，上年结转2件，予以公开12件，结转下年度继续办理3件。",
    "五、存在的主要问题及改进情况": "一是重复申请办理不够规范；二是解读形式单一。",
    "六、其他需要报告的事项": "全年收取信息处理费0元。",
}


def report_text(sheet: Sheet, two: str, three: str, four: str, distance: str = "\n") -> str:
    heads, rng = form(sheet.code).sections, sheet.rng
    parts = ["某区2022年政府信息公开工作年度报告", heads[0], PROSE["一、总体情况"], heads[1], two, heads[2]]
    if rng.random() < 0.3:
        parts.append("本年度收到和处理申请的情况如下表。")
    parts += [three, heads[3], four, heads[4], PROSE["五、存在的主要问题及改进情况"]]
    parts += [heads[5], PROSE["六、其他需要报告的事项"]]
    return distance.join(parts) + "\n"


# ---- HTML as the official template has it


def html_report(sheet: Sheet) -> str:
    wrap = sheet.rng.choice(
        ["{}", "<p>{}</p>", '<p><span style="font-size:12pt">{}</span></p>', "\n    {}\n  "]
    )
    blank = sheet.rng.choice(["", "&nbsp;", "<br>", "　"])
    quirks = HtmlQuirks(wrap, blank, sheet.rng.random() < 0.15, sheet.rng.random() < 0.2)
    drawn = [html_two(sheet, quirks), html_three(sheet, quirks), html_four(sheet, quirks)]
    body = [
        f"<p>{head}</p><p>{PROSE.get(head, '')}</p>{table}"
        for head, table in zip(form(sheet.code).sections, ["", *drawn, "", ""], strict=True)
    ]
    return f"<!DOCTYPE html><html><head><title>年报</title></head><body>{''.join(body)}</body></html>"


@dataclass
class HtmlQuirks:
    wrap: str
    blank: str
    wrong_span: bool
    open_cells: bool

    def td(self, text: str, **spans: int) -> str:
        attributes = "".join(f' {name}="{span}"' for name, span in spans.items() if span > 1)
        inner = self.wrap.format(text) if text else self.blank
        return f"<td{attributes}>{inner}" + ("" if self.open_cells else "</td>")


def html_two(sheet: Sheet, quirks: HtmlQuirks) -> str:
    rows = []
    for table in sheet.tables("T2"):
        width = max(1, 3 // len(table.columns))
        rows.append(quirks.td(table.title, colspan=4))
        rows.append(quirks.td("信息内容") + "".join(quirks.td(c.label, colspan=width) for c in table.columns))
        for row in table.rows:
            shown = sheet.values(table, row)
            rows.append(quirks.td(row.label) + "".join(quirks.td(text, colspan=width) for text in shown))
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def html_three(sheet: Sheet, quirks: HtmlQuirks) -> str:
    table = sheet.tables("T3")[0]
    td = quirks.td
    rows = [
        td(table.header_note, colspan=3, rowspan=3) + td("申请人情况", colspan=7),
        td("自然人", rowspan=2) + td("法人或其他组织", colspan=5) + td("总计", rowspan=2),
        "".join(td(column.label) for column in table.columns[1:-1]),
    ]
    results = [row for row in table.rows if row.key.startswith("C")]
    for row in table.rows:
        lead = ""
        if row is results[0]:
            lead += td("三、本年度办理结果", rowspan=len(results) - (2 if quirks.wrong_span else 0))
        if len(row.group) == 2:
            mates = [other for other in results if other.group == row.group]
            lead += td(row.group[1], rowspan=len(mates)) if row is mates[0] else ""
            label = td(row.label)
        else:
            label = td(row.label, colspan=2 if row.key.startswith("C") else 3)
        rows.append(lead + label + "".join(td(text) for text in sheet.values(table, row)))
    return '<table border="1"><tbody>' + "".join(f"<tr>{row}</tr>" for row in rows) + "</tbody></table>"


def html_four(sheet: Sheet, quirks: HtmlQuirks) -> str:
    table = sheet.tables("T4")[0]
    td = quirks.td
    rows = [
        td("行政复议", colspan=5) + td("行政诉讼", colspan=10),
        "".join(td(column.label, rowspan=2) for column in table.columns[:5])
        + td("未经复议直接起诉", colspan=5)
        + td("复议后起诉", colspan=5),
        "".join(td(column.label) for column in table.columns[5:]),
        "".join(td(text) for text in sheet.values(table, table.rows[0])),
    ]
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


# ---- drawn with pipes or tabs


def piped_report(sheet: Sheet) -> str:
    sign = sheet.rng.choice(["|", "|", "｜", "│", "\t"])
    framed = sign != "\t" and sheet.rng.random() < 0.8
    repeat = sheet.rng.random() < 0.5
    rules = sign == "|" and sheet.rng.random() < 0.5

    def line(parts: list[str]) -> str:
        drawn = sign.join(f" {part} " if sign != "\t" else part for part in parts)
        return f"{sign}{drawn}{sign}" if framed else drawn

    def drawn_table(rows: list[list[str]]) -> str:
        lines = [line(row) for row in rows]
        if rules:
            lines.insert(1, line(["---"] * len(rows[0])))
        return "\n".join(lines)

    two = "\n\n".join(
        f"{table.title}\n"
        + drawn_table(
            [["信息内容", *(column.label for column in table.columns)]]
            + [[row.label, *sheet.values(table, row)] for row in table.rows]
        )
        for table in sheet.tables("T2")
    )
    three = drawn_table(_piped_three(sheet, repeat=repeat))
    four = drawn_table(_piped_four(sheet, repeat=repeat))
    return report_text(sheet, two, three, four)


def _piped_three(sheet: Sheet, *, repeat: bool) -> list[list[str]]:
    table = sheet.tables("T3")[0]
    rows = [
        [table.header_note, "", "", "申请人情况", *[""] * 6],
        ["", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"],
        ["", "", "", "", *(column.label for column in table.columns[1:-1]), ""],
    ]
    last = ("", "")
    for row in table.rows:
        group = [*row.group, *[""] * (2 - len(row.group))]
        shown = (
            group
            if repeat
            else [now if now != before else "" for now, before in zip(group, last, strict=True)]
        )
        last = (group[0], group[1])
        rows.append([*shown, row.label, *sheet.values(table, row)])
    return rows


def _piped_four(sheet: Sheet, *, repeat: bool) -> list[list[str]]:
    table = sheet.tables("T4")[0]
    groups = [column.group[-1] for column in table.columns]
    shown = [group if repeat or at % 5 == 0 else "" for at, group in enumerate(groups)]
    return [shown, [column.label for column in table.columns], sheet.values(table, table.rows[0])]


# ---- one cell a line


def celled_report(sheet: Sheet) -> str:
    distance = "\n" * sheet.rng.choice([1, 1, 2])

    def stack(parts: list[str]) -> str:
        return distance.join(parts)

    two = []
    for table in sheet.tables("T2"):
        two += [table.title, "信息内容", *(column.label for column in table.columns)]
        for row in table.rows:
            two += [row.label, *sheet.values(table, row)]
    table = sheet.tables("T3")[0]
    three = [table.header_note, "申请人情况", "自然人", "法人或其他组织", "总计"]
    three += [column.label for column in table.columns[1:-1]]
    seen: set[str] = set()
    for row in table.rows:
        three += [name for name in row.group if name not in seen]
        seen.update(row.group)
        three += [row.label, *sheet.values(table, row)]
    table = sheet.tables("T4")[0]
    four = [
        "行政复议",
        "行政诉讼",
        *(column.label for column in table.columns[:5]),
        "未经复议直接起诉",
        "复议后起诉",
    ]
    four += [column.label for column in table.columns[5:]] + sheet.values(table, table.rows[0])
    return report_text(sheet, stack(two), stack(three), stack(four), distance)


# ---- columns of a page, as pdftotext -layout gives them


class Canvas:
    """Text placed at columns; `wide` counts a Chinese character as two."""

    def __init__(self, *, wide: bool) -> None:
        self.wide = wide
        self.lines: list[str] = []

    def size(self, text: str) -> int:
        if not self.wide:
            return len(text)
        return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)

    def put(self, parts: list[tuple[int, str]]) -> None:
        line = ""
        for column, text in sorted(parts, key=lambda part: part[0]):
            if text:
                gap = column - self.size(line)
                line += " " * (max(gap, 2) if line else max(gap, 0)) + text
        self.lines.append(line)

    def blank(self, count: int) -> None:
        self.lines += [""] * count


@dataclass
class Columns:
    """A row of places for figures from `left` on, each `width` wide, filled by `align`."""

    left: int
    width: int
    align: str

    def place(self, canvas: Canvas, at: int, text: str) -> tuple[int, str]:
        room = self.width - canvas.size(text)
        start = self.left + at * self.width
        return start + {"left": 0, "right": room - 1, "centre": room // 2}[self.align], text


def wrapped(label: str, room: int) -> list[str]:
    return [label[at : at + room] for at in range(0, len(label), room)] or [""]


def layout_report(sheet: Sheet) -> str:
    canvas = Canvas(wide=sheet.rng.random() < 0.3)
    align = sheet.rng.choice(["left", "right", "centre"])
    longest = max(canvas.size(figure(value, sheet.style)) for value in sheet.cells.values())
    columns = Columns(sheet.rng.randint(34, 50), max(longest + 3, sheet.rng.randint(7, 12)), align)
    two = _layout_two(sheet, Canvas(wide=canvas.wide), align, longest)
    _layout_three(sheet, canvas, columns)
    four = _layout_four(sheet, Canvas(wide=canvas.wide), align, longest)
    return report_text(sheet, two, "\n".join(canvas.lines), four)


def _layout_two(sheet: Sheet, canvas: Canvas, align: str, longest: int) -> str:
    spread = sheet.rng.random() < 0.5
    for table in sheet.tables("T2"):
        columns = Columns(24, max(longest + 2, 14 if not canvas.wide else 22), align)
        canvas.lines.append(table.title)
        canvas.blank(sheet.rng.randint(0, 2))
        heads = [columns.place(canvas, at, column.label) for at, column in enumerate(table.columns)]
        canvas.put([(0, "信息内容"), *heads])
        for row in table.rows:
            canvas.blank(sheet.rng.randint(0, 2) if spread else 0)
            shown = sheet.values(table, row)
            canvas.put([(0, row.label), *(columns.place(canvas, at, text) for at, text in enumerate(shown))])
        canvas.blank(1)
    return "\n".join(canvas.lines)


def _layout_three(sheet: Sheet, canvas: Canvas, columns: Columns) -> None:
    table = sheet.tables("T3")[0]
    spread = sheet.rng.random() < 0.4
    canvas.put([(columns.left + 20, "申请人情况")])
    canvas.put([(0, "（本列数据的勾稽关系为：第一项"), (columns.left + columns.width * 2, "法人或其他组织")])
    canvas.put(
        [
            (0, "加第二项之和，等于第三项"),
            columns.place(canvas, 0, "自然人"),
            columns.place(canvas, 6, "总计"),
        ]
    )
    names = [wrapped(column.label, 3) for column in table.columns[1:-1]]
    for line in range(2):
        heads = [
            columns.place(canvas, at, name[line]) for at, name in enumerate(names, 1) if line < len(name)
        ]
        canvas.put([(0, "加第四项之和）") if line == 0 else (0, ""), *heads])
    down = list("三、本年度办理结果")
    breaks = set(sheet.rng.sample(range(4, len(table.rows)), sheet.rng.choice([0, 1, 1, 2])))
    shift = 0
    for at, row in enumerate(table.rows):
        if at in breaks:
            shift = _page_break(canvas, sheet.rng)
        moved = Columns(columns.left + shift, columns.width, columns.align)
        _layout_row(sheet, row, canvas, moved, down)
        canvas.blank(sheet.rng.randint(1, 3) if spread else 0)


def _page_break(canvas: Canvas, rng: random.Random) -> int:
    """A page number, a form feed, and the columns of the next page a little to the side."""
    canvas.blank(rng.randint(1, 3))
    canvas.lines.append(" " * 60 + rng.choice(["-4-", "— 4 —", "4", "第 4 页", "4 / 9"]))
    canvas.lines.append("\f")
    return rng.choice([0, 0, -3, 4])


def _layout_row(sheet: Sheet, row, canvas: Canvas, columns: Columns, down: list[str]) -> None:
    table = sheet.tables("T3")[0]
    inner = len(row.group) == 2
    label_at = 14 if inner else (6 if row.key.startswith("C") else 0)
    room = (columns.left - label_at - 3) // (2 if canvas.wide else 1)
    pieces = wrapped(row.label, max(6, min(room, sheet.rng.choice([14, 18, 40]))))
    shown = sheet.values(table, row)
    figures = [columns.place(canvas, at, text) for at, text in enumerate(shown)]
    between = len(pieces) == 2 and sheet.rng.random() < 0.4
    middle = (len(pieces) - 1) // 2
    lead = row.group[1] if inner and row.label.startswith("2.") else ""
    for at, piece in enumerate(pieces):
        words = [(label_at, piece)]
        if row.key.startswith("C") and down:
            words.append((0, down.pop(0)))
        if lead and at == 0:
            words.append((5, lead[:5]))
        canvas.put(words + (figures if at == middle and not between else []))
        if at == 0 and between:
            canvas.put(figures)


def _layout_four(sheet: Sheet, canvas: Canvas, align: str, longest: int) -> str:
    table = sheet.tables("T4")[0]
    columns = Columns(0, max(longest + 2, 6), "centre" if sheet.style.nought == "" else align)
    canvas.put([(0, "行政复议"), (columns.width * 8, "行政诉讼")])
    canvas.put([(columns.width * 5, "未经复议直接起诉"), (columns.width * 11, "复议后起诉")])
    cut = 2
    for part in (0, 1):
        labels = [column.label[:cut] if part == 0 else column.label[cut:] for column in table.columns]
        canvas.put([columns.place(canvas, at, label) for at, label in enumerate(labels)])
    canvas.blank(sheet.rng.randint(0, 3))
    shown = sheet.values(table, table.rows[0])
    canvas.put([columns.place(canvas, at, text) for at, text in enumerate(shown)])
    return "\n".join(canvas.lines)


def with_stray_blanks(text: str) -> str:
    """Blanks inside labels, as copying out of a page leaves them; headings and notes stay whole."""
    for label in ("属于国家秘密", "重复申请\t", "予以公开", "行政许可", "信访举报投诉类", "总计", "其他法律"):
        text = text.replace(label, f"{label[:1]} {label[1:]}")
    return text


# ---- what readers of web pages make of tables: a pipe behind every cell, more of them where a cell spans columns


def extracted_report(sheet: Sheet) -> str:
    """Rows on lines, or a cell a line, or the label on a line and its figures on the next."""
    way = sheet.rng.choice(["rows", "framed", "cells", "opened cells", "label first"])
    page = re.sub(r"<title>.*?</title>", "某区2022年政府信息公开工作年度报告<p>", html_report(sheet))
    lines: list[str] = []
    for row, said in re.findall(r"<tr>(.*?)</tr>|<p>([^<]+)</p>(?!</?td)", page, re.DOTALL):
        cells = [
            " ".join(re.sub(r"<[^>]+>|&nbsp;|　", " ", c).split()) for c in re.split(r"<td[^>]*>", row)[1:]
        ]
        lines.append(_extracted(cells, way) if cells else said)
    return "\n".join(lines) + "\n"


def _extracted(cells: list[str], way: str) -> str:
    spare = "|" * max(0, 10 - len(cells))
    if way == "rows":
        return " | ".join(cells) + f" | {spare}"
    if way == "framed":
        return "| " + "  | ".join(cells) + f"  | {spare}"
    if way == "label first" and len(cells) > 1:
        return f"{cells[0]} |\n" + " | ".join(cells[1:]) + f" |{spare}"
    stacked = " |\n".join(cells) + " |"
    return f"|\n{stacked} {spare}" if way == "opened cells" else f"{stacked}\n{spare}"


LAYOUTS = {
    "html": html_report,
    "pipes": piped_report,
    "cells": celled_report,
    "columns": layout_report,
    "extracted": extracted_report,
}


def report(layout: str, sheet: Sheet) -> str:
    """A whole report; a stray blank would move the columns of a text page, so those have none in labels."""
    text = LAYOUTS[layout](sheet)
    return with_stray_blanks(text) if sheet.style.stray_blanks and layout != "columns" else text
