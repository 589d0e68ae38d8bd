from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.applications import (
    CREDIT_CODE,
    RESIDENT,
    Contents,
    advice,
    compact,
    missing_items,
    writing_faults,
)
from gongkai.law.regimes import Regime

R07, R19 = Regime.R07, Regime.R19


def test_proof_of_identity_is_asked_for_under_the_new_law_only() -> None:
    bare = Contents(identified=False)
    assert missing_items(R07, bare) == ()
    assert missing_items(R19, bare) == ("申请人的身份证明",)


def test_what_is_missing_is_a_reason_to_ask_and_never_to_turn_away() -> None:
    assert advice(R19, Contents()) == ""
    told = advice(R19, Contents(identified=False, reachable=False))
    assert "身份证明、申请人的联系方式" in told
    assert "第二十九条第二款" in told
    assert "不能因此拒收，请一次性告知申请人补正" in told
    assert "作出更改、补充" in advice(R07, Contents(described=False))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"phone": "约在周三"}, "phone"),
        ({"email": "somebody"}, "email"),
        ({"postal_code": "。"}, "postal_code"),
        ({"identity_kind": RESIDENT, "identity_number": "123456"}, "identity_number"),
        ({"identity_kind": RESIDENT, "identity_number": "110101199001010000"}, "identity_number"),
        ({"identity_kind": RESIDENT, "identity_number": "110101199013010015"}, "identity_number"),
        ({"identity_kind": CREDIT_CODE, "identity_number": "911101010000000000"}, "identity_number"),
        ({"identity_kind": "护照", "identity_number": "G。"}, "identity_number"),
        ({"identity_number": "G1234567"}, "identity_kind"),
    ],
)
def test_what_cannot_be_right_is_told_at_its_field(values: dict[str, str], field: str) -> None:
    found = dict(writing_faults(values))
    assert field in found
    assert found[field].endswith("。")


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"phone": "024-00000000转8", "email": "name@example.com", "postal_code": "110000"},
        {"phone": "（０２４）00000000"},
        {"identity_kind": RESIDENT, "identity_number": "11010119900101001x"},
        {"identity_kind": "护照", "identity_number": "G1234567"},
    ],
)
def test_what_is_written_as_usual_is_taken(values: dict[str, str]) -> None:
    if values.get("identity_kind") == RESIDENT:
        values = {**values, "identity_number": _with_check_digit("11010119900101001")}
    assert dict(writing_faults(values)) == {}


def _with_check_digit(number: str) -> str:
    """GB 11643, worked by hand: the weights are powers of two."""
    total = sum(int(sign) * (2 ** (17 - place) % 11) for place, sign in enumerate(number))
    return number + "10X98765432"[total % 11]


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_no_text_makes_the_check_fall_over(phone: str, email: str, number: str) -> None:
    values = {"phone": phone, "email": email, "identity_number": number, "identity_kind": RESIDENT}
    for _field, sentence in writing_faults(values):
        assert sentence
    assert not any(sign.isspace() for sign in compact(number))


def test_a_short_identity_number_is_told_how_long_it_must_be():
    found = dict(writing_faults({"identity_kind": RESIDENT, "identity_number": "999"}))
    assert "应为18位" in found["identity_number"]
    found = dict(writing_faults({"identity_kind": "护照", "identity_number": "999"}))
    assert "应为4至40位" in found["identity_number"]
