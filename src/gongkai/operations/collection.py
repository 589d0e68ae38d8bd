"""Bringing what citizens sent from the sealed inbox into the database, once or for as long as the service runs."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from gongkai import configuration
from gongkai.casework.intake import take_in
from gongkai.portal.inbox.collecting import Collected, Taker, collect
from gongkai.portal.inbox.keypair import PRIVATE_KEY, read_private_key
from gongkai.portal.inbox.sealing import inbox_of
from gongkai.portal.inbox.submission import Submission

SECONDS = 5.0
_LATER = 60.0
_AT_ONCE = 20
log = logging.getLogger("gongkai.inbox")


def in_transaction(take: Taker) -> Taker:
    """The same taker, all or nothing; RuntimeError inside a transaction, which could still be rolled back."""

    def taking(submission: Submission, /, *, at: datetime) -> bool:
        with transaction.atomic(durable=True):
            return take(submission, at=at)

    return taking


def collect_inbox(take: Taker = take_in, *, at: datetime, most: int | None = None) -> Collected:
    """Take in what waits in this installation's inbox, each submission all or nothing.

    Raises:
        PortalError: the private key is missing or damaged.
    """
    key = read_private_key(configuration.var_dir() / PRIVATE_KEY)
    return collect(inbox_of(configuration.public_dir()), key, in_transaction(take), at=at, most=most)


def collect_quietly(*, at: datetime) -> float | None:
    """One turn of the service's loop: a few submissions.

    What goes wrong is logged; then the seconds until it is worth another try come back.
    """
    try:
        problems = collect_inbox(at=at, most=_AT_ONCE).problems
    except Exception:
        log.exception("网上申请未能收取，稍后重试")
        return _LATER
    for problem in problems:
        log.warning("%s：%s", problem.name, problem.sentence)
    return _LATER if problems else None
