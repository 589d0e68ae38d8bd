"""答复书、告知书: the text as it follows from the law and the file. Pure; the officer may then edit every word.

The applicant's name, the document number, the issuing body and the date are printed around the text, not in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.law.decisions import LetterKind, Outcome, OutcomeGroup
from gongkai.law.instruments import Citation
from gongkai.law.regimes import Regime
from gongkai.law.remedies import MissingRemedyFactError, Remedy, RemedyFacts, remedy_for
from gongkai.law.wording import listed, plain_date

BLANK: Final = "＿＿＿＿＿＿"
"""What nobody has entered yet: seen at once on paper, and refused at the signature."""

TITLES: Final[Mapping[LetterKind, str]] = {
    LetterKind.INFORM: "政府信息公开申请告知书",
    LetterKind.DISCLOSE: "政府信息公开告知书",
    LetterKind.PARTIAL: "政府信息部分公开告知书",
    LetterKind.WITHHOLD: "政府信息不予公开告知书",
    LetterKind.UNAVAILABLE: "政府信息无法提供告知书",
    LetterKind.NOT_HANDLED: "政府信息公开申请不予处理告知书",
    LetterKind.CLOSED: "政府信息公开申请不再处理告知书",
    LetterKind.CORRECT: "政府信息公开申请更改、补充告知书",
}
_OWN_TITLES: Final[Mapping[tuple[Regime, str], str]] = {
    (Regime.R07, "not_held"): "政府信息不存在告知书",
    (Regime.R07, "not_responsible"): "非本机关政府信息告知书",
}

REASONS: Final[Mapping[str, str]] = {
    "already_public": "写明获取该信息的方式和途径，如网址、公报期号、查阅场所。",
    "disclosed": "信息不随文书提供的，写明获取的方式、途径和时间；其他可以不填。",
    "partial": "写明不予公开的部分、理由和条款（区分处理），以及公开部分怎样提供。",
    "not_held": "写明认定不存在的理由；检索情况由检索记录写入答复书。",
    "not_responsible": "能够确定负责公开的机关的，写明该机关的名称、联系方式。",
    "correction_told": "一次性写明需要更改、补充的事项。",
    "other_channel": "写明应当通过的途径。",
}
"""What the reasons must say for an outcome; for every other one: facts and reasons."""
WITHOUT_REASONS: Final = frozenset({"disclosed"})

_DECISIONS: Final[Mapping[str, str]] = {
    "already_public": "您申请公开的信息属于已经主动公开的范围，可以通过以下方式和途径获取：{reasons}",
    "disclosed": "同意公开您申请的信息，现{supply}。{reasons}",
    "partial": "同意公开您申请的信息中可以公开的部分，现{supply}；其余部分不予公开。理由是：{reasons}",
    "not_held": "{searches}您申请公开的信息不存在。{reasons}",
    "not_responsible": "您申请公开的信息不属于本机关负责公开的范围。{reasons}",
    "needs_making": "您申请公开的信息没有现成文本，需要本机关汇总、加工或者重新制作，不予提供。{reasons}",
    "correction_told": "您的申请内容不明确，请作出更改、补充：{reasons}",
    "other_channel": "您所提事项不属于政府信息公开申请，请通过其他途径办理。{reasons}",
    "petition": "您所提事项属于信访、举报、投诉，不作为政府信息公开申请处理。{reasons}",
    "repeated": "本机关此前已对您的同一申请作出答复，不再重复处理。{reasons}",
    "correction_lapsed": "您未在补正期限内补正申请内容，没有正当理由，视为放弃申请，本机关不再处理该政府信息公开申请。{reasons}",
    "payment_lapsed": "您未按收费通知的要求缴纳费用，视为放弃申请，本机关不再处理该政府信息公开申请。{reasons}",
    "still_unclear": "经补正，您的申请内容仍不明确，本机关无法提供。{reasons}",
}
_REFUSAL: Final = "您申请公开的信息不予公开（{label}）。理由是：{reasons}"
_PLAIN: Final = "{label}。{reasons}"
_FORMS: Final[Mapping[str, str]] = {
    "paper": "以纸质文本形式",
    "electronic": "以电子文档形式",
    "disc": "以光盘等载体",
    "": "随本告知书",
}
_WAYS: Final[Mapping[str, str]] = {
    "post": "邮寄给您",
    "pickup": "提供，请您到本机关领取",
    "email": "发送至您提供的电子邮箱",
    "fax": "传真给您",
}
"""By the applicant's wish (R19 Art.40); who wished none is told that it comes with the letter, and then it must."""
_READING: Final = "请到本机关现场查阅、抄录"


