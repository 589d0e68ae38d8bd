"""救济途径: what the paragraph must say, whom it names, by when — by outcome, decision date and way of service.

Two dates divide the law: since 2024-01-01 refusals under R19 Arts.14-16 go to reconsideration first (复议法2023
Art.23), and the court term has been six months for what became known since about 2015-02-01 (法释〔2015〕9号 Art.26).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from gongkai.law import instruments
from gongkai.law.authorities import REVIEW_LAW_2023_SINCE
from gongkai.law.decisions import Outcome, RemedyBranch
from gongkai.law.instruments import Citation, Confidence
from gongkai.law.periods import Length, Unit, last_day
from gongkai.law.wording import plain_date

if TYPE_CHECKING:
    from gongkai.law.calendar import Calendar

REVIEW: Final = Length(60, Unit.DAY)
SUIT: Final = Length(6, Unit.MONTH)
SUIT_TO_2015: Final = Length(3, Unit.MONTH)
SUIT_AFTER_REVIEW: Final = Length(15, Unit.DAY)

LITIGATION_LAW_2014_SINCE: Final = date(2015, 5, 1)
SIX_MONTHS_SINCE: Final = date(2015, 2, 1)
CASES_2025_SINCE: Final = date(2025, 6, 1)

_REVIEW_2017: Final = Citation(instruments.REVIEW_LAW_2017, 9)
_REVIEW_2023: Final = Citation(instruments.REVIEW_LAW_2023, 20)
REVIEW_FIRST: Final = (
    Citation(instruments.REVIEW_LAW_2023, 23, 1, 4),
    Citation(instruments.REVIEW_LAW_2023, 23, 2),
)
PARTIAL_REVIEW: Final = (
    f"答复含有不予公开的内容：不服行政机关不予公开政府信息的，应当先申请行政复议（{REVIEW_FIRST[0]}）。"
    "法律没有另行规定部分公开，文书对不予公开的部分写明先申请行政复议，对其他部分写明可以申请行政复议或者提起行政诉讼。请法制审核人核对。"
)
REVIEW_ONLINE: Final = Citation(instruments.REVIEW_LAW_2023, 22, 2)
_AFTER_REVIEW: Final = Citation(instruments.LITIGATION_LAW, 45)
_DIRECT: Final = Citation(instruments.LITIGATION_LAW, 46)
_DIRECT_1989: Final = Citation(instruments.LITIGATION_LAW_1989, 39, confidence=Confidence.SECONDARY)
_SIX_MONTHS_KEPT: Final = Citation(instruments.TRANSITION_2015, 26)


class MissingRemedyFactError(ValueError):
    """The paragraph would not name its bodies; the message says which dated fact of the body to enter."""


@dataclass(frozen=True, slots=True)
class RemedyFacts:
    """Dated facts of the body on the day of decision: names, never computed (see `authorities` for the rules)."""

    review_bodies: tuple[str, ...]  # 行政复议机关; more than one where the applicant may choose
    court: str
    review_online: str = ""  # internet channel of reconsideration; needed when served over the internet


@dataclass(frozen=True, slots=True)
class Remedy:
    """`suit` is None when reconsideration must come first; `paragraph` is empty where nothing is to be told."""

    paragraph: str
    review_first: bool
    review: Length | None
    suit: Length | None
    suit_after_review: Length | None
    citations: tuple[Citation, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemedyDays:
    """The last days, counted from the day on which the applicant got the letter."""

    review_by: date | None
    suit_by: date | None


NOTHING: Final = Remedy(
    "", review_first=False, review=None, suit=None, suit_after_review=None, citations=(), warnings=()
)


def remedy_for(
    outcome: Outcome, decided_on: date, facts: RemedyFacts, *, served_online: bool = False
) -> Remedy:
    """The paragraph of the letter for this outcome, with a warning where a lawsuit no longer lies against it."""
    found = remedy(outcome.remedy, decided_on, facts, served_online=served_online)
    if outcome.not_suable is None or decided_on < CASES_2025_SINCE:
        return found
    warning = f"依照{outcome.not_suable}，对“{outcome.label}”单独提起诉讼的，法院不予受理；救济途径的写法请由法制审核人确认。"
    return replace(found, warnings=(*found.warnings, warning))


def remedy(
    branch: RemedyBranch, decided_on: date, facts: RemedyFacts, *, served_online: bool = False
) -> Remedy:
    """MissingRemedyFactError names the fact without which the paragraph would be incomplete."""
    if branch is RemedyBranch.NONE:
        return NOTHING
    _check(facts, decided_on, served_online=served_online)
    if decided_on < REVIEW_LAW_2023_SINCE:
        return _choice_to_2023(decided_on, facts)
    online = f"（互联网渠道：{facts.review_online}）" if served_online else ""
    by_branch = {
        RemedyBranch.REFUSAL: _refusal,
        RemedyBranch.PARTIAL: _partial,
        RemedyBranch.ORDINARY: _choice,
    }
    found = by_branch[branch](facts, online)
    return replace(found, citations=(*found.citations, REVIEW_ONLINE)) if served_online else found


def general_remedy(on: date, act: str) -> str:
    """救济途径 for who has no letter yet, as a guide tells it; `act` is what is contested, 答复 or 行政行为."""
    found = f"认为{act}侵犯其合法权益的，可以依法申请行政复议或者提起行政诉讼。"
    return found + refusals_first(on)


def refusals_first(on: date) -> str:
    """What a general sentence on remedies must add since 2024-01-01 (复议法2023 Art.23(1)(4)); empty before."""
    if on < REVIEW_LAW_2023_SINCE:
        return ""
    law = REVIEW_FIRST[0]
    return (
        f"其中，对行政机关不予公开政府信息不服的，应当先申请行政复议（《{law.instrument.title}》{law.place}），"
        "对行政复议决定不服的，可以再依法提起行政诉讼。"
    )


def remedy_days(remedy: Remedy, served_on: date, calendar: Calendar) -> RemedyDays:
    """The day of service is not counted; a last day on a rest day moves to the next working day."""
    return RemedyDays(
        last_day(served_on, remedy.review, calendar) if remedy.review else None,
        last_day(served_on, remedy.suit, calendar) if remedy.suit else None,
    )


def silence_remedy(period_ended_on: date, *, review_first: bool = False) -> Remedy:
    """No answer in time. Since 2024 counsel sets whether 复议法2023 Art.23(1)(3) makes reconsideration come first.

    By default the applicant chooses: 法释25 Art.2(2) names both ways, and its Art.10 bars only cases of Art.23(1)(4).
    """
    new = period_ended_on >= REVIEW_LAW_2023_SINCE
    first = review_first and new
    term = Citation(instruments.REVIEW_LAW_2023, 20) if new else Citation(instruments.REVIEW_RULES_2007, 16)
    suit = Citation(instruments.LITIGATION_INTERPRETATION, 66)
    ended = plain_date(period_ended_on)
    sue = "；也可以自答复期限届满之日起6个月内提起行政诉讼"
    text = f"答复期限至{ended}届满未作答复的，申请人可以自期限届满之日起60日内申请行政复议{'' if first else sue}。"
    warnings = (
        ("逾期不答复的，是否应当先申请行政复议，请法制审核人按照当地行政复议机关和法院的做法核对。",)
        if new
        else ()
    )
    return Remedy(text, first, REVIEW, None if first else SUIT, SUIT_AFTER_REVIEW, (term, suit), warnings)


def _check(facts: RemedyFacts, decided_on: date, *, served_online: bool) -> None:
    if not facts.review_bodies or not all(facts.review_bodies):
        raise MissingRemedyFactError(
            "没有登记行政复议机关，救济途径不完整。请系统管理员在“救济机关”中补充后，再重新生成文书。"
        )
    if not facts.court:
        raise MissingRemedyFactError(
            "没有登记管辖法院，救济途径不完整。请系统管理员在“救济机关”中补充后，再重新生成文书。"
        )
    if served_online and decided_on >= REVIEW_LAW_2023_SINCE and not facts.review_online:
        raise MissingRemedyFactError(
            f"通过互联网送达的决定，应当同时提供提交行政复议申请的互联网渠道（{REVIEW_ONLINE}）。请系统管理员在“救济机关”中补充。"
        )


def _bodies(facts: RemedyFacts) -> str:
    return "或者".join(facts.review_bodies)


def _choice_to_2023(decided_on: date, facts: RemedyFacts) -> Remedy:
    suit = SUIT if decided_on >= SIX_MONTHS_SINCE else SUIT_TO_2015
    citations: tuple[Citation, ...] = (_REVIEW_2017, _DIRECT, _AFTER_REVIEW)
    warnings: tuple[str, ...] = ()
    if decided_on < LITIGATION_LAW_2014_SINCE:
        citations = (_REVIEW_2017, _DIRECT_1989)
        if suit is SUIT:
            citations = (*citations, _SIX_MONTHS_KEPT)
            warnings = ("作出决定时法定起诉期限为3个月，至2015年5月1日尚未届满的改按6个月，以此为准。",)
    return _either(facts, suit, "", citations, warnings)


def _choice(facts: RemedyFacts, online: str) -> Remedy:
    return _either(facts, SUIT, online, (_REVIEW_2023, _DIRECT, _AFTER_REVIEW), ())


def _either(
    facts: RemedyFacts, suit: Length, online: str, citations: tuple[Citation, ...], warnings: tuple[str, ...]
) -> Remedy:
    text = (
        f"如对本答复不服，可以自收到本答复之日起{REVIEW}内向{_bodies(facts)}申请行政复议{online}，"
        f"也可以自收到本答复之日起{suit}内向{facts.court}提起行政诉讼。"
    )
    return Remedy(
        text,
        review_first=False,
        review=REVIEW,
        suit=suit,
        suit_after_review=SUIT_AFTER_REVIEW,
        citations=citations,
        warnings=warnings,
    )


def _refusal(facts: RemedyFacts, online: str) -> Remedy:
    text = (
        f"如对本决定不服，依法应当先自收到本决定之日起{REVIEW}内向{_bodies(facts)}申请行政复议{online}；"
        f"对行政复议决定不服的，可以自收到行政复议决定书之日起{SUIT_AFTER_REVIEW}内向{facts.court}提起行政诉讼。"
    )
    return Remedy(
        text,
        review_first=True,
        review=REVIEW,
        suit=None,
        suit_after_review=SUIT_AFTER_REVIEW,
        citations=(*REVIEW_FIRST, _REVIEW_2023, _AFTER_REVIEW),
        warnings=(),
    )


def _partial(facts: RemedyFacts, online: str) -> Remedy:
    text = (
        f"如对其中不予公开的部分不服，依法应当先自收到本答复之日起{REVIEW}内向{_bodies(facts)}申请行政复议{online}；"
        f"对行政复议决定不服的，可以自收到行政复议决定书之日起{SUIT_AFTER_REVIEW}内向{facts.court}提起行政诉讼。"
        f"如对其他部分不服，可以自收到本答复之日起{REVIEW}内向{_bodies(facts)}申请行政复议，"
        f"也可以自收到本答复之日起{SUIT}内向{facts.court}提起行政诉讼。"
    )
    return Remedy(
        text,
        review_first=True,
        review=REVIEW,
        suit=SUIT,
        suit_after_review=SUIT_AFTER_REVIEW,
        citations=(*REVIEW_FIRST, _REVIEW_2023, _DIRECT, _AFTER_REVIEW),
        warnings=(PARTIAL_REVIEW,),
    )
