"""A refusal stands at the field that its sentence names first; what names none goes on."""

from __future__ import annotations

import pytest
from django import forms
from django.urls import reverse

import desk_world as make
import register_world as register
import work_world as work
from gongkai.bodies.enums import Role
from gongkai.directory.models import Leader
from gongkai.shell.fields import day_field
from gongkai.shell.marking import field_named, marking

WRONG = 'aria-invalid="true"'


class Term(forms.Form):
    filed_on = day_field("备案日期", required=False)
    answered_on = day_field("答复日期", required=False)


def test_the_field_named_first_bears_the_error():
    assert field_named(Term({}), "备案日期早于答复日期，请核对。") == "filed_on"
    assert field_named(Term({}), "该件答复已经备案，不能再次备案。") is None


def test_what_names_no_field_is_raised_on():
    form = Term({})
    assert form.is_valid()
    with marking(form, LookupError):
        raise LookupError("答复日期晚于今日，请核对。")
    assert list(form.errors) == ["answered_on"]
    with pytest.raises(LookupError), marking(form, LookupError):
        raise LookupError("不能再次办理。")


@pytest.mark.django_db
class TestOnScreen:
    def box(self, answer, name):
        assert answer.status_code == 422
        return answer.content.decode().split(f'name="{name}"')[1].split(">")[0]

    def test_of_the_register(self, client):
        body = make.body()
        row = register.entry(body, Leader)
        client.force_login(make.person(body, Role.AUTHOR))
        url = reverse("entry_replace", args=["leader", row.pk])
        filled = {"name": "演示人员09", "post": "局长", "duties": "全面", "phone": "1", "position": "0"}
        assert WRONG in self.box(client.post(url, {**filled, "since": "2016-01-01"}), "since")
        ended = client.post(reverse("entry_end", args=["leader", row.pk]), {"last": "2016-01-01"})
        assert WRONG in self.box(ended, "last")

    def test_of_a_filing_and_of_a_plan(self, client):
        body = make.body()
        answered = work.delivered(work.request_row(body))
        client.force_login(make.person(body, Role.CASE_OFFICER, Role.SUPERVISOR))
        filing = reverse("filing_file", args=[answered.request_id])
        assert WRONG in self.box(client.post(filing, {"filed_on": "2017-03-01"}), "filed_on")
        assert WRONG in self.box(client.post(filing, {"filed_on": "昨天"}), "filed_on")
        plan = {"body": body.pk, "year": "2017", "number": "1", "item": "公开", "requirement": "公开"}
        wrong = client.post(reverse("task_new"), {**plan, "due_on": "2018-01-05"})
        assert WRONG in self.box(wrong, "due_on")
