"""The projector's view of the database: one read transaction, so that every answer belongs to the same head."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction
from django.db.models import QuerySet

from gongkai.bodies.scope import cross_body
from gongkai.files.services import default_store
from gongkai.portal import shapes
from gongkai.publication.models import ListEntry, ListHead, PublicAct, Snapshot, Standing
from gongkai.publication.services import content_of, moment, tombstone_shape

READER = "reader"
_CHUNK = 500
_LIST_ITEM = (
    "position",
    "item__path",
    "title",
    "body_name",
    "document_number",
    "item__index_number",
    "summary",
    "made_on",
    "counted_on",
    "item__standing__edition__act__at",
)


@contextmanager
def open_source() -> Iterator[DatabaseSource]:
    """A source whose answers do not move while it is open."""
    with cross_body("projector"), transaction.atomic(using=READER):
        yield DatabaseSource()


class DatabaseSource:
    def __init__(self) -> None:
        last = (
            PublicAct.objects.using(READER).order_by("-sequence").values_list("sequence", flat=True).first()
        )
        self._head = last or 0

    def head(self) -> int:
        return self._head

    def acts(self, after: int) -> Iterator[shapes.Act]:
        rows = PublicAct.objects.using(READER).filter(sequence__gt=after).order_by("sequence")
        for row in rows.iterator(_CHUNK):
            yield _act(row)

    def snapshot(self) -> shapes.SiteSnapshot | None:
        row = Snapshot.objects.using(READER).order_by("-act_id").first()
        return shapes.snapshot_from_json(json.loads(row.content)) if row else None

    def current(self, paths: Sequence[str]) -> Mapping[str, shapes.Edition | shapes.Tombstone]:
        found: dict[str, shapes.Edition | shapes.Tombstone] = {}
        for start in range(0, len(paths), _CHUNK):
            for row in _standings().filter(item__path__in=paths[start : start + _CHUNK]):
                found[row.item.path] = _standing(row)
        return found

    def all_current(self) -> Iterator[shapes.Edition | shapes.Tombstone]:
        for row in _standings().order_by("item__path").iterator(_CHUNK):
            yield _standing(row)

    def list_keys(self) -> Sequence[str]:
        return list(ListHead.objects.using(READER).order_by("key").values_list("key", flat=True))

    def list_head(self, key: str) -> shapes.ListHead:
        row = ListHead.objects.using(READER).filter(pk=key).first()
        if row is None:
            return shapes.ListHead(key=key, size=0, live=0, by_year={})
        by_year = {int(year): count for year, count in sorted(row.by_year.items())}
        return shapes.ListHead(key=key, size=row.size, live=row.live, by_year=by_year)

    def list_slice(self, key: str, start: int, stop: int) -> Sequence[shapes.ListItem]:
        rows = (
            ListEntry.objects.using(READER)
            .filter(list_key=key, position__gte=start, position__lt=stop, left_on=None)
            .order_by("position")
            .values_list(*_LIST_ITEM)  # five tables, ten columns: rows of models would carry the texts along
        )
        return [_list_item(*row) for row in rows]

    def open_file(self, sha256: str) -> BinaryIO:
        return default_store().open(sha256)


def _standings() -> QuerySet[Standing]:
    return Standing.objects.using(READER).select_related(
        "item", "edition__act", "edition__revision", "tombstone__act"
    )


def _act(row: PublicAct) -> shapes.Act:
    touched = tuple(shapes.Touch(list_key=key, position=position) for key, position in row.touched)
    return shapes.Act(
        sequence=row.sequence,
        at=moment(row.at),
        kind=row.kind,  # type: ignore[arg-type]  # the column holds only the kinds of ActKind
        path=row.path,
        content_sha256=row.content_sha256,
        touched=touched,
    )


def _standing(row: Standing) -> shapes.Edition | shapes.Tombstone:
    if row.edition is not None:
        edition = row.edition
        return shapes.Edition(
            sequence=edition.act.sequence,
            at=moment(edition.act.at),
            first_published_on=edition.first_published_on.isoformat(),
            change_note=edition.change_note,
            content_sha256=edition.revision.content_sha256,
            content=content_of(edition.revision),
        )
    tombstone = row.tombstone
    if tombstone is None:
        raise ValueError(f"{row.item.path}: 既无发布版本也无撤回记录，数据库已损坏，请从备份恢复。")
    last = row.item.editions.using(READER).select_related("revision").order_by("-act_id")[0]
    return tombstone_shape(
        tombstone.act.sequence, tombstone.act.at, row.item, content_of(last.revision), tombstone.reason
    )


def _list_item(  # noqa: PLR0913, PLR0917 - the columns of _LIST_ITEM
    position: int,
    path: str,
    title: str,
    body_name: str,
    document_number: str,
    index_number: str,
    summary: str,
    made_on: date,
    published_on: date,
    at: datetime | None,
) -> shapes.ListItem:
    assert at is not None  # what stands in a list is published
    return shapes.ListItem(
        position=position,
        path=path,
        title=title,
        body_name=body_name,
        document_number=document_number,
        index_number=index_number,
        summary=summary,
        made_on=made_on.isoformat(),
        published_on=published_on.isoformat(),
        at=moment(at),
    )
