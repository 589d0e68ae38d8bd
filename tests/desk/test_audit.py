"""The audit trail speaks the words of the desk: no code of a state, a role or a column stands on its page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

import desk_world as make
from desk.test_walk import built
from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import record_act
from gongkai.desk.auditing import acts_by_subject
from gongkai.records import services as records
from gongkai.shell.rooms import words_of_acts
from gongkai.shell.trail import Reader

pytestmark = pytest.mark.django_db

CODE = re.compile(r"[a-z][a-z0-9_.]*")
NOT_CODES = frozenset({"text"})


@pytest.fixture
def body():
    return make.body("bureau")


def told(body, act: str, subject: str, **new: object) -> tuple[str, dict[str, str]]:
    with cross_body("test"):
        row = record_act(at=make.NOON, actor=None, act=act, body=body, subject=subject, new=new)
        reader = Reader()
        return reader.subject(row), dict(reader.values(row, row.new))


def test_states_bases_and_outcomes_are_told_by_their_labels(body):
    subject, values = told(
        body,
        "request.sign",
        "request/bureau-2017-0001",
        state="to_sign",
        stage="legal",
        basis="confirmed",
        outcome="not_held",
        told_on="2017-03-20",
        on_time=True,
        sha256="a1" * 32,
    )
    assert subject == "依申请公开申请　bureau-2017-0001"
    assert values == {
        "办理状态": "待签发",
        "环节": "审核",
        "收到日期依据": "双方确认之日",
        "办理结果": values["办理结果"],
        "告知日期": "2017年3月20日",
        "按期": "是",
        "文字指纹": "a1a1a1a1a1a1…",
    }
    assert not CODE.fullmatch(values["办理结果"])


def test_roles_columns_and_registers_are_told_by_their_names(body):
    make.column("news", "工作动态")
    for act in ("assign_role", "end_role"):
        assert told(body, act, "person/zhang", role="approver")[1] == {"角色": Role.APPROVER.label}
    assert told(body, "record.edit", "bureau/2017/00001", columns=["news"])[1] == {"栏目": "工作动态"}
    subject, values = told(
        body, "report.state_counting", "report/bureau/2017", register="fees", counted=False
    )
    assert (subject, values) == ("年度报告　2017年", {"统计台账": "收费及减免", "已统计": "否"})


def test_a_kind_of_the_directory_and_a_day_that_does_not_end(body):
    subject, values = told(
        body, "directory.leader.add", "directory/leader/7", post="局长", valid_from="2017-03-20"
    )
    assert (subject, values) == ("领导信息　7", {"职务": "局长", "任职日期": "2017年3月20日"})


def test_every_row_that_the_desk_writes_is_told_without_a_code(client, tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_VAR", str(tmp_path))
    world = built()
    with cross_body("test"):
        rows = list(AuditRow.objects.all())
    assert len({row.act for row in rows}) > 30
    with cross_body("test"):
        assert list(_untold(rows)) == []
    client.force_login(make.person(world.ours, Role.SECURITY_AUDITOR))
    assert client.get(reverse("audit")).status_code == 200


def _untold(rows):
    """What a person would read as a code, each once."""
    reader, words = Reader(), words_of_acts()
    for row in rows:
        if row.act not in words or reader.subject(row).startswith("办理事项"):
            yield row.act
        for name, value in (*reader.values(row, row.old), *reader.values(row, row.new)):
            if name.isascii() or CODE.fullmatch(value):
                yield row.act, name, value


@pytest.fixture
def trail(client, body):
    """Two edits, a day apart, by two people at two bodies; the auditor sees both."""
    make.column()
    below = make.body("branch", "下属单位", parent=body)
    team, other = make.Team(body), make.Team(below)
    first, second = make.record(team, "春季绿化"), make.record(other, "秋季植树")
    with cross_body("test"):
        records.edit(
            record=first,
            content=records.Draft(
                title="春季绿化",
                made_on=make.NOON.date(),
                columns=("news",),
                html=f"<p>{'前文' * 60}五月开展，{'后文' * 60}</p>",
                extra={"document_number": "示城发〔2017〕7号"},
            ),
            version=first.version,
            actor=team.author,
            at=make.NOON,
        )
        made = make.fresh(first)
        records.edit(
            record=made,
            content=records.Draft(
                title="春季绿化",
                made_on=make.NOON.date(),
                columns=("news",),
                html=f"<p>{'前文' * 60}六月开展，{'后文' * 60}</p>",
                extra={"document_number": "示城发〔2017〕8号"},
            ),
            version=made.version,
            actor=team.author,
            at=make.NOON + timedelta(days=1),
        )
    client.force_login(make.person(body, Role.SECURITY_AUDITOR))
    return team, first, second


def listed(client, **query):
    page = client.get(reverse("audit"), query).content.decode()
    return page, re.findall(r"<a data-row[^>]*>([^<]*)</a>", page)


def test_an_edit_is_told_with_the_passage_and_the_number_that_it_changed(client, trail):
    page, rows = listed(client, act="record.edit", since="2017-03-21")
    assert len(rows) == 1
    assert "文号：<del>示城发〔2017〕7号</del> → 示城发〔2017〕8号" in page
    assert re.search(r"正文：<del>…[前文]{1,12}五月开展，[后文]{1,20}…</del> → …[前文]{1,12}六月开展，", page)
    assert "标题：" not in page  # what stayed is not told


def test_the_trail_is_filtered_by_person_unit_act_days_and_object(client, trail):
    team, first, second = trail
    _, everything = listed(client)
    assert len(listed(client, person=team.author.display_name)[1]) == 4
    assert len(listed(client, person=team.author.username.upper())[1]) == 4
    assert len(listed(client, person="系统")[1]) == len(everything) - 6
    assert len(listed(client, body=second.body_id, act="record.draft")[1]) == 1
    assert len(listed(client, since="2017-03-21", until="2017-03-21")[1]) == 1
    assert len(listed(client, text=first.item.path)[1]) == 4
    assert len(listed(client, text="秋季植树")[1]) == 2
    assert len(listed(client, text="〔2017〕8号")[1]) == 4
    assert "没有符合条件的记录" in listed(client, text="没有的事")[0]


def test_a_filter_of_the_trail_that_is_not_understood_is_named(client, trail):
    query = {"person": "没有此人", "body": "x", "act": "y", "since": "明天", "until": "2017-03-01"}
    page, rows = listed(client, **query)
    for label, value in (("人员", "没有此人"), ("单位", "x"), ("事项", "y"), ("起始日期", "明天")):
        assert f"“{label}”中的“{value}”无法识别" in page
    assert rows == []  # the day that was understood holds
    page = listed(client, since="2017-03-21", until="2017-03-01")[0]
    assert "“截止日期”（2017年3月1日）早于“起始日期”（2017年3月21日），没有按它筛选" in page
    assert "无法识别" not in page


def test_no_two_acts_of_the_filter_bear_the_same_name():
    names = [name for _, acts in acts_by_subject() for _, name in acts]
    assert sorted(set(names)) == sorted(names)
    assert {"归档（政府信息）", "归档（依申请公开申请）"} <= set(names)


def test_paging_keeps_the_filter(client, trail):
    team, _, _ = trail
    for number in range(21):
        make.record(team, f"第{number}件")
    page, rows = listed(client, act="record.draft")
    older = re.search(r'href="(\?act=record.draft&amp;after=\d+)"', page)
    assert len(rows) == 20
    assert older
    rest = client.get(reverse("audit") + older[1].replace("&amp;", "&")).content.decode()
    assert len(re.findall(r"<a data-row", rest)) == 3
