from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annual.audit.corpus import han
from gongkai.annual.audit.folding import fold
from gongkai.annual.audit.numbers import Bound, numbers
from gongkai.annual.audit.numerals import chinese


def read(text: str) -> list[tuple[Decimal, str]]:
    return [(n.value, n.unit) for n in numbers(fold(text).text)]


@given(st.integers(0, 9999))
def test_a_numeral_in_characters_is_read_as_it_was_written(n):
    assert chinese(han(n)) == n


@given(st.integers(1, 10**7))
def test_thousands_separators_and_full_width_digits_do_not_change_the_value(n):
    wide = "".join(chr(ord(c) + 0xFEE0) for c in str(n))
    assert read(f"公开信息{n:,}条。") == read(f"公开信息{wide}条。") == [(Decimal(n), "条")]


@pytest.mark.parametrize(
    "text",
    [
        "自2017年1月1日起，至2017年12月31日止。",
        "电话：024-82703201；邮编：110813。",
        "联系方式：13812345678，传真:0517-83605210。",
        "国办发〔2017〕24号、辽政办〔2017〕22号和国务院令第492号。",
        "http://www.example.gov.cn/2017/12/t20171230_1234.html",
        "沈阳市和平区十一纬路76号3楼305室。",
        "依据《条例》第二十条第（八）项、第49条。",
        "第三届音乐节、第11届“5•15政务公开日”。",
        "推进“双随机、一公开”，落实“114”平台。",
        "12345政务服务便民热线。",
        "二〇一八年三月二十日，十九大以来。",
        "在15个工作日内答复，延长20个工作日，7×24小时受理。",
        "位列全省第3，排名前10名，提高2个百分点。",
        "上午9:30至11:30，占三分之一。",
        "一是加强领导；二是健全机制。一件事一次办。",
        "符合DB51/T 2660—2019，升级为2.0版。",
        "按照国办公开办函〔2021〕30号要求，2019-2021年。",
    ],
)
def test_dates_telephones_document_numbers_and_names_are_no_figures(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("信息5600余条", 5600, Bound.FLOOR),
        ("资料1.2万余份", 12000, Bound.FLOOR),
        ("群众10余万人次", 100000, Bound.FLOOR),
        ("群众10万多人次", 100000, Bound.FLOOR),
        ("近2万本", 20000, Bound.CEILING),
        ("约300人", 300, Bound.ABOUT),
        ("超过500件", 500, Bound.OVER),
        ("300人以上", 300, Bound.OVER),
        ("50条左右", 50, Bound.ABOUT),
        ("三十七件", 37, Bound.EXACT),
        ("一百零五条", 105, Bound.EXACT),
    ],
)
def test_a_hedge_makes_a_bound(text, value, bound):
    (number,) = numbers(fold(text).text)
    assert (number.value, number.bound) == (value, bound)


def test_ten_thousands_with_decimals_carry_their_grain():
    (number,) = numbers(fold("受理咨询3.4万件").text)
    assert (number.value, number.grain) == (34000, 1000)


def test_shares_in_digits_and_in_words_are_read_alike():
    assert read("占35.5%，占百分之三十五点五") == [(Decimal("35.5"), "%")] * 2


def test_list_numbers_are_no_figures_and_do_not_stick_to_them():
    assert read("1.概况类12条 2.法规类30条，（3）其他3条") == [
        (Decimal(12), "条"),
        (Decimal(30), "条"),
        (Decimal(3), "条"),
    ]


def test_a_lost_counting_word_is_forgiven_beside_others():
    assert [n for n, _ in read("申请20件，其中当面13、信函7。")] == [20, 13, 7]


def test_traditional_characters_and_stray_spaces_are_read():
    assert read("公開信息 5 334 條") == [(Decimal(5334), "条")]
