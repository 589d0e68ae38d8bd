from __future__ import annotations

from datetime import date
from typing import cast

import pytest

from gongkai.law.decision_tree import decision_tree
from gongkai.law.decisions import Force, LetterKind, OutcomeGroup, RemedyBranch
from gongkai.law.forms import FormCode, form
from gongkai.law.outcomes import SEARCH_PROOF, outcome, outcomes_of
from gongkai.law.regimes import Regime
from gongkai.law.remedies import RemedyFacts, remedy_for

NEW, OLD = Regime.R19, Regime.R07

BASIS_AND_ROW = [  # rules §1.6, line by line
    ("already_public", ["第三十六条第（一）项"], "C1"),
    ("disclosed", ["第三十六条第（二）项"], "C1"),
    ("partial", ["第三十七条", "第三十六条第（三）项"], "C2"),
    ("state_secret", ["第三十六条第（三）项", "第十四条"], "C3.1"),
    ("banned_by_law", ["第三十六条第（三）项", "第十四条"], "C3.2"),
    ("safety", ["第三十六条第（三）项", "第十四条"], "C3.3"),
    ("third_party", ["第三十六条第（三）项", "第十五条", "第三十二条"], "C3.4"),
    ("internal_affairs", ["第三十六条第（三）项", "第十六条第一款"], "C3.5"),
    ("process", ["第三十六条第（三）项", "第十六条第二款"], "C3.6"),
    ("enforcement_file", ["第三十六条第（三）项", "第十六条第二款"], "C3.7"),
    ("register_inquiry", ["第三十六条第（七）项"], "C3.8"),
    ("not_held", ["第三十六条第（四）项"], "C4.1"),
    ("not_responsible", ["第三十六条第（五）项"], "C4.1"),
    ("needs_making", ["第三十八条"], "C4.2"),
    ("still_unclear", ["第三十条"], "C4.3"),
    ("petition", ["第三十九条第一款"], "C5.1"),
    ("repeated", ["第三十六条第（六）项"], "C5.2"),
    ("public_prints", ["第三十九条第二款"], "C5.3"),
    ("excessive", ["第三十五条"], "C5.4"),
    ("confirm_again", [], "C5.5"),
    ("correction_lapsed", ["第三十条"], "C6.1"),
    ("payment_lapsed", ["第四十二条", ""], "C6.2"),
    ("withdrawn", [], "C6.3"),
    ("applicant_gone", [], "C6.3"),
    ("in_archives", ["第十五条"], "C6.3"),
    ("other", [], "C6.3"),
]


@pytest.mark.parametrize(("key", "basis", "row"), BASIS_AND_ROW)
def test_each_outcome_of_the_new_law_has_its_basis_and_row(key: str, basis: list[str], row: str) -> None:
    leaf = outcome(NEW, key)
    assert [citation.place for citation in leaf.basis] == basis
    assert leaf.rows == {"2019": row if not row.startswith("C6") else "C6", "2021": row}


def test_the_table_of_the_rules_is_complete() -> None:
    assert [leaf.key for leaf in outcomes_of(NEW)] == [key for key, _, _ in BASIS_AND_ROW]


@pytest.mark.parametrize("regime", [NEW, OLD])
def test_the_questions_reach_every_outcome_exactly_once(regime: Regime) -> None:
    reached = [leaf.key for leaf in decision_tree(regime).leaves()]
    assert sorted(reached) == sorted(leaf.key for leaf in outcomes_of(regime))


@pytest.mark.parametrize("regime", [NEW, OLD])
def test_every_row_that_an_outcome_names_stands_in_the_form(regime: Regime) -> None:
    for leaf in outcomes_of(regime):
        for code, row in leaf.rows.items():
            keys = {found.key for table in form(cast("FormCode", code)).tables for found in table.rows}
            assert row in keys, (leaf.key, code, row)


def test_every_result_row_of_the_form_of_2021_has_an_outcome() -> None:
    rows = {leaf.rows["2021"] for leaf in outcomes_of(NEW)}
    table = {found.key for table in form("2021").tables for found in table.rows if found.key.startswith("C")}
    assert table - rows == {"C7"}
    assert len(rows) == 21


def test_every_answer_row_of_the_form_of_2014_has_an_outcome() -> None:
    rows = {leaf.rows.get("2014") for leaf in outcomes_of(OLD)} - {None}
    refusals = {f"3.3.4.{number}" for number in range(1, 7)}
    assert rows == {f"3.3.{number}" for number in (1, 2, 3, 5, 6, 7, 8)} | refusals


def test_only_refusals_under_articles_14_to_16_go_to_reconsideration_first() -> None:
    refused = {leaf.key for leaf in outcomes_of(NEW) if leaf.remedy is RemedyBranch.REFUSAL}
    assert refused == {
        "state_secret",
        "banned_by_law",
        "safety",
        "third_party",
        "internal_affairs",
        "process",
        "enforcement_file",
    }
    assert outcome(NEW, "register_inquiry").group is OutcomeGroup.WITHHELD
    assert outcome(NEW, "partial").remedy is RemedyBranch.PARTIAL


def test_a_refusal_under_the_old_regulation_goes_to_reconsideration_first_too_since_2024() -> None:
    refused = {leaf.key for leaf in outcomes_of(OLD) if leaf.remedy is RemedyBranch.REFUSAL}
    assert refused == {"state_secret", "trade_secret", "privacy", "safety", "banned_by_law"}
    assert outcome(OLD, "partial").remedy is RemedyBranch.PARTIAL
    facts = RemedyFacts(("示例区人民政府",), "示例区人民法院")
    anew = remedy_for(outcome(OLD, "privacy"), date(2024, 3, 1), facts)
    assert "应当先" in anew.paragraph
    assert anew.suit is None
    assert "也可以" in remedy_for(outcome(OLD, "privacy"), date(2018, 3, 1), facts).paragraph


def test_the_force_of_a_ground_and_its_regular_review() -> None:
    force = {leaf.key: leaf.force for leaf in outcomes_of(NEW) if leaf.force}
    assert {key for key, value in force.items() if value is Force.MUST} == {
        "state_secret",
        "banned_by_law",
        "safety",
    }
    assert {key for key, value in force.items() if value is Force.MAY} == {
        "internal_affairs",
        "process",
        "enforcement_file",
    }
    assert force["third_party"] is Force.UNLESS_CONSENT
    assert {leaf.key for leaf in outcomes_of(NEW) if leaf.needs_regular_review} == set(force)
    assert not any(leaf.needs_regular_review for leaf in outcomes_of(OLD))


def test_not_held_needs_proof_of_a_search() -> None:
    assert outcome(NEW, "not_held").proof == outcome(OLD, "not_held").proof == (SEARCH_PROOF,)


def test_what_cannot_be_sued_on_since_2025() -> None:
    assert {leaf.key for leaf in outcomes_of(NEW) if leaf.not_suable} == {
        "register_inquiry",
        "needs_making",
        "petition",
        "repeated",
        "public_prints",
    }


def test_letters_follow_the_group_unless_the_outcome_only_informs() -> None:
    assert outcome(NEW, "not_held").letter is LetterKind.UNAVAILABLE
    assert outcome(NEW, "already_public").letter is LetterKind.INFORM
    assert outcome(NEW, "payment_lapsed").letter is LetterKind.CLOSED
    assert outcome(OLD, "correction_told").letter is LetterKind.CORRECT


def test_an_unknown_outcome_gets_a_sentence() -> None:
    with pytest.raises(KeyError, match="没有“excessive”这一办理结果"):
        outcome(OLD, "excessive")
