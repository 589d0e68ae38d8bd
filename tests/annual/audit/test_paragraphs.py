"""Correct paragraphs in thousands of wordings: nothing in them fails, and a changed number seldom stays unseen."""

from __future__ import annotations

import random
import re

import pytest

from annual.audit.audit_room import relations
from annual.audit.paragraphs import paragraph


def failed(text: str) -> list[str]:
    return [f"{r.rule}: {r.explanation}" for r in relations(text) if r.status == "fail"]


def changed(text: str, rng: random.Random) -> str | None:
    """One part of a sum that holds, made larger; None where that number is printed twice."""
    parts = [p for r in relations(text) if r.kind == "sum" and len(r.parts) > 1 for p in r.parts]
    if not parts:
        return None
    part = rng.choice(parts)
    pattern = re.compile(rf"(?<![\d.,]){part}(?![\d.,年月%])")
    return pattern.sub(str(part + rng.randint(1, 3)), text) if len(pattern.findall(text)) == 1 else None


def unseen(seeds: range) -> tuple[int, int, int]:
    """How many changed numbers were tried, failed, and made neither a failure nor a question."""
    tried = fails = silent = 0
    for seed in seeds:
        text = changed(paragraph(seed), random.Random(seed))
        if text is not None:
            statuses = {r.status for r in relations(text)}
            tried += 1
            fails += "fail" in statuses
            silent += not statuses & {"fail", "uncertain"}
    return tried, fails, silent


def test_nothing_fails_in_a_correct_paragraph():
    assert not {seed: found for seed in range(400) if (found := failed(paragraph(seed)))}


def test_a_changed_number_is_seen():
    tried, fails, silent = unseen(range(200))
    assert tried > 100
    assert fails / tried > 0.85
    assert silent / tried < 0.1


@pytest.mark.soak
def test_one_correct_paragraph_in_a_thousand_may_fail():
    seeds = range(1000, 9000)
    assert sum(1 for seed in seeds if failed(paragraph(seed))) <= len(seeds) // 1000
