"""Numbers that are figures: value, counting word, and whether the print is exact, a bound or about."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from gongkai.annual.audit.masks import CN, NUMERAL, hide
from gongkai.annual.audit.numerals import arabic, chinese


class Bound(Enum):
    """How a printed number stands to the true one."""

    EXACT = "exact"
    FLOOR = "floor"  # 5600余条: 5600 or more, below the next round number
    CEILING = "ceiling"  # 近2万本
    ABOUT = "about"  # 约300人
    OVER = "over"  # 超过300人: no upper end


EXACT = Bound.EXACT  # a member asked of its class is looked up slowly


class Number(NamedTuple):
    """One printed number; `start` and `end` enclose numeral, hedge and counting word in the folded text."""

    value: Decimal
    unit: str
    bound: Bound
    start: int
    end: int
    step: Decimal
    grain: Decimal = Decimal(
        0
    )  # 3.4万件 is a print to the nearest thousand: grain 1000; 0 for a count to the piece

    @property
    def share(self) -> bool:
        return self.unit == "%"

    @property
    def exact(self) -> bool:
        return self.bound is EXACT

    def interval(self) -> tuple[Decimal, Decimal]:
        """The least and the greatest true value that the print allows."""
        value, step = self.value, self.step
        return {
            Bound.EXACT: (value, value),
            Bound.FLOOR: (value, value + step),
            Bound.CEILING: (value - step, value),
            Bound.ABOUT: (value - step, value + step),
            Bound.OVER: (value, Decimal("Infinity")),
        }[self.bound]


SHORT_UNITS = "条件宗起只篇次个期份项人名例家场部户册本张处幅类批页字则封通笔位所种套台辆组栏块轮元集遍支段单版幢间道课讲颗卷"
UNIT = f"(?:[人条件篇户场期班批个册份家]次|[万亿]元|[{SHORT_UNITS}])"
HEDGE_BEFORE = re.compile(
    r"(?:大约|共约|约有|约为|接近|将近|超过|突破|多达|不少于|至少|不足|不到|逾|超|约|近)$"
)
LONGEST_HEDGE = 3
HEDGES_END = frozenset("约有为近过破达于少足到逾超")
HEDGES_END_BEHIND = frozenset("有为")  # 约 stands before them
HEDGE_AFTER = r"(?P<after>余|多|来)?"
TAIL = r"(?P<tail>以上|左右|上下|以内|以下)?"
DIGITS = (
    r"(?<![\d.])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?:\.\d+)?(?=[^\d ])|\d+(?:\.\d+)?)"
)
COUNT = re.compile(
    rf"{DIGITS}(?P<more>余|多)?(?P<scale>万|亿|千|百)?{HEDGE_AFTER}(?P<unit>{UNIT})(?P<late>余|多(?!次|个))?{TAIL}"
)
# The rest of most figures behind the first digit; COUNT and PERCENT read them alike, but slowly.
PLAIN = (
    rf"(?P<whole>\d{{0,8}})(?![万亿])(?P<unit>{UNIT})(?![余多以左上])"
    r"|(?P<share>\d{0,2}(?:\.(?P<decimals>\d{1,4}))?)%(?![以左上])"
)
SPOKEN = re.compile(rf"(?P<digits>[{CN}]+){HEDGE_AFTER}(?P<unit>{UNIT})(?P<late>余)?{TAIL}")
PERCENT = re.compile(rf"(?:{DIGITS}%|百分之(?P<words>[{CN}]+(?:点[{CN}]+)?|\d+(?:\.\d+)?)){TAIL}")
# Written so that it begins with one set of characters: the search then leaps from one of them to the next.
START = re.compile(
    rf"[0-9{CN}](?:(?<=[0-9])(?<![\d.]\d)(?:{PLAIN})?|(?<=[{CN}])(?<![{CN}][{CN}])|(?<=百)(?=分之))"
)
LISTS = re.compile("其中|分别|包括")
TOTALLED = re.compile("[合共总]计")
BARE = re.compile(r"(?<=[\u4e00-\u9fff：])(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?=[，；、。）]|$)")
# A single character numeral is a figure only where the phrase ends behind it or goes on with what reports count.
PHRASE_END = re.compile(
    r"$|[，。；、：（）！？]|其中|均|都|全部|的|政府信息|公开|信息|申请|行政|复议|诉讼|案件|文件|属|为|被|予以|不|通过|涉及|占|因|和|及|与|结转|顺延|转|留|跨|延|移|撤|逾期|待|继续|尚|仍|正|已|未|同比|比|较"
)
IDIOM_BEFORE = re.compile(r"(?:每|同|统|唯|第|任|某|逐|这|那|各|另|按|成|之|归|万|单|进|近)$")
HEDGED = re.compile("[余多来]|以[上内下]|左右|上下")
ONE = Decimal(1)
STEPS = (ONE, Decimal("0.1"), Decimal("0.01"), Decimal("0.001"), Decimal("0.0001"))  # by decimals
STEP_OUT = {"余": Bound.FLOOR, "多": Bound.FLOOR, "来": Bound.ABOUT, "以上": Bound.OVER, "左右": Bound.ABOUT}
STEP_OUT |= {"上下": Bound.ABOUT, "以内": Bound.CEILING, "以下": Bound.CEILING}
STEP_IN = {
    "超过": Bound.OVER,
    "突破": Bound.OVER,
    "不少于": Bound.OVER,
    "至少": Bound.OVER,
    "逾": Bound.OVER,
    "超": Bound.OVER,
}
STEP_IN |= dict.fromkeys(("大约", "共约", "约有", "约为", "约"), Bound.ABOUT)
STEP_IN |= dict.fromkeys(("接近", "将近", "近", "不足", "不到"), Bound.CEILING)


def numbers(text: str) -> list[Number]:
    """All figures of a folded text in order; what masks.py hides is not among them."""
    if not NUMERAL.search(text):
        return []
    hidden = hide(text)
    found: list[Number] = []
    bare: list[Number] = []
    end = 0
    for begin in START.finditer(hidden):
        at = begin.start()
        if at < end:
            continue
        plain = begin.lastgroup and not _may_be_hedged(hidden, at)
        number = _plain(begin) if plain else _number_at(hidden, at, end)
        if number is not None:
            found.append(number)
            end = number.end
        elif match := BARE.match(hidden, at):
            bare += [] if _year(match["digits"]) else [_bare(match)]
    told = len(found) > 1 or (found and LISTS.search(text)) or (len(bare) > 2 and TOTALLED.search(text))  # noqa: PLR2004
    if bare and told:
        return sorted([*found, *bare], key=lambda n: n.start)
    return found


def _may_be_hedged(text: str, at: int) -> bool:
    """分别为6件 is no hedge, only 约为6件 is."""
    before = text[at - 1 : at]
    return before in HEDGES_END and (before not in HEDGES_END_BEHIND or text[at - 2] in HEDGES_END)


def _plain(begin: re.Match[str]) -> Number:
    at, end = begin.span()
    unit = begin["unit"]
    if unit:
        return Number(Decimal(begin.string[at : begin.end("whole")]), unit, EXACT, at, end, ONE)
    step = STEPS[len(begin["decimals"] or "")]
    return Number(Decimal(begin.string[at : end - 1]), "%", EXACT, at, end, step)


def _number_at(text: str, at: int, since: int) -> Number | None:
    """The figure whose numeral begins at a place; a hedge before it reaches back no farther than `since`."""
    hedged = _may_be_hedged(text, at)
    for pattern, read in READERS_OF_DIGITS if text[at].isdecimal() else READERS_OF_CHARACTERS:
        match = pattern.match(text, at)
        if match:
            hedge = HEDGE_BEFORE.search(text, max(since, at - LONGEST_HEDGE), at) if hedged else None
            number = read(match, hedge[0] if hedge else "")
            if number is not None:
                return number
    return None


def _bound(match: re.Match[str], hedge: str) -> Bound:
    if HEDGED.search(match[0]):
        groups = match.groupdict()
        for name in ("more", "after", "late", "tail"):
            if groups.get(name):
                return STEP_OUT[groups[name]]
    return STEP_IN.get(hedge, Bound.EXACT)


def _step(value: Decimal, bound: Bound) -> Decimal:
    """The next round number's distance: 100 for 5600, 1000 for 17000 and 1.2万 as printed; an exact count needs none."""
    if bound is Bound.EXACT:
        return ONE
    whole = int(value)
    step = 1
    while whole and whole % (step * 10) == 0:
        step *= 10
    return Decimal(step)


