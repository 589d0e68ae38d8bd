"""Taking waiting submissions in, one after the other, so that a kill at any moment loses nothing and doubles nothing."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from nacl.public import PrivateKey

from gongkai.portal.inbox.reading import UnreadableError, read_sealed
from gongkai.portal.inbox.sealing import keep, sync_folder, waiting
from gongkai.portal.inbox.submission import Submission

REFUSED = "refused"
log = logging.getLogger("gongkai.inbox")


class Taker(Protocol):
    """Turns a submission into a request. True when it is new, False when its digest was taken before.

    When it returns, what it wrote is committed.
    """

    def __call__(self, submission: Submission, /, *, at: datetime) -> bool: ...


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that was not taken in; `refused` when it was set aside, else it waits for the next time."""

    name: str
    sentence: str
    refused: bool


@dataclass(slots=True)
class Collected:
    taken: int = 0
    known: int = 0
    problems: tuple[Problem, ...] = ()


def collect(inbox: Path, key: PrivateKey, take: Taker, *, at: datetime, most: int | None = None) -> Collected:
    """Take in what waits, oldest first, until `most` are in. The sealed file goes only after the taker has committed."""
    result = Collected()
    for place in waiting(inbox):
        if most is not None and result.taken + result.known >= most:
            break
        try:
            new = take(read_sealed(place, key), at=at)
        except FileNotFoundError:
            continue  # another collector was faster
        except UnreadableError as error:
            result.problems += (_set_aside(place, str(error)),)
        except Exception:
            log.exception("网上申请 %s 未能登记，留待下次", place.name)
            result.problems += (Problem(place.name, "未能登记，已留待下次；原因见日志", refused=False),)
        else:
            place.unlink(missing_ok=True)
            result.taken += new
            result.known += not new
    if inbox.is_dir():
        sync_folder(inbox)
    return result


def _set_aside(place: Path, sentence: str) -> Problem:
    folder = place.parent / REFUSED
    keep(folder / f"{place.name}.txt", f"{sentence}\n".encode())
    place.replace(folder / place.name)
    return Problem(place.name, f"无法开启：{sentence}；已移入 {folder}", refused=True)
