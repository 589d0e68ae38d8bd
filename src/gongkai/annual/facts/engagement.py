"""解读、回应、活动、建议提案、转办件."""

from __future__ import annotations

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from gongkai.annual.facts.publication import published_in
from gongkai.annual.period import Period
from gongkai.annual.sources import Source
from gongkai.engagement.models import (
    Activity,
    Count,
    ExternalCase,
    Interpretation,
    Proposal,
    PublicConcern,
)

LEADER, NO_LEADER, NOT_RECORDED = "leader", "none", "unknown"


def _activities(period: Period) -> QuerySet[Activity]:
    leader = Case(
        When(leader_present=True, then=Value(LEADER)),
        When(leader_present=False, then=Value(NO_LEADER)),
        default=Value(NOT_RECORDED),
        output_field=CharField(),
    )
    return Activity.objects.filter(body__in=period.body_ids, held_on__range=period.days).annotate(
        leader=leader
    )


def _counts(period: Period) -> QuerySet[Count]:
    return Count.objects.filter(activity__body__in=period.body_ids, activity__held_on__range=period.days)


def _concerns(period: Period) -> QuerySet[PublicConcern]:
    """Concerns answered in the year."""
    start, end = period.moments
    return PublicConcern.objects.filter(
        body__in=period.body_ids, responded_at__gte=start, responded_at__lt=end
    )


def _interpretations(period: Period) -> QuerySet[Interpretation]:
    return Interpretation.objects.filter(
        published_in(period, "record__item"), body__in=period.body_ids, record__isnull=False
    )


def _proposals(period: Period) -> QuerySet[Proposal]:
    """Proposals whose reply was published in the year."""
    return Proposal.objects.filter(
        published_in(period, "record__item"), body__in=period.body_ids, record__isnull=False
    )


def _external_cases(period: Period) -> QuerySet[ExternalCase]:
    """Cases accepted in the year, by what was known of them at its end."""
    answered = Q(replied_on__lte=period.last)
    return ExternalCase.objects.filter(body__in=period.body_ids, accepted_on__range=period.days).annotate(
        timely=_told(answered & Q(replied_on__lte=F("due_on"))),
        pleased=_told(answered & Q(satisfied=True)),
        good=_told(answered & Q(excellent=True)),
        judged=_told(answered & Q(excellent__isnull=False)),
    )


def best_marks(period: Period) -> list[tuple[str, str]]:
    """(source, what it calls its best mark) of the cases of the year, as they were registered."""
    rows = ExternalCase.objects.filter(body__in=period.body_ids, accepted_on__range=period.days)
    named = rows.exclude(excellent_label="").order_by("source", "pk")
    return list(named.values_list("source", "excellent_label"))


def _told(condition: Q) -> Case:
    return Case(When(condition, then=Value("yes")), default=Value("no"), output_field=CharField())


ACTIVITIES = Source("activities", "活动", _activities, dimensions=("kind", "leader"))
COUNTS = Source(
    "counts",
    "活动数字",
    _counts,
    body="activity__body_id",
    dimensions=("activity__kind", "key", "unit"),
    amount="value",
)
CONCERNS = Source("concerns", "政务舆情", _concerns, dimensions=("way",))
INTERPRETATIONS = Source("interpretations", "政策解读", _interpretations)
PROPOSALS = Source("proposals", "建议提案", _proposals, dimensions=("kind",))
EXTERNAL_CASES = Source(
    "cases", "转办件", _external_cases, dimensions=("source", "timely", "pleased", "good", "judged")
)
