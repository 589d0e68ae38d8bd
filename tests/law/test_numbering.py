from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.numbering import (
    BY_CREDIT_CODE,
    BY_MONTH,
    CENTRAL,
    SHANGHAI,
    DocumentNumber,
    IndexPattern,
    NumberingError,
    index_warnings,
    is_uscc,
    mend_document_number,
    parse_document_number,
)

ISSUERS = st.text(alphabet="示政发办函字区民财教0123456789", min_size=1, max_size=8)


def test_a_document_number_is_issuer_year_and_serial() -> None:
    number = parse_document_number("示政办发〔2017〕12号")
    assert number == DocumentNumber("示政办发", 2017, 12)
    assert str(number) == "示政办发〔2017〕12号"


@given(ISSUERS, st.integers(1949, 2199), st.integers(1, 99999))
def test_writing_and_reading_a_document_number_agree(issuer: str, year: int, serial: int) -> None:
    number = DocumentNumber(issuer, year, serial)
    assert parse_document_number(str(number)) == number


NEAR = [
    "示政发[2017]1号",
    "示政发(2017)1号",
    "示政发（2017）1号",
    "示政发［2017］1号",
    "示政发【2017】1号",
    "示政发〔2017〕第1号",
    "示政发〔2017〕01号",
    "示政发 〔2017〕 1 号",
]


@pytest.mark.parametrize("text", NEAR)
def test_wrong_brackets_and_leading_noughts_are_named_and_can_be_mended(text: str) -> None:
    with pytest.raises(NumberingError, match="应写作 示政发〔2017〕1号"):
        parse_document_number(text)
    assert str(mend_document_number(text)) == "示政发〔2017〕1号"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "示政发2017年1号",
        "〔2017〕1号",
        "示政发〔17〕1号",
        "示政发〔2017〕0号",
        "示政发〔2017〕1",
        "x" * 5000,
    ],
)
def test_what_is_no_document_number_gets_a_sentence(text: str) -> None:
    with pytest.raises(NumberingError, match="写法不对"):
        parse_document_number(text)


@pytest.mark.parametrize(
    ("issuer", "year", "serial"),
    [("", 2017, 1), ("示 发", 2017, 1), ("示〔发", 2017, 1), ("示发", 1900, 1), ("示发", 2017, 0)],
)
def test_a_document_number_is_never_built_wrong(issuer: str, year: int, serial: int) -> None:
    with pytest.raises(NumberingError):
        DocumentNumber(issuer, year, serial)


def test_the_index_numbers_of_the_rules_follow_their_patterns() -> None:
    assert CENTRAL.parse("000014349/2017-00110") == {"org": "000014349", "year": "2017", "serial": "00110"}
    assert CENTRAL.format(org="014416330", year=2018, serial=4736) == "014416330/2018-04736"
    assert BY_CREDIT_CODE.parse("11370812004339255B/2020-22849")["serial"] == "22849"
    assert BY_MONTH.format(org="003000000", month="201712", serial=7) == "003000000/201712-00007"
    shanghai = SHANGHAI.format(org="002420000", network=0, year=2020, serial=12)
    assert (shanghai, len(shanghai)) == ("SY0024200000202000012", 21)


def test_a_tenant_has_its_own_pattern() -> None:
    own = IndexPattern("{org}-{category}-{day}-{serial}")
    assert (
        own.format(org="002420000", category="A0103", day="20171201", serial=3)
        == "002420000-A0103-20171201-00003"
    )


@pytest.mark.parametrize("template", ["{org}/{year}", "{org}/{serial}{serial}", "{nonsense}-{serial}"])
def test_a_pattern_that_cannot_work_is_refused(template: str) -> None:
    with pytest.raises(NumberingError, match="索引号规则"):
        IndexPattern(template)


def test_an_index_number_that_does_not_fit_is_refused() -> None:
    for text in ("000014349/2017-110", "000014349／2017-00110", ""):
        with pytest.raises(NumberingError, match="不符合规则"):
            CENTRAL.parse(text)
    with pytest.raises(NumberingError, match="缺少 org"):
        CENTRAL.format(year=2017, serial=1)
    with pytest.raises(NumberingError, match="不符合规则"):
        CENTRAL.format(org="014416330", year=2018, serial=100_000)


def test_the_code_of_the_central_government_on_a_local_page_is_a_warning() -> None:
    assert "国务院办公厅" in index_warnings(CENTRAL, "000014349/2017-00110")[0]
    assert index_warnings(CENTRAL, "014416330/2018-04736") == ()
    assert "校验码" in index_warnings(BY_CREDIT_CODE, "11370812004339255C/2020-22849")[0]


def test_credit_codes_have_a_check_character() -> None:
    assert is_uscc("91110000600037341L")
    assert not is_uscc("91110000600037341A")
    assert not is_uscc("91110000600037341l")
    assert not is_uscc(" 91110000600037341L")
    assert not is_uscc("")
