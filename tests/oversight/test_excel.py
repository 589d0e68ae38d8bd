"""The year's tasks as a workbook: what was written comes back, and nothing hostile or half-filled gets in."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from gongkai.oversight.excel import Line, TaskFileRefused, grouped, read, workbook
from gongkai.oversight.excel.shape import COLUMNS

BODIES = ("区教育局", "区民政局", "示例一街道办事处")
GOOD = ["1", "公开义务教育招生信息", "公布范围和程序", "区政府门户网站", date(2017, 6, 30), "区教育局", ""]
EXTRA_PART = "xl/media/image1.png"


def sheet(*rows, head=COLUMNS, title="要点任务明细") -> bytes:
    book = Workbook()
    book.active.title = title
    for row in (head, *rows):
        book.active.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def changed(**cells) -> list[object]:
    row = dict(zip(COLUMNS, GOOD, strict=True)) | cells
    return [row[name] for name in COLUMNS]


def with_part(name: str, data: bytes, source: bytes | None = None) -> bytes:
    """A workbook with one part more, or with this part in place of its own."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(source or sheet(GOOD))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, data)
    return out.getvalue()


def sentences(data: bytes) -> list[str]:
    with pytest.raises(TaskFileRefused) as refused:
        read(data, BODIES)
    return [fault.sentence for fault in refused.value.faults]


