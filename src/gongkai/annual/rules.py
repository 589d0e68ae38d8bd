"""What a report may become from where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gongkai.annual.enums import ReportState

_State = ReportState

FOLLOWS: Mapping[ReportState, frozenset[ReportState]] = {
    _State.DRAFTING: frozenset({_State.HANDED_IN}),
    _State.HANDED_IN: frozenset({_State.RETURNED, _State.ACCEPTED}),
    _State.RETURNED: frozenset({_State.HANDED_IN}),
    _State.ACCEPTED: frozenset({_State.RETURNED, _State.PUBLISHED}),
    _State.PUBLISHED: frozenset(),
}
WRITABLE = frozenset({_State.DRAFTING, _State.RETURNED})


def is_over(year: int, on: date) -> bool:
    """A report tells of the year before (R07 Art.31, R19 Art.49): it is handed in after the last day of that year."""
    return on.year > year


def may_become(now: ReportState, then: ReportState) -> bool:
    return then in FOLLOWS[now]
