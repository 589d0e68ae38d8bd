"""Pure predicates of review and publication."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from gongkai.publication.enums import RoundState, Route, Stage

STAGES: Mapping[Route, tuple[Stage, ...]] = {
    Route.FULL: (Stage.AUTHOR, Stage.FIRST, Stage.SECOND, Stage.APPROVAL),
    Route.SHORT: (Stage.AUTHOR, Stage.FIRST, Stage.APPROVAL),
}


def next_stage(route: Route, cleared: Collection[Stage]) -> Stage | None:
    """The stage whose turn it is, or None when the round is complete."""
    return next((stage for stage in STAGES[route] if stage not in cleared), None)


_AWAITING = {
    Stage.FIRST: RoundState.AWAITING_FIRST,
    Stage.SECOND: RoundState.AWAITING_SECOND,
    Stage.APPROVAL: RoundState.AWAITING_APPROVAL,
}


def round_state(
    route: Route, cleared: Collection[Stage], *, returned: bool, published: bool, withdrawn: bool = False
) -> RoundState:
    """The state of a round from its facts; the author's signature is there from the beginning."""
    if published:
        return RoundState.WITHDRAWN if withdrawn else RoundState.PUBLISHED
    if returned:
        return RoundState.RETURNED
    following = next_stage(route, cleared)
    return _AWAITING[following] if following else RoundState.READY


def path_of(body_code: str, year: int, serial: int) -> str:
    """The site path of a thing: it is made once and never moves."""
    return f"{body_code}/{year}/{serial:05d}"


def index_number_of(body_code: str, year: int, serial: int) -> str:
    """索引号 in the convention body code / year - serial of five digits (rules of 中国政府网 and most provinces)."""
    return f"{body_code}/{year}-{serial:05d}"


def counting_day(previous: date | None, last_left: date | None, today: date) -> date:
    """The day by which a thing counts in yearly figures when it goes live today.

    A thing counts in one year only. It keeps its earlier day when it still stood at the end of that year, and takes
    today when it had been withdrawn before (or was never published).
    """
    if previous is None or last_left is None:
        return previous or today
    return previous if last_left.year > previous.year else today
