from __future__ import annotations

import re

import pytest
from django.urls import reverse

import desk_world as make
from gongkai.bodies.enums import Role
from gongkai.records.enums import DisclosureAttribute, RecordKind, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(client):
    make.column(), make.column("other", "其他", 2), make.column("other.plans", "规划计划", 3)
    team = make.Team(make.body())
    client.force_login(team.author)
    return team


def titles(client, query="", name="records"):
    text = client.get(reverse(name) + query).content.decode()
    return re.findall(r'<a data-row href="[^"]*">([^<]*)</a>', text)


def test_filters_cut_by_state_column_kind_year_and_text(client, team):
    make.record(team, "甲件", document_number="示政发〔2017〕9号", kind=RecordKind.DOCUMENT)
    make.record(team, "乙件", columns=("other.plans",))
    make.bring_to(
        make.record(team, "丙件", at=make.NOON.replace(year=2018)),
        team,
        State.AWAITING_FIRST,
        make.NOON.replace(year=2018),
    )
    assert titles(client) == ["丙件", "乙件", "甲件"]
    assert titles(client, "?state=awaiting_first") == ["丙件"]
    assert titles(client, "?column=other.plans") == ["乙件"]
    assert titles(client, "?column=other") == ["乙件"]  # a column stands for its sub-columns
    assert titles(client, "?kind=document") == ["甲件"]
    assert titles(client, "?year=2018") == ["丙件"]
    assert titles(client, "?text=乙") == ["乙件"]
    assert titles(client, "?text=〔2017〕9") == ["甲件"]
    assert titles(client, "?text=2017-00002") == ["乙件"]
    assert titles(client, "?state=draft&kind=information") == ["乙件"]


@pytest.mark.parametrize(
    "query", ["?state=nonsense", "?year=abc", "?year=99999", "?after=x", "?before=-1", "?column=';--"]
)
def test_a_filter_that_makes_no_sense_is_ignored(client, team, query):
    make.record(team, "甲件")
    assert titles(client, query) == ["甲件"]


def test_an_enormous_key_is_no_fault(client, team):
    make.record(team, "甲件")
    assert titles(client, f"?after={'9' * 19}") == ["甲件"]
    assert titles(client, f"?before={'9' * 19}") == ["甲件"]
    assert titles(client, f"?after={'9' * 400}") == ["甲件"]


def test_the_register_shows_documents_with_attribute_and_ground(client, team):
    make.record(team, "新闻一则")
    make.record(team, "内部安排", kind=RecordKind.DOCUMENT, attribute=DisclosureAttribute.WITHHELD)
    make.record(team, "未认定的通知", kind=RecordKind.DOCUMENT, attribute=None)
    assert titles(client, name="documents") == ["未认定的通知", "内部安排"]
    assert titles(client, "?attribute=WITHHELD", "documents") == ["内部安排"]
    assert titles(client, "?attribute=none", "documents") == ["未认定的通知"]
    assert "《条例》第十六条" in client.get(reverse("documents")).content.decode()


def test_a_page_keeps_its_filter_in_both_directions(client, team):
    for number in range(45):
        make.record(team, f"件{number:02d}", attribute=None)
    make.record(team, "旁件")
    first = client.get(reverse("records") + "?state=undetermined").content.decode()
    older = re.search(r'href="(\?[^"]*after=\d+)"', first).group(1).replace("&amp;", "&")
    assert "state=undetermined" in older
    second = titles(client, older)
    assert second == [f"件{number:02d}" for number in range(24, 4, -1)]
    page = client.get(reverse("records") + older).content.decode()
    newer = re.search(r'href="(\?[^"]*before=\d+)"', page).group(1).replace("&amp;", "&")
    assert titles(client, newer) == [f"件{number:02d}" for number in range(44, 24, -1)]


def test_empty_lists_say_what_will_stand_there_or_how_to_widen(client, team):
    assert "开始第一件" in client.get(reverse("records")).content.decode()
    make.record(team, "甲件")
    assert "放宽筛选条件" in client.get(reverse("records") + "?text=没有").content.decode()


def test_an_overseer_filters_by_body(client, team):
    top = make.body("top-body", "上级")
    ones, twos = (make.Team(make.body(name=name, parent=top)) for name in ("一局", "二局"))
    make.record(ones, "一局的件")
    make.record(twos, "二局的件")
    client.force_login(make.person(top, Role.SUPERVISOR))
    assert titles(client) == ["二局的件", "一局的件"]
    assert titles(client, f"?body={ones.body.pk}") == ["一局的件"]
    assert titles(client, f"?body={team.body.pk}") == [
        "二局的件",
        "一局的件",
    ]  # not among the choices: ignored


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**40])
def test_a_number_that_no_record_has_is_not_found(client, team, number):
    assert client.get(f"/records/{number}/").status_code == 404
    assert client.get(f"/records/{number}/attachments/{number}/").status_code == 404
    assert client.get(reverse("posts") + f"?account={number}").status_code == 200
