"""复议诉讼 of the year: the published numbers, each case dated after the reply that it disputes where there is one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from gongkai.bodies.models import Person, PublicBody
from gongkai.casework.models import Request
from gongkai.disputes.importers import Course, ImportedReview, ImportedSuit, import_reviews, import_suits
from gongkai.disputes.models import Reconsideration
from gongkai.disputes.services import ReviewFacts, SuitFacts
from gongkai.law.decisions import OutcomeGroup
from gongkai.law.disputes import DisputeResult
from gongkai.law.outcomes import R07_OUTCOMES
from gongkai.operations.demo.heping2017 import days
from gongkai.operations.demo.heping2017.data_files import table
from gongkai.operations.demo.loaded import Loaded

_DISPUTED = frozenset({OutcomeGroup.WITHHELD, OutcomeGroup.UNAVAILABLE, OutcomeGroup.PARTIAL})
_LONGEST = 105  # working days from the reply to the end of the slowest case
_LINKED = 6  # cases that begin with a reply: the reconsiderations and the suit without one before it
_COPY_AFTER = 5  # working days from the application to the copy


def load(loaded: Loaded, _at: datetime) -> None:
    data = table("disputes")
    requests = _disputed_requests(loaded.year.year)
    reviews = import_reviews(list(_reviews(loaded, data, requests)))
    import_suits(list(_suits(loaded, data, requests, reviews)))


def _disputed_requests(year: int) -> Iterator[Request]:
    """Requests refused or not held, spread over what was answered early enough for the case to end in the year."""
    outcomes = [outcome.key for outcome in R07_OUTCOMES if outcome.group in _DISPUTED]
    last = days.working_year()[-1 - _LONGEST]
    rows = Request.objects.select_related("body", "decision").filter(
        decision__outcome__in=outcomes,
        decision__decided_on__range=(date(year, 1, 1), last),
    )
    found = list(rows.order_by("decision__decided_on", "pk"))
    wanted = min(len(found), _LINKED)
    return iter([found[place * len(found) // wanted] for place in range(wanted)])


def _actor(loaded: Loaded, body: PublicBody) -> Person:
    """Who looks after the law at the body."""
    people = (person for person in loaded.year.people if person.body == body.code)
    return next(loaded.people[person.key] for person in people if "legal" in person.roles)


def _reviews(
    loaded: Loaded, data: Mapping[str, Any], requests: Iterator[Request]
) -> Iterator[ImportedReview]:
    for number, row in enumerate(data["reconsideration"], 1):
        request = next(requests, None)
        body = request.body if request else loaded.bodies[row["body"]]
        applied_on = _began(row, "applied_on", request)
        copy_on = days.later(applied_on, _COPY_AFTER)
        facts = ReviewFacts(
            number=f"示政复〔{loaded.year.year}〕{number}号",
            review_body=data["review_body"],
            matter=row["matter"],
            applied_on=applied_on,
            copy_received_on=copy_on,
            request=request,
        )
        yield ImportedReview(
            body=body,
            facts=facts,
            course=_course(row, applied_on, days.later(copy_on, 3)),
            actor=_actor(loaded, body),
            opened_at=_morning(copy_on),
        )


def _suits(
    loaded: Loaded,
    data: Mapping[str, Any],
    requests: Iterator[Request],
    reviews: Sequence[Reconsideration],
) -> Iterator[ImportedSuit]:
    for number, row in enumerate(data["lawsuit"], 1):
        before = reviews[row["review"] - 1] if "review" in row else None
        request = None if before else next(requests, None)
        filed_on = _began(row, "filed_on", request)
        if before is not None and before.decided_on is not None:
            filed_on = days.later(before.decided_on, row["after"])
        copy_on = days.later(filed_on, 3)
        facts = SuitFacts(
            number=f"（{loaded.year.year}）示行初{number}号",
            court=data["court"],
            matter=row["matter"],
            filed_on=filed_on,
            copy_received_on=copy_on,
            request=request,
            reconsideration=before,
        )
        own = request or before
        body = own.body if own else loaded.bodies[row["body"]]
        yield ImportedSuit(
            body=body,
            facts=facts,
            course=_course(row, filed_on, days.later(copy_on, 5)),
            actor=_actor(loaded, body),
            opened_at=_morning(copy_on),
            heard_on=days.later(filed_on, row["heard"]),
            head_appeared=True,
        )


def _began(row: Mapping[str, Any], name: str, request: Request | None) -> date:
    """So many working days after the reply, else the day that the data give."""
    decided_on = request.decision.decided_on if request else None
    if decided_on is None:
        began: date = row[name]
        return began
    return days.later(decided_on, row["after"])


def _course(row: Mapping[str, Any], began_on: date, acted_on: date) -> Course:
    return Course(
        acted_on=acted_on,
        decided_on=days.later(began_on, row["days"]),
        result=DisputeResult(row["result"]),
        lesson=row["lesson"],
    )


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
