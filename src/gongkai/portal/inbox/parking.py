"""Files that wait while a person mends the form: a browser cannot hand them back by itself.

Each lies under a random name, sealed with a key that only the page in the person's browser holds, and is removed
after two hours. The server forgets the key with the answer.
"""

from __future__ import annotations

import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from nacl.encoding import URLSafeBase64Encoder
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from gongkai.portal.inbox.sealing import DRAFT_SUFFIX, InboxClosedError, keep, sizes_in
from gongkai.portal.inbox.submission import SentFile
from gongkai.portal.responses import media_type

_TICKET = re.compile(r"([0-9a-f]{32})\.([A-Za-z0-9_-]{43}=)")
_SEPARATOR = b"\0"


class Parked(NamedTuple):
    """A file that waits: the ticket opens it."""

    ticket: str
    file: SentFile


@dataclass(frozen=True, slots=True)
class Parking:
    """The folder, how long a file may stay, and how many bytes all may take."""

    folder: Path
    seconds: float
    most_bytes: int

    def park(self, sent: SentFile) -> Parked:
        """Keep one file.

        Raises:
            InboxClosedError: there is no room, or the disk refuses.
        """
        name, key = secrets.token_hex(16), secrets.token_bytes(SecretBox.KEY_SIZE)
        sealed = bytes(SecretBox(key).encrypt(sent.name.encode() + _SEPARATOR + sent.data))
        try:
            if sum(sizes_in(self.folder)) + len(sealed) > self.most_bytes:
                raise InboxClosedError("the parking is full")
            keep(self.folder / name, sealed)
        except OSError as error:
            raise InboxClosedError(str(error)) from error
        return Parked(f"{name}.{URLSafeBase64Encoder.encode(key).decode()}", sent)

    def fetch(self, ticket: str) -> Parked | None:
        """The file of a ticket; None when it is no longer there. It stays: a second click needs it too."""
        match = _TICKET.fullmatch(ticket)
        if match is None:
            return None
        try:
            key = URLSafeBase64Encoder.decode(match[2].encode())
            plain = SecretBox(key).decrypt((self.folder / match[1]).read_bytes())
        except (OSError, ValueError, TypeError, CryptoError):
            return None
        name, _, data = plain.partition(_SEPARATOR)
        return Parked(ticket, SentFile(name.decode(), media_type(name.decode()), data))

    def sweep(self, now: float | None = None) -> None:
        """Remove what has stayed too long, and drafts that a killed process left here and in the folder above."""
        limit = (time.time() if now is None else now) - self.seconds
        for folder, pattern in ((self.folder, "*"), (self.folder.parent, f".*{DRAFT_SUFFIX}")):
            for place in folder.glob(pattern):
                try:
                    if place.is_file() and place.stat().st_mtime < limit:
                        place.unlink()
                except OSError:
                    continue  # someone else was faster
