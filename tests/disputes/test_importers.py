"""Bulk loading follows the rules of the desk, and the demonstration gives the published numbers."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

import desk_world as make
import register_world as register
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.disputes import services
from gongkai.disputes.importers import Course, ImportedReview, ImportedSuit, import_reviews, import_suits
from gongkai.disputes.models import Complaint, Lawsuit, Reconsideration
from gongkai.disputes.rules import kind_of_suit
from gongkai.disputes.services import DisputeError, ReviewFacts, SuitFacts
from gongkai.disputes.terms import term_of
from gongkai.law.disputes import DisputeKind, DisputeResult, dispute_row_2014
from gongkai.operations.demo.heping2017 import days, generate
from gongkai.operations.demo.loaded import Loaded
from gongkai.operations.demo.steps import disputes as step

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _everywhere():
    with cross_body("test"):
        yield


def imported(body, *, result=DisputeResult.REVIEW_ANNULLED, number="示政复〔2017〕1号"):
    facts = ReviewFacts(
        number=number,
        review_body="示例区人民政府",
        matter="对答复不服",
        applied_on=date(2017, 3, 1),
        copy_received_on=date(2017, 3, 8),
    )
    course = Course(acted_on=date(2017, 3, 15), decided_on=date(2017, 3, 20), result=result, lesson="改进")
    return ImportedReview(
        body=body, facts=facts, course=course, actor=register.litigator(body), opened_at=make.NOON
    )


def trail(case):
    rows = AuditRow.objects.filter(subject=services.subject_of(case)).order_by("pk")
    return [(row.act, row.old, row.new) for row in rows]


def test_an_imported_case_is_the_case_that_the_desk_would_have_made():
    body = make.body()
    row = imported(body)
    (bulk,) = import_reviews([row])
    other = make.body()
    single = services.open_reconsideration(
        body=other, facts=row.facts, actor=register.litigator(other), at=make.NOON
    )
    given = {"case": single, "actor": register.litigator(other), "at": make.NOON}
    services.note_answer(on=date(2017, 3, 15), **given)
    services.decide_reconsideration(result=DisputeResult.REVIEW_ANNULLED, on=date(2017, 3, 20), **given)
    services.record_lesson(lesson="改进", **given)
    ours, theirs = (Reconsideration.objects.filter(pk=case.pk).values() for case in (bulk, single))
    unlike = {"id", "body_id"}
    assert [{k: v for k, v in row.items() if k not in unlike} for row in ours] == [
        {k: v for k, v in row.items() if k not in unlike} for row in theirs
    ]
    assert trail(bulk) == [(act, {}, new) for act, _old, new in trail(single)]


def test_an_unlawful_row_stops_the_whole_import():
    body = make.body()
    wrong = imported(body, result=DisputeResult.COURT_ANNULLED, number="示政复〔2017〕2号")
    with pytest.raises(DisputeError):
        import_reviews([imported(body), wrong])
    assert not Reconsideration.objects.exists()


def test_a_suit_is_imported_with_its_hearing():
    body = make.body()
    (before,) = import_reviews([imported(body)])
    facts = SuitFacts(
        number="（2017）示行初1号",
        court="示例区人民法院",
        matter="请求撤销",
        filed_on=date(2017, 3, 10),
        copy_received_on=date(2017, 3, 14),
        reconsideration=before,
    )
    row = ImportedSuit(
        body=body,
        facts=facts,
        course=Course(acted_on=date(2017, 3, 16)),
        actor=register.litigator(body),
        opened_at=make.NOON,
        heard_on=date(2017, 3, 17),
        head_appeared=True,
    )
    (suit,) = import_suits([row])
    assert suit.after_review
    assert [act for act, *_ in trail(suit)] == ["lawsuit.open", "lawsuit.defence", "lawsuit.appearance"]


@pytest.fixture(scope="module")
def year():
    return generate()


def demo(year):
    bodies = {code: make.body(code) for code in ("office", "heping")}
    people = {person.key: make.person(bodies["office"]) for person in year.people if "legal" in person.roles}
    step.load(Loaded(year, bodies, people, {}), make.NOON)


def row_of(case):
    suit = isinstance(case, Lawsuit)
    kind = kind_of_suit(after_review=case.after_review) if suit else DisputeKind.REVIEW
    return dispute_row_2014(kind, DisputeResult(case.result))


def test_the_demonstration_holds_the_published_numbers_and_no_complaint(year):
    demo(year)
    cases = [*Reconsideration.objects.all(), *Lawsuit.objects.all()]
    assert Counter(row_of(case) for case in cases) == {"4.2": 4, "4.3": 1, "5.1": 1, "5.2": 1}
    assert not Complaint.objects.exists()


def test_every_case_of_the_demonstration_runs_within_the_year_and_its_terms(year):
    demo(year)
    for case in [*Reconsideration.objects.all(), *Lawsuit.objects.all()]:
        suit = isinstance(case, Lawsuit)
        began, acted = (case.filed_on, case.defended_on) if suit else (case.applied_on, case.answered_on)
        course = [began, case.copy_received_on, acted, case.decided_on]
        assert course == sorted(course)
        assert {day.year for day in course} == {2017}
        assert all(days.calendar().is_working(day) for day in course)
        assert not term_of(case, date(2018, 1, 1)).late
        assert case.lesson
    second = Lawsuit.objects.get(after_review=True)
    assert second.filed_on > second.reconsideration.decided_on
