"""A real installation begins with one workbook: written as a template, filled in, entered, and entered again."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow, BodyPeriod, Person, PublicBody, RoleAssignment
from gongkai.bodies.scope import cross_body
from gongkai.operations.organisation.entering import enter, new_password
from gongkai.operations.organisation.reading import read as read_on
from gongkai.operations.organisation.shape import BODIES, SHEETS, OrganisationRefused
from gongkai.operations.organisation.template import write_template
from gongkai.portal.shapes import snapshot_from_json
from gongkai.publication.models import Snapshot
from gongkai.records.models import Taxonomy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]
AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
SITE = ("示例区政府信息公开", "示例区人民政府办公室", "qu", "https://www.example.gov.cn", "2101000001")
DISTRICT = ("qu", "示例区人民政府", "区政府", "", date(2020, 1, 1), "是", "示例区政务公开办公室", "示例路1号")
FINANCE = ("cz", "区财政局", "区政府部门", "qu", "2020年1月1日")
PEOPLE = (("zhang", "张甲"), ("li", "李乙", "是"))
ROLES = (("zhang", "cz", "拟稿人", "2026-01-01"), ("li", "cz", "批准人", "2026-01-01", "2026-12-31"))


@pytest.fixture
def workbook(tmp_path):
    """Writes the given rows below the headings of the template, and gives the file."""

    def write(**rows):
        file = tmp_path / f"{len(list(tmp_path.iterdir()))}.xlsx"
        file.write_bytes(written(tuple((name, tuple(lines)) for name, lines in rows.items())))
        return file

    return write


@cache
def template() -> bytes:
    with TemporaryDirectory() as folder:
        write_template(Path(folder) / "x.xlsx")
        return (Path(folder) / "x.xlsx").read_bytes()


@cache
def written(sheets) -> bytes:
    """The template with these rows, each a tuple, below the headings; the same rows are written once."""
    book, out = load_workbook(BytesIO(template())), BytesIO()
    for name, lines in sheets:
        for line in lines:
            book[name].append(line)
    book.save(out)
    return out.getvalue()


@pytest.fixture
def filled(workbook):
    return workbook(站点=[SITE], 主体=[DISTRICT, FINANCE], 人员=PEOPLE, 角色=ROLES)


def read(file):
    return read_on(file, on=AT.date())


def site():
    return snapshot_from_json(json.loads(Snapshot.objects.latest("act_id").content))


def refused(file):
    with pytest.raises(OrganisationRefused) as caught:
        enter(read(file), at=AT)
    return str(caught.value)


def test_a_filled_template_makes_a_working_organisation(filled):
    entered = enter(read(filled), at=AT)
    assert [(one.username, one.name) for one in entered.logins] == [("zhang", "张甲"), ("li", "李乙")]
    for login in entered.logins:
        person = Person.objects.get(username=login.username)
        assert person.check_password(login.password)
        assert person.must_change
    finance = BodyPeriod.objects.get(body__code="cz")
    assert (finance.name, finance.parent.code, finance.valid_from) == ("区财政局", "qu", date(2020, 1, 1))
    assert PublicBody.objects.get(code="qu").address == "示例路1号"
    approver = RoleAssignment.objects.get(role=Role.APPROVER)
    assert (approver.person.username, approver.valid_to) == ("li", date(2026, 12, 31))
    assert Taxonomy.objects.filter(kind=Taxonomy.Kind.MANDATORY).count() == 15
    assert (site().site_name, site().year, site().site_url) == (SITE[0], 2026, SITE[3])
    assert [entry.code for entry in site().bodies] == ["qu", "cz"]
    assert "没有填写工作机构的办公地址或者联系电话" in entered.remarks[0]


def test_a_workbook_without_a_site_says_what_is_missing(workbook):
    assert "工作表“站点”没有填写" in enter(read(workbook(主体=[DISTRICT])), at=AT).remarks[0]


def test_entering_it_again_changes_nothing(filled):
    enter(read(filled), at=AT)
    with cross_body("test"):
        rows = AuditRow.objects.count()
    again = enter(read(filled), at=AT)
    assert (set(again.counts.values()), again.logins) == ({0}, [])
    with cross_body("test"):
        assert AuditRow.objects.count() == rows


def test_a_new_year_moves_the_site_to_it(filled):
    enter(read(filled), at=AT)
    assert enter(read(filled), at=AT.replace(year=2027)).counts["站点"] == 1
    assert site().year == 2027


def test_a_new_name_begins_a_period_and_the_old_one_stands_for_its_days(filled, workbook):
    enter(read(filled), at=AT)
    renamed = ("cz", "区财政和国资局", "区政府部门", "qu", date(2026, 5, 1))
    enter(read(workbook(主体=[renamed])), at=AT)
    old, new = BodyPeriod.objects.filter(body__code="cz").order_by("valid_from")
    assert (old.name, old.valid_to) == ("区财政局", date(2026, 4, 30))
    assert (new.name, new.valid_to, new.parent.code) == ("区财政和国资局", None, "qu")


def test_another_name_from_the_same_day_is_refused(filled, workbook):
    enter(read(filled), at=AT)
    told = refused(workbook(主体=[("cz", "另一个名称", *FINANCE[2:])]))
    assert "工作表“主体”第2行“自”：与2020-01-01起的登记不同" in told
    assert BodyPeriod.objects.get(body__code="cz").name == "区财政局"


def test_a_role_ends_by_its_date_and_a_person_who_left_is_closed(filled, workbook):
    enter(read(filled), at=AT)
    enter(
        read(workbook(人员=[("zhang", "张甲", "否")], 角色=[(*ROLES[0], "2026-03-31")])),
        at=AT,
    )
    assert not Person.objects.get(username="zhang").is_active
    assert RoleAssignment.objects.get(person__username="zhang").valid_to == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ({"主体": [("Qu", *DISTRICT[1:])]}, "第2行“主体代码”：“Qu”不能作代码"),
        ({"主体": [("search", *DISTRICT[1:])]}, "“search”是平台自身的网址"),
        ({"主体": [("qu", "", *DISTRICT[2:])]}, "第2行“名称”：没有填写"),
        ({"主体": [("qu", "区", "乡镇", "", "2020-01-01")]}, "“乡镇”不在可填的范围内，请填区政府、"),
        ({"主体": [("qu", "区", "区政府", "", "2020-13-01")]}, "“2020-13-01”不是日期"),
        ({"主体": [("cz", "局", "区政府部门", "shi", "2020-01-01")]}, "没有代码为“shi”的主体"),
        (
            {
                "主体": [
                    ("a", "甲", "其他单位", "b", "2020-01-01"),
                    ("b", "乙", "其他单位", "a", "2020-01-01"),
                ]
            },
            "上下级关系成环",
        ),
        ({"主体": [DISTRICT], "角色": [("nobody", "qu", "拟稿人", "2026-01-01")]}, "没有这个登录名"),
        ({"人员": PEOPLE, "角色": [("li", "nowhere", "拟稿人", "2026-01-01")]}, "没有这个主体"),
        (
            {
                "主体": [DISTRICT],
                "人员": PEOPLE,
                "角色": [("li", "qu", "拟稿人", "2026-02-01", "2026-01-01")],
            },
            "第2行“至”：早于起始日期",
        ),
        (
            {
                "主体": [DISTRICT],
                "人员": PEOPLE,
                "角色": [("li", "qu", "系统管理员", "2026-01-01"), ("li", "qu", "安全审计员", "2026-01-01")],
            },
            "第3行“角色”：李乙已担任三员之一",
        ),
        ({"栏目": [("none.part", "下级", "", 2020)]}, "没有上级“none”"),
        ({"栏目": [("more", "更多", "", "去年")]}, "“去年”不是年度"),
        ({"站点": [SITE]}, "工作表“站点”第2行“本级主体代码”：没有这个主体"),
        ({"主体": [DISTRICT], "站点": [SITE, SITE]}, "只能有一行"),
        ({"人员": [("x" * 51, "长")]}, "超过50字"),
        ({"人员": [("P010", "大写")]}, "“P010”不能作登录名"),
        ({"人员": [("p0\n17", "换行")]}, "不能作登录名"),
        ({"人员": [("li", "李乙"), ("li", "李丙")]}, "“li”重复"),
        ({"主体": [DISTRICT], "站点": [(*SITE[:3], "javascript:alert(1)")]}, "不是网址"),
        ({"栏目": [("more", "更多", "", 2020, 2019)]}, "早于起始年度"),
        ({"栏目": [("more", "更多", "", 2028)]}, "“起始年度”：2028年晚于2027年，起始年度最多提前一年登记"),
        ({"栏目": [("more", "更多", "", 1900)]}, "“起始年度”：1900年早于1949年"),
        ({"主体": [(*DISTRICT[:4], "1899-01-01")]}, "第2行“自”：1899年1月1日早于1949年10月1日，请核对年份"),
        (
            {"主体": [DISTRICT], "人员": PEOPLE, "角色": [("li", "qu", "拟稿人", "2099-01-01")]},
            "工作表“角色”第2行“自”：2099年1月1日晚于2027年3月3日，起始日期最多提前一年登记",
        ),
        ({"主体": [(*DISTRICT, "11011")]}, "第2行“邮政编码”：“11011”不是邮政编码，请填写六位数字"),
        ({"主体": [(*DISTRICT, "110000", "", "没有")]}, "第2行“联系电话”：“没有”不是电话号码"),
        ({"主体": [(*DISTRICT, "", "", "", "fax@")]}, "第2行“传真号码”：“fax@”不是电话号码"),
        ({"主体": [(*DISTRICT, "", "", "", "", "微信")]}, "“微信”不是电子邮箱或者网址"),
    ],
)
def test_what_cannot_be_entered_is_named_and_nothing_is_entered(workbook, rows, sentence):
    assert sentence in refused(workbook(**rows))
    assert not PublicBody.objects.exists()
    assert not Person.objects.exists()
    assert not Taxonomy.objects.exists()


def test_every_fault_is_named_at_once(workbook):
    told = refused(workbook(主体=[("Qu", "", "乡镇", "", "昨天")]))
    assert len(told.splitlines()) == 4


def test_faults_between_rows_are_told_with_those_of_cells_and_in_the_order_of_the_workbook(workbook):
    told = refused(
        workbook(
            站点=[SITE],
            主体=[("search", *DISTRICT[1:]), ("cz", "局", "区政府部门", "shi", "1899-01-01"), FINANCE],
            角色=[("nobody", "nowhere", "拟稿人", "2099-01-01"), ("zhang", "cz", "拟稿人", "2026-01-01")],
            栏目=[("none.part", "下级", "", 2020)],
        )
    )
    assert [line.split("：")[0] for line in told.splitlines()] == [
        "工作表“站点”第2行“本级主体代码”",
        "工作表“主体”第2行“主体代码”",
        "工作表“主体”第3行“自”",
        "工作表“主体”第3行“上级代码”",
        "工作表“主体”第4行“上级代码”",
        "工作表“角色”第2行“自”",
        "工作表“角色”第2行“登录名”",
        "工作表“角色”第2行“主体代码”",
        "工作表“角色”第3行“登录名”",
        "工作表“栏目”第17行“代码”",
    ]


def test_a_row_that_names_a_faulty_row_is_not_blamed_for_it(workbook):
    told = refused(
        workbook(
            站点=[SITE],
            主体=[(*DISTRICT[:4], "1899-01-01"), FINANCE],
            人员=PEOPLE,
            角色=[("li", "qu", *ROLES[0][2:])],
        )
    )
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize("begin", [date(2019, 1, 1), date(2021, 1, 1)])
def test_a_begin_that_is_registered_is_not_changed_in_silence(filled, workbook, begin):
    enter(read(filled), at=AT)
    told = refused(workbook(主体=[(*FINANCE[:4], begin)]))
    assert "工作表“主体”第2行“自”：cz 已登记为自2020年1月1日起" in told
    assert "请照原样填写2020-01-01" in told


def test_telephones_and_addresses_are_taken_as_they_are_written(workbook):
    facts = ("是", "办公室", "路1号", 110000, "工作日", "024-12345678转801、12345（热线）", "（024）1234567")
    for place, contact in enumerate(
        ("xxgk@example.gov.cn", "www.example.gov.cn", "https://example.gov.cn/a")
    ):
        enter(read(workbook(主体=[(f"b{place}", *DISTRICT[1:5], *facts, contact)])), at=AT)
        assert PublicBody.objects.get(code=f"b{place}").email == contact
    assert PublicBody.objects.get(code="b0").phone == facts[5]


def test_characters_that_nobody_sees_are_left_out(workbook):
    enter(read(workbook(主体=[DISTRICT], 人员=[("li", "李\u200b乙")])), at=AT)
    assert Person.objects.get(username="li").display_name == "李乙"


def packed(source, target, part, data):
    """The workbook with one part of other content."""
    with ZipFile(source) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, data if name == part else old.read(name))
    return target


BOMBS = {
    "a cell of forty megabytes": b"<a>" + b"A" * 40_000_000 + b"</a>",
    "a document type": b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x>&a;</x>',
}


@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS)
def test_a_workbook_that_would_fill_the_memory_is_refused_unread(workbook, tmp_path, content):
    sentence = refused(packed(workbook(), tmp_path / "bomb.xlsx", "xl/worksheets/sheet2.xml", content))
    assert "请把内容复制到模板中再导入" in sentence
    assert len((tmp_path / "bomb.xlsx").read_bytes()) < 200_000


def test_a_broken_part_inside_gets_a_sentence(workbook, tmp_path):
    whole, broken = workbook(主体=[DISTRICT]), tmp_path / "broken.xlsx"
    with ZipFile(whole) as source, ZipFile(broken, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data[: len(data) // 2] if name.startswith("xl/worksheets/") else data)
    assert "不能按 .xlsx 工作簿读取" in refused(broken)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no", b"plain text"])
def test_what_is_no_workbook_gets_a_sentence(tmp_path, content):
    file = tmp_path / "x.xlsx"
    file.write_bytes(content)
    told = refused(file)
    assert "另存为 .xlsx" in told
    assert told.startswith("文件“x.xlsx”：")


def test_a_workbook_of_something_else_gets_a_sentence(tmp_path):
    book = Workbook()
    book.save(tmp_path / "x.xlsx")
    told = refused(tmp_path / "x.xlsx")
    assert told.startswith("文件“x.xlsx”：没有")
    assert "请使用下载的模板" in told


def test_a_missing_heading_is_named(workbook):
    file = workbook(主体=[DISTRICT])
    book = load_workbook(file)
    book[BODIES.name]["E1"] = "起始"
    book.save(file)
    assert "工作表“主体”第1行：缺少标题“自”" in refused(file)


def test_the_template_stands_for_every_sheet_and_overwrites_nothing(tmp_path):
    write_template(tmp_path / "x.xlsx")
    book = load_workbook(tmp_path / "x.xlsx")
    for sheet in SHEETS:
        assert [cell.value for cell in book[sheet.name][1]] == [column.label for column in sheet.columns]
    with pytest.raises(FileExistsError):
        write_template(tmp_path / "x.xlsx")


def test_a_workbook_that_keeps_the_old_name_above_the_new_one_is_entered_again_without_harm(workbook):
    renamed = ("cz", "区财政和国资局", "区政府部门", "qu", "2026-05-01", "是", "新的工作机构")
    rows = [DISTRICT, (*FINANCE, "是", "旧的工作机构"), renamed]
    file = workbook(站点=[SITE], 主体=rows, 人员=PEOPLE, 角色=ROLES)
    enter(read(file), at=AT)
    with cross_body("test"):
        before = AuditRow.objects.count()
    again = enter(read(file), at=AT)
    assert again.counts["主体"] == 0
    assert [row.name for row in BodyPeriod.objects.filter(body__code="cz").order_by("valid_from")] == [
        "区财政局",
        "区财政和国资局",
    ]
    assert PublicBody.objects.get(code="cz").office_name == "新的工作机构"
    with cross_body("test"):
        assert AuditRow.objects.count() == before


def test_what_was_ended_on_screen_is_not_begun_again_by_the_old_workbook(filled):
    enter(read(filled), at=AT)
    Person.objects.filter(username="zhang").update(is_active=False)
    RoleAssignment.objects.filter(person__username="zhang").update(valid_to=date(2026, 2, 28))
    again = enter(read(filled), at=AT)
    assert not Person.objects.get(username="zhang").is_active
    assert RoleAssignment.objects.get(person__username="zhang").valid_to == date(2026, 2, 28)
    assert [word for remark in again.remarks for word in ("已经停用", "2026年2月28日结束") if word in remark]
    assert (again.counts["人员"], again.counts["角色"]) == (0, 0)


def test_a_lost_password_is_replaced_and_the_trail_says_so(filled):
    enter(read(filled), at=AT)
    login = new_password("li", at=AT)
    assert Person.objects.get(username="li").check_password(login.password)
    with cross_body("test"):
        row = AuditRow.objects.get(act="person.password")
    assert (row.subject, login.password in json.dumps(row.new)) == ("person/li", False)
    with pytest.raises(LookupError, match="没有登录名为“nobody”"):
        new_password("nobody", at=AT)


def test_no_password_stands_in_the_trail(filled):
    entered = enter(read(filled), at=AT)
    with cross_body("test"):
        trail = "".join(str(row.new) + str(row.old) for row in AuditRow.objects.all())
    assert not any(login.password in trail for login in entered.logins)
