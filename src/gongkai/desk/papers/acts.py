"""What a person may do with a page now: one answer for the buttons, the views and the to-do list."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person
from gongkai.publication.enums import RoundState, Stage
from gongkai.publication.models import Revision
from gongkai.publication.papers import OPEN, KeptPaper, state_of
from gongkai.publication.services import STAGE_ACTS
from gongkai.shell.marks import Mark

SUBMIT, SIGN, RETURN, PUBLISH = "submit", "sign", "return", "publish"
STAGE_OF: Mapping[RoundState, Stage] = {
    RoundState.AWAITING_FIRST: Stage.FIRST,
    RoundState.AWAITING_SECOND: Stage.SECOND,
    RoundState.AWAITING_APPROVAL: Stage.APPROVAL,
}
_MARKS: Mapping[RoundState, tuple[str, str]] = {
    RoundState.AWAITING_FIRST: ("waiting", "calm"),
    RoundState.AWAITING_SECOND: ("waiting", "calm"),
    RoundState.AWAITING_APPROVAL: ("waiting", "calm"),
    RoundState.RETURNED: ("returned", "bad"),
    RoundState.READY: ("ready", "calm"),
    RoundState.PUBLISHED: ("valid", "good"),
    RoundState.WITHDRAWN: ("ended", "bad"),
}
NEVER = Mark("未编制", "question", "warn")
OUTDATED = Mark("待更新", "question", "warn")


def mark_of(state: RoundState | None) -> Mark:
    return Mark(state.label, *_MARKS[state]) if state else NEVER


def lawful(kept: KeptPaper, person: Person, allowed: Collection[Act], *, changed: bool) -> frozenset[str]:
    """The acts of a person who holds these acts at the page's body; `changed`: the facts say something new."""
    found = set()
    if Act.DRAFT_RECORD in allowed and changed and kept.state not in OPEN:
        found.add(SUBMIT)
    if kept.latest is not None and awaits(kept.latest, person, allowed):
        found |= {SIGN, RETURN}
    if Act.PUBLISH in allowed and kept.state is RoundState.READY:
        found.add(PUBLISH)
    return frozenset(found)


def awaits(revision: Revision, person: Person, allowed: Collection[Act]) -> bool:
    """Whether the round waits for a stage of this person, who has not signed it before."""
    stage = STAGE_OF.get(state_of(revision))
    signed = {clearance.person_id for clearance in revision.clearances.all()}
    return stage is not None and STAGE_ACTS[stage] in allowed and person.pk not in signed
