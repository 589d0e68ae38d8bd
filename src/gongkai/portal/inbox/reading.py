"""Opening sealed submissions with the private key. Not for the public process."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from gongkai.portal.inbox.sealing import name_of
from gongkai.portal.inbox.submission import LARGEST, DamagedError, Submission, from_bytes

_NO_FILE = "不是普通文件，未予开启"


class UnreadableError(Exception):
    """A sealed file cannot be opened: the sentence says why."""


def read_sealed(place: Path, key: PrivateKey) -> Submission:
    """Open one file.

    Raises:
        UnreadableError: it is not for this key, altered, or no submission.
        FileNotFoundError: it is gone.
    """
    try:
        found = from_bytes(SealedBox(key).decrypt(_bytes_of(place)))
    except (CryptoError, ValueError) as error:
        sentence = (
            str(error) if isinstance(error, DamagedError) else "不是以本机关的公钥封存的，或者封存后被改动"
        )
        raise UnreadableError(sentence) from error
    if name_of(found.digest) != place.name:
        raise UnreadableError("文件名与内容不符，可能由他人放入")
    return found


def _bytes_of(place: Path) -> bytes:
    """The bytes of a plain file and of nothing else: who writes the folder may leave a link, a pipe or a device there."""
    try:
        descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if place.is_symlink():
            raise UnreadableError(_NO_FILE) from error
        raise
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableError(_NO_FILE)
        if found.st_size > 2 * LARGEST:
            raise UnreadableError("文件过大，未予开启")
        with os.fdopen(descriptor, "rb", closefd=False) as sealed:
            return sealed.read(2 * LARGEST)
    finally:
        os.close(descriptor)
