"""What the public server answers: headers that every answer bears, and files with their tags."""

from __future__ import annotations

import os
import stat
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

Headers: TypeAlias = list[tuple[str, str]]

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
SECURITY: tuple[tuple[str, str], ...] = (
    ("content-security-policy", _POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
)

FRESH = "no-cache"
"""Caches ask again each time (an unchanged file costs an empty 304): what is withdrawn must not live on in one."""

NOT_KEPT = "no-store"

_TYPES: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".pdf": "application/pdf",
    ".ofd": "application/ofd",
    ".zip": "application/zip",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".wps": "application/vnd.ms-works",
}
_UNKNOWN = "application/octet-stream"
_OK = 200
_LARGE = 1 << 18


def media_type(path: str) -> str:
    """The type of a path or of a bare suffix; an unknown one is only offered for download."""
    return _TYPES.get(f".{path.rpartition('.')[2].lower()}", _UNKNOWN)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. A large file stays on disk and `file` names it; `body` is then empty and `size` its length."""

    status: int
    headers: Headers
    body: bytes = b""
    file: str = ""
    size: int = 0


class Line(Protocol):
    """The part of RSGI's protocol object through which bodies come and answers leave."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    def response_empty(self, status: int, headers: Headers) -> None: ...

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None: ...

    def response_file(self, status: int, headers: Headers, file: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a request bears on a static answer."""

    gzip: bool = False
    etags: frozenset[str] = field(default_factory=frozenset)


_PLAIN = Asked()


def asked(accept_encoding: str | None, if_none_match: str | None) -> Asked:
    """Read the two headers; `gzip;q=0` refuses."""
    if not accept_encoding and not if_none_match:
        return _PLAIN
    codings = (accept_encoding or "").replace(" ", "").lower().split(",")
    tags = (if_none_match or "").replace(" ", "").split(",")
    return Asked(
        gzip=any(coding in {"gzip", "*"} or coding.startswith("gzip;q=") for coding in codings)
        and not any(
            coding in {"gzip;q=0", "gzip;q=0.0", "gzip;q=0.00", "gzip;q=0.000"} for coding in codings
        ),
        etags=frozenset(tag.removeprefix("W/") for tag in tags if tag),
    )


def plain_file(place: str) -> bool:
    """A regular file, not a symbolic link to one."""
    try:
        return stat.S_ISREG(os.lstat(place).st_mode)
    except OSError:
        return False


def opened(place: str) -> int | None:
    """A descriptor of a regular file; None for anything else. Strings and numbers: this runs for every request."""
    try:
        descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    return None


def file_answer(place: str, wanted: Asked, status: int = 200) -> Answer | None:
    """The file or its gzip twin; None if it is not there.

    Tag, length and bytes come from one descriptor: a file that is replaced meanwhile is sent whole, old or new.
    """
    zipped = False
    descriptor = opened(f"{place}.gz") if wanted.gzip else None
    if descriptor is not None:
        zipped = True
    else:
        descriptor = opened(place)
    if descriptor is None:
        return None
    try:
        return _answer_from(descriptor, place, wanted, status, zipped=zipped)
    finally:
        os.close(descriptor)


def _answer_from(descriptor: int, place: str, wanted: Asked, status: int, *, zipped: bool) -> Answer:
    found = os.fstat(descriptor)
    etag = f'"{found.st_mtime_ns:x}-{found.st_size:x}{"-gz" if zipped else ""}"'
    kind = media_type(place)
    headers: Headers = [
        ("content-type", kind),
        ("cache-control", FRESH),
        ("etag", etag),
        ("vary", "accept-encoding"),
    ]
    if status == _OK and wanted.etags and (etag in wanted.etags or "*" in wanted.etags):
        return Answer(304, headers)
    if zipped:
        headers.append(("content-encoding", "gzip"))
    if kind == _UNKNOWN:
        headers.append(("content-disposition", "attachment"))
    if found.st_size > _LARGE:
        return Answer(status, headers, file=f"{place}.gz" if zipped else place, size=found.st_size)
    return Answer(status, headers, os.read(descriptor, found.st_size))
