"""Two reports that were published, where they are at hand."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from annual.audit.audit_room import shared
from gongkai.annual.audit.reading import read_bytes, read_file
from gongkai.annual.audit.report import Audit, audit


@pytest.fixture(scope="module")
def seed() -> Audit:
    return audit(read_file(shared("seeds/heping-2017.txt")))


@pytest.fixture(scope="module")
def huaian() -> Audit:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    path = shared("reports/huaian-2024.pdf")
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return audit(read_bytes(done.stdout, "huaian-2024.txt"))


def test_the_seed_is_a_narrative_report_of_its_district_for_2017(seed):
    assert (seed.body, seed.year, seed.form) == ("和平区", 2017, "narrative")


def test_the_seed_has_no_failure_and_exactly_one_question(seed):
    assert seed.with_status("fail") == []
    (question,) = seed.with_status("uncertain")
    assert (question.total, sum(question.parts), question.difference) == (657, 693, 36)


def test_the_sums_of_the_seed_pass(seed):
    sums = [(r.total, r.parts) for r in seed.with_status("pass") if r.kind == "sum"]
    assert sums == [
        (5334, (450, 227, 657, 3517, 483)),
        (51, (20, 28, 3)),
        (51, (9, 9, 4, 22, 6, 1)),
        (5, (4, 1)),
        (2, (1, 1)),
    ]


def test_the_five_shares_and_the_rate_of_the_seed_pass(seed):
    shares = [
        (int(r.total), int(r.parts[0]), float(r.printed))
        for r in seed.with_status("pass")
        if r.kind == "percent"
    ]
    assert shares == [
        (5334, 450, 8.44),
        (5334, 227, 4.26),
        (5334, 657, 12.32),
        (5334, 3517, 65.94),
        (5334, 483, 9.06),
        (51, 51, 100.0),
    ]


def test_the_keys_of_the_seed_are_stable(seed):
    by_key = {f.key: f.value for f in seed.figures if not f.key.startswith("f")}
    assert by_key["website.total"] == 5334
    assert by_key["weibo.total"] == 300
    assert by_key["wechat.total"] == 1700
    assert by_key["column.key_area"] == 657
    assert by_key["requests.received"] == 51
    assert by_key["requests.received.letter"] == 28
    assert by_key["requests.outcome.nonexistent"] == 22
    assert by_key["reconsideration.total"] == 5
    assert by_key["litigation.upheld"] == 1


def test_huaian_passes_every_identity_and_its_prose_agrees(huaian):
    assert (huaian.body, huaian.year, huaian.form) == ("淮安市人民政府", 2024, "2021")
    assert {r.status for r in huaian.relations} == {"pass"}
    rules = [r.rule for r in huaian.relations]
    assert rules.count("T3-1") == 7
    assert rules.count("T3-2") == 7
    assert rules.count("T3-3") == 25
    assert rules.count("T4-1") == 3
    assert rules.count("N-1") >= 8
    assert ("carry", 3153, (3119, 34)) in {(r.kind, r.total, r.parts) for r in huaian.relations}
    assert huaian.tables["T3.A.natural"] == 3001


def test_one_changed_word_in_the_prose_of_huaian_is_found(huaian):
    path = shared("reports/huaian-2024.pdf")
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    changed = done.stdout.decode().replace("申请 3119 件", "申请 3191 件")
    rules = {r.rule for r in audit(read_bytes(changed.encode(), "h.txt")).with_status("fail")}
    assert {"N-1", "CARRY-OVER"} <= rules
