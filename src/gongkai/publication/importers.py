"""Publishing many at once: the same rules and the same audit rows as `services`, in bulk statements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest

from django.db import transaction
from django.utils import timezone

from gongkai.bodies.models import AuditRow, Person, PublicBody
from gongkai.portal.characters import visible_shape
from gongkai.portal.shapes import Content, Touch, content_bytes, sha256_hex
from gongkai.publication.enums import ActKind, ItemKind, Route, Stage
from gongkai.publication.lists import counted_keys, new_entry, shown
from gongkai.publication.models import (
    Clearance,
    Edition,
    Item,
    ListEntry,
    ListHead,
    PublicAct,
    Revision,
    Serial,
    Standing,
)
from gongkai.publication.models import Sequence as SequenceRow
from gongkai.publication.rules import STAGES, index_number_of, path_of
from gongkai.publication.services import PublicationError, touches_json

CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    stage: Stage
    person: Person
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """A content with its whole review round, to be published at a moment in the past."""

    item: Item
    content: Content
    route: Route
    signatures: tuple[Signature, ...]
    published_at: datetime


def import_items(
    wanted: Sequence[tuple[PublicBody, int]], kind: ItemKind, counted_on: Sequence[date | None] = ()
) -> list[Item]:
    """Identities for things in the order given: one (body, year) each, and the day of publication where it is known."""
    serials: dict[tuple[int, int], Serial] = {}
    items = []
    with transaction.atomic():
        for (body, year), on in zip_longest(wanted, counted_on):
            row = serials.get((body.pk, year))
            if row is None:
                row, _ = Serial.objects.select_for_update().get_or_create(body=body, year=year)
                serials[body.pk, year] = row
            row.last += 1
            items.append(_item(body, kind, year, row.last, on))
        Serial.objects.bulk_update(serials.values(), ["last"])
        return Item.objects.bulk_create(items, batch_size=CHUNK)


def _item(body: PublicBody, kind: ItemKind, year: int, serial: int, counted_on: date | None) -> Item:
    return Item(
        body=body,
        kind=kind,
        year=year,
        serial=serial,
        path=path_of(body.code, year, serial),
        index_number=index_number_of(body.code, year, serial),
        counted_on=counted_on,
    )


@transaction.atomic
def import_published(
    rows: Sequence[Cleared], *, progress: Callable[[int], None] = lambda _done: None
) -> list[Revision]:
    """Publish each row as the first edition of its item, in order of `published_at`; returns revisions in that order.

    Raises:
        PublicationError: a round that is not complete, or in which one person signed twice.
    """
    ordered = sorted(map(visible_shape, rows), key=lambda row: row.published_at)
    for row in ordered:
        _check_round(row)
    sequence = SequenceRow.objects.select_for_update().get(pk=1)
    heads = ListHead.objects.in_bulk()
    known = set(heads)
    revisions: list[Revision] = []
    for start in range(0, len(ordered), CHUNK):
        chunk = ordered[start : start + CHUNK]
        revisions += _publish_chunk(chunk, sequence, heads)
        progress(len(chunk))
    sequence.save(update_fields=["last"])
    ListHead.objects.bulk_create([head for key, head in heads.items() if key not in known])
    ListHead.objects.bulk_update(
        [head for key, head in heads.items() if key in known], ["size", "live", "by_year"]
    )
    return revisions


def _check_round(row: Cleared) -> None:
    stages = tuple(signature.stage for signature in row.signatures)
    people = {signature.person.pk for signature in row.signatures}
    if stages != STAGES[row.route]:
        raise PublicationError(f"{row.item.path}: 审签环节不完整，应为{row.route.label}。")
    if len(people) != len(stages):
        raise PublicationError(f"{row.item.path}: 拟稿、审核、批准须由不同人员办理。")


def _publish_chunk(
    chunk: Sequence[Cleared], sequence: SequenceRow, heads: dict[str, ListHead]
) -> list[Revision]:
    revisions = Revision.objects.bulk_create([_revision(row) for row in chunk])
    clearances = Clearance.objects.bulk_create(
        [
            Clearance(
                revision=revision,
                stage=signature.stage,
                person=signature.person,
                at=signature.at,
                content_sha256=revision.content_sha256,
            )
            for row, revision in zip(chunk, revisions, strict=True)
            for signature in row.signatures
        ]
    )
    approvals = {c.revision_id: c for c in clearances if c.stage == Stage.APPROVAL}
    known = {row.item.pk: row.item.counted_on for row in chunk}
    acts, entries = _acts_and_entries(chunk, revisions, sequence, heads)
    Item.objects.bulk_update(
        [row.item for row in chunk if row.item.counted_on != known[row.item.pk]], ["counted_on"]
    )
    PublicAct.objects.bulk_create(acts)
    ListEntry.objects.bulk_create(entries)
    editions = Edition.objects.bulk_create(
        [
            Edition(
                act=act,
                item=row.item,
                revision=revision,
                approval=approvals[revision.pk],
                first_published_on=timezone.localdate(row.published_at),
            )
            for row, revision, act in zip(chunk, revisions, acts, strict=True)
        ]
    )
    Standing.objects.bulk_create([Standing(item=edition.item, edition=edition) for edition in editions])
    AuditRow.objects.bulk_create(_audit_rows(chunk, revisions, acts))
    return revisions


def _revision(row: Cleared) -> Revision:
    data = content_bytes(row.content)
    return Revision(
        item=row.item,
        number=1,
        route=row.route,
        content=data.decode(),
        content_sha256=sha256_hex(data),
        submitted_at=row.signatures[0].at,
    )


def _acts_and_entries(
    chunk: Sequence[Cleared], revisions: Sequence[Revision], sequence: SequenceRow, heads: dict[str, ListHead]
) -> tuple[list[PublicAct], list[ListEntry]]:
    acts: list[PublicAct] = []
    entries: list[ListEntry] = []
    for row, revision in zip(chunk, revisions, strict=True):
        on = timezone.localdate(row.published_at)
        row.item.counted_on = on
        placed = [
            new_entry(
                row.item,
                heads.setdefault(key, ListHead(key=key, by_year={})),
                shown(row.content),
                on,
                counted=is_counted,
            )
            for key, is_counted in counted_keys(row.content).items()
        ]
        sequence.last += 1
        touched = [Touch(list_key=entry.list_key, position=entry.position) for entry in placed]
        acts.append(
            PublicAct(
                sequence=sequence.last,
                at=row.published_at,
                kind=ActKind.EDITION,
                path=row.item.path,
                content_sha256=revision.content_sha256,
                touched=touches_json(touched),
            )
        )
        entries += placed
    return acts, entries


def _audit_rows(
    chunk: Sequence[Cleared], revisions: Sequence[Revision], acts: Sequence[PublicAct]
) -> list[AuditRow]:
    return [
        AuditRow(at=at, actor=actor, act=name, body=row.item.body, subject=row.item.path, old={}, new=new)
        for row, revision, act in zip(chunk, revisions, acts, strict=True)
        for at, actor, name, new in _audited(row, revision, act)
    ]


def _audited(
    row: Cleared, revision: Revision, act: PublicAct
) -> list[tuple[datetime, Person, str, Mapping[str, object]]]:
    signed: list[tuple[datetime, Person, str, Mapping[str, object]]] = [
        (
            s.at,
            s.person,
            f"clear.{s.stage.value}",
            {"revision": revision.number, "sha256": revision.content_sha256},
        )
        for s in row.signatures
    ]
    publisher = row.signatures[-1].person
    new = {"sequence": act.sequence, "sha256": revision.content_sha256, "change_note": ""}
    return [*signed, (row.published_at, publisher, "publish", new)]
