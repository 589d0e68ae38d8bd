"""依申请公开: requests by the days of receipt and of the answer, fees by the days of payment and of the notice."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from gongkai.annual.period import Period
from gongkai.annual.sources import Source
from gongkai.casework.models import Extension, FeeNotice, Request
from gongkai.casework.rules import LAPSES
from gongkai.law.decisions import RemedyBranch
from gongkai.law.outcomes import outcomes_of
from gongkai.law.regimes import Regime

WITHDRAWN = "withdrawn"
_ENDED_WITHOUT_LETTER = sorted(
    LAPSES
    | {leaf.key for regime in Regime for leaf in outcomes_of(regime) if leaf.remedy is RemedyBranch.NONE}
)
_LATE, _ON_TIME, _EXTENDED = "late", "on_time", "extended"


def _requests(period: Period) -> QuerySet[Request]:
    """Requests whose day of receipt is settled: one that still awaits its confirmation counts in no year yet."""
    return Request.objects.filter(body__in=period.body_ids, careful=False)


def _received(period: Period) -> QuerySet[Request]:
    return _requests(period).filter(received_on__range=period.days)


def _ending(rows: QuerySet[Request]) -> QuerySet[Any, Any]:
    """`ended_on`: the day of the answer (235号), else of the withdrawal, else of a decision that needs no letter."""
    silent = Case(
        When(decision__outcome__in=_ENDED_WITHOUT_LETTER, then=F("decision__decided_on")),
        output_field=DateField(),
    )
    ending: QuerySet[Any, Any] = rows.annotate(
        ended_on=Coalesce("delivery__counted_on", "withdrawal__on", silent)
    )
    return ending


def _ended(period: Period) -> QuerySet[Any, Any]:
    """Requests that ended in the year, with the leaf and how the answer kept its term."""
    withdrawn = Q(delivery=None, withdrawal__isnull=False)
    leaf = Case(
        When(withdrawn, then=Value(WITHDRAWN)), default=F("decision__outcome"), output_field=CharField()
    )
    kept = Case(
        When(delivery__on_time=False, then=Value(_LATE)),
        When(Exists(Extension.objects.filter(request=OuterRef("pk"))), then=Value(_EXTENDED)),
        default=Value(_ON_TIME),
        output_field=CharField(),
    )
    ended = _ending(_requests(period)).filter(ended_on__range=period.days)
    told: QuerySet[Any, Any] = ended.annotate(leaf=leaf, kept=kept)
    return told


def _open_before(period: Period) -> QuerySet[Any, Any]:
    return _ending(_requests(period)).filter(
        Q(ended_on=None) | Q(ended_on__gte=period.first), received_on__lt=period.first
    )


def _open_after(period: Period) -> QuerySet[Any, Any]:
    return _ending(_requests(period)).filter(
        Q(ended_on=None) | Q(ended_on__gt=period.last), received_on__lte=period.last
    )


_LESS_WAIVED = ExpressionWrapper(
    F("amount") - F("waived"), output_field=DecimalField(max_digits=9, decimal_places=2)
)


def _charged(period: Period) -> QuerySet[FeeNotice]:
    """Fees paid in the year, less what was waived."""
    return FeeNotice.objects.filter(request__body__in=period.body_ids, paid_on__range=period.days).annotate(
        charged=_LESS_WAIVED
    )


def _noticed(period: Period) -> QuerySet[FeeNotice]:
    waiving = ExpressionWrapper(Q(waived__gt=0), output_field=BooleanField())
    return FeeNotice.objects.filter(request__body__in=period.body_ids, sent_on__range=period.days).annotate(
        waiving=waiving, asked=_LESS_WAIVED
    )


RECEIVED = Source(
    "received",
    "申请",
    _received,
    dimensions=("channel", "applicant_kind", "subject__code", "wished_form", "wished_way"),
)
ENDED = Source("ended", "申请", _ended, dimensions=("leaf", "regime", "kept", "applicant_kind"))
OPEN_BEFORE = Source("before", "申请", _open_before, dimensions=("applicant_kind",))
OPEN_AFTER = Source("after", "申请", _open_after, dimensions=("applicant_kind",))
CHARGED = Source("charged", "收费", _charged, body="request__body_id", amount="charged")
NOTICED = Source("noticed", "收费", _noticed, body="request__body_id", dimensions=("waiving",))
ASKED = Source("asked", "收费", _noticed, body="request__body_id", dimensions=("waiving",), amount="asked")
WAIVED = Source("waived", "减免", _noticed, body="request__body_id", dimensions=("waiving",), amount="waived")
