"""Pure predicates of drafting: what is complete, which route a record takes, what may be done now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import nh3

from gongkai.publication.enums import Route, Stage
from gongkai.records.enums import DisclosureAttribute, LegalCharacter, RecordKind, State

_TAGS = {
    *("p", "br", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "sub", "sup", "blockquote"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "a"),
}
_ATTRIBUTES = {"a": {"href"}, "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}}

EDITABLE = frozenset(
    {State.DRAFT, State.UNDETERMINED, State.RETURNED, State.PUBLISHED, State.CORRECTED, State.WITHDRAWN}
)
WAITING: dict[Stage, State] = {
    Stage.FIRST: State.AWAITING_FIRST,
    Stage.SECOND: State.AWAITING_SECOND,
    Stage.APPROVAL: State.AWAITING_APPROVAL,
}
STAGE_OF = {state: stage for stage, state in WAITING.items()}


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands in the way, at which field, and what to do."""

    field: str
    sentence: str


def clean_html(markup: str) -> str:
    """Markup with nothing in it but text structure: what Word and WPS leave behind is dropped."""
    return nh3.clean(
        markup, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel=None
    )


def route_of(kind: RecordKind, character: LegalCharacter, attribute: DisclosureAttribute) -> Route:
    """Documents, normative documents and refusals take all stages; news takes two."""
    plain = kind is RecordKind.INFORMATION and character is LegalCharacter.OTHER
    return Route.SHORT if plain and attribute is DisclosureAttribute.PROACTIVE else Route.FULL


def faults(  # noqa: PLR0913 - one parameter a field
    *,
    title: str,
    kind: RecordKind,
    columns: Sequence[str],
    html: str,
    attribute: DisclosureAttribute | None,
    made_on: date,
    today: date,
) -> list[Fault]:
    """What keeps a draft from going to review; empty when it may go."""
    checks = (
        (not title.strip(), Fault("title", "请填写标题。")),
        (_needs_column(kind, attribute) and not columns, Fault("columns", "请选择主栏目，主栏目用于统计。")),
        (not html.strip(), Fault("html", "请填写正文。")),
        (made_on > today, Fault("made_on", "成文日期晚于今日，请核对。")),
        (attribute is None, Fault("attribute", "请先认定公开属性，再提交审核（国办发〔2016〕80号）。")),
    )
    return [fault for failed, fault in checks if failed]


def _needs_column(kind: RecordKind, attribute: DisclosureAttribute | None) -> bool:
    """Rules have a page of their own, and what is not disclosed stands in no column."""
    return kind is not RecordKind.RULE and attribute in {None, DisclosureAttribute.PROACTIVE}
