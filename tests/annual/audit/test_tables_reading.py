"""Files as they come: encodings, garbage, HTML."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.annual.audit.reading import Document, ReadingError, read_bytes, read_file
from gongkai.annual.audit.reading.intake import LIMIT_BYTES
from gongkai.annual.audit.reading.slots import Blank, parse_slot
from gongkai.annual.audit.tables import read_tables
from gongkai.law.forms import form

REPORT = "某区2024年政府信息公开工作年度报告\n本年度收到申请51件，其中当面20件、信函28件、网络3件。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_chinese_encodings_read_alike(encoding: str) -> None:
    assert read_bytes(REPORT.encode(encoding), "report.txt").text == REPORT


def test_line_ends_of_other_systems_are_made_plain() -> None:
    document = read_bytes(REPORT.replace("\n", "\r\n").encode(), "report.txt")
    assert document.lines == tuple(REPORT.split("\n"))


def test_one_torn_character_does_not_spoil_the_file() -> None:
    document = read_bytes(REPORT.encode() * 3 + "件".encode()[:2], "report.txt")
    assert document.encoding == "utf-8"
    assert document.text.startswith(REPORT)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空文件"),
        (" \n　\n".encode(), "空文件"),
        (b"\x00" * 400, "不是文本文件"),
        (b"%PDF-1.7 ...", "pdftotext -layout"),
        (b"PK\x03\x04....", "Office"),
        (b"\xd0\xcf\x11\xe0....", "Office"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\x1f\x8b\x08\x00", "解压"),
        (random.Random(1).randbytes(4000), "无法识别"),
        ("政府資訊公開工作年度報告，收到申請五十一件".encode("big5"), "编码无法识别"),
        ("情報公開の年度報告について、申請は五十一件でした。".encode("shift-jis"), "编码无法识别"),
        (b"<html><head><title></title></head><body><script>var a=1</script></body></html>", "没有文字"),
        (b"<html></html>", "没有文字"),
    ],
)
def test_garbage_gets_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read_bytes(data, "某文件")
    assert said in str(caught.value)
    assert str(caught.value).endswith("。")
    assert "某文件" in str(caught.value)


def test_files_that_cannot_be_read_get_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="找不到文件"):
        read_file(tmp_path / "none.txt")
    with pytest.raises(ReadingError, match="是文件夹"):
        read_file(tmp_path)
    (tmp_path / "empty.txt").touch()
    with pytest.raises(ReadingError, match="空文件"):
        read_file(tmp_path / "empty.txt")


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(LIMIT_BYTES + 1)
    with pytest.raises(ReadingError, match="超过 50 MB"):
        read_file(large)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_device_without_size_and_end_is_read_no_further_than_the_limit() -> None:
    with pytest.raises(ReadingError, match="超过 50 MB"):
        read_file(Path("/dev/zero"))


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes_end_in_a_document_or_a_sentence(data: bytes) -> None:
    try:
        document = read_bytes(data, "x")
    except ReadingError as error:
        assert str(error).endswith("。")  # noqa: PT017 (both ends are right, so raises() does not fit)
    else:
        assert isinstance(document, Document)
        read_tables(document)


PIECES = [
    "<table>",
    "<tr>",
    "<td rowspan=2>",
    "<td colspan=0>",
    "</td>",
    "</table>",
    "<p>",
    "总计",
    "3",
    "&nbsp;",
    "<!--",
]


@given(
    st.lists(
        st.sampled_from([*PIECES, "规章", "|", "\t", "\n", "\f", "/", "—", "结果维持", "二、"]), max_size=40
    )
)
@settings(max_examples=300, deadline=None)
def test_broken_pages_and_broken_tables_end_in_a_document_or_a_sentence(pieces: list[str]) -> None:
    try:
        read_tables(read_bytes("".join(["<html>", *pieces]).encode(), "x.html"))
        read_tables(read_bytes("\n".join(["年报", *pieces]).encode(), "x.txt"))
    except ReadingError as error:
        assert str(error).endswith("。")  # noqa: PT017


def page(body: str) -> Document:
    return read_bytes(f"<!doctype html><html><body>{body}</body></html>".encode(), "report.html")


def test_blocks_become_lines_and_scripts_are_left_out() -> None:
    document = page("<h1>年报</h1><script>1</script><p>收到<b>51</b>件<br>答复51件</p><div>完<p>止</p></div>")
    assert document.lines == ("年报", "收到51件", "答复51件", "完", "止")


def test_spans_of_rows_and_columns_are_expanded() -> None:
    grid = page("<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>1<td>2</table>").tables[0]
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [["甲", "乙", "乙"], ["甲", "1", "2"]]
    assert [[cell.copied for cell in row.cells] for row in grid.rows] == [
        [False, False, True],
        [True, False, False],
    ]


def test_a_row_span_ends_with_its_table() -> None:
    grid = page("<table><tr><td rowspan=99>甲<td>1<tr><td>2</table>").tables[0]
    assert [len(row.cells) for row in grid.rows] == [2, 2]


def test_rows_of_a_table_are_lines_that_its_grid_points_to() -> None:
    document = page("<p>前</p><table><tr><td>规章<td>1<tr><td>行政强制<td>2</table><p>后</p>")
    assert document.lines == ("前", "规章\t1", "行政强制\t2", "后")
    assert [document.lines[row.line] for row in document.tables[0].rows] == ["规章\t1", "行政强制\t2"]


def test_a_table_that_lays_out_the_page_is_prose() -> None:
    document = page(
        "<table><tr><td><p>第一段</p><p>第二段</p><table><tr><td>a<td>b</table></td></tr></table>"
    )
    assert document.lines == ("第一段", "第二段", "a\tb")
    assert len(document.tables) == 1


def test_enormous_spans_do_not_fill_the_memory() -> None:
    row = "<tr>" + "<td rowspan=60000 colspan=60000>x</td>" * 20 + "</tr>"
    grid = page(f"<table>{row * 300}</table>").tables[0]
    assert sum(len(row.cells) for row in grid.rows) < 2_000_000


def test_deeply_nested_pages_do_not_break_the_reader() -> None:
    assert "年报" in page("年报" + "<div>" * 200 + "内" + "</div>" * 200).text


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("3", 3),
        ("３１", 31),
        (" 1,288 ", 1288),
        ("1 288", 1288),
        ("-4", -4),
        ("", Blank.EMPTY),
        ("　", Blank.EMPTY),
        ("/", Blank.SLASH),
        ("／", Blank.SLASH),
        ("—", Blank.DASH),
        ("－", Blank.DASH),
        ("——", Blank.DASH),
        ("-----", None),
        ("12件", 12),
        ("1.", None),
        ("三", None),
        ("1,28", None),
        ("9" * 40, None),
    ],
)
def test_what_a_place_of_a_table_can_hold(text: str, slot: object) -> None:
    assert parse_slot(text) == slot


def test_money_keeps_its_fraction() -> None:
    assert str(parse_slot("96171.60")) == "96171.60"


def _glued(values: dict[str, int]) -> str:
    """The tables of a page that lost its columns: 规章000."""
    lines = ["某区2022年政府信息公开工作年度报告"]
    for key, head in (("T2", "二、主动公开政府信息情况"), ("T3", "三、收到和处理政府信息公开申请情况")):
        lines.append(head)
        for table in (table for table in form("2021").tables if table.key == key):
            lines.append("".join(["信息内容", *(column.label for column in table.columns)]))
            for row in table.rows:
                digits = "".join(str(values[table.cell_key(row, column)]) for column in table.columns)
                lines.append(f"    {row.label}{digits}")
    return "\n".join([*lines, "四、政府信息公开行政复议、行政诉讼情况"])


def test_digits_that_ran_together_are_a_place_each_where_there_are_as_many_as_places() -> None:
    rng = random.Random(5)
    keys = [key for key in form("2021").cells if key.startswith(("T2", "T3"))]
    values = {key: rng.randint(0, 9) for key in keys}
    assert read_tables(read_bytes(_glued(values).encode(), "page.txt")).cells == values


def test_digits_that_may_be_parted_in_two_ways_are_not_read() -> None:
    values = dict.fromkeys((key for key in form("2021").cells if key.startswith(("T2", "T3"))), 0)
    text = (
        _glued(values).replace("行政规范性文件000", "行政规范性文件5125").replace("行政许可0", "行政许可124")
    )
    found = read_tables(read_bytes(text.encode(), "page.txt"))
    assert not [key for key in found.cells if key.startswith("T2.normative")]
    assert any("5125" in note for note in found.notes)
    assert found.cells["T2.licence"] == 124
