"""What a citizen sent, as the desk gets it; and the bytes that are sealed.

The bytes: a line that names the format, eight bytes of length, canonical JSON, the files one after the other, and
zeros up to the next bucket, so that the size of a sealed file says little.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from gongkai.portal.inbox.codes import code_of, is_code
from gongkai.portal.shapes import canonical_json

FORMAT: Final = b"gongkai submission 1\n"
SMALLEST_BUCKET: Final = 1 << 16
LARGEST: Final = 1 << 27
"""No sealed file is larger, whatever the limits of the server are: 128 MiB."""
_LENGTH_BYTES = 8
_LONGEST_TEXT = 20_000
_MOST_FILES = 100
_DIGEST = 64


class ApplicantKind(StrEnum):
    """申请人类型, by the columns of the national form of 2019 and 2021."""

    NATURAL = "natural"
    BUSINESS = "business"
    RESEARCH = "research"
    WELFARE = "welfare"
    LEGAL = "legal"
    OTHER = "other"


class IdentityKind(StrEnum):
    """身份证明 (R19 Art.29); CREDIT_CODE is the one of legal persons and other organisations."""

    RESIDENT = "resident"
    PASSPORT = "passport"
    HONGKONG_MACAO = "hongkong_macao"
    TAIWAN = "taiwan"
    FOREIGN_RESIDENT = "foreign_resident"
    CREDIT_CODE = "credit_code"
    OTHER = "other"


class WishedForm(StrEnum):
    """获取信息的方式: what the information comes on."""

    PAPER = "paper"
    ELECTRONIC = "electronic"
    DISC = "disc"
    READING = "reading"


class WishedWay(StrEnum):
    """获取信息的途径: how it comes."""

    POST = "post"
    PICKUP = "pickup"
    EMAIL = "email"


class DamagedError(ValueError):
    """The bytes are no submission: a sentence for the person at the desk."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as the citizen sent it, unchecked; `media_type` follows from the end of its name."""

    name: str
    media_type: str
    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What the form asked: empty strings where nothing was given, `identity_kind` None where the regime asks none.

    `body_code` is the body addressed; `representative` and `contact_name` are those of an organisation.
    """

    body_code: str
    applicant_kind: ApplicantKind
    name: str
    identity_kind: IdentityKind | None = None
    identity_number: str = ""
    representative: str = ""
    contact_name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postal_code: str = ""
    description: str
    wished_form: WishedForm
    wished_way: WishedWay


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Application):
    """One sending: the application and what makes it this one.

    `digest` is the same however often it was sent: whoever takes it in keeps it as a key.
    """

    digest: str
    receipt_code: str
    submitted_at: datetime
    attachments: tuple[SentFile, ...] = ()


_ENUMS: Final[Mapping[str, type[StrEnum]]] = {
    "applicant_kind": ApplicantKind,
    "wished_form": WishedForm,
    "wished_way": WishedWay,
}


def digest_of(token: str, application: Application, attachments: tuple[SentFile, ...]) -> str:
    """The identity of a sending: equal for a second click, different as soon as a letter differs.

    The token makes it unguessable, for the receipt code follows from it.
    """
    content = {
        "token": token,
        "application": _plain(application),
        "files": [_entry(one) for one in attachments],
    }
    return hashlib.sha256(canonical_json(content)).hexdigest()


def to_bytes(submission: Submission) -> bytes:
    head = canonical_json(
        {
            "digest": submission.digest,
            "submitted_at": submission.submitted_at.isoformat(),
            "application": _plain(submission),
            "files": [_entry(one) for one in submission.attachments],
        }
    )
    body = b"".join(
        (
            FORMAT,
            len(head).to_bytes(_LENGTH_BYTES, "big"),
            head,
            *(one.data for one in submission.attachments),
        )
    )
    return body.ljust(bucket(len(body)), b"\0")


def bucket(size: int) -> int:
    """The next power of two, at least 64 KiB."""
    return max(SMALLEST_BUCKET, 1 << (size - 1).bit_length())


def from_bytes(data: bytes) -> Submission:
    """Read what `to_bytes` wrote; whoever knows the public key may have written it, so everything is checked.

    Raises:
        DamagedError: it is something else.
    """
    try:
        head, rest = _parts(data)
        return Submission(
            digest=_digest(head["digest"]),
            receipt_code=code_of(_digest(head["digest"])),
            submitted_at=_moment(head["submitted_at"]),
            **_application(head["application"]),
            attachments=_files(head["files"], rest),
        )
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise DamagedError("内容不是网上申请的格式，或者已经损坏") from error


def _plain(application: Application) -> dict[str, str | None]:
    return {field.name: getattr(application, field.name) for field in fields(Application)}


def _entry(sent: SentFile) -> dict[str, Any]:
    return {
        "name": sent.name,
        "media_type": sent.media_type,
        "size": sent.size,
        "sha256": hashlib.sha256(sent.data).hexdigest(),
    }


def _parts(data: bytes) -> tuple[dict[str, Any], memoryview]:
    start = len(FORMAT) + _LENGTH_BYTES
    if not data.startswith(FORMAT) or len(data) < start:
        raise ValueError
    end = start + int.from_bytes(data[len(FORMAT) : start], "big")
    if end > len(data):
        raise ValueError
    return json.loads(data[start:end]), memoryview(data)[end:]


def _application(values: dict[str, Any]) -> dict[str, Any]:
    known = {field.name for field in fields(Application)}
    if set(values) != known or not all(_is_text(value) for value in values.values() if value is not None):
        raise ValueError
    typed = {name: kind(values[name]) for name, kind in _ENUMS.items()}
    kind = values["identity_kind"]
    return values | typed | {"identity_kind": None if kind is None else IdentityKind(kind)}


def _files(entries: list[dict[str, Any]], rest: memoryview) -> tuple[SentFile, ...]:
    if len(entries) > _MOST_FILES:
        raise ValueError
    found, start = [], 0
    for entry in entries:
        sent = SentFile(entry["name"], entry["media_type"], bytes(rest[start : start + entry["size"]]))
        if not _is_text(sent.name) or not _is_text(sent.media_type) or _entry(sent) != entry:
            raise ValueError
        found.append(sent)
        start += sent.size
    if any(rest[start:]):
        raise ValueError
    return tuple(found)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_TEXT and "\0" not in value


def _digest(value: Any) -> str:
    if not isinstance(value, str) or len(value) != _DIGEST or set(value) - set("0123456789abcdef"):
        raise ValueError
    return value


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError
    return moment


__all__ = [
    "ApplicantKind",
    "Application",
    "DamagedError",
    "IdentityKind",
    "SentFile",
    "Submission",
    "WishedForm",
    "WishedWay",
    "bucket",
    "digest_of",
    "from_bytes",
    "is_code",
    "to_bytes",
]
