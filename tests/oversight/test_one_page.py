"""一页纸: figures with last year's, what is owed and late on the day, what waits for a signature."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from docx import Document

import case_world
import desk_world as make
import register_world as register
import work_world as work
from gongkai.annual.enums import Register
from gongkai.annual.models import CountingStatement, FigureFromOutside
from gongkai.bodies.enums import Role
from gongkai.bodies.scope import cross_body
from gongkai.casework.enums import RequestState
from gongkai.portal.shapes import SiteSnapshot
from gongkai.publication.services import publish_snapshot
from gongkai.records.enums import RecordKind, State

pytestmark = pytest.mark.django_db
DAY = date(2017, 6, 30)


@pytest.fixture
def district():
    make.column()
    return make.body("district", "示例区人民政府")


@pytest.fixture
def bureau(district):
    return make.body("bureau", "区城建局", parent=district)


@pytest.fixture
def leader(client, district):
    client.force_login(make.person(district, Role.LEADER))
    return client


def page(client, query: str = "?on=2017-06-30&year=2017") -> str:
    answer = client.get(reverse("one_page") + query)
    assert answer.status_code == 200
    return re.sub(r'（<a href="[^"]*">(\d+)</a>）', r"（\1）", answer.content.decode())  # numbers are links


def section(text: str, name: str) -> str:
    return text.split(f'id="{name}"')[1].split("</section>", maxsplit=1)[0]


def test_a_whole_year_stands_beside_the_whole_year_before(leader, district, bureau):
    team = make.Team(bureau)
    make.published(team, "去年的信息")
    later = datetime(2018, 3, 1, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    make.published(team, "今年的信息", at=later), make.published(team, "今年的又一条", at=later)
    text = page(leader, "?on=2018-12-31&year=2018")
    assert "示例区人民政府政府信息公开工作一页纸" in text
    row = section(text, "figures").split("主动公开信息")[1].split("</tr>")[0]
    assert ">2</a>" in row
    assert ">1</td>" in row
    assert "增1" in row


def test_while_the_year_runs_its_days_stand_beside_the_same_days_of_last_year(leader, district, bureau):
    team = make.Team(bureau)
    for month in (2, 9):
        make.published(
            team, f"去年{month}月", at=datetime(2017, month, 1, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
        )
    make.published(team, "今年", at=datetime(2018, 3, 1, 10, tzinfo=ZoneInfo("Asia/Shanghai")))
    make.published(team, "以后", at=datetime(2018, 8, 1, 10, tzinfo=ZoneInfo("Asia/Shanghai")))
    figures = section(page(leader, "?on=2018-06-30&year=2018"), "figures")
    assert "2018年1月1日至6月30日" in figures
    assert "上年同期" in figures
    row = figures.split("主动公开信息")[1].split("</tr>")[0]
    assert ">1</a>" in row
    assert ">1</td>" in row
    assert "持平" in row


def test_the_five_figures_are_five_and_a_rate_shows_its_cases(leader, bureau):
    work.delivered(work.request_row(bureau), date(2017, 3, 20))
    work.delivered(work.request_row(bureau), date(2017, 4, 20), on_time=False)
    figures = section(page(leader), "figures")
    assert figures.count('<th scope="row">') == 5
    rate = figures.split("按时办结率")[1].split("</tr>")[0]
    assert "<b>50%</b>" in rate
    assert re.search(r'2件中<a href="[^"]+">1</a>件', rate)


def test_a_year_without_a_case_has_no_rate(leader, bureau):
    make.published(make.Team(bureau))
    rate = section(page(leader), "figures").split("按时办结率")[1].split("</tr>")[0]
    assert "%" not in rate


def test_reviews_and_lawsuits_are_one_figure_that_names_what_was_lost(leader, bureau):
    lost, kept = (
        register.reconsideration(bureau, number=f"示政复〔2017〕{n}号", applied_on=date(2017, 2, 1))
        for n in (1, 2)
    )
    with cross_body("test"):
        rows = type(lost).objects
        rows.filter(pk=lost.pk).update(decided_on=date(2017, 3, 1), result="review_annulled")
        rows.filter(pk=kept.pk).update(decided_on=date(2017, 3, 1), result="review_upheld")
    work.delivered(work.request_row(bureau), date(2017, 3, 20))
    row = (
        section(page(leader, "?on=2017-12-31&year=2017"), "figures")
        .split("复议诉讼审结")[1]
        .split("</tr>")[0]
    )
    assert re.search(r'行政复议<a href="[^"]+">2</a>件，复议被纠错<a href="[^"]+">1</a>件', row)


def test_disputes_handed_in_from_outside_are_counted_and_opened_over_a_whole_year(leader, district, bureau):
    work.delivered(work.request_row(bureau), date(2017, 3, 20))
    with cross_body("test"):
        FigureFromOutside.objects.create(
            body=district,
            year=2017,
            key="reconsideration.total",
            unit_name="区法院",
            value=4,
            source="年度统计",
            handed_on=DAY,
        )
        CountingStatement.objects.create(
            body=district, year=2017, register=Register.LAWSUITS, counted=True, source="台账", stated_on=DAY
        )
    row = section(page(leader, "?on=2017-12-31&year=2017"), "figures").split("复议诉讼审结")[1]
    href, number = re.findall(r'class="figure-link" href="([^"]+)">(\d+)<', row)[0]
    assert number == "4"
    assert "复议诉讼审结：4件" in leader.get(href).content.decode()


def test_last_month_stands_beside_the_month_before_it(leader, bureau):
    for day in (date(2017, 4, 6), date(2017, 5, 4), date(2017, 5, 31), date(2017, 6, 1)):
        work.request_row(bureau, received=day, due_on=date(2017, 12, 1))
    month = section(page(leader), "month")
    assert "2017年5月" in month
    row = month.split("收到申请")[1].split("</tr>")[0]
    assert ">2</a>" in row
    assert ">1</a></td>" in row


def test_the_month_before_january_lies_in_the_year_before(leader, bureau):
    work.request_row(bureau, received=date(2017, 12, 29), due_on=date(2018, 12, 1))
    month = section(page(leader, "?on=2018-01-10&year=2018"), "month")
    assert "2017年12月" in month
    assert ">1</a>" in month.split("收到申请")[1].split("</tr>")[0]


def test_the_worst_of_the_day_stand_in_sentences(leader, district, bureau):
    for day in (date(2017, 6, 12), date(2017, 6, 20)):
        work.request_row(bureau, due_on=day)
    work.request_row(district, due_on=date(2017, 6, 30))
    for item in ("甲", "乙"):
        work.task(bureau, item, due_on=date(2017, 3, 31))
    risks = re.sub(r"<[^>]+>", "", section(page(leader), "risks"))
    assert "2件依申请公开答复已经逾期，最久的一件期限为2017年6月12日，超过14个工作日。区城建局（2）" in risks
    assert "1件依申请公开答复三个工作日内到期，当天到期。示例区人民政府（1）" in risks
    assert "2项要点任务到期没有完成，最早的完成时限是2017年3月31日。区城建局（2）" in risks
    assert "三个风险" in risks


def test_fewer_than_three_risks_are_said_to_be_all_and_none_is_said_calmly(leader, bureau):
    assert "当日没有逾期、临期和欠办的事项。" in section(page(leader), "risks")
    work.task(bureau, due_on=date(2017, 3, 31))
    risks = section(page(leader), "risks")
    assert "三个风险" not in risks
    assert "没有其他逾期、临期和欠办的事项。" in risks


def test_what_is_owed_names_the_units(leader, district, bureau):
    work.request_row(bureau, due_on=date(2017, 4, 12))
    work.request_row(district, due_on=date(2017, 4, 12))
    text = page(leader)
    assert "截至2017年6月30日，2个单位" in text
    assert "区城建局（1）、示例区人民政府（1）" in text


def test_clocks_that_ran_out_stand_with_the_longest_first(leader, bureau):
    work.request_row(bureau, "某路段施工许可", due_on=date(2017, 6, 12))
    register.reconsideration(
        bureau, number="示政复〔2017〕7号", applied_on=date(2017, 3, 1), copy_received_on=date(2017, 3, 8)
    )
    late = section(page(leader), "late")
    assert late.index("示政复〔2017〕7号") < late.index("某路段施工许可")
    assert "复议答复" in late
    assert "2017年3月20日" in late
    soon = section(page(leader, "?on=2017-06-08&year=2017"), "late")
    assert "逾期1件，临期1件" in soon
    assert "剩余2个工作日" in soon
    assert "没有逾期和临期" in page(leader, "?on=2017-03-10&year=2017")


def test_what_waits_for_a_signature_is_counted_by_unit_on_the_day_itself(leader, bureau):
    office = case_world.Office(bureau)
    case_world.bring_to(office, case_world.case(office), RequestState.TO_SIGN)
    team = make.Team(bureau)
    document = make.record(team, kind=RecordKind.DOCUMENT, document_number="示城发〔2017〕1号")
    make.bring_to(document, team, State.AWAITING_APPROVAL)
    waits = section(page(leader, ""), "waiting")
    assert waits.count("区城建局（1）") == 2
    assert f"{reverse('requests')}?state=to_sign" in waits
    assert 'id="waiting"' not in page(leader)  # of a day that is past nobody knows it


def test_what_the_site_says_of_itself_stands_on_the_sheet(leader, district):
    shape = replace(SiteSnapshot.bare(district.code, "区政府办公室", 2017), banner="演示数据 非官方网站")
    publish_snapshot(snapshot=shape, body=district, actor=None, at=make.NOON)
    assert page(leader).count("演示数据 非官方网站") == 1  # at its foot, not as an answer to an act


def test_a_year_without_anything_says_so(leader, bureau):
    text = page(leader, "?on=2015-06-30&year=2015")
    assert "2015年还没有可以统计的数字" in text
    assert "年底的一页纸" not in text
    make.published(make.Team(bureau))
    assert "查看2017年底的一页纸" in page(leader, "?on=2015-06-30&year=2015")


def test_a_body_below_sees_its_own_page_only_with_the_role(client, bureau):
    client.force_login(make.person(bureau, Role.REPORTER))
    assert client.get(reverse("one_page")).status_code == 403


def test_the_board_and_the_sheet_say_the_same(client, district, bureau):
    client.force_login(make.person(district, Role.SUPERVISOR))
    work.task(bureau, due_on=date(2017, 3, 31))
    assert "区城建局（1）" in page(client)
    with cross_body("test"):
        assert "任务进度" in client.get(reverse("oversight") + "?on=2017-06-30").content.decode()


def test_the_sheet_as_a_word_file_says_what_the_screen_says(leader, district, bureau):
    work.request_row(bureau, due_on=date(2017, 4, 12))
    make.published(make.Team(bureau))
    answer = leader.get(reverse("one_page_word") + "?on=2017-06-30&year=2017")
    assert answer.status_code == 200
    document = Document(BytesIO(b"".join(answer.streaming_content)))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert "示例区人民政府政府信息公开工作一页纸" in said
    assert "截至2017年6月30日，2个单位。" in said
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["逾期", "1", "区城建局（1）"] in rows
    assert any(row[0].startswith("依申请公开答复：") and row[1] == "区城建局" for row in rows)
    assert ["主动公开信息", "1条", "—", "—"] in rows
    assert any(
        row[0].startswith("1．1件依申请公开答复已经逾期") and row[1] == "区城建局（1）" for row in rows
    )
    assert ["收到申请", "0件", "0"] in rows  # of May, beside April
    assert "没有其他逾期、临期和欠办的事项。" in said


def test_an_address_of_rows_that_nobody_offers_is_not_found(leader, bureau):
    good = ("district", "requests.received", "2017-01-01", "2017-06-30")
    assert leader.get(reverse("one_page_rows", args=good)).status_code == 200
    for wrong in (
        ("nowhere", *good[1:]),
        (good[0], "fees.collected", *good[2:]),
        (good[0], "no-such", *good[2:]),
        (*good[:2], "2017-13-01", good[3]),
        (*good[:2], "2016-06-01", good[3]),
        (*good[:2], "2017-07-01", good[3]),
    ):
        assert leader.get(reverse("one_page_rows", args=wrong)).status_code == 404
