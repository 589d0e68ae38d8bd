"""Once an hour: what nobody will fetch leaves the inbox, and pages whose facts have ended leave the site."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from gongkai import configuration
from gongkai.bodies.scope import cross_body
from gongkai.directory.services import take_down_ended
from gongkai.portal.inbox.collecting import REFUSED
from gongkai.portal.inbox.limits import Limits
from gongkai.portal.inbox.sealing import inbox_of

SECONDS = 3600.0
PARKED = "parked"
log = logging.getLogger("gongkai.upkeep")


def keep_up_quietly(*, at: datetime) -> None:
    """One turn of the service's loop; what goes wrong is logged, and the next hour tries again."""
    try:
        gone = tidy_inbox(at=at)
        if gone:
            log.info("收件箱清理：删除%d个过期文件", gone)
        with cross_body("upkeep"):
            for page in take_down_ended(on=timezone.localdate(at), at=at):
                log.info("事项已取消，撤下页面 %s", page.item.path)
    except Exception:
        log.exception("定时清理未能完成，稍后重试")


def tidy_inbox(*, at: datetime) -> int:
    """Remove what was parked longer than a form may be mended, and refused submissions past their days."""
    inbox = inbox_of(configuration.public_dir())
    days = configuration.number_of("GONGKAI_REFUSED_DAYS")
    kept = {PARKED: timedelta(seconds=Limits().parked), REFUSED: timedelta(days=days)}
    return sum(_removed(place) for name, span in kept.items() for place in _older(inbox / name, at - span))


def _older(folder: Path, limit: datetime) -> Iterator[Path]:
    for place in sorted(folder.glob("*")) if folder.is_dir() else ():
        try:
            if place.is_file() and place.stat().st_mtime < limit.timestamp():
                yield place
        except OSError:
            continue  # someone else was faster


def _removed(place: Path) -> int:
    try:
        place.unlink()
    except OSError:
        log.warning("过期文件未能删除：%s", place.name)
        return 0
    return 1
