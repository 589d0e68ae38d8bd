"""办理进度 by receipt code. Who has the code can find and read the one small file; who has the folder alone cannot.

From the code a slow function (Argon2id, 64 MiB) draws 64 bytes: half names the file, half is the key that seals it.
Every file has the same size. The desk writes; the public server reads, and writes only 已提交 when it takes something.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

from gongkai.portal.inbox.sealing import keep
from gongkai.portal.shapes import canonical_json

FOLDER = "status"
_SALT: Final = b"gongkai status 1"  # codes are random: a salt would have nothing to part
_PLAIN_BYTES = 4096
_slow = threading.BoundedSemaphore(2)  # 128 MiB at most, however many ask


class State(StrEnum):
    """What the applicant sees of a request."""

    SUBMITTED = "submitted"
    RECEIVED = "received"
    CORRECTION = "correction"
    HANDLING = "handling"
    EXTENDED = "extended"
    ANSWERED = "answered"


STATE_NAMES: Final[Mapping[State, str]] = {
    State.SUBMITTED: "已提交",
    State.RECEIVED: "已收到",
    State.CORRECTION: "需补正",
    State.HANDLING: "办理中",
    State.EXTENDED: "已延期",
    State.ANSWERED: "已答复",
}


class Step(NamedTuple):
    state: State
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The steps so far, oldest first, the last is the present one; at most 40.

    `due_on` is the last day of the reply period, or of the period for correction while that is asked. `number` is the
    registration number, `remark` a sentence for the applicant (at most 500 characters), never a personal value.
    """

    steps: tuple[Step, ...]
    due_on: date | None = None
    number: str = ""
    remark: str = ""

    def __post_init__(self) -> None:
        if not 0 < len(self.steps) <= 40 or len(self.number) > 60 or len(self.remark) > 500:  # noqa: PLR2004 - bounds
            raise ValueError("办理进度应有1至40步，编号不超过60字，说明不超过500字。")

    @property
    def state(self) -> State:
        return self.steps[-1].state


class StatusKeys(NamedTuple):
    """What follows from a code: the name of its file and the key to it. The desk may keep it and never the code."""

    name: str
    key: bytes


def status_keys(receipt_code: str) -> StatusKeys:
    """Takes about a tenth of a second and 64 MiB."""
    with _slow:
        drawn = argon2id.kdf(
            64,
            receipt_code.encode(),
            _SALT,
            opslimit=argon2id.OPSLIMIT_INTERACTIVE,
            memlimit=argon2id.MEMLIMIT_INTERACTIVE,
        )
    return StatusKeys(drawn[:32].hex(), drawn[32:])


def write_status(
    folder: Path, receipt_code: str | StatusKeys, status: Status, *, replace: bool = True
) -> None:
    """Leave the status under `folder` (`public/inbox/status`) for whoever has the code.

    With `replace` false a status that stands already is left alone.
    """
    keys = receipt_code if isinstance(receipt_code, StatusKeys) else status_keys(receipt_code)
    place = folder / keys.name
    if not replace and place.exists():
        return
    keep(place, bytes(SecretBox(keys.key).encrypt(_to_bytes(status))))


def read_status(folder: Path, receipt_code: str | StatusKeys) -> Status | None:
    """The status; None for a code that nobody was given, after the same work."""
    keys = receipt_code if isinstance(receipt_code, StatusKeys) else status_keys(receipt_code)
    try:
        sealed = (folder / keys.name).read_bytes()
        return _from_bytes(SecretBox(keys.key).decrypt(sealed))
    except (OSError, CryptoError, ValueError, TypeError, KeyError):
        return None


def remove_status(folder: Path, receipt_code: str | StatusKeys) -> None:
    keys = receipt_code if isinstance(receipt_code, StatusKeys) else status_keys(receipt_code)
    (folder / keys.name).unlink(missing_ok=True)


def _to_bytes(status: Status) -> bytes:
    values = {
        "steps": [[step.state, step.on.isoformat()] for step in status.steps],
        "due_on": status.due_on.isoformat() if status.due_on else None,
        "number": status.number,
        "remark": status.remark,
    }
    return canonical_json(values).ljust(_PLAIN_BYTES)


def _from_bytes(data: bytes) -> Status:
    values = json.loads(data)
    return Status(
        steps=tuple(Step(State(state), date.fromisoformat(day)) for state, day in values["steps"]),
        due_on=date.fromisoformat(values["due_on"]) if values["due_on"] else None,
        number=values["number"],
        remark=values["remark"],
    )
