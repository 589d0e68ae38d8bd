"""Requests, disputes, activities and fees of a year: what counts, on which day, and what nobody counted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from random import Random

import pytest

from annual import year_world as make
from factories import make_body, make_taxonomies
from gongkai.annual.compilation import NoDataOfYear, compile_report, compile_reports, period_of
from gongkai.annual.drilling import parts_of
from gongkai.annual.enums import Register
from gongkai.annual.measures import measures_of_year, rows_of
from gongkai.annual.outline import outlines_of_year
from gongkai.annual.prose import fill
from gongkai.bodies.scope import cross_body
from gongkai.casework.enums import ApplicantKind
from gongkai.engagement.enums import ActivityKind, CaseSource
from gongkai.engagement.models import ExternalCase
from gongkai.law.disputes import DisputeResult
from gongkai.law.receipt import Channel

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
MAY, JUNE = date(2017, 5, 4), date(2017, 6, 1)


@pytest.fixture
def district():
    make_taxonomies()
    with cross_body("test"):
        yield make_body("district", "区人民政府")


@pytest.fixture
def office(district):
    return make_body("office", "甲局", district)


def cells(body, year=2017):
    return compile_report(body, year).cells


def exact(body, key, year=2017):
    return compile_report(body, year).local[key].exact


def failed(report):
    return [(check.rule, check.explanation) for check in report.checks if check.status == "fail"]


def test_requests_stand_in_the_rows_of_their_channel(district, office):
    for channel in (Channel.COUNTER, Channel.POST_PLAIN, Channel.POST_SIGNED, Channel.EMAIL, Channel.WEB):
        make.request(office, MAY, channel=channel)
    found = cells(district)
    assert [found[key] for key in ("3.1", "3.1.1", "3.1.2", "3.1.3", "3.1.4")] == [5, 1, 0, 2, 2]


def test_answers_stand_in_the_row_of_their_leaf(district, office):
    for leaf in (
        "already_public",
        "disclosed",
        "disclosed",
        "partial",
        "not_held",
        "privacy",
        "not_responsible",
    ):
        make.request(office, MAY, leaf=leaf, answered_on=JUNE)
    found = cells(district)
    answers = [found[f"3.3.{row}"] for row in range(1, 9)]
    assert answers == [1, 2, 1, 1, 1, 1, 0, 0]
    assert (found["3.3"], found["3.3.4.3"], found["3.3.4.1"]) == (7, 1, 0)
    assert failed(compile_report(district, 2017)) == []


def test_an_answer_counts_in_the_year_of_its_delivery_and_the_receipt_in_its_own(district, office):
    make.request(office, date(2016, 12, 20), leaf="disclosed", answered_on=date(2017, 1, 5))
    make.request(office, date(2017, 12, 20), leaf="disclosed", answered_on=date(2018, 1, 5))
    found = cells(district)
    assert (found["3.1"], found["3.2"]) == (1, 1)


def test_terms_are_kept_extended_or_missed(district, office):
    make.request(office, MAY, leaf="disclosed", answered_on=JUNE)
    make.request(office, MAY, leaf="disclosed", answered_on=JUNE, extended=True)
    make.request(office, MAY, leaf="disclosed", answered_on=JUNE, on_time=False)
    report = compile_report(district, 2017)
    assert [report.cells[key] for key in ("3.2", "3.2.1", "3.2.2")] == [3, 1, 1]
    assert report.local["requests.completed.late"].exact == 1
    assert report.local["requests.completed.intime.rate"].value == "66.67%"
    assert [rule for rule, _ in failed(report)] == ["O-7"], "the form has no row for a late answer"


def test_a_request_whose_receipt_is_not_confirmed_counts_in_no_year(district, office):
    make.request(office, MAY)
    make.request(office, MAY, careful=True)
    assert cells(district)["3.1"] == 1


def test_wishes_and_subjects_are_counted(district, office):
    housing = make.subject("housing", "房屋征收")
    make.request(office, MAY, subject=housing, wished_form="paper", wished_way="post")
    assert exact(district, "requests.subject.housing") == exact(district, "requests.form.paper") == 1
    assert exact(district, "requests.way.post") == 1
    assert exact(district, "requests.way.email") == 0


def test_disputes_count_on_the_day_of_the_decision(district, office):
    make.reconsideration(office, MAY, DisputeResult.REVIEW_ANNULLED, JUNE)
    make.reconsideration(office, MAY, DisputeResult.REVIEW_TERMINATED, JUNE)
    make.reconsideration(office, MAY, DisputeResult.REVIEW_UPHELD, date(2018, 1, 2))
    make.lawsuit(office, MAY, DisputeResult.CLAIM_REJECTED, JUNE)
    make.lawsuit(district, MAY, DisputeResult.CLAIM_REJECTED, JUNE, reviewing_only=True)
    found = cells(district)
    assert [found[key] for key in ("4", "4.1", "4.2", "4.3")] == [2, 0, 1, 1]
    assert [found[key] for key in ("5", "5.1", "5.2", "5.3")] == [1, 1, 0, 0]
    assert found["6"] is None
    assert exact(district, "reconsideration.pending") == 1


def test_fees_are_printed_in_ten_thousand_yuan_less_what_was_waived(district, office):
    make.fee(make.request(office, MAY), "120.00", "20.00", paid_on=JUNE)
    make.fee(make.request(office, MAY), "50.00", paid_on=date(2018, 1, 3))
    report = compile_report(district, 2017)
    assert report.cells["7"] == Decimal("0.01")
    assert report.local["fees.waived"].exact == Decimal("0.002")
    assert report.local["fees.notices"].exact == 2
    assert report.local["fees.asked"].exact == Decimal("0.015")


def test_counts_of_activities_are_sums_printed_as_a_floor(district, office):
    make.activity(office, ActivityKind.TRAINING, MAY, people=41)
    make.activity(district, ActivityKind.TRAINING, JUNE, people=22)
    report = compile_report(district, 2017)
    assert (report.cells["9.2"], report.cells["9.3"]) == (2, 63)
    people = report.local["training.people"]
    assert (people.value, people.exact, people.approximate) == ("60余", 63, True)
    part = parts_of(measures_of_year(2017)["training.people"], period_of(district, 2017))[0]
    assert (part.count, part.value) == (2, 63)


def test_whether_the_leader_was_there_is_stated_only_where_somebody_recorded_it(district, office):
    make.activity(office, ActivityKind.PRESS_CONFERENCE, MAY)
    assert (cells(district)["2.2.1"], cells(district)["2.2.1.head"]) == (1, None)
    make.activity(office, ActivityKind.PRESS_CONFERENCE, JUNE, leader=False)
    assert (cells(district)["2.2.1"], cells(district)["2.2.1.head"]) == (2, 0)


def test_a_register_without_a_row_is_not_counted_until_somebody_says_so(district, office):
    make.request(office, MAY)
    assert cells(district)["6"] is None
    make.say(district, 2017, Register.COMPLAINTS, counted=True)
    assert cells(district)["6"] == 0


def test_a_register_can_be_left_out_although_it_holds_rows(district, office):
    make.request(office, MAY, leaf="privacy", answered_on=JUNE)
    assert cells(district)["3.3.4.3"] == 1
    make.say(district, 2017, Register.REFUSALS, counted=False)
    found = cells(district)
    assert found["3.3.4"] == 1
    assert {found[f"3.3.4.{row}"] for row in range(1, 7)} == {None}


def test_a_figure_handed_in_from_outside_is_added_and_opens_its_source(district, office):
    make.request(office, MAY)
    make.outside(district, 2017, "requests.received", "3")
    make.outside(district, 2017, "8.2", "4", unit="区图书馆")
    found = cells(district)
    assert (found["3.1"], found["8.2"], found["8.1"]) == (4, 4, None)
    parts = parts_of(measures_of_year(2017)["requests.received"], period_of(district, 2017))
    assert [(part.key, part.value) for part in parts] == [("received", 1), ("outside", 3)]
    assert "O-6" in [rule for rule, _ in failed(compile_report(district, 2017))]


def test_every_figure_that_counts_rows_has_as_many(district, office):
    make.request(office, MAY, leaf="disclosed", answered_on=JUNE)
    make.reconsideration(office, MAY, DisputeResult.REVIEW_ANNULLED, JUNE)
    make.activity(office, ActivityKind.OUTREACH, MAY, visitors=20)
    report = compile_report(district, 2017)
    period = period_of(district, 2017)
    measures = measures_of_year(2017)
    for key, figure in report.local.items():
        if key in measures and not any(slice_.source.amount for slice_ in measures[key].slices):
            assert figure.exact == sum(rows.count() for rows in rows_of(key, period)), key


def test_a_standing_fact_alone_makes_no_year(district, office):
    with pytest.raises(NoDataOfYear):
        compile_report(district, 2016)
    make.complaint(office, MAY)
    assert cells(district)["6"] == 1


def test_many_reports_are_what_each_is_alone(district, office):
    other = make_body("other", "乙局", district)
    make.request(office, MAY, leaf="disclosed", answered_on=JUNE)
    make.request(other, MAY)
    make.say(other, 2017, Register.FEES, counted=True)
    alone = [compile_report(body, 2017) for body in (district, office, other)]
    assert [found for _, found in compile_reports((district, office, other), 2017)] == alone


def test_the_number_of_queries_does_not_grow_with_the_bodies(district, django_assert_max_num_queries):
    offices = [make_body(f"office-{number}", "", district) for number in range(6)]
    for office in offices:
        make.request(office, MAY)
    with django_assert_max_num_queries(50):
        assert len(list(compile_reports([district, *offices], 2017))) == 7


class TestFormOf2021:
    def test_requests_of_each_kind_of_applicant_balance(self, district, office):
        year = 2022
        make.request(office, date(2021, 12, 20), kind=ApplicantKind.BUSINESS)
        make.request(office, date(2021, 12, 1), leaf="disclosed", answered_on=date(2022, 1, 4))
        make.request(office, date(2022, 3, 1), leaf="partial", answered_on=date(2022, 3, 9))
        make.withdraw(make.request(office, date(2022, 5, 1), kind=ApplicantKind.LEGAL), date(2022, 5, 6))
        report = compile_report(district, year)
        found = report.cells
        assert [found[f"T3.{row}.total"] for row in ("A", "B", "C1", "C2", "C6.3", "C7", "D")] == [
            2, 2, 1, 1, 1, 3, 1,
        ]  # fmt: skip
        assert (found["T3.B.business"], found["T3.D.business"], found["T3.C6.3.legal"]) == (1, 1, 1)
        assert failed(report) == []
        assert {check.status for check in report.checks if check.rule.startswith("T3-1")} == {"pass"}

    def test_what_was_carried_out_last_year_is_carried_in(self, district, office):
        make.request(office, date(2021, 12, 20))
        report = compile_report(district, 2022)
        across = [check for check in report.checks if check.rule == "X-1"]
        assert across
        assert {check.status for check in across} == {"pass"}

    def test_disputes_stand_in_table_four(self, district, office):
        make.reconsideration(office, date(2022, 2, 1), DisputeResult.REVIEW_UPHELD, date(2022, 3, 1))
        make.reconsideration(office, date(2022, 12, 1), DisputeResult.REVIEW_UPHELD, date(2023, 1, 9))
        make.lawsuit(office, date(2022, 2, 1), DisputeResult.CLAIM_REJECTED, date(2022, 5, 1))
        make.lawsuit(
            office, date(2022, 2, 1), DisputeResult.COURT_ANNULLED, date(2022, 5, 1), after_review=True
        )
        found = cells(district, 2022)
        assert [found[f"T4.review.{column}"] for column in ("upheld", "pending", "total")] == [1, 1, 2]
        assert (found["T4.direct.upheld"], found["T4.direct.total"]) == (1, 1)
        assert (found["T4.after_review.corrected"], found["T4.after_review.total"]) == (1, 1)

    def test_decisions_of_licensing_are_handed_in(self, district, office):
        make.request(office, date(2022, 2, 1))
        assert cells(district, 2022)["T2.licence"] is None
        make.outside(district, 2022, "T2.licence", "120", unit="区审批系统")
        assert cells(district, 2022)["T2.licence"] == 120

    def test_the_trial_form_compiles(self, district, office):
        make.request(office, date(2020, 2, 3), leaf="not_held", answered_on=date(2020, 2, 20))
        found = cells(district, 2020)
        assert (found["T3.A.natural"], found["T3.C4.1.natural"], found["T3.C7.total"]) == (1, 1, 1)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_in_later_years_a_year_stays_what_it_was(district, office, seed):
    """Open cases of the year are answered, withdrawn, decided and charged afterwards, new ones come, in any order."""
    chance = Random(seed)
    requests = [make.request(office, date(2017, month, 9)) for month in range(1, 13)]
    for row in requests[:4]:
        make.answer(row, chance.choice(("disclosed", "not_held")), date(2017, 12, 29))
    reviews = [make.reconsideration(office, date(2017, month, 9)) for month in range(1, 5)]
    make.activity(office, ActivityKind.TRAINING, MAY, people=30)
    before = compile_report(district, 2017)
    acts = [partial(make.answer, row, "disclosed") for row in requests[4:8]]
    acts += [partial(make.withdraw, row) for row in requests[8:10]]
    acts += [partial(_decide, row) for row in reviews]
    acts += [partial(_pay, row) for row in requests[10:]]
    acts += [partial(make.request, office), partial(make.complaint, office)]
    acts += [partial(make.activity, office, ActivityKind.PRESS_CONFERENCE)]
    chance.shuffle(acts)
    for act in acts:
        act(date(2018, chance.randint(1, 12), chance.randint(1, 28)))
    after = compile_report(district, 2017)
    assert (after.cells, after.local, after.checks) == (before.cells, before.local, before.checks)


def _decide(row, on):
    row.decided_on, row.result = on, DisputeResult.REVIEW_ANNULLED.value
    row.save()


def _pay(row, on):
    make.fee(row, "30.00", paid_on=on, sent_on=on)


def test_sources_have_names_of_their_own():
    sources = {}
    with cross_body("test"):
        for year in (2017, 2020, 2022):
            for measure in measures_of_year(year).values():
                for slice_ in measure.slices:
                    assert sources.setdefault(slice_.source.key, slice_.source) is slice_.source
    assert len(sources) > 20


def sentences_of_all_outlines():
    outlines = (each for year in (2010, 2017, 2020) for each in outlines_of_year(year))
    return [sentence for each in outlines for section in each.sections for sentence in section.sentences]


@pytest.mark.parametrize(("given", "called"), [("优秀训练场", "优秀训练场"), ("", "优秀率")])
def test_the_best_mark_of_a_channel_is_called_what_was_registered(district, given, called):
    ExternalCase.objects.create(
        body=district,
        source=CaseSource.PEOPLES_HEART,
        number="内参1",
        title="夜间占道经营",
        accepted_on=date(2017, 2, 1),
        due_on=date(2017, 2, 10),
        replied_on=date(2017, 2, 8),
        satisfied=True,
        excellent=True,
        excellent_label=given,
    )
    report = compile_report(district, 2017)
    assert report.local["cases.peoples_heart.good.rate"].label == called
    rate = "cases.peoples_heart.good.rate"
    assert fill(f"{{{{label:{rate}}}}}{{{{{rate}}}}}", report) == f"{called}100%"
    assert not any(given and given in sentence.text for sentence in sentences_of_all_outlines())
    assert any("沿用转办渠道的评价名称" in note for note in report.notes) is bool(given)
