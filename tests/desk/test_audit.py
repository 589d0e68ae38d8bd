"""The audit trail speaks the words of the desk: no code of a state, a role or a column stands on its page."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

import desk_world as make
from desk.test_walk import built
from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import record_act
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
    assert told(body, "assign_role", "person/zhang", role="approver")[1] == {"角色": Role.APPROVER.label}
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
