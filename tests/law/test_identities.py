"""The identity engine against hand-made forms and against an independent recomputation."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.law.forms import NOT_APPLICABLE, Value, form
from gongkai.law.identities import Judgement, Status, judge

Cells = dict[str, Value]
APPLICANTS = ("natural", "business", "research", "welfare", "legal", "other")
COLUMNS = (*APPLICANTS, "total")


def balanced(figures: list[int]) -> Cells:
    """A form of 2021 that adds up; `figures` are used in turn for leaves and carried requests."""
    supply = iter(figures * 400)
    cells: Cells = dict.fromkeys(form("2021").cells, 0)
    leaves = form("2021").sets["leaf"]
    for column in APPLICANTS:
        parts = {leaf: next(supply) for leaf in leaves}
        done, into, out = sum(parts.values()), next(supply), next(supply)
        into = min(into, done + out)
        cells |= {f"T3.{leaf}.{column}": part for leaf, part in parts.items()}
        cells |= {f"T3.C7.{column}": done, f"T3.D.{column}": out}
        cells |= {f"T3.B.{column}": into, f"T3.A.{column}": done + out - into}
    for row in form("2021").sets["row"]:
        cells[f"T3.{row}.total"] = total(cells, [f"T3.{row}.{column}" for column in APPLICANTS])
    for case in ("review", "direct", "after_review"):
        parts_ = [next(supply) for _ in range(4)]
        names = ("upheld", "corrected", "other", "pending")
        cells |= {f"T4.{case}.{name}": part for name, part in zip(names, parts_, strict=True)}
        cells[f"T4.{case}.total"] = sum(parts_)
    return cells


def total(cells: Cells, keys: list[str]) -> int:
    return sum(value for key in keys if isinstance(value := cells[key], int))


def named(judgements: list[Judgement], name: str, place: str = "") -> list[Judgement]:
    return [judgement for judgement in judgements if judgement.id == name and place in judgement.place]


def only(judgements: list[Judgement], name: str, place: str = "") -> Judgement:
    (found,) = named(judgements, name, place)
    return found


HARD = ("T3-1", "T3-2", "T3-3", "T3-4", "T4-1")


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_a_form_that_adds_up_passes_every_hard_identity(figures: list[int]) -> None:
    judgements = judge("2021", balanced(figures))
    hard = [judgement for judgement in judgements if judgement.id in HARD]
    assert len(hard) == 7 + 7 + 25 + 1 + 3
    assert {judgement.status for judgement in hard} == {Status.PASS}


@given(
    st.lists(st.integers(0, 900), min_size=1, max_size=30),
    st.sampled_from([key for key in form("2021").cells if key.startswith(("T3", "T4"))]),
    st.integers(1, 50),
)
@settings(max_examples=120, deadline=None)
def test_one_changed_cell_fails_exactly_the_relations_that_hold_it(
    figures: list[int], key: str, more: int
) -> None:
    cells = balanced(figures)
    cells[key] = cells[key] + more  # type: ignore[operator]
    for judgement in judge("2021", cells):
        if judgement.id not in HARD or judgement.id == "T3-4":
            continue
        holds_it = key in judgement.check.left_keys or key in judgement.check.right_keys
        assert (judgement.status is Status.FAIL) == holds_it
        if holds_it:
            assert abs(judgement.difference or 0) == more


def test_the_judgement_names_both_sides_with_their_difference() -> None:
    cells = balanced([3])
    cells["T3.A.natural"] = 100
    judgement = only(judge("2021", cells), "T3-1", "自然人")
    assert [term.key for term in judgement.left] == ["T3.A.natural", "T3.B.natural"]
    assert [term.key for term in judgement.right] == ["T3.C7.natural", "T3.D.natural"]
    assert judgement.left_total == 103
    assert judgement.right_total == 66
    assert judgement.difference == 37
    assert "一、本年新收政府信息公开申请数量 100" in judgement.explanation
    assert "左边多 37" in judgement.explanation


@pytest.mark.parametrize("blank", [None, NOT_APPLICABLE])
def test_a_blank_or_a_slash_is_not_nought_until_someone_confirms(blank: Value) -> None:
    cells = balanced([0])
    cells["T3.C3.1.legal"] = blank
    judgement = only(judge("2021", cells), "T3-4")
    assert judgement.status is Status.UNCERTAIN
    assert "请确认" in judgement.explanation


def test_an_empty_cell_leaves_a_sum_open_even_if_the_rest_adds_up() -> None:
    cells = balanced([2])
    cells |= {"T4.review.pending": None, "T4.review.total": 6}
    judgement = only(judge("2021", cells), "T4-1", "行政复议")
    assert judgement.status is Status.UNCERTAIN
    assert "未填" in judgement.explanation


def test_an_empty_part_cannot_save_a_sum_that_is_already_too_large() -> None:
    cells = balanced([2])
    cells |= {"T4.review.pending": None, "T4.review.total": 5}
    assert only(judge("2021", cells), "T4-1", "行政复议").status is Status.FAIL


def test_a_cell_that_does_not_apply_adds_nothing() -> None:
    cells = balanced([2])
    cells |= {"T4.review.pending": NOT_APPLICABLE, "T4.review.total": 6}
    assert only(judge("2021", cells), "T4-1", "行政复议").status is Status.PASS
    cells["T4.review.total"] = 7
    assert only(judge("2021", cells), "T4-1", "行政复议").status is Status.FAIL


def test_without_a_total_nothing_can_be_judged() -> None:
    cells = balanced([2])
    del cells["T4.review.total"]
    judgement = only(judge("2021", cells), "T4-1", "行政复议")
    assert judgement.status is Status.NOT_ASSESSABLE
    assert judgement.difference is None


def test_printed_blanks_may_be_read_as_nought_in_sums_but_are_still_asked_about() -> None:
    cells = {key: value or None for key, value in balanced([0, 3]).items()}
    judgements = judge("2021", cells, blanks="nought")
    sums = [judgement for judgement in judgements if judgement.id in HARD and judgement.id != "T3-4"]
    assert {judgement.status for judgement in sums} == {Status.PASS}
    assert only(judgements, "T3-4").status is Status.UNCERTAIN


def test_a_missing_cell_is_never_read_as_nought() -> None:
    cells = balanced([2])
    del cells["T4.review.pending"]
    assert only(judge("2021", cells, blanks="nought"), "T4-1", "行政复议").status is Status.UNCERTAIN


@pytest.mark.parametrize("wrong", [-1, Decimal("1.5"), True])
def test_counts_must_be_whole_and_not_negative(wrong: Value) -> None:
    cells = balanced([1])
    cells["T3.C3.1.legal"] = wrong
    judgement = only(judge("2021", cells), "T3-4")
    assert judgement.status is Status.FAIL
    assert "请改正" in judgement.explanation


def test_carried_in_equals_carried_out_of_the_year_before() -> None:
    before, now = balanced([4]), balanced([4])
    assert {judgement.status for judgement in named(judge("2021", now, before), "X-1")} == {Status.PASS}
    before["T3.D.natural"] = 5
    judgement = only(judge("2021", now, before), "X-1", "自然人")
    assert judgement.status is Status.FAIL
    assert judgement.difference == -1
    assert "上年" in judgement.explanation


def test_documents_in_force_that_do_not_follow_from_last_year_are_a_question() -> None:
    before, now = balanced([1]), balanced([1])
    before["T2.normative.in_force"] = 60
    now |= {"T2.normative.made": 8, "T2.normative.repealed": 2, "T2.normative.in_force": 66}
    assert only(judge("2021", now, before), "X-2", "行政规范性文件").status is Status.PASS
    now["T2.normative.in_force"] = 70
    assert only(judge("2021", now, before), "X-2", "行政规范性文件").status is Status.UNCERTAIN


def test_pending_cases_of_last_year_should_reappear() -> None:
    before, now = balanced([1]), balanced([1])
    before["T4.review.pending"] = 9
    assert only(judge("2021", now, before), "X-3", "行政复议").status is Status.UNCERTAIN


def test_across_years_is_left_out_without_last_year() -> None:
    assert not [judgement for judgement in judge("2021", balanced([1])) if judgement.id.startswith("X")]


def test_the_roll_up_is_the_sum_of_its_children_cell_by_cell() -> None:
    one, two = balanced([1, 5]), balanced([2])
    whole: Cells = {key: total({"a": one[key], "b": two[key]}, ["a", "b"]) for key in one}
    judgements = named(judge("2021", whole, children=[one, two]), "S-1")
    assert len(judgements) == len(form("2021").cells)
    assert {judgement.status for judgement in judgements} == {Status.PASS}
    whole["T3.C1.natural"] = 0
    failed = [
        judgement
        for judgement in named(judge("2021", whole, children=[one, two]), "S-1")
        if judgement.status != "pass"
    ]
    assert [judgement.check.left_keys[0] for judgement in failed] == ["T3.C1.natural"]
    assert failed[0].status is Status.FAIL


def test_a_child_that_has_not_counted_leaves_the_roll_up_open() -> None:
    one, two = balanced([1]), balanced([2])
    whole: Cells = {key: total({"a": one[key], "b": two[key]}, ["a", "b"]) for key in one}
    two["T3.C1.natural"] = None
    judgement = next(
        judgement
        for judgement in named(judge("2021", whole, children=[one, two]), "S-1")
        if judgement.check.left_keys == ("T3.C1.natural",)
    )
    assert judgement.status is Status.UNCERTAIN


def test_length_of_section_one_is_a_warning() -> None:
    cells = balanced([1])
    assert only(judge("2021", cells), "L-1").status is Status.NOT_ASSESSABLE
    assert only(judge("2021", {**cells, "N.one.characters": 1000}), "L-1").status is Status.PASS
    assert only(judge("2021", {**cells, "N.one.characters": 1001}), "L-1").status is Status.UNCERTAIN


def test_unpaid_fees_ask_for_the_fee_facts_in_section_six() -> None:
    cells = {**balanced([0]), "T3.C6.2.total": 2}
    assert only(judge("2021", balanced([0])), "F-1").status is Status.PASS
    assert only(judge("2021", cells), "F-1").status is Status.NOT_ASSESSABLE
    assert only(judge("2021", {**cells, "N.six.fee_stated": 1}), "F-1").status is Status.PASS
    assert only(judge("2021", {**cells, "N.six.fee_stated": 0}), "F-1").status is Status.UNCERTAIN


def test_a_high_share_is_a_notice_and_never_an_error() -> None:
    cells = {**balanced([1]), "T3.C6.3.total": 50, "T3.C7.total": 100}
    judgement = only(judge("2021", cells), "R-2")
    assert judgement.severity == "notice"
    assert judgement.status is Status.UNCERTAIN
    assert "占 50.00%" in judgement.explanation


# ---- the old form, with the figures of a report that had nine parts

OLD: Cells = {
    "1.1": 5600,
    "1.2.2": 5334,
    "1.2.3": 300,
    "1.2.4": 1700,
    "3.1": 51,
    "3.1.1": 20,
    "3.1.2": 0,
    "3.1.3": 3,
    "3.1.4": 28,
    "3.2": 51,
    "3.2.1": 51,
    "3.2.2": 0,
    "3.3": 51,
    "3.3.1": 9,
    "3.3.2": 9,
    "3.3.3": 4,
    "3.3.4": 1,
    "3.3.5": 6,
    "3.3.6": 22,
    "3.3.7": 0,
    "3.3.8": 0,
    "4": 5,
    "4.1": 0,
    "4.2": 4,
    "4.3": 1,
    "5": 2,
    "5.1": 1,
    "5.2": 1,
    "5.3": 0,
}


def test_old_form_sums_hold_and_channels_may_overlap() -> None:
    judgements = judge("2014", OLD)
    assert not [judgement for judgement in judgements if judgement.status is Status.FAIL]
    for name in ("O-6", "O-7", "O-8", "O-9"):
        assert only(judgements, name).status is Status.PASS
    assert [judgement.status for judgement in named(judgements, "O-11")] == [Status.PASS, Status.PASS]


def test_more_distinct_items_than_all_channels_together_cannot_be() -> None:
    cells: Cells = {**OLD, "1.2.1": 0, "1.2.5": 0, "1.1": 7335}
    assert only(judge("2014", cells), "O-1").status is Status.FAIL
    assert only(judge("2014", {**cells, "1.1": 7334}), "O-1").status is Status.PASS


def test_fewer_distinct_items_than_one_channel_cannot_be() -> None:
    failed = [
        judgement
        for judgement in named(judge("2014", {**OLD, "1.1": 5333}), "O-2")
        if judgement.status == "fail"
    ]
    assert [judgement.check.right_keys for judgement in failed] == [("1.2.2",)]


def test_an_uncounted_channel_leaves_the_upper_bound_open() -> None:
    assert only(judge("2014", {**OLD, "1.1": 9000}), "O-1").status is Status.UNCERTAIN


def test_a_part_is_not_larger_than_its_whole() -> None:
    cells: Cells = {"2.2.1": 5, "2.2.1.head": 6, "2.2.2": 6, "2.2.2.head": 6}
    assert [judgement.status for judgement in named(judge("2014", cells), "O-5")] == [
        Status.FAIL,
        Status.PASS,
    ]


def test_answers_that_differ_from_finished_requests_are_a_question() -> None:
    assert only(judge("2014", {**OLD, "3.2": 50, "3.2.1": 50}), "O-9").status is Status.UNCERTAIN


def test_an_empty_form_is_not_assessable_anywhere() -> None:
    for code in ("2014", "2019", "2021"):
        assert {judgement.status for judgement in judge(code, {})} == {Status.NOT_ASSESSABLE}  # type: ignore[arg-type]


@given(
    st.dictionaries(
        st.sampled_from(list(form("2021").cells)), st.sampled_from([None, NOT_APPLICABLE, 0, 1, 7])
    )
)
@settings(max_examples=150, deadline=None)
def test_any_filling_gets_a_verdict_with_a_sentence(cells: Cells) -> None:
    for judgement in judge("2021", cells, cells, [cells, cells]):
        assert judgement.explanation.endswith("。")


@given(st.lists(st.sampled_from([None, NOT_APPLICABLE, 0, 1, 2, 3]), min_size=5, max_size=5))
@settings(max_examples=400, deadline=None)
def test_a_verdict_with_gaps_is_what_trying_all_fillings_says(values: list[Value]) -> None:
    """Empty cells tried with 0 to 12: the relation fails if no filling holds, passes if there is no gap and it holds."""
    keys = [f"T4.review.{name}" for name in ("upheld", "corrected", "other", "pending", "total")]
    judgement = only(judge("2021", dict(zip(keys, values, strict=True))), "T4-1", "行政复议")
    known = [[value for value in side if isinstance(value, int)] for side in (values[:4], values[4:])]
    gaps = [sum(value is None for value in side) for side in (values[:4], values[4:])]
    if not known[0] or not known[1]:
        assert judgement.status is Status.NOT_ASSESSABLE
        return
    lefts = range(sum(known[0]), sum(known[0]) + (13 if gaps[0] else 1))
    rights = range(sum(known[1]), sum(known[1]) + (13 if gaps[1] else 1))
    possible = any(left == right for left in lefts for right in rights)
    if not possible:
        assert judgement.status is Status.FAIL
    else:
        assert judgement.status is (Status.UNCERTAIN if any(gaps) else Status.PASS)
