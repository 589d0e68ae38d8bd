"""Opening sealed submissions with the private key. Not for the public process."""

from __future__ import annotations

from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from gongkai.portal.inbox.sealing import name_of
from gongkai.portal.inbox.submission import LARGEST, DamagedError, Submission, from_bytes


class UnreadableError(Exception):
    """A sealed file cannot be opened: the sentence says why."""


def read_sealed(place: Path, key: PrivateKey) -> Submission:
    """Open one file.

    Raises:
        UnreadableError: it is not for this key, altered, or no submission.
        FileNotFoundError: it is gone.
    """
    if place.stat().st_size > 2 * LARGEST:
        raise UnreadableError("文件过大，未予开启")
    try:
        found = from_bytes(SealedBox(key).decrypt(place.read_bytes()))
    except (CryptoError, ValueError) as error:
        sentence = (
            str(error) if isinstance(error, DamagedError) else "不是以本机关的公钥封存的，或者封存后被改动"
        )
        raise UnreadableError(sentence) from error
    if name_of(found.digest) != place.name:
        raise UnreadableError("文件名与内容不符，可能由他人放入")
    return found
