from __future__ import annotations

from datetime import datetime

from gongkai import configuration
from gongkai.files.models import StoredFile
from gongkai.files.store import FileStore


def default_store() -> FileStore:
    return FileStore(configuration.var_dir() / "files")


def store_file(data: bytes, media_type: str, *, at: datetime) -> StoredFile:
    """Put the bytes into the store, then the row: a row never points to bytes that are not there."""
    sha256 = default_store().put(data)
    row, _ = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": len(data), "media_type": media_type, "stored_at": at}
    )
    return row
