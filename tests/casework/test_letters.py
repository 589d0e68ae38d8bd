"""What a letter says: the decision of every outcome, the request as it was corrected, the searches as recorded."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.casework.letters import Case, Search, compose, facts_of
from gongkai.law.outcomes import outcome, outcomes_of
from gongkai.law.regimes import Regime
from gongkai.law.remedies import RemedyFacts

DAY = date(2026, 3, 20)
FACTS = RemedyFacts(("示例区人民政府",), "示例区人民法院")
LEAVES = [leaf for regime in Regime for leaf in outcomes_of(regime)]


def case(**facts):
    return Case(
        title="示例路段施工许可", number="示依申请2026第1号", received_on=DAY, channel="当面提交", **facts
    )


@pytest.mark.parametrize("reasons", ["", "可以到示例区图书馆查阅"])
@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: f"{leaf.regime.value} {leaf.key}")
def test_no_letter_puts_the_label_of_a_row_where_a_decision_belongs(leaf, reasons):
    text = compose(case(), leaf, reasons, FACTS, DAY).text
    assert f"{leaf.label}。" not in text
    assert f"（{leaf.label}）" not in text
    assert "{" not in text
    assert not reasons or f"{reasons}。" in text


def test_a_public_print_is_told_with_the_way_to_it():
    found = outcome(Regime.R19, "public_prints")
    text = compose(case(), found, "到示例区图书馆借阅《示例年鉴》", FACTS, DAY).text
    assert "属于政府公报、报刊、书籍等公开出版物，本机关不予处理；" in text
    assert "您可以通过以下途径获取：到示例区图书馆借阅《示例年鉴》。" in text


def test_a_letter_names_the_request_as_it_was_corrected():
    told = facts_of(case(corrected_on=DAY, corrected="示例路一期施工许可证\n及其附图。"))
    assert told.endswith("，并于2026年3月20日收到您补正后的申请，申请公开“示例路一期施工许可证；及其附图”。")
    assert "示例路段施工许可" not in told


def test_a_correction_of_something_else_leaves_the_request_as_it_was_named():
    told = facts_of(case(corrected_on=DAY))
    assert told.endswith("，申请公开“示例路段施工许可”，并于2026年3月20日收到您补正后的申请。")


SEARCHED = "2026年3月20日以“许可”为检索词在"


@pytest.mark.parametrize(
    ("results", "told"),
    [
        (("未查到",), f"本机关于{SEARCHED}甲处检索，未查到，您申请公开的信息不存在。"),
        (
            ("未查到相关记载", "未查到相关记载。"),
            f"本机关于{SEARCHED}甲处检索、{SEARCHED}乙处检索，均未查到相关记载，您申请公开的信息不存在。",
        ),
        (
            ("无", "查到3件，均与申请内容无关"),
            f"本机关于{SEARCHED}甲处检索，未查到；于{SEARCHED}乙处检索，查到3件，均与申请内容无关。据此，您申请",
        ),
        (("原件已按规定销毁",), "在甲处检索，检索结果：原件已按规定销毁。据此，您申请公开的信息不存在。"),
    ],
)
def test_a_letter_tells_of_each_search_what_was_recorded(results, told):
    rows = [
        Search(DAY, place, "许可", result) for place, result in zip(("甲处", "乙处"), results, strict=False)
    ]
    text = compose(case(searches=rows), outcome(Regime.R19, "not_held"), "", FACTS, DAY).text
    assert told in text
