"""Passages in the words of offices: every relation is found and judged right, and a changed number fails in its own."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from annual.audit.audit_room import relations
from annual.audit.unseen_passages import Case, Expected, cases

CASES = {case.name: case for case in cases()}
Key = tuple[str, Decimal | None, tuple[Decimal, ...], Decimal | None]


def said(text: str) -> dict[Key, list[str]]:
    found: dict[Key, list[str]] = {}
    for r in relations(text):
        printed = r.printed if r.kind == "percent" else None
        found.setdefault((r.kind, r.total, tuple(sorted(r.parts)), printed), []).append(r.status)
    return found


def key(expected: Expected) -> Key:
    return expected.kind, expected.total, expected.parts, expected.printed


@pytest.mark.parametrize("name", CASES)
def test_what_a_reader_finds_is_found_and_nothing_else_fails(name):
    case = CASES[name]
    found = said(case.text)
    for expected in case.expected:
        assert expected.status in found.get(key(expected), []), expected
    rest = {k: statuses for k, statuses in found.items() if k not in {key(e) for e in case.expected}}
    allowed = {"pass", "not_assessable"} if case.silent else {"pass", "not_assessable", "uncertain"}
    assert {status for statuses in rest.values() for status in statuses} <= allowed


def test_the_expected_relations_hold_by_their_own_numbers():
    told = [e for case in CASES.values() for e in case.expected if e.status == "pass"]
    assert len(told) > 100
    assert all(expected.holds() for expected in told)


def test_silent_passages_make_no_sum_of_a_list():
    silent = [case for case in CASES.values() if case.silent]
    assert silent
    for case in silent:
        assert not [k for k in said(case.text) if k[0] == "sum" and len(k[2]) > 1]


def changed(case: Case, expected: Expected) -> str | None:
    """The passage with one part of the relation made larger by one; None where that number is printed twice."""
    part = max(expected.parts)
    pattern = re.compile(rf"(?<![\d.,]){part}(?![\d.,]|[%年月])")
    if part == expected.total or len(pattern.findall(case.text)) != 1:
        return None
    return pattern.sub(str(part + 1), case.text)


def test_one_changed_number_fails_or_is_asked_about():
    """Channels that make more than their total are rightly asked about: one information may stand in several."""
    tried = failed = silent = 0
    for case in CASES.values():
        for expected in case.expected:
            text = (
                changed(case, expected)
                if expected.kind in {"sum", "carry"} and expected.status == "pass"
                else None
            )
            if text is None or "万" in case.text:
                continue
            statuses = {status for found in said(text).values() for status in found}
            tried += 1
            failed += "fail" in statuses or any("重复发布" in r.explanation for r in relations(text))
            silent += not {"fail", "uncertain"} & statuses
    assert tried > 60
    assert silent == 0
    assert failed / tried >= 0.95
