from __future__ import annotations

import pytest
from sendings import CREDIT_CODE, RESIDENT, filled_in, organisation

from gongkai.law.regimes import Regime
from gongkai.portal.inbox.form import FIELDS, application_of, clean, faults
from gongkai.portal.inbox.submission import ApplicantKind, IdentityKind, WishedForm, WishedWay

BODIES = {"heping": "示例区人民政府"}


def wrong(values, regime=Regime.R19):
    return faults(clean(values), regime, BODIES)


@pytest.mark.parametrize("values", [filled_in(), organisation()], ids=["person", "organisation"])
def test_a_complete_form_has_no_faults(values):
    assert wrong(values) == {}


def test_an_empty_form_names_everything_that_is_needed_in_the_order_of_the_page():
    found = wrong({"party": "person"})
    assert list(found) == [
        "person_name",
        "identity",
        "identity_number",
        "phone",
        "body",
        "description",
        "wished_form",
        "wished_way",
    ]
    assert all(sentence.endswith("。") for sentence in found.values())


def test_who_applies_is_asked_first():
    assert next(iter(wrong({}))) == "party"
    assert next(iter(wrong(filled_in(party="nobody")))) == "party"


def test_the_regulation_of_2007_asks_no_document_of_identity():
    bare = filled_in(identity="", identity_number="")
    assert wrong(bare, Regime.R07) == {}
    assert set(wrong(bare, Regime.R19)) == {"identity", "identity_number"}
    assert wrong(organisation(credit_code=""), Regime.R07) == {}
    assert set(wrong(organisation(credit_code=""), Regime.R19)) == {"credit_code"}


def test_what_the_law_does_not_ask_is_not_handed_on():
    made = application_of(clean(filled_in()), Regime.R07)
    assert (made.identity_kind, made.identity_number) == (None, "")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"identity_number": "000000199001010019"}, "identity_number"),
        ({"identity_number": "000000199013010018"}, "identity_number"),
        ({"identity_number": "12345"}, "identity_number"),
        ({"identity": "passport", "identity_number": "E<1>"}, "identity_number"),
        ({"identity": "library card"}, "identity"),
        ({"phone": ""}, "phone"),
        ({"phone": "call me"}, "phone"),
        ({"email": "nowhere"}, "email"),
        ({"email": "a@b"}, "email"),
        ({"postal_code": "<b>"}, "postal_code"),
        ({"body": "atlantis"}, "body"),
        ({"description": " \n　 "}, "description"),
        ({"description": "字" * 4001}, "description"),
        ({"person_name": "名" * 101}, "person_name"),
        ({"wished_form": "stone"}, "wished_form"),
        ({"wished_way": "pigeon"}, "wished_way"),
        ({"wished_way": "post"}, "address"),
        ({"wished_way": "email"}, "email"),
        ({"wished_way": "email", "email": "a@b.cn", "wished_form": "disc"}, "wished_form"),
        ({"wished_form": "reading", "wished_way": "post", "address": "示例路1号"}, "wished_way"),
    ],
)
def test_a_wrong_answer_is_named_at_its_field_alone(changes, field):
    assert list(wrong(filled_in(**changes))) == [field]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"organisation": ""}, "organisation"),
        ({"organisation_name": ""}, "organisation_name"),
        ({"contact_name": ""}, "contact_name"),
        ({"credit_code": CREDIT_CODE[:-1] + "0"}, "credit_code"),
        ({"credit_code": "号码"}, "credit_code"),
    ],
)
def test_what_an_organisation_leaves_out_is_named(changes, field):
    assert list(wrong(organisation(**changes))) == [field]


@pytest.mark.parametrize(
    "changes",
    [
        {"phone": "", "email": "a@example.invalid"},
        {"phone": "", "address": "示例路1号"},
        {"phone": "（000）0000 0000转12"},
        {"identity_number": RESIDENT[:6] + " " + RESIDENT[6:]},
        {"identity_number": RESIDENT.translate({ord("0") + n: ord("０") + n for n in range(10)})},
        {"identity": "passport", "identity_number": "e1234567"},
        {"wished_form": "reading", "wished_way": ""},
    ],
)
def test_what_a_person_may_reasonably_write_is_taken(changes):
    assert wrong(filled_in(**changes)) == {}


def test_an_application_holds_only_what_its_kind_of_applicant_fills_in():
    mixed = filled_in(organisation="business", organisation_name="示例商贸公司", contact_name="申请人乙")
    person = application_of(clean(mixed), Regime.R19)
    assert (person.applicant_kind, person.name, person.contact_name) == (
        ApplicantKind.NATURAL,
        "申请人甲",
        "",
    )
    assert (person.identity_kind, person.identity_number) == (IdentityKind.RESIDENT, RESIDENT)
    company = application_of(clean(organisation(identity_number=RESIDENT)), Regime.R19)
    assert (company.applicant_kind, company.name) == (ApplicantKind.BUSINESS, "示例商贸公司")
    assert (company.identity_kind, company.identity_number) == (IdentityKind.CREDIT_CODE, CREDIT_CODE)


def test_reading_on_the_spot_needs_no_way():
    made = application_of(clean(filled_in(wished_form="reading", wished_way="")), Regime.R19)
    assert (made.wished_form, made.wished_way) == (WishedForm.READING, WishedWay.PICKUP)


def test_text_is_tidied_and_keeps_its_lines():
    values = clean({"description": " 一\r\n二\x00\u202e\u200b\n ", "person_name": " 申请人 \n\t 甲\x07 "})
    assert values["description"] == "一\n二"
    assert values["person_name"] == "申请人 甲"
    assert set(values) == {field.name for field in FIELDS}
