"""Tables two, three and four read from many layouts; what a layout does not tell is left unread, never guessed."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from annual.audit.table_layouts import (
    LAYOUTS,
    Cells,
    Sheet,
    Style,
    expected,
    random_cells,
    random_style,
    report,
)
from gongkai.annual.audit.reading import read_bytes
from gongkai.annual.audit.tables import TableReading, read_tables
from gongkai.law.forms import NOT_APPLICABLE, form
from gongkai.law.identities import Status, judge

SIBLING_REPORT = Path(__file__).resolve().parents[4] / "shared" / "reports" / "huaian-2024.pdf"


def read(text: str, name: str = "report.txt") -> TableReading:
    return read_tables(read_bytes(text.encode(), name))


def sample(layout: str, seed: int) -> tuple[str, Cells, Style, TableReading]:
    """A report in this layout: its form, what a reader must give back, how it was printed, what was read."""
    rng = random.Random(f"{layout} {seed}")
    code = rng.choice(["2021", "2021", "2019"])
    style, cells = random_style(rng), random_cells(rng, code)
    text = report(layout, Sheet(code, cells, style, rng))
    return (
        code,
        expected(cells, style),
        style,
        read(text, "report.html" if layout == "html" else "report.txt"),
    )


def without_empty_tables(cells: Cells) -> Cells:
    """In plain text a table printed without one figure leaves nothing to read."""
    told = {key[:2] for key, value in cells.items() if value is not None}
    return {key: value for key, value in cells.items() if key[:2] in told}


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("layout", ["html", "pipes", "cells"])
def test_layouts_that_show_every_cell_are_read_exactly(layout: str, seed: int) -> None:
    code, cells, style, reading = sample(layout, seed)
    assert reading.form == code
    if style.nought == "" and layout != "html":
        cells = without_empty_tables(cells)
        assert {key: value for key, value in reading.cells.items() if key in cells} == cells
    else:
        assert reading.cells == cells


@pytest.mark.parametrize("seed", range(40))
def test_tables_as_readers_of_web_pages_write_them_are_read_and_never_wrongly(seed: int) -> None:
    code, cells, style, reading = sample("extracted", seed)
    assert all(cells[key] == value for key, value in reading.cells.items())
    if style.nought:  # a blank cell and a spanned one leave the same mark behind
        assert reading.form == code
        assert reading.cells == cells


def columns_read(seeds: range) -> tuple[int, int, int, int]:
    """Over reports in columns: printed figures read right, printed figures, cells read wrong, reports with one."""
    read_right = visible = wrong = 0
    reports_wrong = 0
    for seed in seeds:
        code, cells, style, reading = sample("columns", seed)
        bad = [key for key, value in reading.cells.items() if key not in cells or cells[key] != value]
        wrong += len(bad)
        reports_wrong += bool(bad)
        if style.nought:
            assert (seed, reading.form, reading.cells) == (seed, code, cells)
        told = [key for key, value in cells.items() if value is not None]
        visible += len(told)
        read_right += sum(reading.cells.get(key) == cells[key] for key in told)
    return read_right, visible, wrong, reports_wrong


def test_columns_are_read_exactly_and_with_blanks_nearly_always() -> None:
    """Where noughts are printed every report is exact; where blanks leave no trace a lost figure is rare.

    A figure in the wrong column is rarer still: what two ways of measuring dispute is left out.
    """
    read_right, visible, wrong, _ = columns_read(range(60))
    assert visible > 4000
    assert read_right >= 0.97 * visible
    assert wrong <= 0.001 * visible


@pytest.mark.soak
def test_columns_over_many_reports() -> None:
    read_right, visible, wrong, reports_wrong = columns_read(range(1000, 4000))
    assert read_right >= 0.99 * visible
    assert wrong <= 0.0005 * visible
    assert reports_wrong <= 15


@pytest.mark.soak
@pytest.mark.parametrize("layout", ["html", "pipes", "cells"])
def test_explicit_layouts_over_many_reports(layout: str) -> None:
    """No cell is ever wrong. One blank line at the end of a table may be a cell or a paragraph: it stays unread."""
    told, unread = 0, 0
    for seed in range(1000, 2500):
        code, cells, style, reading = sample(layout, seed)
        assert (seed, reading.form) == (seed, code)
        assert (seed, reading.cells) == (seed, {key: cells[key] for key in reading.cells})
        lost = [key for key, value in cells.items() if value is not None and key not in reading.cells]
        assert style.nought == "" or not lost
        told, unread = told + len(cells), unread + len(lost)
    assert unread <= told / 10_000


@pytest.mark.parametrize(
    ("printed", "value"), [("", None), ("/", NOT_APPLICABLE), ("—", NOT_APPLICABLE), ("0", 0)]
)
def test_blank_slash_dash_and_nought_are_told_apart(printed: str, value: object) -> None:
    rng = random.Random(7)
    cells = random_cells(rng, "2021")
    cells["T3.C3.1.legal"] = 0
    reading = read(report("html", Sheet("2021", cells, Style(nought=printed), rng)), "report.html")
    assert reading.values["T3.C3.1.legal"] == value
    assert reading.cells["T3.C3.1.legal"] == (0 if printed == "0" else None)


def test_every_cell_quotes_the_line_it_was_read_from() -> None:
    rng = random.Random(3)
    cells = {key: at + 1 for at, key in enumerate(form("2021").cells)}
    reading = read(report("columns", Sheet("2021", cells, Style(), rng)))
    for key, value in reading.cells.items():
        assert str(value) in reading.quotes[key].split()


def test_the_lines_of_tables_are_marked_and_the_prose_is_not() -> None:
    for layout in LAYOUTS:
        rng = random.Random(11)
        cells = random_cells(rng, "2021")
        text = report(layout, Sheet("2021", cells, Style(), rng))
        document = read_bytes(text.encode(), "report.html" if layout == "html" else "report.txt")
        reading = read_tables(document)
        marked = {at for first, last in reading.spans for at in range(first, last)}
        left = "\n".join(line for at, line in enumerate(document.lines) if at not in marked)
        assert "本年度主动公开信息420条" in left
        assert "五、存在的主要问题及改进情况" in left
        assert "全年收取信息处理费0元" in left
        assert "属于四类过程性信息" not in left
        assert "行政事业性收费" not in left


def test_the_order_of_columns_is_not_taken_from_the_figures() -> None:
    """A table that does not add up is read as it stands, so that the identities can find the fault."""
    rng = random.Random(5)
    cells = dict.fromkeys(form("2021").cells, 0)
    cells |= {"T3.A.natural": 31, "T3.A.total": 30, "T3.C7.natural": 31, "T3.C7.total": 31}
    reading = read(report("columns", Sheet("2021", cells, Style(), rng)))
    assert reading.cells == cells
    failed = [
        (judgement.id, judgement.place)
        for judgement in judge("2021", reading.values)
        if judgement.status is Status.FAIL
    ]
    assert ("T3-1", "“总计”列") in failed
    assert ("T3-3", "“一、本年新收政府信息公开申请数量”行") in failed


def test_printed_sub_totals_are_left_out() -> None:
    rng = random.Random(2)
    cells = random_cells(rng, "2021")
    text = report("pipes", Sheet("2021", cells, Style(), random.Random(1)))
    lines = text.split("\n")
    at = next(at for at, line in enumerate(lines) if "8.属于行政查询事项" in line)
    lines.insert(at + 1, lines[at].replace("8.属于行政查询事项", "（三）小计"))
    assert read("\n".join(lines)).cells == cells


def test_an_older_table_two_beside_a_newer_table_three_is_named_and_not_read() -> None:
    new = report("pipes", Sheet("2021", dict.fromkeys(form("2021").cells, 3), Style(), random.Random(1)))
    old = report("pipes", Sheet("2019", dict.fromkeys(form("2019").cells, 5), Style(), random.Random(1)))
    head = old.split("三、收到和处理")[0]
    tail = new.split("三、收到和处理")[1]
    reading = read(f"{head}三、收到和处理{tail}")
    assert reading.form == "2021"
    assert not [key for key in reading.cells if key.startswith("T2")]
    assert "不是同一种格式" in reading.notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "某区2017年度政府信息公开工作报告\n一、总体情况\n全年收到申请51件，其中当面20件、信函28件、网络3件。\n",
        "他说：三、收到和处理政府信息公开申请情况。\n第二天，行政复议、行政诉讼情况如何，没有人知道。\n12\n7\n"
        * 50,
        "规章\n行政许可\n自然人\n总计\n",
        "| a | b |\n| 1 | 2 |\n",
        "一、本年新收政府信息公开申请数量\n",
        "3 4 5\n" * 400,
    ],
)
def test_text_without_tables_gives_no_cells(text: str) -> None:
    reading = read(text)
    assert reading.form is None
    assert reading.cells == {}
    assert reading.spans == ()


def test_a_novel_is_passed_through_in_little_time_and_without_cells() -> None:
    novel = "夜里下了雨，他想起上年结转的旧事，一共三件。\n" * 60_000
    assert read(novel).cells == {}


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.skipif(
    not SIBLING_REPORT.exists(), reason="the sample report of a city is not beside the checkout"
)
def test_a_published_report_passes_all_identities_of_tables_three_and_four() -> None:
    command = ["pdftotext", "-layout", str(SIBLING_REPORT), "-"]
    text = subprocess.run(command, check=True, capture_output=True).stdout
    reading = read_tables(read_bytes(text, "report.txt"))
    assert reading.form == "2021"
    assert set(reading.cells) == set(form("2021").cells)
    assert reading.notes == ()
    assert reading.cells["T3.A.natural"] == 3001
    assert reading.cells["T3.A.total"] == 3119
    assert reading.cells["T3.C7.total"] == 3050
    assert reading.cells["T4.review.total"] == 351
    assert str(reading.cells["T2.fees"]) == "96171.6"
    hard = [judgement for judgement in judge("2021", reading.values) if judgement.id.startswith(("T3", "T4"))]
    assert len(hard) == 43
    assert {judgement.status for judgement in hard} == {Status.PASS}
