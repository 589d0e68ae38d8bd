"""Tables whose columns stand in another order than the form's are read by their headings, not by their places."""

from __future__ import annotations

import random

import pytest

from annual.audit.audit_room import audit_of
from gongkai.law.forms import form

TABLE = next(table for table in form("2021").tables if table.key == "T3")
LABELS = [column.label for column in TABLE.columns]
TOTAL_FIRST = [LABELS[-1], *LABELS[:-1]]
NATURAL_LAST = [*LABELS[1:-1], LABELS[0], LABELS[-1]]


def figures(seed: int) -> list[list[int]]:
    """One row of seven for each row of the form, balanced by column and by row."""
    rng = random.Random(seed)
    leaves = [[rng.choice([0, 0, 1, rng.randint(2, 40)]) for _ in LABELS[:-1]] for _ in TABLE.rows[2:-2]]
    closed = [sum(column) for column in zip(*leaves, strict=True)]
    late = [rng.randint(0, 3) for _ in closed]
    came = [done + out for done, out in zip(closed, late, strict=True)]
    rows = [came, [0] * len(closed), *leaves, closed, late]
    return [[*row, sum(row)] for row in rows]


def drawn(columns: list[str], seed: int = 1, *, numbered: bool = False) -> str:
    """The table as pipes with one line of headings."""
    lines = [["项目", *(["序号"] if numbered else []), *columns]]
    for at, (row, values) in enumerate(zip(TABLE.rows, figures(seed), strict=True), start=1):
        told = dict(zip(LABELS, values, strict=True)) | {"小计": sum(values[1:-1])}
        lines.append(
            [row.label, *([str(at)] if numbered else []), *(str(told[column]) for column in columns)]
        )
    body = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return f"三、收到和处理政府信息公开申请情况\n{body}\n四、政府信息公开行政复议、行政诉讼情况\n无。\n"


def statuses(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for relation in audit_of(text).relations:
        found[relation.status] = found.get(relation.status, 0) + (relation.kind == "identity")
    return found


@pytest.mark.parametrize("columns", [LABELS, TOTAL_FIRST, NATURAL_LAST, [*LABELS[:-1], "小计", LABELS[-1]]])
@pytest.mark.parametrize("numbered", [False, True])
def test_columns_in_any_order_are_read_by_their_headings(columns, numbered):
    text = drawn(columns, numbered=numbered)
    cells = audit_of(text).tables
    assert [cells[f"T3.A.{column.key}"] for column in TABLE.columns] == figures(1)[0]
    assert statuses(text).keys() == {"pass"}


def test_a_changed_figure_fails_in_its_own_row_and_column():
    text = drawn(TOTAL_FIRST)
    total = figures(1)[0][-1]
    assert statuses(text.replace(f"| {total} |", f"| {total + 1} |", 1)).get("fail", 0) >= 1


def test_blank_lines_between_all_cells_hide_no_row():
    columns = "\n\n\n\n\n".join(LABELS)
    rows = "\n\n\n\n\n".join(
        "\n\n\n\n\n".join([row.label, *map(str, values)])
        for row, values in zip(TABLE.rows, figures(3), strict=True)
    )
    text = f"三、收到和处理政府信息公开申请情况\n{columns}\n\n\n\n\n{rows}\n\n\n\n\n四、政府信息公开行政复议、行政诉讼情况\n无。\n"
    assert statuses(text).keys() == {"pass"}
    assert len(audit_of(text).tables) == len(TABLE.rows) * len(LABELS)
