"""The two last days of a correction: the office's, to tell what is lacking, and the applicant's, to mend it."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

import case_world as make
from casework.screens import page
from gongkai.bodies.scope import cross_body
from gongkai.casework import services
from gongkai.casework.enums import RequestState
from gongkai.casework.working_days import current_calendar
from gongkai.law.wording import plain_date

pytestmark = pytest.mark.django_db

OPEN = "需要补正的，应在{}前（含当日）一次性告知申请人（2019年《条例》第三十条）"
PAST = "补正告知期限已于{}届满（2019年《条例》第三十条），现在告知的，期限说明将载明逾期"


@pytest.fixture
def office():
    return make.Office()


def received(office, ago):
    """A request that came so many working days ago, and the last day on which a correction is told."""
    calendar = current_calendar()
    day = calendar.at(calendar.position(timezone.localdate()) - ago)
    row = make.case(office, timezone.make_aware(datetime.combine(day, time(9))))
    last = calendar.add(day, 7)
    return row, plain_date(last) + ("（暂定）" if calendar.is_provisional(day, last) else "")


def preview(client, row, until=None):
    until = until or current_calendar().add(timezone.localdate(), 10)
    data = {"version": row.version, "items": "请写明文件名称", "until": until.isoformat()}
    return client.post(reverse("request_correct", args=[row.pk]), data).content.decode()


@pytest.mark.parametrize("ago", [1, 6])
def test_the_last_day_to_tell_a_correction_stands_where_it_is_told(client, office, ago):
    row, last = received(office, ago)
    client.force_login(office.officer)
    for text in (page(client, "request", row.pk), page(client, "request_correct", row.pk)):
        assert OPEN.format(last) in text
        assert "补正告知期限已于" not in text
    shown = preview(client, row)
    assert "待编号" in shown
    assert "补正告知期限已于" not in shown


def test_a_correction_told_too_late_is_warned_of_before(client, office):
    row, last = received(office, 8)
    client.force_login(office.officer)
    assert PAST.format(last) in page(client, "request", row.pk)
    form = page(client, "request_correct", row.pk)
    warned = form.partition('<p class="callout warn">')[2].partition("</p>")[0]
    assert PAST.format(last) in warned
    shown = preview(client, row)
    assert "待编号" in shown
    assert PAST.format(last) in shown
    refused = preview(client, row, timezone.localdate())
    assert "补正期限应在今日之后" in refused
    assert PAST.format(last) in refused


def test_the_last_day_stands_until_the_letter_is_told(client, office):
    row, last = received(office, 2)
    with cross_body("test"):
        services.ask_correction(
            request=row,
            items="请写明文件名称",
            until=timezone.localdate() + timedelta(days=10),
            actor=office.officer,
            at=timezone.now(),
        )
    client.force_login(office.registrar)
    assert OPEN.format(last) in page(client, "request", row.pk)
    make.told(office, row, timezone.now())
    assert "需要补正的，应在" not in page(client, "request", row.pk)


def test_the_regulation_of_2007_knows_no_such_term(client, office):
    row = make.case(office, make.at(2017, 9, 25))
    client.force_login(office.officer)
    text = page(client, "request", row.pk)
    assert "需要补正的，应在" not in text
    assert "补正告知期限" not in text


def test_while_the_applicant_corrects_the_day_is_told_as_the_applicants(client, office):
    row = make.bring_to(office, make.case(office, timezone.now()), RequestState.CORRECTING)
    client.force_login(office.officer)
    text = page(client, "request", row.pk)
    assert f"申请人应于{plain_date(row.correction.until)}前（含当日）补正" in text
    assert "最迟应于" not in text


def test_a_period_to_correct_that_has_ended_is_told_as_ended(client, office):
    began = timezone.now() - timedelta(days=40)
    row = make.bring_to(office, make.case(office, began), RequestState.CORRECTING, began)
    client.force_login(office.officer)
    text = page(client, "request", row.pk)
    assert f"申请人的补正期限已于{plain_date(row.correction.until)}届满" in text
    assert "等待申请人" not in text


def test_after_a_withdrawal_nobody_is_waited_for(client, office):
    row = make.bring_to(office, make.case(office, timezone.now()), RequestState.CORRECTING)
    row = make.bring_to(office, row, RequestState.WITHDRAWN)
    client.force_login(office.officer)
    text = page(client, "request", row.pk)
    assert "等待申请人" not in text
    assert "申请人应于" not in text
