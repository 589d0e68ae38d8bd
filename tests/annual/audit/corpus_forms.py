"""Reports on the forms of 2014, 2019 and 2021: balanced tables, prose that tells some of their cells, and one change."""

from __future__ import annotations

import random
from dataclasses import dataclass

from annual.audit import table_layouts
from gongkai.law.forms import form

COLUMNS = ("natural", "business", "research", "welfare", "legal", "other")
OUTCOMES = ("upheld", "corrected", "other", "pending")
LAYOUTS = ("html", "pipes", "cells", "columns")


@dataclass
class FormReport:
    """A report as a file; `cells` is what its tables hold."""

    text: str
    name: str
    cells: dict[str, int]


def leaves(code: str) -> list[str]:
    table = next(t for t in form(code).tables if t.key == "T3")
    return [row.key for row in table.rows if row.key.startswith("C") and row.key != "C7"]


def balanced(rng: random.Random, code: str) -> dict[str, int]:
    """Figures that keep every printed identity."""
    cells = {key: rng.randint(0, 400) for key in form(code).cells if key.startswith("T2")}
    keys = leaves(code)
    for column in COLUMNS:
        busy = column == "natural" or rng.random() < 0.4
        done = {key: rng.randint(0, 60) if busy and rng.random() < 0.5 else 0 for key in keys}
        total, before = sum(done.values()), rng.randint(0, 3) if busy else 0
        after = rng.randint(0, 5) if busy else 0
        before = min(before, total + after)
        values = {**done, "C7": total, "B": before, "D": after, "A": total + after - before}
        cells |= {f"T3.{key}.{column}": value for key, value in values.items()}
    for key in ("A", "B", *keys, "C7", "D"):
        cells[f"T3.{key}.total"] = sum(cells[f"T3.{key}.{column}"] for column in COLUMNS)
    for group in ("review", "direct", "after_review"):
        values = [rng.randint(0, 30) for _ in OUTCOMES]
        cells |= {f"T4.{group}.{name}": value for name, value in zip(OUTCOMES, values, strict=True)}
        cells[f"T4.{group}.total"] = sum(values)
    return cells


def prose(rng: random.Random, cells: dict[str, int]) -> str:
    """Sentences as section one has them, telling some of the cells."""
    new, before = cells["T3.A.total"], cells["T3.B.total"]
    done, after = cells["T3.C7.total"], cells["T3.D.total"]
    review = [cells[f"T4.review.{name}"] for name in OUTCOMES]
    suits = cells["T4.direct.total"] + cells["T4.after_review.total"]
    said = [
        rng.choice(
            (
                f"全年新收政府信息公开申请{new}件，上年结转{before}件，办结{done}件，结转下年度继续办理{after}件。",
                f"2022年，共收到政府信息公开申请{new}件，已全部按规定程序办理。",
                f"全年共受理政府信息公开申请{new}件，答复{done}件（含上年度结转申请{before}件，另有{after}件顺延到下年度答复）。",
                "本年度依法办理政府信息公开申请，答复质量不断提高。",
            )
        ),
        rng.choice(
            (
                f"政府信息公开行政复议{sum(review)}件，其中结果维持{review[0]}件，结果纠正{review[1]}件，其他结果{review[2]}件，尚未审结{review[3]}件；",
                f"因政府信息公开引发行政复议案件{sum(review)}件、行政诉讼案件{suits}件。",
                "",
            )
        ),
        rng.choice(
            (
                "组织培训3次，参训120人次。",
                "电话：0417-3280017，邮编：115000。",
                "开展第15届政务公开日活动，发放资料3000余份。",
                "",
            )
        ),
    ]
    return "".join(said)


def write(seed: int, change: tuple[str, int] | None = None) -> FormReport:
    rng = random.Random(seed)
    code = rng.choice(("2021", "2021", "2019"))
    cells = balanced(rng, code)
    told = prose(rng, cells)
    layout = rng.choice(LAYOUTS)
    if change is not None:
        cells[change[0]] = change[1]
    style = table_layouts.Style(nought="0", thousands=rng.random() < 0.1)
    sheet = table_layouts.Sheet(code, dict(cells), style, rng)
    text = table_layouts.report(layout, sheet).replace(table_layouts.PROSE["一、总体情况"], told)
    return FormReport(text, "r.html" if layout == "html" else "r.txt", cells)


def mutate(seed: int) -> tuple[FormReport, str]:
    """The same report with one cell of table three or four changed; the key of the cell."""
    rng = random.Random(seed + 10**6)
    whole = write(seed)
    key = rng.choice([k for k in whole.cells if k.startswith(("T3", "T4"))])
    return write(seed, (key, whole.cells[key] + rng.choice((1, 2, 5, 10, 30)))), key


# ---- the statistics form of 2014


def statistics(rng: random.Random) -> dict[str, int]:
    cells = {key: rng.randint(0, 90) for key in form("2014").cells}
    for whole, parts in _SUMS.items():
        cells[whole] = sum(cells[part] for part in parts)
    cells["1.1"] = max(cells[f"1.2.{n}"] for n in range(1, 6))
    cells["1.1.normative"] = min(cells["1.1.normative"], cells["1.1"])
    cells["2.2.1.head"] = min(cells["2.2.1.head"], cells["2.2.1"])
    cells["2.2.2.head"] = min(cells["2.2.2.head"], cells["2.2.2"])
    return cells


_SUMS = {
    "3.1": [f"3.1.{n}" for n in range(1, 5)],
    "3.2": ["3.2.1", "3.2.2"],
    "3.3.4": [f"3.3.4.{n}" for n in range(1, 7)],
    "3.3": [f"3.3.{n}" for n in range(1, 9)],
    "4": ["4.1", "4.2", "4.3"],
    "5": ["5.1", "5.2", "5.3"],
    "8.3": ["8.3.1", "8.3.2"],
}


def write_statistics(seed: int, change: str | None = None) -> FormReport:
    rng = random.Random(seed)
    cells = statistics(rng)
    if change is not None:
        cells[change] += 7
    rows = form("2014").tables[0].rows
    lines = [
        "临江县2016年政府信息公开工作年度报告",
        "一、概述",
        "本报告统计期限为2016年1月1日至12月31日。全年主动公开政府信息稳步推进。",
        "附表：政府信息公开情况统计表",
    ]
    layout = rng.choice(("tabs", "pipes", "columns", "cells", "html"))
    table = [(row.label, row.unit or "件", str(cells[row.key])) for row in rows]
    if layout == "html":
        body = "".join(f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>" for a, b, c in table)
        head = "".join(f"<p>{line}</p>" for line in lines)
        return FormReport(
            f"<html><body>{head}<table><tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>{body}</table></body></html>",
            "r.html",
            cells,
        )
    draw = {
        "tabs": "{}\t{}\t{}",
        "pipes": "| {} | {} | {} |",
        "columns": "    {}          {}      {}",
        "cells": "{}\n{}\n{}",
    }[layout]
    return FormReport("\n".join([*lines, *(draw.format(*row) for row in table)]), "r.txt", cells)
