"""Keeping the narrow rows of the lists in line with their records: whoever changes one of these facts calls this."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gongkai.records.models import Record, RecordLine

CHUNK = 500
_FACTS = ("kind", "state", "column", "made_on", "text")


def open_line(record: Record) -> None:
    """The line of a new record, undetermined."""
    line_of(record, "").save(force_insert=True)


def keep_line(record: Record) -> None:
    """Bring the line in line with the record's own facts; the record has its item loaded."""
    line = line_of(record, "")
    RecordLine.objects.filter(pk=record.pk).update(**{name: getattr(line, name) for name in _FACTS})


def keep_state(record: Record, attribute: str | None = None) -> None:
    """The state, and the attribute where it was determined anew."""
    changed = {"state": record.state, **({} if attribute is None else {"attribute": attribute})}
    RecordLine.objects.filter(pk=record.pk).update(**changed)


def import_lines(records: Iterable[Record], attributes: Mapping[int, str]) -> None:
    """Lines of new records in bulk; `attributes` by the record's key."""
    lines = [line_of(record, attributes.get(record.pk, "")) for record in records]
    RecordLine.objects.bulk_create(lines, batch_size=CHUNK)


def line_of(record: Record, attribute: str) -> RecordLine:
    parts = (record.title, record.document_number, record.item.index_number)
    return RecordLine(
        record=record,
        body=record.body,
        kind=record.kind,
        state=record.state,
        attribute=attribute,
        column=record.columns[0] if record.columns else "",
        made_on=record.made_on,
        text="\n".join(parts).lower(),
    )
