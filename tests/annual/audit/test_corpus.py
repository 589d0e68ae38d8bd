"""Reports written for testing: what they state is found, what holds passes, what is changed fails."""

from __future__ import annotations

import random

import pytest

from annual.audit import corpus_forms
from annual.audit.corpus_reports import layout, mutate, names, told, write
from gongkai.annual.audit.reading import read_bytes
from gongkai.annual.audit.report import audit


def audited(text: str, seed: int):
    data, name = layout(text, random.Random(seed))
    return audit(read_bytes(data, name))


def test_relations_are_found_and_judged_right_and_correct_reports_raise_no_alarm():
    expected = found = right = alarms = 0
    reports = 150
    for seed in range(reports):
        draft = write(seed).draft
        result = audited(draft.render(), seed)
        verdicts = told(result)
        for link in draft.links:
            said = verdicts.get(names(link), [])
            expected += 1
            found += bool(said)
            right += link.verdict() in said
        alarms += bool(result.with_status("fail"))
    assert found / expected >= 0.95
    assert right / found >= 0.98
    assert alarms < reports / 20


def detected(seeds: range) -> tuple[int, int]:
    """How many of the changed reports fail in the relation that holds the changed number, and how many there were."""
    hits = tried = 0
    for seed in seeds:
        changed, broken = mutate(write(seed).draft, random.Random(seed))
        if broken:
            verdicts = told(audited(changed.render(), seed))
            tried += 1
            hits += any("fail" in verdicts.get(names(link), []) for link in broken)
    return hits, tried


def test_one_changed_number_makes_its_relation_fail():
    hits, tried = detected(range(10_000, 10_300))
    assert hits / tried >= 0.99


@pytest.mark.soak
def test_five_thousand_changed_numbers_make_their_relations_fail():
    hits, tried = detected(range(5_200))
    assert tried >= 5_000
    assert hits / tried >= 0.99


def test_the_body_and_the_year_are_read_from_any_title():
    for seed in range(40):
        writer = write(seed)
        result = audited(writer.draft.render(), seed)
        assert (result.body, result.year, result.form) == (writer.place, writer.year, "narrative")


@pytest.mark.parametrize("seed", range(24))
def test_balanced_forms_pass_and_one_changed_cell_fails(seed):
    whole = corpus_forms.write(seed)
    assert audit(read_bytes(whole.text.encode(), whole.name)).with_status("fail") == []
    changed, key = corpus_forms.mutate(seed)
    result = audit(read_bytes(changed.text.encode(), changed.name))
    assert result.tables[key] == changed.cells[key]
    assert [r for r in result.with_status("fail") if r.rule.startswith("T")]


@pytest.mark.parametrize("seed", range(10))
def test_the_statistics_form_of_2014_is_read_and_judged(seed):
    whole = corpus_forms.write_statistics(seed)
    result = audit(read_bytes(whole.text.encode(), whole.name))
    assert result.form == "2014"
    assert result.with_status("fail") == []
    changed = corpus_forms.write_statistics(seed, change="3.1.2")
    assert "O-6" in {
        r.rule for r in audit(read_bytes(changed.text.encode(), changed.name)).with_status("fail")
    }


def test_prose_beside_the_statistics_form_of_2014_is_held_against_it():
    whole = corpus_forms.write_statistics(3)
    words = "全年主动公开政府信息稳步推进。"
    told_right = whole.text.replace(words, f"全年收到政府信息公开申请{whole.cells['3.1']}件。")
    told_wrong = whole.text.replace(words, f"全年收到政府信息公开申请{whole.cells['3.1'] + 4}件。")
    right = audit(read_bytes(told_right.encode(), whole.name))
    wrong = audit(read_bytes(told_wrong.encode(), whole.name))
    assert [r.status for r in right.relations if r.rule == "N-1"] == ["pass"]
    assert [(r.status, r.difference) for r in wrong.relations if r.rule == "N-1"] == [("fail", 4)]
