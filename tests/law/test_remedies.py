from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.authorities import CourtLevel, DeciderKind, court_rule, review_rule
from gongkai.law.calendar import Calendar
from gongkai.law.decisions import RemedyBranch
from gongkai.law.outcomes import outcome
from gongkai.law.periods import Length, Unit
from gongkai.law.regimes import Regime
from gongkai.law.remedies import (
    NOTHING,
    MissingRemedyFactError,
    RemedyFacts,
    general_remedy,
    remedy,
    remedy_days,
    remedy_for,
    silence_remedy,
)

ONE = RemedyFacts(("示范区人民政府",), "示范区人民法院", "https://review.example.invalid")
TWO = RemedyFacts(("示范区人民政府", "示范市民政局"), "示范区人民法院")
SIX_MONTHS, THREE_MONTHS = Length(6, Unit.MONTH), Length(3, Unit.MONTH)


@pytest.mark.parametrize("branch", [RemedyBranch.REFUSAL, RemedyBranch.ORDINARY, RemedyBranch.PARTIAL])
def test_to_the_end_of_2023_the_applicant_chooses(branch: RemedyBranch) -> None:
    found = remedy(branch, date(2023, 12, 31), TWO)
    assert (found.review_first, found.suit) == (False, SIX_MONTHS)
    assert "示范区人民政府或者示范市民政局" in found.paragraph
    assert "60日内" in found.paragraph
    assert "6个月内向示范区人民法院" in found.paragraph


def test_since_2024_a_refusal_goes_to_reconsideration_first_and_says_so() -> None:
    found = remedy(RemedyBranch.REFUSAL, date(2024, 1, 1), ONE)
    assert (found.review_first, found.suit) == (True, None)
    assert "应当先" in found.paragraph
    assert "15日内向示范区人民法院" in found.paragraph
    assert "6个月" not in found.paragraph
    assert "第二十三条第一款第（四）项" in {citation.place for citation in found.citations}
    assert "第二十三条第二款" in {citation.place for citation in found.citations}


def test_since_2024_other_outcomes_still_leave_the_choice() -> None:
    found = remedy(RemedyBranch.ORDINARY, date(2024, 1, 1), ONE)
    assert (found.review_first, found.suit) == (False, SIX_MONTHS)


def test_the_refused_part_of_a_partial_disclosure_goes_to_reconsideration_first() -> None:
    found = remedy(RemedyBranch.PARTIAL, date(2024, 6, 3), ONE)
    assert found.review_first
    assert "不予公开的部分" in found.paragraph
    assert "其他部分" in found.paragraph
    assert "第二十三条第一款第（四）项" in found.warnings[0]
    assert "请法制审核人核对" in found.warnings[0]


def test_a_decision_served_online_since_2024_gives_the_channel() -> None:
    found = remedy(RemedyBranch.REFUSAL, date(2024, 6, 3), ONE, served_online=True)
    assert ONE.review_online in found.paragraph
    assert "第二十二条第二款" in {citation.place for citation in found.citations}
    with pytest.raises(MissingRemedyFactError, match="互联网渠道"):
        remedy(RemedyBranch.REFUSAL, date(2024, 6, 3), TWO, served_online=True)
    assert remedy(RemedyBranch.REFUSAL, date(2023, 6, 5), TWO, served_online=True).paragraph


def test_a_paragraph_without_its_bodies_is_refused() -> None:
    with pytest.raises(MissingRemedyFactError, match="行政复议机关"):
        remedy(RemedyBranch.ORDINARY, date(2024, 6, 3), RemedyFacts((), "示范区人民法院"))
    with pytest.raises(MissingRemedyFactError, match="管辖法院"):
        remedy(RemedyBranch.ORDINARY, date(2024, 6, 3), RemedyFacts(("示范区人民政府",), ""))


def test_the_court_term_was_three_months_until_it_became_six() -> None:
    assert remedy(RemedyBranch.ORDINARY, date(2015, 1, 31), TWO).suit == THREE_MONTHS
    kept = remedy(RemedyBranch.ORDINARY, date(2015, 2, 1), TWO)
    assert kept.suit == SIX_MONTHS
    assert "3个月" in kept.warnings[0]
    assert remedy(RemedyBranch.ORDINARY, date(2015, 5, 1), TWO).warnings == ()


