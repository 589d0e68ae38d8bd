"""Sealing with the desk's public key, and the folder in which sealed submissions wait.

Nothing here can open what it has sealed: the key that could lies with the desk.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import threading
from dataclasses import dataclass, field
from pathlib import Path

from nacl.encoding import HexEncoder
from nacl.public import PublicKey, SealedBox

from gongkai.portal.inbox.submission import Submission, to_bytes

SUFFIX = ".sealed"
DRAFT_SUFFIX = ".part"
PUBLIC_KEY = "inbox.pub"


class InboxClosedError(Exception):
    """Nothing can be put in now."""


def inbox_of(public: Path) -> Path:
    return public / "inbox"


def public_key_of(public: Path) -> PublicKey:
    """The desk's public key.

    Raises:
        InboxClosedError: the desk has not left one.
    """
    try:
        return PublicKey((public / PUBLIC_KEY).read_bytes().strip(), HexEncoder)
    except (OSError, ValueError, TypeError) as error:
        raise InboxClosedError(str(error)) from error


def name_of(digest: str) -> str:
    """The name of a sealed file: the same for the same sending, and nobody else can work it out."""
    return hashlib.blake2b(bytes.fromhex(digest), digest_size=16, person=b"sealed file").hexdigest() + SUFFIX


def waiting(inbox: Path) -> list[Path]:
    """The sealed files, oldest first; ones that vanish meanwhile are left out."""
    found = []
    for place in inbox.glob(f"*{SUFFIX}"):
        try:
            found.append((place.lstat().st_mtime_ns, place.name, place))
        except FileNotFoundError:
            continue
    return [place for _, _, place in sorted(found)]


@dataclass(slots=True)
class SealedInbox:
    """The folder under `public`, never holding more than so many files and bytes."""

    public: Path
    most_files: int
    most_bytes: int
    _one: threading.Lock = field(default_factory=threading.Lock)

    @property
    def folder(self) -> Path:
        return inbox_of(self.public)

    def put(self, submission: Submission) -> bool:
        """Seal and keep; False when this very sending waits already.

        Raises:
            InboxClosedError: there is no key, no room, or the disk refuses.
        """
        key = public_key_of(self.public)
        with self._one:  # one sealing at a time: it takes three times the memory of what is sealed
            place = self.folder / name_of(submission.digest)
            if place.exists():
                return False
            sealed = SealedBox(key).encrypt(to_bytes(submission))
            self._require_room(len(sealed))
            try:
                keep(place, sealed)
            except OSError as error:
                raise InboxClosedError(str(error)) from error
        return True

    def _require_room(self, size: int) -> None:
        sizes = sizes_in(self.folder, SUFFIX)
        if len(sizes) >= self.most_files or sum(sizes) + size > self.most_bytes:
            raise InboxClosedError("the inbox is full")


def sizes_in(folder: Path, suffix: str = "") -> list[int]:
    """Bytes of each file whose name ends so; what vanishes meanwhile is left out, a missing folder is empty."""
    sizes = []
    for place in folder.glob(f"*{suffix}"):
        try:
            sizes.append(place.stat().st_size)
        except FileNotFoundError:
            continue
    return sizes


def keep(place: Path, data: bytes) -> None:
    """Write a file whole or not at all, through a power cut; the folder is made when it is missing."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{secrets.token_hex(8)}{DRAFT_SUFFIX}")
    try:
        with draft.open("xb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(place)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(place.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
