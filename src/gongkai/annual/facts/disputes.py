"""复议、诉讼、举报投诉: by the days of application and of the decision, never by where a case stands today."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gongkai.annual.period import Period
from gongkai.annual.sources import Source
from gongkai.disputes.models import Complaint, Lawsuit, Reconsideration


def _reconsiderations(period: Period) -> QuerySet[Reconsideration]:
    return Reconsideration.objects.filter(body__in=period.body_ids)


def _applied(period: Period) -> QuerySet[Reconsideration]:
    return _reconsiderations(period).filter(applied_on__range=period.days)


def _reviewed(period: Period) -> QuerySet[Reconsideration]:
    return _reconsiderations(period).filter(decided_on__range=period.days)


def _review_pending(period: Period) -> QuerySet[Reconsideration]:
    undecided = Q(decided_on=None) | Q(decided_on__gt=period.last)
    return _reconsiderations(period).filter(undecided, applied_on__lte=period.last)


def _lawsuits(period: Period) -> QuerySet[Lawsuit]:
    """Not those in which the body is co-defendant as the 复议机关 alone (60号, 30号)."""
    return Lawsuit.objects.filter(body__in=period.body_ids, reviewing_only=False)


def _judged(period: Period) -> QuerySet[Lawsuit]:
    return _lawsuits(period).filter(decided_on__range=period.days)


def _suit_pending(period: Period) -> QuerySet[Lawsuit]:
    undecided = Q(decided_on=None) | Q(decided_on__gt=period.last)
    return _lawsuits(period).filter(undecided, filed_on__lte=period.last)


def _complaints(period: Period) -> QuerySet[Complaint]:
    return Complaint.objects.filter(body__in=period.body_ids, received_on__range=period.days)


APPLIED = Source("applied", "行政复议", _applied)
REVIEWED = Source("reviewed", "行政复议", _reviewed, dimensions=("result",))
REVIEW_PENDING = Source("reviewing", "行政复议", _review_pending)
JUDGED = Source("judged", "行政诉讼", _judged, dimensions=("result", "after_review"))
SUIT_PENDING = Source("suing", "行政诉讼", _suit_pending, dimensions=("after_review",))
COMPLAINTS = Source("complaints", "举报投诉", _complaints)
