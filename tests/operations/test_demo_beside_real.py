"""A demonstration and a real district never share a place: neither comes to the other, and neither takes the other with it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from factories import make_body
from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import record_act
from gongkai.cli.errors import BadInput
from gongkai.cli.organisation import _refuse_beside_a_demo
from gongkai.operations.demo import installation
from gongkai.operations.demo.installation import holds_demo, load_demo, remove_demo
from gongkai.operations.demo.names import DemoRefused
from gongkai.portal.shapes import SiteSnapshot
from gongkai.publication.services import publish_snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]
AT = datetime(2026, 3, 2, 2, tzinfo=UTC)


@pytest.fixture
def body():
    return make_body("heping", "示例区人民政府")


@pytest.fixture
def demo(body, tmp_path, monkeypatch):
    """A place that holds a demonstration of one body and one person; gives the file that marks it."""
    monkeypatch.setenv("GONGKAI_VAR", str(tmp_path))
    monkeypatch.setattr(installation, "_drop_tables", lambda: None)
    Person.objects.create_person("p001", "演示人员1", "a-long-password")
    with cross_body("test"):
        record_act(at=AT, actor=None, act="demo.load", body=body, subject="demo/t")
    told = {"demo": "heping-2017", "token": "t", "logins": [], "bodies": ["heping"], "people": ["p001"]}
    file = tmp_path / "demo.json"
    file.write_text(json.dumps(told), "utf-8")
    return file


def kept(demo, *words):
    """Hold that nothing is removed, and that the sentence says these words."""
    with pytest.raises(DemoRefused) as refusal:
        remove_demo()
    assert demo.exists()
    for word in (str(demo.parent), "未删除任何内容", "GONGKAI_VAR", *words):
        assert word in str(refusal.value)


def test_a_demonstration_that_stands_alone_is_removed(demo):
    remove_demo()
    assert not demo.exists()


def test_a_body_of_somebody_else_keeps_the_demonstration(demo):
    for number in range(6):
        PublicBody.objects.create(code=f"qu{number}")
    kept(demo, "单位 6 个（qu0、qu1、qu2、qu3、qu4等）")


def test_a_person_of_somebody_else_keeps_the_demonstration(demo):
    Person.objects.create_person("zhang", "张甲", "a-long-password")
    kept(demo, "人员 1 名（zhang）")


def test_settings_of_a_real_site_keep_the_demonstration(demo, body):
    publish_snapshot(snapshot=SiteSnapshot.bare("heping", "示例区", 2026), body=body, actor=None, at=AT)
    kept(demo, "站点设置“")


def test_a_marker_of_an_earlier_version_is_held_against_the_demonstration_itself(demo):
    told = json.loads(demo.read_text("utf-8"))
    demo.write_text(json.dumps({key: told[key] for key in ("demo", "token", "logins")}), "utf-8")
    PublicBody.objects.create(code="qu")
    kept(demo, "单位 1 个（qu）")


def test_a_workbook_is_refused_where_a_demonstration_stands(demo):
    with pytest.raises(BadInput) as refusal:
        _refuse_beside_a_demo()
    for word in (str(demo.parent), "演示数据", "gongkai demo remove", "GONGKAI_VAR="):
        assert word in str(refusal.value)


def test_a_place_without_a_demonstration_is_open_to_a_workbook(body):
    assert not holds_demo()
    _refuse_beside_a_demo()


def test_a_place_with_people_alone_takes_no_demonstration():
    Person.objects.create_person("zhang", "张甲", "a-long-password")
    with pytest.raises(DemoRefused, match="只能装入空库"):
        load_demo("heping-2017", at=AT)
