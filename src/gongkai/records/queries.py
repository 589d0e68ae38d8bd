from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.publication.models import ListEntry
from gongkai.records.enums import DisclosureAttribute, RecordKind
from gongkai.records.models import Determination, Record, Taxonomy


def terms_of_year(kind: Taxonomy.Kind, year: int) -> QuerySet[Taxonomy]:
    """The terms of a taxonomy that hold in a year, in their printed order."""
    valid = Q(valid_from__lte=year) & (Q(valid_to=None) | Q(valid_to__gte=year))
    return Taxonomy.objects.filter(valid, kind=kind).order_by("position", "code")


def determined(rows: QuerySet[Record], attribute: DisclosureAttribute, on: date) -> QuerySet[Record]:
    """Records whose attribute at the end of the day was this one."""
    valid = Determination.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on), attribute=attribute, valid_from__lte=on
    )
    return rows.filter(pk__in=valid.values("record"))


def rules_in_force(on: date) -> QuerySet[Record]:
    """政府信息公开制度 that stood on the public page at the end of the day and were in force on it."""
    standing = ListEntry.objects.filter(
        Q(left_on=None) | Q(left_on__gt=on), list_key="kind/rule", entered_on__lte=on
    )
    begun = Q(effective_on=None) | Q(effective_on__lte=on)
    lasting = Q(issued__ended_on=None) | Q(issued__ended_on__gt=on)
    rows = Record.objects.filter(begun, lasting, issued__kind=RecordKind.RULE)
    return rows.filter(item__in=standing.values("item"))
