"""Small tables that are no national form: totals under columns or behind rows, and tables that say nothing certain."""

from __future__ import annotations

import pytest

from annual.audit.audit_room import told

UNITS = "单位    公开条数    申请数\n发改局    315    6\n教育局    482    11\n民政局    276    4\n合计    {}    21"


def sums(text: str) -> set[tuple[str, int, tuple[int, ...], str]]:
    return {found for found in told(text) if found[0] == "sum"}


def test_a_row_of_totals_is_the_sum_of_every_column():
    assert sums(UNITS.format(1073)) == {
        ("sum", 1073, (315, 482, 276), "pass"),
        ("sum", 21, (6, 11, 4), "pass"),
    }


def test_a_slip_in_one_column_fails_there_alone():
    assert sums(UNITS.format(1083)) == {
        ("sum", 1083, (315, 482, 276), "fail"),
        ("sum", 21, (6, 11, 4), "pass"),
    }


@pytest.mark.parametrize("joint", ["\t", " | ", "  "])
def test_a_heading_that_ends_in_a_total_makes_every_row_a_sum(joint):
    lines = [
        ("渠道", "公报", "网站", "微信", "合计"),
        ("2016数", "12", "230", "58", "300"),
        ("2017数", "14", "1,240", "46", "1,300"),
    ]
    assert sums("\n".join(joint.join(cells) for cells in lines)) == {
        ("sum", 300, (12, 230, 58), "pass"),
        ("sum", 1300, (14, 1240, 46), "pass"),
    }


def test_a_total_in_the_first_row_is_one_too():
    assert sums("合 计 60\n县直 41\n乡镇 19") == {("sum", 60, (41, 19), "pass")}


@pytest.mark.parametrize(
    "text",
    [
        "单位 公开数\n县直 41\n其中：教育局 30\n乡镇 19\n合计 60",
        "单位 公开数 申请数\n县直 41 3\n乡镇 19\n合计 60 3",
        "年度 件数\n2016年 2016\n2017年 2017\n合计 3000",
        "指标 2016年 2017年\n公开数 300 400\n申请数 20 30\n答复数 19 30",
        "项目 当面 网络 累计\n申请 3 4 70",
    ],
)
def test_a_table_that_may_be_read_otherwise_fails_nowhere(text):
    assert "fail" not in {status for *_, status in told(text)}
