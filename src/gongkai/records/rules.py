"""Pure predicates of drafting: what is complete, which route a record takes, what may be done now."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

import nh3

from gongkai.law.numbering import NumberingError, parse_document_number
from gongkai.portal.characters import visible
from gongkai.publication.enums import Route, Stage
from gongkai.records.enums import PUBLIC, DisclosureAttribute, LegalCharacter, RecordKind, State

_TAGS = {
    *("p", "br", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "sub", "sup", "blockquote"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "a"),
}
_ATTRIBUTES = {"a": {"href"}, "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}}

EDITABLE = PUBLIC | {State.DRAFT, State.UNDETERMINED, State.RETURNED, State.WITHDRAWN}
TAKEN_EFFECT = PUBLIC | {State.FILED}
"""States in which 有效性 says something of a text: before them it is a draft."""

WAITING: dict[Stage, State] = {
    Stage.FIRST: State.AWAITING_FIRST,
    Stage.SECOND: State.AWAITING_SECOND,
    Stage.APPROVAL: State.AWAITING_APPROVAL,
}
STAGE_OF = {state: stage for stage, state in WAITING.items()}
CLEARED = frozenset({State.READY, State.TO_FILE})
"""Everything is signed; what is found now still goes back to the author."""
RETURNABLE = CLEARED.union(STAGE_OF)


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands in the way, at which field, and what to do."""

    field: str
    sentence: str


def plain_lines(text: str) -> str:
    """Line ends as one character: a browser sends two, and a text saved unchanged would be another one."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


_BLOCK: Final = re.compile(r"<\s*(?:p|h[1-6]|ul|ol|li|table|div|br|blockquote|pre)\b", re.IGNORECASE)


def in_paragraphs(text: str) -> str:
    """Text without any mark of structure, as most people type it: each line becomes a paragraph."""
    if _BLOCK.search(text):
        return text
    return "".join(f"<p>{line.strip()}</p>" for line in text.splitlines() if line.strip())


DEEPEST: Final = 100
"""Levels of markup within markup; a text has a dozen. To read n nested lists costs n² steps."""
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NEVER_NESTED: Final = frozenset(
    {
        *("p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option"),
        *("br", "hr", "img", "col", "wbr", "input", "meta", "link"),
    }
)
"""A text may leave these open, and one in another of its kind closes it or needs a list or table between."""


def too_deep(markup: str) -> bool:
    """Whether tags are nested, or left open, beyond `DEEPEST`, in one look at the text."""
    standing: Counter[str] = Counter()
    depth = 0
    for closing, written in _TAG.findall(markup):
        name = written.lower()
        if name in _NEVER_NESTED or (closing and not standing[name]):
            continue
        step = -1 if closing else 1
        standing[name] += step
        depth += step
        if depth > DEEPEST:
            return True
    return False


def clean_html(markup: str) -> str:
    """Markup with nothing in it but text structure: what Word and WPS leave behind is dropped.

    What no form lets through, markup nested beyond `DEEPEST`, comes back as its words alone. Characters that nobody sees
    go when references to them are read, and the rest is read again: an address without them is another one.
    """
    if too_deep(markup):
        markup = escape(re.sub(r"<[^<>]*>", "", markup))
    cleaned = _sanitised(markup)
    seen = visible(cleaned)
    return cleaned if seen == cleaned else _sanitised(seen)


def _sanitised(markup: str) -> str:
    return nh3.clean(
        markup, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel=None
    )


def route_of(kind: RecordKind, character: LegalCharacter, attribute: DisclosureAttribute) -> Route:
    """Documents, normative documents and refusals take all stages; news takes two."""
    plain = kind is RecordKind.INFORMATION and character is LegalCharacter.OTHER
    return Route.SHORT if plain and attribute is DisclosureAttribute.PROACTIVE else Route.FULL


EFFECTIVE_TOO_EARLY: Final = "生效日期早于成文日期，请核对；溯及以前的，请在正文中写明，此处填写成文日期。"
_ORDER: Final = re.compile(r"第[1-9]\d*号|\d{4}年第[1-9]\d*号")
"""令、公告 are numbered in a run of their own: 第12号, 2017年第3号."""


def year_fault(number: str, made_on: date) -> str:
    """What is wrong between a 文号 and the day of its document: the number is given in the year it is made (GB/T 9704)."""
    found = re.search(r"〔(\d{4})〕", number)
    if found is None or int(found[1]) == made_on.year:
        return ""
    return f"文号的年份是{found[1]}年，成文日期在{made_on.year}年，请核对。"


def number_fault(number: str) -> str:
    """What is wrong with a 文号, with the right way to write it; empty when nothing is, or when there is none."""
    if not number or _ORDER.fullmatch(number):
        return ""
    try:
        parse_document_number(number)
    except NumberingError as fault:
        return str(fault)
    return ""


def faults(  # noqa: PLR0913 - one parameter a field
    *,
    title: str,
    kind: RecordKind,
    columns: Sequence[str],
    html: str,
    attribute: DisclosureAttribute | None,
    made_on: date,
    today: date,
    effective_on: date | None = None,
    document_number: str = "",
) -> list[Fault]:
    """What keeps a draft from going to review; empty when it may go."""
    checks = (
        (not title.strip(), Fault("title", "请填写标题。")),
        (_needs_column(kind, attribute) and not columns, Fault("columns", "请选择主栏目，主栏目用于统计。")),
        (not html.strip(), Fault("html", "请填写正文。")),
        (made_on > today, Fault("made_on", "成文日期晚于今日，请核对。")),
        (
            effective_on is not None and effective_on < made_on,
            Fault("effective_on", EFFECTIVE_TOO_EARLY),
        ),
        (bool(number_fault(document_number)), Fault("document_number", number_fault(document_number))),
        (attribute is None, Fault("attribute", "请先认定公开属性，再提交审核（国办发〔2016〕80号）。")),
    )
    return [fault for failed, fault in checks if failed]


def _needs_column(kind: RecordKind, attribute: DisclosureAttribute | None) -> bool:
    """Rules have a page of their own, and what is not disclosed stands in no column."""
    return kind is not RecordKind.RULE and attribute in {None, DisclosureAttribute.PROACTIVE}
