"""The columns of the sheet, one line of it, and what can be wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.oversight.rules import OversightError

NAME: Final = "要点任务明细"
COLUMNS: Final = ("序号", "任务", "工作要求", "公开载体", "完成时限", "责任单位", "责任人")
DUE: Final = "完成时限"
REQUIRED: Final = frozenset({"序号", "任务", "工作要求", "完成时限", "责任单位"})
LONGEST: Final = {"序号": 20, "任务": 200, "工作要求": 2000, "公开载体": 150, "责任人": 60}
MOST_FAULTS: Final = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the sheet as text and a date; `bodies` are the units named in 责任单位."""

    row: int
    number: str
    item: str
    requirement: str
    carrier: str
    due_on: date
    bodies: tuple[str, ...]
    person: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell, and what to do; `column` empty when the whole row or file is meant."""

    row: int
    column: str
    what: str
    advice: str

    @property
    def sentence(self) -> str:
        place = f"第{self.row}行" if self.row else "文件"
        column = f"“{self.column}”" if self.column else ""
        return f"{place}{column}：{self.what}，{self.advice}。"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What an upload holds: the lines that can be taken, and what is wrong with the others, in the order of rows."""

    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]


class TaskFileRefused(OversightError):  # noqa: N818 - a finding, not a fault
    """Nothing was imported; `faults` says why, row by row."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        shown = list(faults[:MOST_FAULTS])
        super().__init__("".join(fault.sentence for fault in shown))
        self.faults = shown
        self.further = len(faults) - len(shown)


def refuse(what: str, advice: str) -> TaskFileRefused:
    return TaskFileRefused([Fault(0, "", what, advice)])
