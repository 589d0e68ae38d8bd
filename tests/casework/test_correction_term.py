"""The last day of a correction that is the applicant's, to mend what is lacking."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

import case_world as make
from gongkai.casework.enums import RequestState
from gongkai.law.wording import plain_date

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.Office()


def page(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()


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