def test_the_last_days_move_off_rest_days(calendar: Calendar) -> None:
    found = remedy(RemedyBranch.ORDINARY, date(2024, 1, 2), ONE)
    days = remedy_days(found, date(2024, 7, 31), calendar)
    assert days.review_by == date(2024, 9, 29)  # a worked Sunday
    assert days.suit_by == date(2025, 2, 5)  # 2025-01-31 lies in the Spring Festival
    refused = remedy_days(remedy(RemedyBranch.REFUSAL, date(2024, 1, 2), ONE), date(2024, 7, 31), calendar)
    assert refused.suit_by is None


def test_an_outcome_that_cannot_be_sued_on_carries_a_warning_since_june_2025() -> None:
    repeated = outcome(Regime.R19, "repeated")
    assert remedy_for(repeated, date(2025, 5, 30), ONE).warnings == ()
    assert "第十条" in remedy_for(repeated, date(2025, 6, 3), ONE).warnings[0]
    assert remedy_for(outcome(Regime.R19, "withdrawn"), date(2025, 6, 3), ONE) == NOTHING


def test_silence_leaves_the_choice_unless_counsel_sets_otherwise() -> None:
    old = silence_remedy(date(2023, 5, 5), review_first=True)
    assert not old.review_first
    assert "实施条例" in str(old.citations[0])
    new = silence_remedy(date(2025, 7, 1))
    assert (new.review_first, new.suit) == (False, SIX_MONTHS)
    assert "请法制审核人" in new.warnings[0]
    assert silence_remedy(date(2025, 7, 1), review_first=True).suit is None


REVIEWED_BY = [  # kind, since 2024, to 2023
    (DeciderKind.DEPARTMENT, ("本级人民政府",), 2),
    (DeciderKind.JUSTICE_BUREAU, ("本级人民政府", "上一级司法行政部门"), 2),
    (DeciderKind.TOWNSHIP, ("上一级人民政府",), 1),
    (DeciderKind.GOVERNMENT, ("上一级人民政府",), 1),
    (DeciderKind.STREET_OFFICE, ("设立该派出机关的人民政府",), 1),
    (DeciderKind.BRANCH, ("设立该派出机构的部门的本级人民政府",), 2),
    (DeciderKind.AREA_BRANCH, ("设立该派出机构的部门的本级人民政府", "派出机构所在地的人民政府"), 2),
    (DeciderKind.AUTHORISED_ORGANISATION, ("管理该组织的人民政府，或者管理该组织的部门的本级人民政府",), 1),
    (DeciderKind.VERTICAL, ("上一级主管部门",), 1),
    (DeciderKind.PROVINCIAL_VERTICAL, ("本级人民政府",), 2),
    (DeciderKind.PROVINCE_OR_MINISTRY, ("本机关",), 1),
    (DeciderKind.DISCLOSURE_OFFICE, ("本级人民政府",), 2),
]


@pytest.mark.parametrize(("kind", "since", "choices_before"), REVIEWED_BY)
def test_who_reconsiders_by_who_decided_and_when(
    kind: DeciderKind, since: tuple[str, ...], choices_before: int
) -> None:
    assert review_rule(kind, date(2024, 1, 1)).bodies == since
    before = review_rule(kind, date(2023, 12, 31))
    assert len(before.bodies) == choices_before
    assert (
        before.citation.instrument.until != review_rule(kind, date(2024, 1, 1)).citation.instrument.until
        or kind is DeciderKind.PROVINCIAL_VERTICAL
    )


def test_governments_of_counties_and_above_are_sued_in_the_intermediate_court() -> None:
    intermediate = {kind for kind in DeciderKind if court_rule(kind).level is CourtLevel.INTERMEDIATE}
    assert intermediate == {DeciderKind.GOVERNMENT, DeciderKind.PROVINCE_OR_MINISTRY}


def test_what_a_guide_says_of_remedies_is_the_law_of_the_day() -> None:
    choice = "认为答复侵犯其合法权益的，可以依法申请行政复议或者提起行政诉讼。"
    assert general_remedy(date(2023, 12, 31), "答复") == choice
    assert general_remedy(date(2024, 1, 1), "答复") == (
        f"{choice}其中，对行政机关不予公开政府信息不服的，应当先申请行政复议"
        "（《中华人民共和国行政复议法》第二十三条第一款第（四）项），对行政复议决定不服的，可以再依法提起行政诉讼。"
    )