@dataclass(frozen=True, slots=True)
class Search:
    """One entry of the search log as the letter tells it."""

    on: date
    place: str
    terms: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the letter says of a request; `channel` is its name on screen."""

    title: str
    number: str
    received_on: date
    channel: str
    wished_form: str = ""
    wished_way: str = ""
    corrected_on: date | None = None
    served_online: bool = False
    searches: Sequence[Search] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """`missing` says in sentences what the text still lacks; each stands in it as a blank."""

    title: str
    text: str
    missing: tuple[str, ...]
    warnings: tuple[str, ...]
    remedy: str = ""


def title_of(found: Outcome) -> str:
    return _OWN_TITLES.get((found.regime, found.key), TITLES[found.letter])


def compose(case: Case, found: Outcome, reasons: str, facts: RemedyFacts, on: date) -> Letter:
    """Facts, legal basis, decision and remedy, one paragraph each (the parts that 苏规范 names)."""
    remedy, missing = _remedy(found, on, facts, online=case.served_online)
    paragraphs = [facts_of(case), f"{_basis(found)}{_decision(case, found, reasons)}", remedy.paragraph]
    return Letter(
        title_of(found), "\n".join(filter(None, paragraphs)), missing, remedy.warnings, remedy.paragraph
    )


def facts_of(case: Case) -> str:
    """What came, when and how: the first paragraph of every letter to the applicant."""
    corrected = f"，并于{plain_date(case.corrected_on)}收到您补正后的申请" if case.corrected_on else ""
    return (
        f"本机关于{plain_date(case.received_on)}收到您以{case.channel}方式提出的政府信息公开申请"
        f"（收件编号：{case.number}），申请公开“{case.title}”{corrected}。"
    )


def _basis(found: Outcome) -> str:
    named = "、".join(_cited(found.basis))
    return f"经审查，根据{named}的规定，现答复如下：" if named else "经审查，现答复如下："


def _cited(citations: Iterable[Citation]) -> Iterator[str]:
    """Each instrument by its title once, then its articles."""
    last = None
    for citation in citations:
        head = "" if citation.instrument is last else f"《{citation.instrument.title}》"
        last = citation.instrument
        yield f"{head}{citation.place}"


def _decision(case: Case, found: Outcome, reasons: str) -> str:
    default = _REFUSAL if found.group is OutcomeGroup.WITHHELD and found.force is not None else _PLAIN
    words = {
        "reasons": _sentence(reasons),
        "label": found.label,
        "supply": _supply(case),
        "searches": _searches(case.searches),
    }
    return _DECISIONS.get(found.key, default).format_map(words)


def _supply(case: Case) -> str:
    if case.wished_form == "reading":
        return _READING
    return _FORMS.get(case.wished_form, _FORMS[""]) + _WAYS.get(case.wished_way, "提供")


def decision_in(text: str) -> str:
    """The text without how the request came and where a remedy lies: these sentences say nothing of the decision."""
    around = ("收件编号：", "行政复议", "行政诉讼")
    sentences = text.replace("\n", "。").split("。")
    return "。".join(part for part in sentences if not any(word in part for word in around))


def _sentence(reasons: str) -> str:
    text = reasons.strip()
    return text if not text or text[-1] in "。；！？" else f"{text}。"


def _searches(searches: Sequence[Search]) -> str:
    if not searches:
        return "经检索，"
    told = listed(f"{plain_date(row.on)}以“{row.terms}”为检索词在{row.place}检索" for row in searches)
    return f"本机关于{told}，均未查到，"


def _remedy(found: Outcome, on: date, facts: RemedyFacts, *, online: bool) -> tuple[Remedy, tuple[str, ...]]:
    """The paragraph; where the body's facts lack something, with blanks and the sentence that says so."""
    try:
        return remedy_for(found, on, facts, served_online=online), ()
    except MissingRemedyFactError as fault:
        filled = RemedyFacts(
            facts.review_bodies or (BLANK,), facts.court or BLANK, facts.review_online or BLANK
        )
        return remedy_for(found, on, filled, served_online=online), (str(fault),)


def text_hash(title: str, text: str) -> str:
    """What a signature is bound to."""
    return hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()
