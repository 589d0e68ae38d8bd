"""Every figure opens its rows, and the rows are as many as the figure says."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

import desk_world as make
from gongkai.annual.compilation import compile_report
from gongkai.annual.measures import SECTIONS
from gongkai.bodies.enums import Role
from gongkai.bodies.scope import cross_body
from gongkai.engagement.enums import Platform
from gongkai.records.enums import Issuer, RecordKind

pytestmark = pytest.mark.django_db
YEAR = 2017


@pytest.fixture
def district(client):
    (
        make.column(),
        make.column("policy", "政策法规", 2),
        make.key_area(),
        make.key_area("environment", "环保信息", 2),
    )
    top = make.body("district", "示例区人民政府")
    below = make.body("bureau", "区城建局", parent=top)
    own, bureau = make.Team(top), make.Team(below)
    make.published(
        own,
        "区政府的通知",
        columns=("policy",),
        kind=RecordKind.DOCUMENT,
        issuer=Issuer.GOVERNMENT,
        document_number="示政发〔2017〕1号",
    )
    repeated = make.published(bureau, "局里的信息", key_areas=("budget", "environment"))
    make.post(make.account(below, "微博"), "转发的推文", repeats=repeated)
    make.post(make.account(below, "微信", Platform.WECHAT), "独立的推文")
    client.force_login(make.person(top, Role.REPORTER))
    return top


def text_of(client, *arguments):
    return client.get(reverse(*arguments[:1], args=arguments[1:])).content.decode()


def rows_of(page):
    """Titles of the rows; a row without a page is no link."""
    return re.findall(r"<(?:a|span) data-row[^>]*>([^<]*)</", page)


def test_every_figure_of_the_report_opens_as_many_rows_as_it_says(client, district):
    with cross_body("test"):
        report = compile_report(district, YEAR)
    for key, figure in report.local.items():
        if key.endswith(".share"):
            continue
        page = text_of(client, "figure", district.code, YEAR, key)
        shown = sum(
            len(rows_of(client.get(href.replace("&amp;", "&")).content.decode()))
            for href in parts(page, district, key)
        )
        assert shown == figure.exact, key
        assert f"{figure.exact}{figure.unit}" in page


def parts(page, district, key):
    base = reverse("figure", args=[district.code, YEAR, key])
    return [base + query for query in re.findall(r'<li><a href="(\?part=[a-z]+)"', page)] or [base]


def test_the_year_page_prints_what_was_compiled_and_leads_to_every_figure(client, district):
    with cross_body("test"):
        report = compile_report(district, YEAR)
    page = text_of(client, "year", district.code, YEAR)
    for key, figure in report.local.items():
        if not key.endswith(".share"):
            assert f'href="{reverse("figure", args=[district.code, YEAR, key])}">{figure.value}<' in page
    assert "未统计" in page
    assert all(note in page for note in report.notes)


def test_the_order_of_the_figures_is_that_of_the_report(client, district):
    with cross_body("test"):
        report = compile_report(district, YEAR)
    page = text_of(client, "year", district.code, YEAR).split("政府信息公开情况统计表")[0]
    keys = [key for key in re.findall(rf'/{YEAR}/([a-z.]+)/"', page) if key != "text"]  # the report in words
    wanted = [key for key in report.local if not key.endswith(".share")]
    assert keys == sorted(
        wanted, key=lambda key: (list(SECTIONS).index(report.local[key].section), wanted.index(key))
    )


def test_a_row_opens_in_the_desk_within_the_scope_and_in_public_outside_it(client, district):
    page = text_of(client, "figure", district.code, YEAR, "website.total")
    own, below = (make.record_titled(title) for title in ("区政府的通知", "局里的信息"))
    assert f'href="{reverse("record", args=[own.pk])}"' in page
    assert reverse("record", args=[below.pk]) not in page
    assert f"/{below.item.path}.html" in page
    client.force_login(make.person(district, Role.LEADER))
    assert reverse("record", args=[below.pk]) in text_of(
        client, "figure", district.code, YEAR, "website.total"
    )


def test_a_withdrawn_row_of_another_body_has_no_dead_link(client, district):
    below = make.record_titled("局里的信息")
    team = make.Team(below.body)
    with cross_body("test"):
        # withdrawn in a later year: it still counts for 2017, and its page is gone
        make.services.withdraw(
            record=below, actor=team.approver, at=make.NOON.replace(year=2018), reason="有误"
        )
    page = text_of(client, "figure", district.code, YEAR, "website.total")
    assert "局里的信息" in page
    assert f"/{below.item.path}.html" not in page


def test_the_years_are_those_of_which_something_counts(client, district):
    team = make.Team(district)
    make.record(team, at=make.NOON.replace(year=2019))  # a draft counts for no year
    make.published(make.Team(make.record_titled("局里的信息").body), at=make.NOON.replace(year=2018))
    page = text_of(client, "years")
    assert re.findall(r"/reports/district/([0-9]+)/", page) == ["2018", "2017"]
    assert f"{timezone.localdate().year}年尚无数据" in page
    empty = text_of(client, "year", district.code, 2019)
    assert re.findall(r"/reports/district/([0-9]+)/", empty) == ["2018", "2017"]


def test_a_figure_or_body_that_is_not_there_is_not_found(client, district):
    for arguments in ((district.code, YEAR, "no.such"), ("nowhere", YEAR, "website.total")):
        assert client.get(reverse("figure", args=arguments)).status_code == 404
    assert client.get(reverse("year", args=["nowhere", YEAR])).status_code == 404


@pytest.mark.parametrize("year", [1949, 2016, 2026, 2100])
def test_a_year_without_data_says_so(client, district, year):
    assert "还没有可以统计的数字" in text_of(client, "year", district.code, year)


@pytest.mark.parametrize("year", [0, 99999])
def test_a_year_outside_the_calendar_is_not_found(client, district, year):
    assert client.get(reverse("figure", args=[district.code, year, "website.total"])).status_code == 404
    assert client.get(reverse("year", args=[district.code, year])).status_code == 404
