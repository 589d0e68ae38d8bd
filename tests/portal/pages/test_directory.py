"""机构信息 and 办事指南: where they stand, and how one gets there from a body and from the navigation."""

from __future__ import annotations

import pytest
import reading
import sample

from gongkai.portal import pages
from gongkai.portal.shapes import content_from_json, to_json
from gongkai.portal.source import list_keys

SITE = sample.snapshot()


def page_of(content, site=SITE):
    return reading.tree(pages.paper_page(sample.edition(content), site))


def crumbs(root):
    return [reading.text(line) for line in root.find_class("crumbs")[0].iter("li")]


@pytest.mark.parametrize(
    ("content", "kind"), [(sample.institution(), "institution"), (sample.service(), "service")]
)
def test_a_page_of_a_body_stands_in_the_whole_list_and_in_the_bodys_part(content, kind):
    assert list_keys(content) == (f"kind/{kind}", f"kind/{kind}.d08")
    assert content_from_json(to_json(content)) == content


def test_a_guide_of_a_service_shows_what_a_person_who_comes_must_know():
    text = reading.text(page_of(sample.service()))
    for part in ("办理条件", "申请材料", "登记表", "办理流程", "收费标准", "不收费"):
        assert part in text


def test_the_way_to_a_guide_leads_through_its_body():
    root = page_of(sample.service())
    assert crumbs(root) == ["首页", "公开主体", "区财政局", "办事指南", "正文"]
    links = reading.links(root.find_class("crumbs")[0])
    assert links["办事指南"] == "/kind/service.d08/"
    assert links["区财政局"] == "/body/d08/"
    assert reading.tags(root)["ColumnType"] == "办事服务"


def test_a_body_that_the_site_does_not_know_leads_to_no_missing_list():
    root = page_of(sample.institution(body_code="gone"))
    assert "/body/gone/" not in reading.links(root).values()
    assert "/kind/institution.gone/" not in reading.links(root).values()


def test_the_page_of_a_body_leads_to_its_leaders_windows_and_guides():
    root = reading.tree(pages.list_page(sample.list_view("body/d08", total=127), SITE))
    links = reading.links(root.find_class("chips")[0])
    assert links == {
        "领导信息、内设机构、办事窗口、监督投诉": "/kind/institution.d08/",
        "办事指南": "/kind/service.d08/",
    }


def test_the_one_page_of_a_body_is_led_to_straight():
    only = sample.list_view("kind/institution.d08").items[0]
    alone = {"kind/institution.d08": only}
    root = reading.tree(pages.list_page(sample.list_view("body/d08", total=127, alone=alone), SITE))
    assert f"/{only.path}.html" in reading.links(root.find_class("chips")[0]).values()
    latest = {**sample.latest(), "kind/institution.d08": (only,)}
    made = pages.platform_pages(SITE, sample.heads(), latest)["bodies/services/index.html"]
    tiles = [a.get("href") for part in reading.tree(made).find_class("tiles") for a in part.iter("a")]
    assert tiles == ["/kind/service.d08/", f"/{only.path}.html"]


def test_every_list_that_a_body_leads_to_is_required_so_that_it_has_a_page():
    required = set(pages.REQUIRED_LISTS(SITE))
    for body in sample.BODIES:
        assert {f"kind/institution.{body.code}", f"kind/service.{body.code}"} <= required


def test_the_list_of_a_body_bears_the_bodys_name():
    root = reading.tree(pages.list_page(sample.list_view("kind/service.d08", total=3), SITE))
    assert reading.text(next(root.iter("h1"))) == "区财政局办事指南"
    assert crumbs(root) == ["首页", "公开主体", "区财政局", "区财政局办事指南"]


def test_services_are_listed_by_body_and_bodies_without_any_are_left_out():
    made = pages.platform_pages(SITE, sample.heads(), sample.latest())["bodies/services/index.html"]
    root = reading.tree(made)
    tiles = [a.get("href") for part in root.find_class("tiles") for a in part.iter("a")]
    assert tiles == ["/kind/service.d08/", "/kind/institution.d08/"]
    marked = [reading.text(a) for a in root.find_class("navs")[0].iter("a") if a.get("aria-current")]
    assert marked == ["办事服务"]


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", "{{ 7 * 7 }}", "长" * 200])
def test_no_name_that_anyone_typed_becomes_markup(evil):
    root = page_of(sample.service(title=evil, body_name=evil, summary=evil))
    assert reading.active_content(root) == []
    assert reading.outer_addresses(root) == []
