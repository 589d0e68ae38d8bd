"""Bringing in many records at once, as an older system or a generator hands them over.

The rules are those of `services` and so are the audit rows; only the statements are bulk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongkai.bodies.models import AuditRow, Person, PublicBody
from gongkai.files.models import StoredFile
from gongkai.portal.characters import visible_shape
from gongkai.portal.shapes import Attachment, RecordContent, Relation
from gongkai.publication.enums import ItemKind
from gongkai.publication.importers import Cleared, Signature, import_items, import_published
from gongkai.publication.models import Item
from gongkai.records.enums import DisclosureAttribute, Genre, Issuer, LegalCharacter, RecordKind, State
from gongkai.records.issuing import import_issued
from gongkai.records.lines import import_lines
from gongkai.records.models import Determination, Record, RecordAttachment
from gongkai.records.rules import clean_html, route_of
from gongkai.records.services import RecordError

CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    name: str
    file: StoredFile


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRecord:
    """A record with its determination and, where it was published, its review round and moment.

    `relations` name other rows of the same import by `key`, as (kind, key).
    """

    key: str
    body: PublicBody
    body_name: str
    title: str
    kind: RecordKind
    genre: Genre
    made_on: date
    attribute: DisclosureAttribute
    determined_on: date
    author: Person
    ground: str = ""
    legal_character: LegalCharacter = LegalCharacter.OTHER
    issuer: Issuer = Issuer.BODY
    document_number: str = ""
    theme: str = ""
    effective_on: date | None = None
    columns: tuple[str, ...] = ()
    key_areas: tuple[str, ...] = ()
    summary: str = ""
    keywords: tuple[str, ...] = ()
    html: str = ""
    files: tuple[ImportedFile, ...] = ()
    relations: tuple[tuple[str, str], ...] = ()
    signatures: tuple[Signature, ...] = ()
    published_at: datetime | None = None
    notice: str = ""


@transaction.atomic
def import_records(
    rows: Sequence[ImportedRecord], *, at: datetime, progress: Callable[[int], None] = lambda _done: None
) -> dict[str, Record]:
    """Store the rows and publish those that were published; returns the records by key.

    Characters that nobody sees are taken out, as from what is typed at the desk.

    Raises:
        RecordError: a row that the desk would have refused; nothing is stored then.
        PublicationError: a review round that is not complete.
    """
    rows = [replace(visible_shape(row), key=row.key, relations=row.relations) for row in rows]
    for row in rows:
        _check(row)
    days = [timezone.localdate(row.published_at) if row.published_at else None for row in rows]
    items = import_items([(row.body, _year(row)) for row in rows], ItemKind.RECORD, days)
    records = [_record(row, item, at) for row, item in zip(rows, items, strict=True)]
    by_key = {row.key: record for row, record in zip(rows, records, strict=True)}
    _publish(rows, by_key, progress)
    Record.objects.bulk_create(records, batch_size=CHUNK)
    _store_determinations(rows, records, at)
    attributes = {record.pk: row.attribute.value for row, record in zip(rows, records, strict=True)}
    import_lines(records, attributes)
    import_issued(records)
    _store_files(rows, records)
    return by_key


def _check(row: ImportedRecord) -> None:
    if not row.title.strip():
        raise RecordError(f"第“{row.key}”行没有标题，未导入任何记录；请补全后重新导入。")
    if row.attribute is not DisclosureAttribute.PROACTIVE and not row.ground.strip():
        raise RecordError(f"第“{row.key}”行不是主动公开，须写明依据；未导入任何记录。")
    if row.published_at is not None and row.attribute is not DisclosureAttribute.PROACTIVE:
        raise RecordError(f"第“{row.key}”行不是主动公开，却带有发布时间；未导入任何记录。")


def _year(row: ImportedRecord) -> int:
    return row.published_at.year if row.published_at else row.made_on.year


def _record(row: ImportedRecord, item: Item, at: datetime) -> Record:
    return Record(
        body=row.body,
        item=item,
        kind=row.kind,
        title=row.title,
        genre=row.genre,
        legal_character=row.legal_character,
        issuer=row.issuer,
        document_number=row.document_number,
        theme=row.theme,
        made_on=row.made_on,
        effective_on=row.effective_on,
        columns=list(row.columns),
        key_areas=list(row.key_areas),
        summary=row.summary,
        keywords=list(row.keywords),
        html=clean_html(row.html),
        state=State.PUBLISHED if row.published_at else State.FILED,
        author=row.author,
        updated_at=row.published_at or at,
    )


def _store_determinations(rows: Sequence[ImportedRecord], records: Sequence[Record], at: datetime) -> None:
    pairs = list(zip(rows, records, strict=True))
    Determination.objects.bulk_create(
        [
            Determination(
                record=record,
                attribute=row.attribute,
                ground=row.ground,
                person=row.author,
                valid_from=row.determined_on,
            )
            for row, record in pairs
        ],
        batch_size=CHUNK,
    )
    AuditRow.objects.bulk_create(
        [
            AuditRow(
                at=at,
                actor=row.author,
                act="record.import",
                body=row.body,
                subject=record.item.path,
                new={"title": row.title, "attribute": row.attribute.value, "ground": row.ground},
            )
            for row, record in pairs
        ],
        batch_size=CHUNK,
    )


def _store_files(rows: Sequence[ImportedRecord], records: Sequence[Record]) -> None:
    RecordAttachment.objects.bulk_create(
        [
            RecordAttachment(record=record, file=file.file, name=file.name, position=position)
            for row, record in zip(rows, records, strict=True)
            for position, file in enumerate(row.files)
        ],
        batch_size=CHUNK,
    )


def _publish(
    rows: Sequence[ImportedRecord], by_key: dict[str, Record], progress: Callable[[int], None]
) -> None:
    published = [row for row in rows if row.published_at is not None]
    record_of = {record.item_id: record for record in by_key.values()}
    for revision in import_published([_cleared(row, by_key) for row in published], progress=progress):
        record_of[revision.item_id].revision = revision


def _cleared(row: ImportedRecord, by_key: dict[str, Record]) -> Cleared:
    record = by_key[row.key]
    if row.published_at is None:
        raise RecordError(f"第“{row.key}”行没有发布时间。")
    return Cleared(
        item=record.item,
        content=_content(row, record, by_key),
        route=route_of(row.kind, row.legal_character, row.attribute),
        signatures=row.signatures,
        published_at=row.published_at,
    )


def _content(row: ImportedRecord, record: Record, by_key: dict[str, Record]) -> RecordContent:
    return RecordContent(
        path=record.item.path,
        index_number=record.item.index_number,
        title=row.title,
        body_code=row.body.code,
        body_name=row.body_name,
        columns=row.columns,
        key_areas=row.key_areas,
        theme=row.theme,
        genre=row.genre.label,
        legal_character=row.legal_character.value,
        document_number=row.document_number,
        disclosure=row.attribute.value,
        made_on=row.made_on.isoformat(),
        effective_on=row.effective_on.isoformat() if row.effective_on else None,
        summary=row.summary,
        keywords=row.keywords,
        html=record.html,
        attachments=tuple(
            Attachment(name=f.name, sha256=f.file.sha256, size=f.file.size, media_type=f.file.media_type)
            for f in row.files
        ),
        relations=tuple(
            Relation(kind=kind, path=by_key[key].item.path, title=by_key[key].title)
            for kind, key in row.relations
        ),
        kind=row.kind.value,  # type: ignore[arg-type]  # the values of RecordKind are those of the shape
        notice=row.notice,
    )
