"""Records that wait for somebody: the querysets behind the to-do list and the review list, longest waiting first."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person
from gongkai.publication.services import STAGE_ACTS
from gongkai.records.enums import State
from gongkai.records.models import Record
from gongkai.records.rules import WAITING


def _rows() -> QuerySet[Record]:
    return Record.objects.select_related("item", "author").defer("html").order_by("updated_at", "pk")


def returned_to(person: Person) -> QuerySet[Record]:
    return _rows().filter(state=State.RETURNED, author=person)


def drafts_of(person: Person) -> QuerySet[Record]:
    return _rows().filter(state=State.DRAFT, author=person)


def awaiting(person: Person, allowed: Collection[Act]) -> QuerySet[Record]:
    """What waits for a stage that the person may sign, without what they signed in this round."""
    states = [state for stage, state in WAITING.items() if STAGE_ACTS[stage] in allowed]
    return _rows().filter(state__in=states).exclude(Q(revision__clearances__person=person))


def ready() -> QuerySet[Record]:
    return _rows().filter(state=State.READY)


def to_file() -> QuerySet[Record]:
    return _rows().filter(state=State.TO_FILE)


def undetermined() -> QuerySet[Record]:
    return _rows().filter(state=State.UNDETERMINED)
