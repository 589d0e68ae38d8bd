"""Writing files so that a reader sees the old bytes or the new, never a half."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import struct
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

TEXT_SUFFIXES = frozenset({".html", ".json", ".css", ".svg", ".txt", ".xml", ".atom"})
_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_CHUNK = 1 << 20
_MOST = 1 << 26  # of what is read whole


def gzip_twin(data: bytes) -> bytes:
    """Gzip at level 6 with a fixed header: no time, no system, so equal data give equal bytes."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(data) + packer.flush()
    return _GZIP_HEADER + body + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def has_twin(path: str) -> bool:
    return os.path.splitext(path)[1] in TEXT_SUFFIXES  # noqa: PTH122 - a site path, called for every file


def with_twins(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files and a gzip twin beside each text file."""
    twins = {f"{path}.gz": gzip_twin(data) for path, data in files.items() if has_twin(path)}
    return files | twins


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the manifest keeps of a file."""

    sha256: str
    size: int


def open_regular(place: str | Path) -> BinaryIO:
    """A file as the server opens it: the bytes at its own place, never behind a link, and never waited for.

    Raises:
        OSError: it is missing, or a link, a folder, a pipe or something else.
    """
    try:
        descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENXIO}:  # a link; a socket
            raise _no_file(place) from error
        raise
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise _no_file(place)


def _no_file(place: str | Path) -> OSError:
    return OSError(errno.EINVAL, "不是普通文件", str(place))


def read_regular(place: str | Path) -> bytes:
    """The bytes of a file that is read whole.

    Raises:
        OSError: as for `open_regular`, or it is larger than anything that is kept so.
    """
    with open_regular(place) as handle:
        if os.fstat(handle.fileno()).st_size > _MOST:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(place))
        return handle.read()


def stamp_of(data: bytes) -> Stamp:
    return Stamp(hashlib.sha256(data).hexdigest(), len(data))


class AlteredError(Exception):
    """The stored bytes are not those that their name promises."""


@dataclass(slots=True)
class Writer:
    """Writes files under `root`: at once into a build that nobody sees yet, or staged for a live tree.

    With `staging`, nothing under `root` changes before `commit`, which renames file after file. `files` and
    `written` count what reached the disk.
    """

    root: Path
    staging: Path | None = None
    files: int = 0
    written: int = 0
    _pending: dict[str, Path | None] = field(default_factory=dict)
    _folders: set[str] = field(default_factory=set)
    _serial: int = 0

    def put(self, path: str, data: bytes) -> None:
        """Write `data`; equal bytes already in place are left alone."""
        if self.staging is not None and self._holds(path, data):
            self._pending.pop(path, None)
            return
        target = self._target(path)
        target.write_bytes(data)
        self._count(len(data))

    def copy(self, path: str, stream: BinaryIO, sha256: str) -> Stamp:
        """Copy a stream whose bytes must hash to `sha256`.

        Raises:
            AlteredError: they do not.
        """
        digest, size = hashlib.sha256(), 0
        with self._target(path).open("wb") as out:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
        self._count(size)
        if digest.hexdigest() != sha256:
            raise AlteredError(path)
        return Stamp(sha256, size)

    def drop(self, path: str) -> None:
        """Remove a file if it is there; its folder goes when it was the last."""
        if (self.root / path).exists():
            self._pending[path] = None
        else:
            self._pending.pop(path, None)

    def commit(self) -> None:
        """Bring everything staged into place."""
        for path, staged in self._pending.items():
            if staged is not None:
                self._folder(path)
                staged.replace(self.root / path)
        for path, staged in self._pending.items():
            if staged is None:
                self._remove(self.root / path)
        self._pending.clear()

    def discard(self) -> None:
        for staged in self._pending.values():
            if staged is not None:
                staged.unlink(missing_ok=True)
        self._pending.clear()

    def _count(self, size: int) -> None:
        self.files += 1
        self.written += size

    def _holds(self, path: str, data: bytes) -> bool:
        place = self.root / path
        try:
            return place.stat().st_size == len(data) and place.read_bytes() == data
        except (FileNotFoundError, NotADirectoryError):
            return False

    def _target(self, path: str) -> Path:
        if self.staging is None:
            self._folder(path)
            return self.root / path
        if not self._serial:
            self.staging.mkdir(parents=True, exist_ok=True)
        self._serial += 1
        staged = self.staging / f"{id(self):x}-{self._serial}"
        self._pending[path] = staged
        return staged

    def _folder(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            (self.root / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)

    def _remove(self, place: Path) -> None:
        place.unlink(missing_ok=True)
        if not any(place.parent.iterdir()):
            place.parent.rmdir()
            self._folders.clear()
