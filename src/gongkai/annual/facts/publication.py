"""主动公开: entries of lists, posts, accounts, documents and internal rules."""

from __future__ import annotations

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When

from gongkai.annual.period import Period
from gongkai.annual.sources import Source
from gongkai.engagement.models import ChannelAccount, ChannelPost
from gongkai.publication.models import ListEntry
from gongkai.records.enums import DisclosureAttribute, Issuer, LegalCharacter, RecordKind
from gongkai.records.models import Determination, Record
from gongkai.records.queries import determined


def _entries(period: Period) -> QuerySet[ListEntry]:
    """Items that count in a list for the year: counting day within it, still in the list at its end."""
    standing = Q(left_on=None) | Q(left_on__gt=period.last)
    counting = Q(list_key__startswith="column/") | Q(list_key__startswith="area/")
    return ListEntry.objects.filter(
        standing,
        counting,
        counted=True,
        counted_on__range=period.days,
        entered_on__lte=period.last,
        item__body__in=period.body_ids,
    )


def published_in(period: Period, item: str) -> Exists:
    """Whether the item at this path of a query counts as published in the year and stood at its end."""
    return Exists(
        ListEntry.objects.filter(
            Q(left_on=None) | Q(left_on__gt=period.last),
            item=OuterRef(item),
            list_key="all",
            counted_on__range=period.days,
            entered_on__lte=period.last,
        )
    )


def _posts(period: Period) -> QuerySet[ChannelPost]:
    start, end = period.moments
    repeats = Case(
        When(repeats=None, then=Value(value=False)), default=Value(value=True), output_field=BooleanField()
    )
    return ChannelPost.objects.filter(
        posted_at__gte=start, posted_at__lt=end, account__body__in=period.body_ids
    ).annotate(repeating=repeats)


def _accounts(period: Period) -> QuerySet[ChannelAccount]:
    """Accounts open at the end of the year."""
    open_then = Q(closed_on=None) | Q(closed_on__gt=period.last)
    return ChannelAccount.objects.filter(open_then, opened_on__lte=period.last, body__in=period.body_ids)


def _made(period: Period) -> QuerySet[Record]:
    """Documents of the year that were issued: published or filed, with the facts that were reviewed."""
    return Record.objects.filter(
        issued__kind=RecordKind.DOCUMENT, issued__made_on__range=period.days, body__in=period.body_ids
    )


def _government_documents(period: Period) -> QuerySet[Record]:
    """Documents made in the year in the name of the government or its office and determined 主动公开 by its end."""
    made = _made(period).filter(issued__issuer__in=(Issuer.GOVERNMENT, Issuer.GOVERNMENT_OFFICE))
    return determined(made, DisclosureAttribute.PROACTIVE, period.last)


def _normative_made(period: Period) -> QuerySet[Record]:
    open_then = Determination.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=period.last),
        record=OuterRef("pk"),
        attribute=DisclosureAttribute.PROACTIVE,
        valid_from__lte=period.last,
    )
    return (
        _made(period)
        .filter(issued__legal_character=LegalCharacter.NORMATIVE)
        .annotate(proactive=Exists(open_then))
    )


def _normative(period: Period) -> QuerySet[Record]:
    return Record.objects.filter(
        issued__kind=RecordKind.DOCUMENT,
        issued__legal_character=LegalCharacter.NORMATIVE,
        body__in=period.body_ids,
    )


def _normative_ended(period: Period) -> QuerySet[Record]:
    return _normative(period).filter(issued__ended_on__range=period.days)


def _normative_in_force(period: Period) -> QuerySet[Record]:
    return _normative(period).filter(_lasting(period), issued__made_on__lte=period.last)


def _lasting(period: Period) -> Q:
    return Q(issued__ended_on=None) | Q(issued__ended_on__gt=period.last)


def _internal_rules(period: Period) -> QuerySet[Record]:
    """制度 that were published by the year's end, not withdrawn by then, and in force."""
    entries = ListEntry.objects.filter(
        Q(left_on=None) | Q(left_on__gt=period.last),
        item=OuterRef("item"),
        list_key="kind/rule",
        entered_on__lte=period.last,
    )
    return Record.objects.filter(
        _lasting(period), Exists(entries), issued__kind=RecordKind.RULE, body__in=period.body_ids
    )


SITE = Source("site", "网站信息", _entries, body="item__body_id", dimensions=("list_key",))
POSTS = Source(
    "posts", "推文", _posts, body="account__body_id", dimensions=("account__platform", "repeating")
)
ACCOUNTS = Source("accounts", "账号", _accounts, dimensions=("platform",), standing=True)
DOCUMENTS = Source("documents", "公文", _government_documents)
NORMATIVE_MADE = Source("normative", "规范性文件", _normative_made, dimensions=("proactive",))
NORMATIVE_ENDED = Source("lapsed", "规范性文件", _normative_ended)
NORMATIVE_IN_FORCE = Source("inforce", "规范性文件", _normative_in_force, standing=True)
INTERNAL_RULES = Source("rules", "制度", _internal_rules, standing=True)
