"""What a request must contain, and what is wrong with how it is written down (R07 Arts.20, 25; R19 Art.29).

What is missing is no ground to turn a request away: it is registered, and the applicant is told to complete it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2

from gongkai.law import instruments
from gongkai.law.instruments import Citation
from gongkai.law.regimes import Regime

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CONTENTS: Final[Mapping[Regime, Citation]] = {
    Regime.R07: Citation(instruments.R07, 20),
    Regime.R19: Citation(instruments.R19, 29, 2),
}
_PHONE: Final = re.compile(r"\+?[0-9()（）\-\s转#*]{5,40}")
_EMAIL: Final = re.compile(r"[^\s@<>,;\"'()]+@[^\s@<>,;\"'()]+\.[^\s@<>,;\"'().]+")
_POSTAL: Final = re.compile(r"[0-9A-Za-z \-]{3,10}")
_NUMBER: Final = re.compile(r"[0-9A-Za-z()（）\-]{4,40}")
_RESIDENT: Final = re.compile(r"[0-9]{17}[0-9X]")
_OLDEST: Final = 1800
RESIDENT: Final = "居民身份证"
CREDIT_CODE: Final = "统一社会信用代码"
IDENTITIES: Final = (
    RESIDENT,
    "护照",
    "港澳居民来往内地通行证",
    "台湾居民来往大陆通行证",
    "外国人永久居留身份证",
    CREDIT_CODE,
    "其他证件",
)
"""What proves who applies, by the names that stand in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What of a request is there."""

    named: bool = True
    identified: bool = True
    reachable: bool = True  # telephone, e-mail or address
    described: bool = True
    form: bool = True  # in which form and by which way


_ITEMS: Final[Mapping[str, str]] = {
    "named": "申请人的姓名或者名称",
    "identified": "申请人的身份证明",
    "reachable": "申请人的联系方式",
    "described": "申请公开的政府信息的名称、文号或者便于查询的其他特征性描述",
    "form": "申请公开的政府信息的形式要求，包括获取信息的方式、途径",
}


def missing_items(regime: Regime, contents: Contents) -> tuple[str, ...]:
    """What the Regulation asks for and the request lacks, as a notice would list it; R07 asks for no proof of identity."""
    asked = [name for name in _ITEMS if not (name == "identified" and regime is Regime.R07)]
    return tuple(_ITEMS[name] for name in asked if not getattr(contents, name))


def advice(regime: Regime, contents: Contents) -> str:
    """The sentence of a case page; empty when nothing is missing."""
    missing = missing_items(regime, contents)
    if not missing:
        return ""
    next_step = (
        "请一次性告知申请人补正" if regime is Regime.R19 else "请告知申请人作出更改、补充，或者直接向其核实"
    )
    return f"申请缺少{'、'.join(missing)}（{CONTENTS[regime]}）；不能因此拒收，{next_step}。"


def writing_faults(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Field → sentence for numbers and addresses that cannot be right; empty ones are not judged here."""
    if (phone := values.get("phone", "")) and not _PHONE.fullmatch(unicodedata.normalize("NFKC", phone)):
        yield "phone", "请核对联系电话：只含数字、加号、括号、短横和“转”。"
    if (email := values.get("email", "")) and not _EMAIL.fullmatch(email):
        yield "email", "请核对电子邮箱，形如 name@example.com。"
    if (postal := values.get("postal_code", "")) and not _POSTAL.fullmatch(postal):
        yield "postal_code", "请核对邮政编码。"
    if number := compact(values.get("identity_number", "")):
        if sentence := _number_fault(number, values.get("identity_kind", "")):
            yield "identity_number", sentence
        if not values.get("identity_kind", ""):
            yield "identity_kind", "填写了证件号码的，请同时填写证件名称。"


def _number_fault(number: str, kind: str) -> str:
    if kind == RESIDENT and not _is_resident_number(number):
        return "居民身份证号码有误：应为18位，末位可以是X，并与末位校验码相符。请对照证件逐位核对。"
    if not _NUMBER.fullmatch(number):
        return "证件号码应为4至40位数字、字母、括号和短横。请对照证件核对。"
    if kind == CREDIT_CODE and len(number) == 18 and not uscc.is_valid(number):  # noqa: PLR2004 - its length
        return "统一社会信用代码校验不符。请对照登记证书核对。"
    return ""


def _is_resident_number(number: str) -> bool:
    """GB 11643: eighteen signs with a check digit, a birthday in the middle. The area code is not looked up."""
    if not _RESIDENT.fullmatch(number) or not mod_11_2.is_valid(number):
        return False
    try:
        return date.fromisoformat(f"{number[6:10]}-{number[10:12]}-{number[12:14]}").year > _OLDEST
    except ValueError:
        return False


def compact(number: str) -> str:
    """A number without blanks, full-width signs made plain."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", number)).upper()
