"""Named querysets: what the year's figures count, and what waits for the office."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.disputes.models import Complaint, Lawsuit, Reconsideration


def reconsiderations_applied_in(first: date, last: date) -> QuerySet[Reconsideration]:
    return Reconsideration.objects.filter(applied_on__range=(first, last))


def reconsiderations_decided_in(first: date, last: date) -> QuerySet[Reconsideration]:
    return Reconsideration.objects.filter(decided_on__range=(first, last))


def lawsuits_filed_in(first: date, last: date) -> QuerySet[Lawsuit]:
    """Without the cases in which the body stands as the 复议机关 alone: the original agency counts those."""
    return Lawsuit.objects.filter(filed_on__range=(first, last), reviewing_only=False)


def lawsuits_decided_in(first: date, last: date) -> QuerySet[Lawsuit]:
    """Without the cases in which the body stands as the 复议机关 alone."""
    return Lawsuit.objects.filter(decided_on__range=(first, last), reviewing_only=False)


def complaints_received_in(first: date, last: date) -> QuerySet[Complaint]:
    return Complaint.objects.filter(received_on__range=(first, last))


def _open_at(answered: str, on: date) -> Q:
    """By the end of the day the copy had come, and neither answer nor decision had."""
    not_yet = Q(**{answered: None}) | Q(**{f"{answered}__gt": on})
    return Q(copy_received_on__lte=on) & not_yet & (Q(decided_on=None) | Q(decided_on__gt=on))


def unanswered_at(on: date) -> QuerySet[Reconsideration]:
    return Reconsideration.objects.filter(_open_at("answered_on", on)).order_by("copy_received_on", "pk")


def undefended_at(on: date) -> QuerySet[Lawsuit]:
    return Lawsuit.objects.filter(_open_at("defended_on", on)).order_by("copy_received_on", "pk")


def unanswered() -> QuerySet[Reconsideration]:
    """待提交复议答复, the copy received longest ago on top."""
    rows = Reconsideration.objects.filter(answered_on=None, decided_on=None)
    return rows.order_by("copy_received_on", "pk")


def undefended() -> QuerySet[Lawsuit]:
    """待提交答辩, the copy received longest ago on top."""
    return Lawsuit.objects.filter(defended_on=None, decided_on=None).order_by("copy_received_on", "pk")