TEXT = (
    st.text(
        st.characters(codec="utf-8", categories=("L", "N", "P", "S"), include_characters="\n "),
        min_size=1,
        max_size=20,
    )
    .map(str.strip)
    .filter(bool)
)
LINES = st.lists(
    st.builds(
        Line,
        row=st.just(0),
        number=st.integers(1, 9999).map(str),
        item=TEXT,
        requirement=TEXT,
        carrier=st.just("") | TEXT,
        due_on=st.dates(date(2008, 5, 1), date(2050, 12, 31)),
        bodies=st.lists(st.sampled_from(BODIES), min_size=1, unique=True).map(tuple),
        person=st.just("") | TEXT,
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda line: line.number,
)


class TestRoundTrip:
    @given(LINES)
    @settings(max_examples=settings().max_examples // 4)  # each writes and reads a whole workbook
    def test_what_was_written_is_read_back(self, lines):
        found = read(workbook(lines, BODIES), BODIES)
        assert [line_values(line) for line in found] == [line_values(line) for line in lines]
        assert [line.row for line in found] == list(range(2, len(lines) + 2))

    def test_a_text_that_looks_like_a_formula_stays_a_text(self):
        line = Line(2, "1", "=1+1", "=HYPERLINK(1)", "", date(2017, 6, 30), ("区教育局",))
        assert read(workbook([line]), BODIES)[0].item == "=1+1"

    def test_a_unit_whose_name_looks_like_a_formula_is_no_formula_among_the_notes(self):
        notes = load_workbook(BytesIO(workbook([], ["=1+1"])))["填写说明"]
        assert [cell.data_type for cell in notes["A"] if cell.value == "=1+1"] == ["s"]

    def test_a_task_of_several_bodies_is_one_line_again(self):
        lines = [Line(2, "1", "任务", "要求", "", date(2017, 6, 30), (body,)) for body in BODIES[:2]]
        assert [line.bodies for line in grouped(lines)] == [("区教育局", "区民政局")]

    def test_the_template_holds_the_columns_and_the_names_of_the_bodies(self):
        book = load_workbook(BytesIO(workbook([], BODIES)))
        assert [cell.value for cell in book["要点任务明细"][1]] == list(COLUMNS)
        assert set(BODIES) <= {row[0] for row in book["填写说明"].values}


def line_values(line: Line) -> tuple[object, ...]:
    return line.number, line.item, line.requirement, line.carrier, line.due_on, line.bodies, line.person


class TestAGoodSheet:
    def test_a_title_above_the_head_and_empty_rows_are_passed_over(self):
        book = Workbook()
        for row in (["2017年政务公开要点任务明细表"], [], list(COLUMNS), [], GOOD):
            book.active.append(row)
        assert [line.row for line in read(saved(book), BODIES)] == [5]

    @pytest.mark.parametrize(
        ("written", "day"),
        [
            ("2017-06-30", date(2017, 6, 30)),
            ("2017年6月30日", date(2017, 6, 30)),
            ("2017/6/30", date(2017, 6, 30)),
            ("2017年6月底", date(2017, 6, 30)),
            ("2017年12月底前", date(2017, 12, 31)),
            (datetime(2017, 6, 30, 9), date(2017, 6, 30)),  # noqa: DTZ001 - Excel knows no zones
        ],
    )
    def test_a_term_is_read_as_offices_write_it(self, written, day):
        assert read(sheet(changed(完成时限=written)), BODIES)[0].due_on == day

    def test_several_bodies_and_numbers_of_any_type(self):
        row = changed(序号=3.0, 责任单位="区教育局、区民政局，示例一街道办事处")
        (line,) = read(sheet(row), BODIES)
        assert (line.number, line.bodies) == ("3", BODIES)

    def test_characters_that_nobody_sees_are_left_out(self):
        row = changed(任务="公开\u202e招生\u200b信息", 责任单位="\ufeff区教育局", 责任人="\u200b")
        (line,) = read(sheet(row), BODIES)
        assert (line.item, line.bodies, line.person) == ("公开招生信息", BODIES[:1], "")


class TestEveryBadRowIsAnswered:
    @pytest.mark.parametrize(
        ("cells", "sentence"),
        [
            ({"任务": None}, "第2行“任务”：没有填写，请补充。"),
            ({"完成时限": "年底"}, "第2行“完成时限”：“年底”不是日期，请按“2017-06-30”或“2017年6月底”填写。"),
            (
                {"完成时限": "2017-02-30"},
                "第2行“完成时限”：“2017-02-30”不是日期，请按“2017-06-30”或“2017年6月底”填写。",
            ),
            (
                {"完成时限": "2017年13月底"},
                "第2行“完成时限”：“2017年13月底”不是日期，请按“2017-06-30”或“2017年6月底”填写。",
            ),
            (
                {"责任单位": "区教委"},
                "第2行“责任单位”：没有名为“区教委”的单位，请照录“填写说明”工作表中的名称。",
            ),
            ({"工作要求": "=SUM(A1:A9)"}, "第2行“工作要求”：是公式，系统不计算公式，请改为文字后再上传。"),
            ({"任务": date(2017, 1, 1)}, "第2行“任务”：不是文字，请改为文字后再上传。"),
            ({"任务": True}, "第2行“任务”：不是文字，请改为文字后再上传。"),
            ({"任务": "长" * 201}, "第2行“任务”：超过200字，请缩短后再上传。"),
        ],
    )
    def test_one_fault_one_sentence(self, cells, sentence):
        assert sentences(sheet(changed(**cells))) == [sentence]

    def test_faults_of_every_row_stand_in_order_and_nothing_is_taken(self):
        rows = [changed(任务=""), GOOD, changed(序号="2", 责任单位="某局", 完成时限="")]
        assert [text.split("：")[0] for text in sentences(sheet(*rows))] == [
            "第2行“任务”",
            "第4行“完成时限”",
            "第4行“责任单位”",
        ]

    def test_a_number_given_twice_to_a_body_names_both_rows(self):
        assert sentences(sheet(GOOD, changed(任务="另一项"))) == [
            "第3行“序号”：区教育局的序号“1”与第2行重复，请改为不同的序号。"
        ]

    def test_a_sheet_of_other_columns_names_the_ones_that_are_wanted(self):
        assert "没有找到标题行" in sentences(sheet(GOOD, head=list("甲乙丙丁戊己庚")))[0]

    def test_an_empty_sheet_says_where_to_begin(self):
        assert sentences(sheet()) == ["文件：没有任务，请从标题行的下一行填起。"]


class TestHostileFiles:
    @pytest.mark.parametrize(
        ("data_of", "words"),
        [
            (lambda: b"", "不是 .xlsx 工作簿"),
            (lambda: b"\xd0\xcf\x11\xe0" + b"x" * 600, "旧版 .xls 或加密"),
            (lambda: b"PK\x03\x04" + b"x" * 600, "损坏"),
            (lambda: b"x" * (5 * 1024 * 1024 + 1), "超过5MB"),
            (lambda: with_part("xl/vbaProject.bin", b"macro"), "含有宏"),
            (lambda: with_part(EXTRA_PART, b"\0" * (31 * 1024 * 1024)), "解压后过大"),
            (lambda: with_part("xl/workbook.xml", b"<broken"), "不能按 Excel 工作簿读取"),
            (
                lambda: with_part("xl/worksheets/sheet1.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
                "内部结构异常",
            ),
            (
                lambda: with_part(
                    "xl/sharedStrings.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")
                ),
                "内部结构异常",
            ),
        ],
        ids=["empty", "old", "cut", "large", "macro", "bomb", "broken", "entity", "entity in UTF-16"],
    )
    def test_is_answered_with_one_sentence(self, data_of, words):
        data = data_of()
        started = monotonic()
        (sentence,) = sentences(data)
        assert words in sentence
        assert monotonic() - started < 20

    def test_many_parts_are_refused(self):
        data = sheet(GOOD)
        for number in range(3):
            data = with_part(f"xl/media/{number}.png", b"x", data)
        assert len(read(data, BODIES)) == 1
        out = BytesIO(data)
        with zipfile.ZipFile(out, "a") as archive:
            for number in range(300):
                archive.writestr(f"xl/more/{number}", b"")
        assert "内部结构异常" in sentences(out.getvalue())[0]

    def test_a_hundred_thousand_rows_are_not_read_to_the_end(self):
        part, head = "xl/worksheets/sheet1.xml", sheet()
        page = zipfile.ZipFile(BytesIO(head)).read(part)
        rows = "".join(f'<row r="{n}"><c r="A{n}" t="n"><v>{n}</v></c></row>' for n in range(2, 100_002))
        data = with_part(part, page.replace(b"</sheetData>", rows.encode() + b"</sheetData>"), head)
        started = monotonic()
        assert sentences(data) == ["文件：超过2000行，请分成几个文件，删去空行后分次上传。"]
        assert monotonic() - started < 20

    def test_a_row_far_below_makes_no_million_rows(self):
        book = Workbook()
        book.active.append(list(COLUMNS))
        book.active["A1048576"] = "1"
        assert "超过2000行" in sentences(saved(book))[0]
