"""答复书、告知书: the text as it follows from the law and the file. Pure; the officer may then edit every word.

The applicant's name, the document number, the issuing body and the date are printed around the text, not in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.law.answers import sentence_of
from gongkai.law.decisions import LetterKind, Outcome
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

WITHOUT_REASONS: Final = frozenset({"disclosed"})

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
_STOPS: Final = "。；！？，、：;"
_NOTHING: Final = frozenset({"", "无", "没有", "零", "0", "〇"})
_TELLING: Final = ("未", "没有", "均", "经", "检索", "查", "共", "仅", "只", "有", "发现", "找到", "结果")
"""How a recorded result begins that can follow the search in one sentence."""
_READING: Final = "请到本机关现场查阅、抄录"


@dataclass(frozen=True, slots=True)
class Search:
    """One entry of the search log as the letter tells it."""

    on: date
    place: str
    terms: str
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the letter says of a request; `channel` is its name on screen.

    `corrected` is what is asked for since the correction of `corrected_on`, empty where that left it as it was.
    """

    title: str
    number: str
    received_on: date
    channel: str
    wished_form: str = ""
    wished_way: str = ""
    corrected_on: date | None = None
    corrected: str = ""
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
    """What came, when and how, and what is asked for now: the first paragraph of every letter to the applicant."""
    asked = _in_one_line(case.corrected) or case.title
    corrected = f"，并于{plain_date(case.corrected_on)}收到您补正后的申请" if case.corrected_on else ""
    first, then = (corrected, "") if case.corrected else ("", corrected)
    return (
        f"本机关于{plain_date(case.received_on)}收到您以{case.channel}方式提出的政府信息公开申请"
        f"（收件编号：{case.number}）{first}，申请公开“{asked}”{then}。"
    )


def _in_one_line(text: str) -> str:
    """A description of several lines, as it stands between quotation marks."""
    lines = (line.strip() for line in text.splitlines())
    joined = "".join(line if line[-1] in _STOPS else f"{line}；" for line in lines if line)
    return joined.rstrip("；;。")


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
    words = {
        "reasons": _sentence(reasons),
        "supply": _supply(case),
        "searches": _searches(case.searches),
    }
    return sentence_of(found).format_map(words)


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
    """When, where, by which words, and what came of it: the results as they were recorded (法释〔2025〕8号 Art.5)."""
    if not searches:
        return "经检索，"
    acts = [f"{plain_date(row.on)}以“{row.terms}”为检索词在{row.place}检索" for row in searches]
    results = [_result(row.result) for row in searches]
    if len(set(results)) == 1 and results[0].startswith("未"):
        return f"本机关于{listed(acts)}，{'均' if len(acts) > 1 else ''}{results[0]}，"
    told = "；于".join(f"{act}，{result}" for act, result in zip(acts, results, strict=True))
    return f"本机关于{told}。据此，"


def _result(recorded: str) -> str:
    """What the search log holds, as the end of a sentence; a bare 无 is spelt out."""
    text = _in_one_line(recorded)
    if text.removesuffix("结果") in _NOTHING:
        return "未查到"
    return text if text.startswith(_TELLING) else f"检索结果：{text}"


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
