"""What the application form asks under each regime, and what is wrong with an answer: R07 Art.20, R19 Art.29."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2

from gongkai.law.regimes import Regime
from gongkai.portal.characters import visible
from gongkai.portal.inbox.submission import ApplicantKind, Application, IdentityKind, WishedForm, WishedWay

Values: TypeAlias = Mapping[str, str]
Errors: TypeAlias = dict[str, str]

PERSON, ORGANISATION = "person", "organisation"
PARTIES: Final[Mapping[str, str]] = {PERSON: "公民", ORGANISATION: "法人或者其他组织"}
ORGANISATIONS: Final[Mapping[str, str]] = {
    ApplicantKind.BUSINESS: "商业企业",
    ApplicantKind.RESEARCH: "科研机构",
    ApplicantKind.WELFARE: "社会公益组织",
    ApplicantKind.LEGAL: "法律服务机构",
    ApplicantKind.OTHER: "其他",
}
IDENTITIES: Final[Mapping[str, str]] = {
    IdentityKind.RESIDENT: "居民身份证",
    IdentityKind.PASSPORT: "护照",
    IdentityKind.HONGKONG_MACAO: "港澳居民来往内地通行证或者居住证",
    IdentityKind.TAIWAN: "台湾居民来往大陆通行证或者居住证",
    IdentityKind.FOREIGN_RESIDENT: "外国人永久居留身份证",
    IdentityKind.OTHER: "其他有效身份证件",
}
FORMS: Final[Mapping[str, str]] = {
    WishedForm.PAPER: "纸质文本",
    WishedForm.ELECTRONIC: "电子文档",
    WishedForm.DISC: "光盘等载体",
    WishedForm.READING: "现场查阅、抄录",
}
WAYS: Final[Mapping[str, str]] = {
    WishedWay.POST: "邮寄",
    WishedWay.PICKUP: "自行领取",
    WishedWay.EMAIL: "电子邮件",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field in the order of the page; `most` characters at most, `choices` the only answers where there are any."""

    name: str
    label: str
    most: int = 100
    choices: Mapping[str, str] | None = None
    many_lines: bool = False


FIELDS: Final = (
    Field("party", "申请人类型", choices=PARTIES),
    Field("person_name", "姓名"),
    Field("identity", "证件类型", choices=IDENTITIES),
    Field("identity_number", "证件号码", 40),
    Field("organisation", "组织类别", choices=ORGANISATIONS),
    Field("organisation_name", "名称"),
    Field("credit_code", "统一社会信用代码", 40),
    Field("representative", "法定代表人或者负责人", 60),
    Field("contact_name", "联系人", 60),
    Field("phone", "联系电话", 40),
    Field("email", "电子邮箱", 120),
    Field("address", "通信地址", 200),
    Field("postal_code", "邮政编码", 10),
    Field("body", "收件机关", 64),
    Field("description", "所需政府信息", 4000, many_lines=True),
    Field("wished_form", "获取信息的方式", choices=FORMS),
    Field("wished_way", "获取信息的途径", choices=WAYS),
)
LABELS: Final = {field.name: field.label for field in FIELDS} | {"files": "附件", "website": "此栏请留空"}
_ON_SOMETHING = frozenset({WishedForm.PAPER, WishedForm.DISC})
_PHONE = re.compile(r"\+?[0-9()（）\-\s转#*]{5,40}")
_EMAIL = re.compile(r"[^\s@<>,;\"'()]+@[^\s@<>,;\"'()]+\.[^\s@<>,;\"'().]+")
_NUMBER = re.compile(r"[0-9A-Za-z()（）\-]{4,40}")
_RESIDENT = re.compile(r"[0-9]{17}[0-9X]")
_OLDEST = 1800


def clean(values: Values) -> dict[str, str]:
    """Every field of the form, tidied: what nobody sees gone, line ends as one sign, blanks at the ends cut."""
    return {field.name: _tidy(values.get(field.name, ""), field) for field in FIELDS}


def _tidy(text: str, field: Field) -> str:
    text = visible(text.replace("\r\n", "\n").replace("\r", "\n"))
    return (text if field.many_lines else " ".join(text.split())).strip()


def faults(values: Values, regime: Regime, bodies: Mapping[str, str]) -> Errors:
    """Field → what to do about it, in the order of the page; empty when the application is complete."""
    found = dict(_too_long(values)) | dict(_of_party(values, regime))
    for check in (_of_contact, _of_wishes):
        for name, sentence in check(values):
            found.setdefault(name, sentence)
    if values["body"] not in bodies:
        found.setdefault("body", "请从列表中选择收件机关。")
    order = [field.name for field in FIELDS]
    return dict(sorted(found.items(), key=lambda item: order.index(item[0])))


