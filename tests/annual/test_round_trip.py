"""Round trip: the auditor reads the same figures from the published report and from the one that we write."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from annual.told_year import told_year
from gongkai.annual.audit.reading import read_file
from gongkai.annual.audit.report import audit
from gongkai.annual.drafting import Narrative, draft
from gongkai.annual.notes import notes_of
from gongkai.annual.outline import outline
from gongkai.annual.paper import text_of, title_of

SEED = Path(__file__).resolve().parents[3] / "shared/seeds/heping-2017.txt"


@pytest.fixture(scope="module")
def report():
    local = told_year().local
    return told_year(tuple(notes_of(local)))


@pytest.fixture(scope="module")
def text(report):
    narrative = Narrative(
        ("本报告依据《中华人民共和国政府信息公开条例》编制。",),
        draft(outline("city-2017"), report, {}),
    )
    return text_of(title_of(report), report, narrative)


@pytest.fixture(scope="module")
def ours(text, tmp_path_factory):
    file = tmp_path_factory.mktemp("ours") / "report.txt"
    file.write_text(text, "utf-8")
    return audit(read_file(file))


@pytest.fixture(scope="module")
def theirs():
    if not SEED.exists():
        pytest.skip("the published report is not beside this checkout")
    return audit(read_file(SEED))


def figures(found):
    return {(figure.value, figure.unit) for figure in found.figures}


def keyed(found):
    """Figures that the auditor has a name for; others are numbered as they come."""
    return {(figure.key, figure.value) for figure in found.figures if not re.fullmatch(r"f\d+", figure.key)}


def test_every_figure_of_the_published_report_is_read_from_ours_under_the_same_name(ours, theirs):
    assert len(theirs.figures) > 70
    assert figures(theirs) <= figures(ours)
    assert keyed(theirs) <= keyed(ours)


def test_ours_adds_only_what_its_notes_explain(ours, theirs):
    assert figures(ours) - figures(theirs) == {
        (Decimal(5634), "条"),
        (Decimal(693), "条"),
        (Decimal(36), "条"),
    }
    assert keyed(ours) == keyed(theirs)


def test_neither_holds_a_contradiction(ours, theirs):
    assert ours.with_status("fail") == theirs.with_status("fail") == []
    assert len(ours.with_status("pass")) >= len(theirs.with_status("pass")) > 8


def test_the_one_question_of_the_published_report_is_answered_by_ours(ours, theirs, text):
    (question,) = theirs.with_status("uncertain")
    assert (question.rule, question.total, question.difference) == ("LIST-UNDER-HEADING", 657, 36)
    assert ours.with_status("uncertain") == []
    assert "合计693条，多于“重点领域信息”栏目的657条" in text


def test_the_sections_of_the_published_report_stand_in_their_order(text):
    if not SEED.exists():
        pytest.skip("the published report is not beside this checkout")
    heading = re.compile(r"^\s*([一二三四五六七八九十]+、\S+)$", re.MULTILINE)
    wanted = [found for found in heading.findall(SEED.read_text("utf-8")) if not found.endswith("。")]
    assert heading.findall(text) == wanted
    assert len(wanted) == 11


def test_no_sentence_of_the_published_report_is_repeated(text):
    if not SEED.exists():
        pytest.skip("the published report is not beside this checkout")
    seed = re.sub(r"\s|[,，;；:：]", "", SEED.read_text("utf-8"))
    own = [re.sub(r"\s|[,，;；:：]", "", each) for each in re.split(r"[。\n]", text)]
    assert [each for each in own if len(each) > 24 and each in seed] == []


def test_what_nobody_counted_is_said_so(text):
    assert "收费及减免情况：未统计" in text
    assert "举报投诉件数：未统计" in text
