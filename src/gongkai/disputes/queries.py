"""Named querysets: what the year's figures count, and what waits for the office."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

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


def unanswered() -> QuerySet[Reconsideration]:
    """待提交复议答复, the copy received longest ago on top."""
    rows = Reconsideration.objects.filter(answered_on=None, decided_on=None)
    return rows.order_by("copy_received_on", "pk")


def undefended() -> QuerySet[Lawsuit]:
    """待提交答辩, the copy received longest ago on top."""
    return Lawsuit.objects.filter(defended_on=None, decided_on=None).order_by("copy_received_on", "pk")