def application_of(values: Values, regime: Regime) -> Application:
    """The application in values without faults. What the other kind of applicant would fill in is left out."""
    person = values["party"] == PERSON
    asks = regime is Regime.R19
    number = values["identity_number" if person else "credit_code"]
    identity = IdentityKind(values["identity"]) if person and asks else IdentityKind.CREDIT_CODE
    return Application(
        body_code=values["body"],
        applicant_kind=ApplicantKind.NATURAL if person else ApplicantKind(values["organisation"]),
        name=values["person_name" if person else "organisation_name"],
        identity_kind=identity if asks else None,
        identity_number=_compact(number) if asks else "",
        representative="" if person else values["representative"],
        contact_name="" if person else values["contact_name"],
        phone=values["phone"],
        email=values["email"],
        address=values["address"],
        postal_code=values["postal_code"],
        description=values["description"],
        wished_form=WishedForm(values["wished_form"]),
        wished_way=WishedWay(values["wished_way"] or WishedWay.PICKUP),
    )


def _too_long(values: Values) -> Iterator[tuple[str, str]]:
    for field in FIELDS:
        length = len(values[field.name])
        if length > field.most:
            yield field.name, f"{field.label}现有{length}字，请缩短到{field.most}字以内。"


def _of_party(values: Values, regime: Regime) -> Iterator[tuple[str, str]]:
    if values["party"] == PERSON:
        yield from _of_person(values, regime)
    elif values["party"] == ORGANISATION:
        yield from _of_organisation(values, regime)
    else:
        yield "party", "请选择以公民还是以法人、其他组织的名义申请。"


def _of_person(values: Values, regime: Regime) -> Iterator[tuple[str, str]]:
    if not values["person_name"]:
        yield "person_name", "请填写姓名。"
    if regime is Regime.R07:
        return
    if values["identity"] not in IDENTITIES:
        yield "identity", "请选择证件类型。"
    number = _compact(values["identity_number"])
    if not number:
        yield "identity_number", "请填写证件号码。"
    elif values["identity"] == IdentityKind.RESIDENT and not _is_resident_number(number):
        yield (
            "identity_number",
            "居民身份证号码有误：应为18位，末位可以是X，并与末位校验码相符。请对照证件逐位核对。",
        )
    elif not _NUMBER.fullmatch(number):
        yield "identity_number", "证件号码应为4至40位数字、字母、括号和短横。请对照证件核对。"


def _of_organisation(values: Values, regime: Regime) -> Iterator[tuple[str, str]]:
    if values["organisation"] not in ORGANISATIONS:
        yield "organisation", "请选择组织类别。"
    if not values["organisation_name"]:
        yield "organisation_name", "请填写法人或者其他组织的名称。"
    if not values["contact_name"]:
        yield "contact_name", "请填写联系人的姓名。"
    if regime is Regime.R07:
        return
    number = _compact(values["credit_code"])
    if not number:
        yield "credit_code", "请填写统一社会信用代码；没有的，填写登记证书上的号码。"
    elif len(number) == 18 and not uscc.is_valid(number):  # noqa: PLR2004 - the length of the code
        yield "credit_code", "统一社会信用代码校验不符。请对照登记证书核对。"
    elif not _NUMBER.fullmatch(number):
        yield "credit_code", "号码只含数字、字母、括号和短横。请对照登记证书核对。"


def _of_contact(values: Values) -> Iterator[tuple[str, str]]:
    if not (values["phone"] or values["email"] or values["address"]):
        yield "phone", "请至少填写联系电话、电子邮箱、通信地址中的一项。"
    if values["phone"] and not _PHONE.fullmatch(unicodedata.normalize("NFKC", values["phone"])):
        yield "phone", "请核对联系电话：只含数字、加号、括号、短横和“转”。"
    if values["email"] and not _EMAIL.fullmatch(values["email"]):
        yield "email", "请核对电子邮箱，形如 name@example.com。"
    if values["postal_code"] and not re.fullmatch(r"[0-9A-Za-z \-]{3,10}", values["postal_code"]):
        yield "postal_code", "请核对邮政编码。"


def _of_wishes(values: Values) -> Iterator[tuple[str, str]]:
    if not values["description"]:
        yield "description", "请写明所需政府信息的名称、文号或者其他特征性描述。"
    if values["wished_form"] not in FORMS:
        yield "wished_form", "请选择希望以什么形式获得信息。"
    reading = values["wished_form"] == WishedForm.READING
    if values["wished_way"] not in WAYS and not reading:
        yield "wished_way", "请选择希望以什么途径获得信息。"
    if values["wished_way"] == WishedWay.POST and not values["address"]:
        yield "address", "选择邮寄的，请填写通信地址。"
    if values["wished_way"] == WishedWay.EMAIL and not values["email"]:
        yield "email", "选择电子邮件的，请填写电子邮箱。"
    if values["wished_way"] == WishedWay.EMAIL and values["wished_form"] in _ON_SOMETHING:
        yield "wished_form", "选择电子邮件的，获取信息的方式请选择电子文档。"
    if reading and values["wished_way"] not in {"", WishedWay.PICKUP}:
        yield "wished_way", "选择现场查阅、抄录的，无须寄送，途径请选择自行领取。"


def _compact(number: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", number)).upper()


def _is_resident_number(number: str) -> bool:
    """GB 11643: eighteen signs with a check digit, a birthday in the middle. The area code is not looked up."""
    if not _RESIDENT.fullmatch(number) or not mod_11_2.is_valid(number):
        return False
    try:
        return date.fromisoformat(f"{number[6:10]}-{number[10:12]}-{number[12:14]}").year > _OLDEST
    except ValueError:
        return False
