"""Seals: what stands in each file of the search index, so that any changed, exchanged or added byte is seen.

Beside the files of a segment, which never change, stands `STEM.seal` with their hashes; it is written once, with the
segment, and goes with it. `meta.json` bears its own hash in its payload. So an act seals what it writes, and nothing
grows with the archive. The hashes are not secret: who makes them anew as well is not found by them.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from gongkai.portal.storage import Stamp, open_regular, read_regular

SUFFIX = ".seal"
BLANK = "0" * 64
_IN_META = re.compile(rb'"payload":"([0-9a-f]{64})\\n')
_LINE = re.compile(r"([0-9a-f]{64}) (0|[1-9][0-9]{0,17}) ([0-9a-f]{32}\.[a-z]+)")
_CHUNK = 1 << 20


def stamp_at(place: str | Path, expected: int | None = None) -> Stamp:
    """The stamp of a file, read in pieces; one that has not the expected size is not read.

    Raises:
        OSError: it is missing, no regular file, or cannot be read.
    """
    digest, size = hashlib.sha256(), 0
    with open_regular(place) as handle:
        actual = os.fstat(handle.fileno()).st_size
        if expected not in {None, actual}:
            return Stamp("", actual)
        while chunk := handle.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Stamp(digest.hexdigest(), size)


def write_seal(folder: Path, stem: str) -> None:
    """Seal the files of one segment."""
    stamps = {place.name: stamp_at(place) for place in sorted(folder.glob(f"{stem}.*"))}
    lines = "".join(f"{stamp.sha256} {stamp.size} {name}\n" for name, stamp in stamps.items())
    own = hashlib.sha256(lines.encode()).hexdigest()
    (folder / f"{stem}{SUFFIX}").write_text(f"{lines}{own}\n")


def read_seal(folder: Path, stem: str) -> dict[str, Stamp]:
    """The files of a segment.

    Raises:
        OSError: there is no seal.
        ValueError: it is not as it was written.
    """
    data = read_regular(folder / f"{stem}{SUFFIX}").decode()
    lines, own = data[: -len(BLANK) - 1], data[-len(BLANK) - 1 :]
    if own != hashlib.sha256(lines.encode()).hexdigest() + "\n":
        raise ValueError("the seal was altered")
    found = [_LINE.fullmatch(line) for line in lines.removesuffix("\n").split("\n")]
    stamps = {line[3]: Stamp(line[1], int(line[2])) for line in found if line}
    if len(stamps) != len(found) or any(name.partition(".")[0] != stem for name in stamps):
        raise ValueError("the seal is that of another segment")
    return stamps


def seal_meta(data: bytes) -> bytes:
    """The list of segments, whose payload begins with `BLANK`, with its own hash in that place."""
    return data.replace(BLANK.encode(), hashlib.sha256(data).hexdigest().encode(), 1)


def meta_is_sound(data: bytes) -> bool:
    """Whether every byte of the list of segments is as it was sealed."""
    found = _IN_META.search(data)
    if not found:
        return False
    blank = data[: found.start(1)] + BLANK.encode() + data[found.end(1) :]
    return hashlib.sha256(blank).hexdigest().encode() == found[1]
