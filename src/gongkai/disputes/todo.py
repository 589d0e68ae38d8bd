"""What the 复议机关 and the court wait for, with its last day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.disputes.models import Lawsuit, Reconsideration
from gongkai.disputes.queries import unanswered, undefended
from gongkai.disputes.terms import term_of
from gongkai.disputes.wording import state_of
from gongkai.shell.seat import Seat
from gongkai.shell.todo import SHOWN, Matter, Section


def sections(seat: Seat) -> Iterator[Section]:
    if Act.EDIT_DISPUTES not in seat.acts_at(seat.body.pk):
        return
    yield Section(
        key="unanswered",
        title="待提交复议答复",
        matters=_matters(seat, "reconsideration", unanswered()),
        empty="没有待提交的复议答复。登记行政复议后，提交书面答复之前列在这里，并附答复期限。",
        more=reverse("reconsiderations") + "?open=yes",
    )
    yield Section(
        key="undefended",
        title="待提交答辩",
        matters=_matters(seat, "lawsuit", undefended()),
        empty="没有待提交的答辩。登记行政诉讼后，提交答辩状和证据之前列在这里，并附答辩期限。",
        more=reverse("lawsuits") + "?open=yes",
    )


def _matters(seat: Seat, address: str, rows: QuerySet[Any]) -> tuple[Matter, ...]:
    return tuple(_matter(seat, address, row) for row in rows[: SHOWN + 1])


def _matter(seat: Seat, address: str, row: Reconsideration | Lawsuit) -> Matter:
    term = term_of(row, seat.today)
    return Matter(
        title=row.matter,
        note=f"{row.number}　{row.review_body if isinstance(row, Reconsideration) else row.court}",
        state=state_of(row),
        since=timezone.make_aware(datetime.combine(row.copy_received_on, time())),
        button="办理",
        icon="dispute",
        href=reverse(address, args=[row.pk]),
        due=term.due if term else None,
    )
