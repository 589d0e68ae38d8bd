"""Bringing what citizens sent from the sealed inbox into the database, once or for as long as the service runs."""

from __future__ import annotations

import importlib
import logging
from datetime import datetime
from importlib.util import find_spec
from typing import cast

from django.db import transaction

from gongkai import configuration
from gongkai.portal.inbox.collecting import Collected, Taker, collect
from gongkai.portal.inbox.keypair import PRIVATE_KEY, read_private_key
from gongkai.portal.inbox.sealing import inbox_of
from gongkai.portal.inbox.submission import Submission

INTAKE = "gongkai.casework.intake"
SECONDS = 5.0
_AT_ONCE = 20
log = logging.getLogger("gongkai.inbox")


def casework_stands() -> bool:
    """Whether there is a room that takes submissions in."""
    return find_spec(INTAKE.rpartition(".")[0]) is not None and find_spec(INTAKE) is not None


def casework_taker() -> Taker:
    """Casework's intake."""
    return in_transaction(cast("Taker", importlib.import_module(INTAKE).take_in))


def in_transaction(take: Taker) -> Taker:
    """The same taker, all or nothing; RuntimeError inside a transaction, which could still be rolled back."""

    def taking(submission: Submission, /, *, at: datetime) -> bool:
        with transaction.atomic(durable=True):
            return take(submission, at=at)

    return taking


def collect_inbox(take: Taker, *, at: datetime, most: int | None = None) -> Collected:
    """Take in what waits in this installation's inbox.

    Raises:
        PortalError: the private key is missing or damaged.
    """
    key = read_private_key(configuration.var_dir() / PRIVATE_KEY)
    return collect(inbox_of(configuration.public_dir()), key, take, at=at, most=most)


def collect_quietly(*, at: datetime) -> None:
    """One turn of the service's loop: a few submissions; what goes wrong is logged and tried again."""
    try:
        if casework_stands():
            for problem in collect_inbox(casework_taker(), at=at, most=_AT_ONCE).problems:
                log.warning("%s：%s", problem.name, problem.sentence)
    except Exception:
        log.exception("网上申请未能收取，稍后重试")
