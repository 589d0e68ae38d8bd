"""Bringing in a whole directory and its published pages: the rules of `services`, the same audit rows, in bulk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db import transaction

from gongkai.bodies.models import AuditRow, Person, PublicBody
from gongkai.directory.models import Dated, ServiceGuide, WindowStaff
from gongkai.directory.rules import KIND_OF
from gongkai.directory.services import DirectoryError, act_of, audited, check_entry, subject_of
from gongkai.publication.enums import ItemKind, Route
from gongkai.publication.importers import Cleared, Signature, import_items, import_published
from gongkai.publication.models import Paper
from gongkai.publication.papers import Identity, PaperKind

CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedEntry:
    """An entry from its first day on, to its last where it has ended."""

    model: type[Dated]
    body: PublicBody
    values: Mapping[str, Any]
    since: date
    last: date | None = None
    actor: Person
    at: datetime


@transaction.atomic
def import_entries(rows: Sequence[ImportedEntry]) -> list[Dated]:
    """Store the entries in the order given, rows of one model beside each other in one statement.

    Raises:
        DirectoryError: an entry that the desk would have refused; nothing is stored then.
    """
    made: list[Dated] = []
    for model, group in groupby(rows, key=lambda row: row.model):
        batch = list(group)
        for row in batch:
            _check(row)
        made += model.objects.bulk_create([_entry(row) for row in batch], batch_size=CHUNK)
    AuditRow.objects.bulk_create(
        [entry for row, kept in zip(rows, made, strict=True) for entry in _audit(row, kept)],
        batch_size=CHUNK,
    )
    return made


def _check(row: ImportedEntry) -> None:
    check_entry(KIND_OF[row.model], row.body, row.values)
    if row.last is not None and row.last < row.since:
        raise DirectoryError("截止日期早于起始日期；未导入任何登记。")


def _entry(row: ImportedEntry) -> Dated:
    own = {} if row.model in {WindowStaff, ServiceGuide} else {"body": row.body}
    return row.model(**own, **row.values, valid_from=row.since, valid_to=row.last)


def _audit(row: ImportedEntry, kept: Dated) -> list[AuditRow]:
    """The act of beginning, and of ending where it has ended."""
    kind = KIND_OF[row.model]
    acts: list[tuple[str, Mapping[str, Any]]] = [("add", {**row.values, "valid_from": row.since})]
    if row.last is not None:
        acts.append(("end", {"valid_to": row.last}))
    return [
        AuditRow(
            at=row.at,
            actor=row.actor,
            act=act_of(kind, verb),
            body=row.body,
            subject=subject_of(kept),
            old={},
            new=audited(new),
        )
        for verb, new in acts
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPaper:
    """A page composed as of the day of its publication, with its whole review round."""

    kind: PaperKind
    body: PublicBody
    signatures: tuple[Signature, ...]
    published_at: datetime
    notice: str = ""


@transaction.atomic
def import_papers(rows: Sequence[ImportedPaper]) -> list[Paper]:
    """Compose and publish pages as they stood; each gets its place in the order given.

    Raises:
        PublicationError: a review round that is not complete.
    """
    items = import_items([(row.body, row.published_at.year) for row in rows], ItemKind.PAPER)
    papers = Paper.objects.bulk_create(
        [Paper(item=item, body=row.body, kind=row.kind.kind) for row, item in zip(rows, items, strict=True)],
        batch_size=CHUNK,
    )
    import_published(
        [
            Cleared(
                item=item,
                content=row.kind.compose(
                    row.body,
                    Identity(path=item.path, index_number=item.index_number, notice=row.notice),
                    row.published_at.date(),
                ),
                route=Route.FULL,
                signatures=row.signatures,
                published_at=row.published_at,
            )
            for row, item in zip(rows, items, strict=True)
        ]
    )
    return papers
