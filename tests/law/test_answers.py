"""The sentence of every outcome: never a form's row label, always what the law asks to be told."""

from __future__ import annotations

import re

import pytest

from gongkai.law.answers import reasons_of, sentence_of
from gongkai.law.outcomes import outcomes_of
from gongkai.law.regimes import Regime

LEAVES = [leaf for regime in Regime for leaf in outcomes_of(regime)]

TOLD = {  # what the letter must name, in the words of R19 Arts.14-16, 30, 35-39, 42 and R07 Arts.2, 8, 13, 14, 21-23
    "R19 already_public": ("已经主动公开", "方式和途径"),
    "R19 disclosed": ("同意公开", "{supply}"),
    "R19 partial": ("可以公开的部分", "{supply}", "其余部分不予公开", "理由"),
    "R19 state_secret": ("国家秘密", "不予公开", "理由"),
    "R19 banned_by_law": ("法律、行政法规禁止公开", "不予公开", "理由"),
    "R19 safety": ("国家安全、公共安全、经济安全、社会稳定", "不予公开", "理由"),
    "R19 third_party": ("第三方合法权益造成损害", "征求第三方意见", "不予公开", "理由"),
    "R19 internal_affairs": ("内部事务信息", "不予公开", "理由"),
    "R19 process": ("过程性信息", "不予公开", "理由"),
    "R19 enforcement_file": ("行政执法案卷信息", "不予公开", "理由"),
    "R19 register_inquiry": ("工商、不动产登记资料", "特别规定", "依照有关法律、行政法规的规定办理"),
    "R19 not_held": ("{searches}", "不存在"),
    "R19 not_responsible": ("不属于本机关负责公开",),
    "R19 needs_making": ("加工、分析", "不予提供"),
    "R19 still_unclear": ("经补正", "仍不明确", "无法提供"),
    "R19 petition": ("信访、投诉、举报", "不作为政府信息公开申请处理", "相应渠道"),
    "R19 repeated": ("作出答复", "重复申请", "不予重复处理"),
    "R19 public_prints": ("政府公报、报刊、书籍等公开出版物", "不予处理", "途径获取"),
    "R19 excessive": ("数量、频次明显超过合理范围", "说明理由", "不予处理"),
    "R19 confirm_again": ("已经获取", "确认或者重新出具", "不予处理"),
    "R19 correction_lapsed": ("补正期限", "没有正当理由", "视为放弃申请", "不再处理"),
    "R19 payment_lapsed": ("收费通知", "视为放弃申请", "不再处理"),
    "R19 withdrawn": ("撤回", "终止办理"),
    "R19 applicant_gone": ("申请人死亡或者终止", "终止办理"),
    "R19 in_archives": ("移交国家档案馆", "档案管理的规定"),
    "R19 other": ("下列情形", "办结"),
    "R07 already_public": ("已经主动公开", "方式和途径"),
    "R07 disclosed": ("同意公开", "{supply}"),
    "R07 partial": ("可以公开的部分", "{supply}", "其余部分不予公开", "理由"),
    "R07 state_secret": ("国家秘密", "不予公开", "理由"),
    "R07 trade_secret": ("第三方的商业秘密", "不予公开", "理由"),
    "R07 privacy": ("第三方的个人隐私", "不予公开", "理由"),
    "R07 safety": ("国家安全、公共安全、经济安全和社会稳定", "不予公开", "理由"),
    "R07 internal_affairs": ("内部管理信息", "不属于", "应公开的政府信息", "理由"),
    "R07 process": ("讨论、研究或者审查中的过程性信息", "不属于", "应公开的政府信息", "理由"),
    "R07 not_government_information": ("不是", "所指的政府信息", "理由"),
    "R07 banned_by_law": ("法律、行政法规规定不予公开", "理由"),
    "R07 no_special_need": ("自身生产、生活、科研等特殊需要无关", "不予提供", "理由"),
    "R07 not_responsible": ("不属于本机关负责公开",),
    "R07 not_held": ("{searches}", "不存在"),
    "R07 needs_making": ("汇总、加工或者重新制作", "不予提供"),
    "R07 correction_told": ("不明确", "更改、补充"),
    "R07 other_channel": ("不属于政府信息公开申请", "其他途径"),
    "R07 repeated": ("同一申请", "不再重复处理"),
    "R07 withdrawn": ("撤回", "终止办理"),
}


def named(leaf):
    return f"{leaf.regime.value} {leaf.key}"


def test_every_outcome_stands_in_the_table_above():
    assert {named(leaf) for leaf in LEAVES} == set(TOLD)


@pytest.mark.parametrize("leaf", LEAVES, ids=named)
def test_the_sentence_of_an_outcome_names_what_the_law_asks(leaf):
    sentence = sentence_of(leaf)
    for words in TOLD[named(leaf)]:
        assert words in sentence
    assert set(re.findall(r"{(\w+)}", sentence)) <= {"reasons", "supply", "searches"}
    assert sentence.endswith("{reasons}")
    assert f"{leaf.label}。" not in sentence


@pytest.mark.parametrize("leaf", LEAVES, ids=named)
def test_whoever_chooses_an_outcome_reads_what_its_reasons_must_say(leaf):
    assert reasons_of(leaf).endswith("。")
    assert "写明" in reasons_of(leaf) or "说明" in reasons_of(leaf)
