from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import ProtectedError

from gongkai import configuration
from gongkai.bodies.scope import cross_body
from gongkai.files.models import StoredFile
from gongkai.files.store import FileStore


def default_store() -> FileStore:
    return FileStore(configuration.var_dir() / "files")


def release_files(rows: Iterable[StoredFile], *, named: Callable[[str], bool]) -> None:
    """Take files out of the store that no row points to any more; the bytes go when the transaction has committed.

    `named` says of a hash whether a signed text names it: such a file stays, although no row points to it.
    """
    with cross_body("files that nobody points to"):
        for row in rows:
            sha256 = row.sha256
            if named(sha256):
                continue
            try:
                with transaction.atomic():
                    StoredFile.objects.get(pk=row.pk).delete()
            except ProtectedError:
                continue
            transaction.on_commit(partial(_discard, sha256))


def _discard(sha256: str) -> None:
    """Unless somebody stored the same bytes again in between, who on SQLite waits until this is over."""
    with transaction.atomic():
        if not StoredFile.objects.filter(sha256=sha256).exists():
            default_store().path_of(sha256).unlink(missing_ok=True)


def store_file(data: bytes, media_type: str, *, at: datetime) -> StoredFile:
    """Put the bytes into the store, then the row: a row never points to bytes that are not there.

    They are put once more after the row: whoever released the same bytes meanwhile may have taken them away.
    """
    sha256 = default_store().put(data)
    row, _ = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": len(data), "media_type": media_type, "stored_at": at}
    )
    if not default_store().path_of(sha256).exists():
        default_store().put(data)
    return row
