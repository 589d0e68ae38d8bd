from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

import case_world as make
from gongkai.bodies.scope import cross_body
from gongkai.casework import rules
from gongkai.casework.enums import RequestState
from gongkai.casework.importers import ImportedCase, ImportedConsultation, ImportedSearch, import_cases
from gongkai.casework.models import Request
from gongkai.casework.services import CaseError, Handover, Identity, Wanted
from gongkai.law.events import DeliveryWay

pytestmark = pytest.mark.django_db


def row(office, **values):
    start = make.OLD
    plain = {
        "body": office.body,
        "registrar": office.registrar,
        "arrival": make.arrival(start),
        "applicant": Identity(name="申请人甲"),
        "wanted": Wanted(title="补偿方案", description="补偿方案全文"),
        "outcome": "disclosed",
        "reasons": "",
        "determined_at": start + timedelta(days=1),
        "signers": (
            (office.officer, start + timedelta(days=2)),
            (office.legal, start + timedelta(days=3)),
            (office.approver, start + timedelta(days=4)),
        ),
        "handover": Handover(way=DeliveryWay.POST, sent_on=date(2017, 3, 27)),
        "delivered_at": start + timedelta(days=7),
    }
    return ImportedCase(**{**plain, **values})


def load(*rows):
    with cross_body("test"):
        return import_cases(rows)


def test_an_imported_case_is_the_one_that_the_desk_would_have_made():
    office = make.Office()
    [made] = load(row(office))
    found = make.fresh(made)
    other = make.Office()
    led = make.bring_to(other, make.case(other), RequestState.ANSWERED)
    assert (found.due_on, found.receipt_basis, found.regime) == (led.due_on, led.receipt_basis, led.regime)
    assert rules.state_of(found) == found.state == RequestState.ANSWERED
    assert found.reply.document_number == f"示{office.body.pk}公开〔2017〕1号"
    assert (found.delivery.counted_on, found.delivery.on_time) == (date(2017, 3, 27), True)
    assert found.decision.decided_on == found.reply.made_on == date(2017, 3, 24)


def test_numbers_go_on_where_the_import_ended():
    office = make.Office()
    load(row(office), row(office))
    assert make.case(office).number == f"{office.body.code}-2017-0003"
    led = make.bring_to(office, make.case(office), RequestState.TO_DELIVER)
    assert led.reply.document_number.endswith("〔2017〕3号")


def test_the_pause_of_a_consultation_is_in_the_due_date():
    office = make.Office()
    asked = ImportedConsultation(
        party="示例第三方",
        sent_on=date(2017, 3, 20),
        reached_on=date(2017, 3, 21),
        answered_on=date(2017, 3, 27),
        consents=False,
        opinion="涉及隐私",
    )
    [made] = load(row(office, outcome="privacy", reasons="涉及隐私", consultations=(asked,)))
    assert make.fresh(made).due_on == date(2017, 4, 18)


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (lambda plain, office: replace(plain, outcome="not_held", reasons="未制作"), "没有检索记录"),
        (lambda plain, office: replace(plain, outcome="privacy"), "没有写明事实和理由"),
        (
            lambda plain, office: replace(plain, signers=(plain.signers[0],) * 3),
            "经办、审核、签发应为三人",
        ),
        (
            lambda plain, office: replace(plain, determined_at=make.at(2017, 6, 1)),
            "时间先后颠倒",
        ),
    ],
)
def test_a_row_that_the_desk_would_refuse_stores_nothing(broken, sentence):
    office = make.Office()
    plain = row(office)
    with pytest.raises(CaseError, match=sentence):
        load(plain, broken(plain, office))
    with cross_body("test"):
        assert not Request.objects.exists()


def test_a_body_without_a_mark_for_its_letters_stores_nothing():
    with pytest.raises(CaseError, match="没有登记救济机关"):
        load(row(make.Office(authority=False)))


def test_a_search_is_kept_with_its_searcher():
    office = make.Office()
    search = ImportedSearch(at=make.OLD, place="档案室", terms="补偿", result="未查到")
    [made] = load(row(office, outcome="not_held", reasons="未制作", searches=(search,)))
    found = make.fresh(made)
    with cross_body("test"):
        assert [one.person_id for one in found.searches.all()] == [office.officer.pk]
    assert "以“补偿”为检索词在档案室检索" in found.reply.text
