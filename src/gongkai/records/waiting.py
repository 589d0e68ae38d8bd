"""Records that wait for somebody: the querysets behind the to-do list and the review list, longest waiting first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person
from gongkai.publication.models import Clearance, Standing
from gongkai.publication.services import STAGE_ACTS
from gongkai.records.enums import State
from gongkai.records.models import Record
from gongkai.records.rules import WAITING


def _rows() -> QuerySet[Record]:
    return Record.objects.select_related("item", "author").defer("html").order_by("updated_at", "pk")


def waiting_for(person: Person, allowed: Collection[Act], shown: int) -> dict[State, list[Record]]:
    """Everything that waits for the person, at most `shown` of each state, in one statement."""
    signable = [state for stage, state in WAITING.items() if STAGE_ACTS[stage] in allowed]
    place = Window(RowNumber(), partition_by=F("state"), order_by=("updated_at", "pk"))
    rows = _rows().filter(_mine(person, allowed) | (Q(state__in=signable) & ~_signed_by(person)))
    found: dict[State, list[Record]] = defaultdict(list)
    for row in rows.annotate(place=place).filter(place__lte=shown):
        found[State(row.state)].append(row)
    return found


def _mine(person: Person, allowed: Collection[Act]) -> Q:
    """States in which a record waits for whoever holds an act; drafts and returns wait for their author alone.

    A correction may be anybody's who drafts there, returned or not yet submitted, and citizens read the faulty text
    meanwhile.
    """
    needs = {
        State.READY: Act.PUBLISH,
        State.TO_FILE: Act.FILE_AWAY,
        State.UNDETERMINED: Act.DETERMINE,
        State.CORRECTING: Act.DRAFT_RECORD,
    }
    open_to_all = [state for state, act in needs.items() if act in allowed]
    own = [State.RETURNED, State.DRAFT] if Act.DRAFT_RECORD in allowed else []
    live = Exists(Standing.objects.filter(item=OuterRef("item"), tombstone=None))
    returned = Q(live, state=State.RETURNED) if own else Q()
    return Q(state__in=open_to_all) | Q(state__in=own, author=person) | returned


def _signed_by(person: Person) -> Exists:
    return Exists(Clearance.objects.filter(revision=OuterRef("revision"), person=person))


def awaiting(person: Person, allowed: Collection[Act]) -> QuerySet[Record]:
    """What waits for a stage that the person may sign, without what they signed in this round."""
    states = [state for stage, state in WAITING.items() if STAGE_ACTS[stage] in allowed]
    return _rows().filter(state__in=states).exclude(Q(revision__clearances__person=person))
