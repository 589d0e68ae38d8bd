"""Sealing audit rows in batches, and finding the first row that no longer agrees with its seal.

The database refuses to change a row; whoever owns the database can take that refusal away. A seal over the rows
stays behind then, and the root of the last one, noted elsewhere, speaks for all before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from gongkai.bodies.guards import wait_for_writers
from gongkai.bodies.models import AuditRow, AuditSeal
from gongkai.bodies.scope import cross_body
from gongkai.portal.log import EMPTY_ROOT, leaf_hash, pair_hash
from gongkai.portal.shapes import canonical_json

BATCH = 5000
_HASH = 32
_FIELDS = ("pk", "at", "actor_id", "act", "body_id", "subject", "old", "new")
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """The first disagreement: `row` is the number of the audit row, the sentence says what is wrong with it."""

    row: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`sealed` rows under `seals` seals agree as far as no finding is given; `open` rows wait for their seal."""

    seals: int
    sealed: int
    open: int
    root: str
    finding: Finding | None


def seal_rows(*, at: datetime, batch: int = BATCH) -> int:
    """Seal every row that has no seal yet, a batch a transaction; returns how many rows were sealed.

    Raises:
        OperationalError: others kept writing; what was sealed so far stays, the rest waits for the next turn.
    """
    done = 0
    while True:
        sealed = _seal_batch(at, batch)
        done += sealed
        if sealed < batch:
            return done


@transaction.atomic
def _seal_batch(at: datetime, batch: int) -> int:
    wait_for_writers(AuditRow._meta.db_table)
    last = AuditSeal.objects.order_by("-last_id").first()
    with cross_body("seal"):
        rows = list(_rows_after(last.last_id if last else None)[:batch])
    if not rows:
        return 0
    hashes = [hash_of(row) for row in rows]
    AuditSeal.objects.create(
        first_id=rows[0][0],
        last_id=rows[-1][0],
        root=_root_after(last, hashes),
        hashes=b"".join(hashes),
        at=at,
    )
    return len(rows)


def _rows_after(key: int | None) -> QuerySet[AuditRow, Row]:
    """Rows by number; None starts before any number that direct SQL could have given."""
    rows = AuditRow.objects.all() if key is None else AuditRow.objects.filter(pk__gt=key)
    return rows.order_by("pk").values_list(*_FIELDS)


def hash_of(row: Row) -> bytes:
    """The leaf hash of a row given by its values in the order of `_FIELDS`."""
    key, at, *rest = row
    return leaf_hash(canonical_json([key, at.astimezone(UTC).isoformat(timespec="microseconds"), *rest]))


def _root_after(last: AuditSeal | None, hashes: Sequence[bytes]) -> str:
    before = bytes.fromhex(last.root) if last else EMPTY_ROOT
    return root_of([leaf_hash(before), *hashes]).hex()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root of a Merkle tree over leaf hashes (RFC 6962 §2.1), of any number."""
    level = list(hashes)
    if not level:
        return EMPTY_ROOT
    while len(level) > 1:
        pairs = [pair_hash(level[place], level[place + 1]) for place in range(0, len(level) - 1, 2)]
        level = [*pairs, *level[len(pairs) * 2 :]]
    return level[0]


def verify(*, progress: Callable[[int], None] = lambda _done: None) -> Verdict:
    """Read every row and every seal once, in order, up to the first disagreement."""
    last: AuditSeal | None = None
    seals = sealed = 0
    with cross_body("verify audit"):
        rows = iter(_rows_after(None).iterator(BATCH))
        held: list[Row] = []
        for seal in AuditSeal.objects.order_by("first_id").iterator(1):
            held = [*held, *_until(rows, seal.last_id)]
            mine = [row for row in held if row[0] <= seal.last_id]
            held = held[len(mine) :]
            finding = _finding(seal, last, mine)
            if finding is not None:
                return Verdict(seals, sealed, 0, last.root if last else "", finding)
            last, seals, sealed = seal, seals + 1, sealed + len(mine)
            progress(sealed)
        waiting = len(held) + sum(1 for _ in rows)
    return Verdict(seals, sealed, waiting, last.root if last else "", None)


def _until(rows: Iterator[Row], key: int) -> Iterator[Row]:
    """Rows up to the first that lies beyond the key, that one included."""
    for row in rows:
        yield row
        if row[0] > key:
            return


def _finding(seal: AuditSeal, last: AuditSeal | None, rows: Sequence[Row]) -> Finding | None:
    kept = _split(bytes(seal.hashes))
    if _root_after(last, kept) != seal.root:
        return Finding(
            seal.first_id, f"封存第{seal.first_id}至{seal.last_id}行的记录本身被改动，与前后封存不衔接。"
        )
    found = [hash_of(row) for row in rows]
    if found == kept:
        return None
    return _first_wrong(seal, rows, found, kept)


def _split(data: bytes) -> list[bytes]:
    return [data[place : place + _HASH] for place in range(0, len(data), _HASH)]


def _first_wrong(
    seal: AuditSeal, rows: Sequence[Row], found: Sequence[bytes], kept: Sequence[bytes]
) -> Finding:
    place = next(_differences(found, kept))
    if place >= len(rows):
        before = rows[-1][0] if rows else seal.first_id - 1
        return Finding(before + 1, f"第{before}行之后应有的记录缺失（本批应至第{seal.last_id}行）。")
    row = rows[place][0]
    if found[place] in kept[place + 1 :]:
        before = rows[place - 1][0] if place else seal.first_id - 1
        return Finding(row, f"第{row}行之前应有的记录缺失（第{before}行之后）。")
    if found[place + 1 : place + 2] == list(islice(kept, place, place + 1)):
        return Finding(row, f"第{row}行是封存之后插入的。")
    at = rows[place][1].astimezone().strftime("%Y-%m-%d %H:%M")
    return Finding(
        row, f"第{row}行（{at}，{rows[place][3]}，{rows[place][5]}）与封存时不一致，内容已被改动。"
    )


def _differences(found: Iterable[bytes], kept: Sequence[bytes]) -> Iterator[int]:
    """Places at which the hashes differ; the end of the shorter run comes last."""
    place = -1
    for place, value in enumerate(found):
        if place >= len(kept) or value != kept[place]:
            yield place
    yield place + 1
