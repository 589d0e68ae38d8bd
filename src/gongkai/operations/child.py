"""One child of the service: `python -m gongkai.operations.child desk|public|projector`.

On Linux the kernel ends a child when its parent dies, however it dies; elsewhere the parent's end is noticed by a poll.
"""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from gongkai import configuration

_PR_SET_PDEATHSIG = 1
_POLL_SECONDS = 0.5
log = logging.getLogger("gongkai.projector")


def die_with_parent() -> None:
    """End with the parent; and whatever is forked from here, a server's workers, ends with this process."""
    _bind(os.getppid())
    forking = [os.getpid()]

    def remember() -> None:
        forking[0] = os.getpid()

    os.register_at_fork(before=remember, after_in_child=lambda: _bind(forking[0]))


def _bind(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    else:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()
    if os.getppid() != parent:
        os._exit(1)  # it died before this process was bound to it


def _end_after(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_POLL_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


def run_desk() -> None:
    from granian import Granian  # noqa: PLC0415
    from granian.constants import HTTPModes, Interfaces  # noqa: PLC0415
    from granian.http import HTTP1Settings  # noqa: PLC0415

    from gongkai.portal.server import SILENCE  # noqa: PLC0415

    Granian(
        "gongkai.desk.wsgi:application",
        address=configuration.value_of("GONGKAI_HOST"),
        port=configuration.port_of("GONGKAI_DESK_PORT"),
        interface=Interfaces.WSGI,
        blocking_threads=4,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=SILENCE),
        workers_kill_timeout=5,  # a worker that is told to stop while it still starts does not hear it
        log_access=False,
        log_enabled=False,
    ).serve()


def run_public() -> None:
    from gongkai.portal.server import serve_public  # noqa: PLC0415

    serve_public(
        configuration.var_dir(),
        configuration.value_of("GONGKAI_HOST"),
        configuration.port_of("GONGKAI_PUBLIC_PORT"),
    )


class Work(Protocol):
    """Returns nothing, or the seconds that this once are to pass before the next turn."""

    def __call__(self, *, at: datetime) -> float | None: ...


@dataclass(slots=True)
class Turn:
    """Work that the loop takes up once in so many seconds."""

    work: Work
    seconds: float
    due: float = 0.0

    def take(self, at: datetime) -> None:
        if time.monotonic() >= self.due:
            pause = self.work(at=at)
            self.due = time.monotonic() + (pause or self.seconds)


def run_projector() -> None:
    """Follow the sequence, empty the inbox, seal the audit trail and tidy up until told to stop; faults are logged."""
    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings")
    django.setup()
    from django.db import close_old_connections  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from gongkai.operations import collection, sealing, upkeep  # noqa: PLC0415
    from gongkai.operations.projection import head_of_database, project_public  # noqa: PLC0415

    turns = (
        Turn(collection.collect_quietly, collection.SECONDS),
        Turn(sealing.seal_quietly, sealing.SECONDS),
        Turn(upkeep.keep_up_quietly, upkeep.SECONDS),
    )
    done = -1
    while True:
        for turn in turns:
            turn.take(timezone.now())
        try:
            if head_of_database() != done:
                done = project_public()
        except Exception:
            log.exception("公开网站未能更新，稍后重试")
            close_old_connections()
            time.sleep(5)
        time.sleep(_POLL_SECONDS)


def main() -> None:
    die_with_parent()
    {"desk": run_desk, "public": run_public, "projector": run_projector}[sys.argv[1]]()


if __name__ == "__main__":
    main()