def _count(match: re.Match[str], hedge: str) -> Number:
    digits, unit = match.group("digits", "unit")
    scale = match["scale"] or ""
    start = match.start() - len(hedge)
    value = arabic(digits, scale)
    if not scale and "." not in digits:
        bound = _bound(match, hedge)
        return Number(value, unit, bound, start, match.end(), _step(value, bound))
    printed = Decimal(digits.replace(",", "").replace(" ", ""))
    decimals = max(0, -int(printed.as_tuple().exponent))
    unit_step = arabic("1", scale) / (Decimal(10) ** decimals)
    bound = _bound(match, hedge)
    step = unit_step if scale else _step(value, bound)
    grain = unit_step if scale else Decimal(0)
    return Number(value, unit, bound, start, match.end(), step, grain)


def _spoken(match: re.Match[str], hedge: str) -> Number | None:
    value = chinese(match["digits"])
    text, start = match.string, match.start() - len(hedge)
    if value is None or (match["digits"][0] in "百千万零" and match["digits"] != "零"):
        return None
    if len(match["digits"]) == 1 and not (
        PHRASE_END.match(text, match.end()) and not IDIOM_BEFORE.search(text[max(0, start - 1) : start])
    ):
        return None
    bound = _bound(match, hedge)
    exact = Decimal(value)
    return Number(exact, match["unit"], bound, start, match.end(), _step(exact, bound))


def _percent(match: re.Match[str], hedge: str) -> Number:
    words = match["words"]
    value = _spoken_share(words) if words else arabic(match["digits"])
    decimals = max(0, -int(value.as_tuple().exponent))
    step = Decimal(1) / (Decimal(10) ** decimals)
    return Number(value, "%", _bound(match, hedge), match.start() - len(hedge), match.end(), step)


def _spoken_share(words: str) -> Decimal:
    if words[0].isdigit():
        return Decimal(words)
    whole, _, fraction = words.partition("点")
    digits = "".join(str(chinese(c) or 0) for c in fraction)
    return Decimal(f"{chinese(whole) or 0}.{digits}" if digits else str(chinese(whole) or 0))


def _year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in {"19", "20"}  # noqa: PLR2004 - years of the two centuries


def _bare(match: re.Match[str]) -> Number:
    value = arabic(match["digits"])
    return Number(value, "", Bound.EXACT, match.start(), match.end(), ONE)


READERS_OF_DIGITS = ((COUNT, _count), (PERCENT, _percent))
READERS_OF_CHARACTERS = ((PERCENT, _percent), (SPOKEN, _spoken))
