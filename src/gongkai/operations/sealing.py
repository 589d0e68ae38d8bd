"""Sealing the audit trail once a minute for as long as the service runs."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import OperationalError

from gongkai.bodies.seals import seal_rows

SECONDS = 60.0
log = logging.getLogger("gongkai.audit")


def seal_quietly(*, at: datetime) -> None:
    """One turn of the service's loop; what goes wrong is logged, and the next minute takes it up where it stopped."""
    try:
        seal_rows(at=at)
    except OperationalError:
        log.info("审计记录正在写入，封存推迟到下一分钟")
    except Exception:
        log.exception("审计记录未能封存，稍后重试")
