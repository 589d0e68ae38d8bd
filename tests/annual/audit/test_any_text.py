"""Texts that no office wrote: the auditor reads them all, and never tells of a number that is not printed."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from annual.audit.audit_room import HEAD, audit_of
from gongkai.annual.audit.folding import fold
from gongkai.annual.audit.numbers import numbers

MARKS = "其中 其中： 分别为 共计 合计 占 占总数的 % （ ） ， 、 ； 。 ： 余 约 等 主要 含 包括 中 均 全部 “ ” 《 》 \n 一、 （一） 1. 第 号"
NAMES = "收到申请 受理 办结 答复 上年结转 结转下年 同比增长 上年 网络 信函 当面 其他 同意公开 不予公开 行政复议 行政诉讼 维持 纠正 未审结"
MORE = "公开信息 机构类 政策类 答复率 在公开的 从申请方式看， 按结果分： 2017年 万 件 条 次 人 % 个 12 3 45 678 9000 十二 三 1,234 5.5 100%"
WORDS = st.sampled_from([word for words in (MARKS, NAMES, MORE) for word in words.split(" ")])
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map("".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_row_of_words_is_audited_without_a_stumble(text):
    for relation in audit_of(text).relations:
        assert relation.status in {"pass", "fail", "uncertain", "not_assessable"}
        assert relation.quote
        assert relation.explanation.endswith("。")


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_every_part_of_a_relation_is_printed_in_the_text(text):
    found = audit_of(text)
    shown = {f.value for f in found.figures}
    for relation in found.relations:
        assert set(relation.parts) <= shown
        assert relation.kind == "carry" or relation.total is None or relation.total in shown


@given(st.text(max_size=200))
def test_folding_keeps_every_character_in_its_place(text):
    folded = fold(text)
    assert len(folded.text) == len(folded.offsets)
    assert list(folded.offsets) == sorted(folded.offsets)


@given(TEXTS)
def test_numbers_stand_in_order_and_apart(text):
    found = numbers(fold(text).text)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_quote_stands_in_the_text_it_was_cut_from():
    text = "公开信息420条，其中机构类30条、政策类390条。\n受理申请51件（当面20件、信函31件），答复51件，答复率100%。"
    for relation in audit_of(text).relations:
        assert relation.quote in HEAD + text
        assert re.search(r"\d", relation.quote)
