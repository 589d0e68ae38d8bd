"""一页纸 as the parts of a Word file: what the screen says, in its order."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.law.wording import plain_date
from gongkai.oversight.one_page import Main
from gongkai.oversight.printing import Part, word_file
from gongkai.oversight.risks import MOST
from gongkai.oversight.sheet import Owed, Sheet, Told

NO_RISK = "当日没有逾期、临期和欠办的事项。"
NO_OTHER = "没有其他逾期、临期和欠办的事项。"
NO_LATE = "没有逾期和临期的答复、答辩和舆情回应。"


def one_page_word(sheet: Sheet, notice: str) -> bytes:
    title = f"{sheet.body_name}政府信息公开工作一页纸"
    lead = f"截至{plain_date(sheet.look.on)}，{sheet.units}个单位。"
    return word_file(title, lead, list(_parts(sheet)), notice)


def _parts(sheet: Sheet) -> Iterator[Part]:
    yield Part(
        f"五个数字（{sheet.days}）",
        ("项目", sheet.days, sheet.beside, "增减"),
        [_figure(row) for row in sheet.figures],
        f"{sheet.look.year}年还没有可以统计的数字。",
    )
    few = len(sheet.risks) < MOST
    yield Part(
        f"风险（{len(sheet.risks)}个）" if few else "三个风险",
        ("风险", "所在单位"),
        [_risk(*row) for row in enumerate(sheet.risks, 1)],
        NO_RISK,
        NO_OTHER if few and sheet.risks else "",
    )
    yield Part(
        f"上月情况（{sheet.month_name}）",
        ("项目", sheet.month_name, sheet.before_name),
        [(row.label, f"{row.value}{row.unit}", row.before) for row in sheet.monthly],
        "",
    )
    yield Part("附一：欠办事项", ("事项", "件数", "主要单位"), [_owed(row) for row in sheet.owed], "")
    yield _clocks(sheet)
    if sheet.waiting is not None:
        yield Part(
            "附三：等待签批",
            ("事项", "件数", "最早一件", "主要单位"),
            [
                (row.label, f"{row.number}", plain_date(row.since) if row.since else "—", units or "—")
                for row, units in sheet.waiting
            ],
            "",
        )


def _figure(row: Main) -> tuple[str, str, str, str]:
    label = f"{row.label}（{row.told}）" if row.note else row.label
    value = f"{row.value}{row.unit}"
    return (label, value, row.before, row.change) if row.comparable else (label, value, "不可比", "不可比")


def _risk(place: int, row: Told) -> tuple[str, str]:
    return f"{place}．{row.risk.number}{row.sentence}。", row.risk.where


def _owed(row: Owed) -> tuple[str, str, str]:
    units = "、".join(f"{name}（{number}）" for name, number, _ in row.units) or "—"
    further = f"，另有{row.further}个单位" if row.further else ""
    return f"{row.kind.label}", f"{row.number}", f"{units}{further}"


def _clocks(sheet: Sheet) -> Part:
    clocks = sheet.clocks
    rows = [
        (f"{late.row.clock.label}：{late.row.title}", late.unit, plain_date(late.row.due), late.left)
        for late in clocks.shown
    ]
    return Part(
        f"附二：逾期{clocks.passed}件，临期{clocks.near}件",
        ("事项", "单位", "期限", "情况"),
        rows,
        NO_LATE,
        f"只列期限最早的{len(rows)}件。" if clocks.whole > len(rows) else "",
    )
