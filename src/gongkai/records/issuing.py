"""Keeping the facts of what was published or filed, which figures read, apart from the working copy."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.records.models import IssuedText, Record

CHUNK = 500
_FACTS = ("kind", "issuer", "legal_character", "made_on", "ended_on")


def keep_issued(record: Record) -> None:
    """The record was published or filed as it stands."""
    facts = {name: getattr(record, name) for name in _FACTS}
    if not IssuedText.objects.filter(record=record).update(**facts):
        IssuedText.objects.create(record=record, **facts)


def import_issued(records: Iterable[Record]) -> None:
    """The same of new records in bulk; what is imported was published or filed elsewhere."""
    rows = [IssuedText(record=row, **{name: getattr(row, name) for name in _FACTS}) for row in records]
    IssuedText.objects.bulk_create(rows, batch_size=CHUNK)


def issued_otherwise(record: Record) -> bool:
    """Whether a fact that figures read differs from what was published or filed."""
    return not IssuedText.objects.filter(
        record=record, **{name: getattr(record, name) for name in _FACTS}
    ).exists()
