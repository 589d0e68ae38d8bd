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


def test_the_leader_reads_figures_with_last_years(leader, district, bureau):
    team = make.Team(bureau)
    make.published(team, "去年的信息")
    later = datetime(2018, 3, 1, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    make.published(team, "今年的信息", at=later), make.published(team, "今年的又一条", at=later)
    text = page(leader, "?on=2018-06-30&year=2018")
    assert "示例区人民政府政府信息公开工作一页纸" in text
    row = text.split("政府门户网站发布信息")[1].split("</tr>")[0]
    assert ">2</a>" in row
    assert ">1</td>" in row
    assert "增1" in row


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
    text = page(leader)
    late = text.split('id="late"')[1].split("</section>")[0]
    assert late.index("示政复〔2017〕7号") < late.index("某路段施工许可")
    assert "复议答复" in late
    assert "2017年3月20日" in late
    assert "没有逾期" in page(leader, "?on=2017-03-10&year=2017")


def test_what_waits_for_a_signature_is_counted_by_unit(leader, bureau):
    office = case_world.Office(bureau)
    case_world.bring_to(office, case_world.case(office), RequestState.TO_SIGN)
    team = make.Team(bureau)
    document = make.record(team, kind=RecordKind.DOCUMENT, document_number="示城发〔2017〕1号")
    make.bring_to(document, team, State.AWAITING_APPROVAL)
    waits = page(leader).split('id="waiting"')[1]
    assert waits.count("区城建局（1）") == 2
    assert f"{reverse('requests')}?state=to_sign" in waits


def test_what_the_site_says_of_itself_stands_on_the_sheet(leader, district):
    shape = replace(SiteSnapshot.bare(district.code, "区政府办公室", 2017), banner="演示数据 非官方网站")
    publish_snapshot(snapshot=shape, body=district, actor=None, at=make.NOON)
    assert page(leader).count("演示数据 非官方网站") == 1  # at its foot, not as an answer to an act


def test_a_year_without_anything_says_so(leader, bureau):
    text = page(leader, "?on=2015-06-30&year=2015")
    assert "2015年还没有可以统计的数字" in text


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
