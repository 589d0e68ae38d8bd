"""Bytes on disk: written whole or not at all, never changed afterwards."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import BinaryIO

OWNER_ONLY = 0o700
_HASH = re.compile(r"[0-9a-f]{64}")


class FileStore:
    def __init__(self, root: Path) -> None:
        self._root = root

    def path_of(self, sha256: str) -> Path:
        """Where the bytes of this hash stand.

        Raises:
            ValueError: not a SHA-256 in lower-case hexadecimal.
        """
        if not _HASH.fullmatch(sha256):
            raise ValueError(f"“{sha256[:80]}”不是文件的 SHA-256 值。")
        return self._root / sha256[:2] / sha256[2:4] / sha256

    def put(self, data: bytes) -> str:
        """Store the bytes and return their hash; storing the same bytes again changes nothing."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path_of(sha256)
        if not target.exists():
            self._make_room(target.parent)
            self._write_whole(target, data)
        return sha256

    def open(self, sha256: str) -> BinaryIO:
        """Open the bytes for reading; FileNotFoundError when the store does not hold them."""
        return self.path_of(sha256).open("rb")

    def _make_room(self, folder: Path) -> None:
        """Folders that only the owner of the process may look into, as the files are; older ones are closed as well."""
        missing = [place for place in (folder, *folder.parents) if place.is_relative_to(self._root)]
        self._root.parent.mkdir(parents=True, exist_ok=True)
        for place in reversed(missing):
            place.mkdir(mode=OWNER_ONLY, exist_ok=True)
            if place.stat().st_mode & 0o077:
                place.chmod(OWNER_ONLY)

    @staticmethod
    def _write_whole(target: Path, data: bytes) -> None:
        descriptor, draft = tempfile.mkstemp(dir=target.parent, prefix=".draft-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(target)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
