"""What waits for this seat among the requests; the nearest due date first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person
from gongkai.casework.enums import RequestState
from gongkai.casework.models import Consultation, Notice, ReplySignature, Request
from gongkai.casework.rules import RUNNING_STATES
from gongkai.casework.wording import SILENT, UNTOLD, state_mark
from gongkai.shell.marks import Mark
from gongkai.shell.seat import Seat
from gongkai.shell.todo import SHOWN, Matter, Section


@dataclass(frozen=True, slots=True)
class _Kind:
    """A section, the states it gathers, the act that makes it somebody's, and the one button."""

    key: str
    title: str
    states: tuple[RequestState, ...]
    act: Act
    button: str
    icon: str
    address: str
    empty: str


_S = RequestState
_KINDS = (
    _Kind(
        "requests_to_confirm",
        "申请待确认",
        (_S.TO_CONFIRM,),
        Act.REGISTER_REQUEST,
        "确认收到",
        "question",
        "request_confirm",
        "没有待确认的申请。网上申请、平常信函等收到后会列在这里。",
    ),
    _Kind(
        "requests_handling",
        "申请办理中",
        (_S.HANDLING,),
        Act.HANDLE_REQUEST,
        "办理",
        "draft",
        "request",
        "没有办理中的申请。登记后会列在这里。",
    ),
    _Kind(
        "requests_to_review",
        "答复待审核",
        (_S.TO_REVIEW,),
        Act.REVIEW_REPLY,
        "审核",
        "sign",
        "request_letter",
        "没有待审核的答复。经办人送审后会列在这里。",
    ),
    _Kind(
        "requests_to_sign",
        "答复待签发",
        (_S.TO_SIGN,),
        Act.SIGN_REPLY,
        "签发",
        "sign",
        "request_letter",
        "没有待签发的答复。审核同意后会列在这里。",
    ),
    _Kind(
        "requests_to_deliver",
        "答复待送达",
        (_S.TO_DELIVER,),
        Act.DELIVER_REPLY,
        "登记送达",
        "ready",
        "request_deliver",
        "没有待送达的答复。签发后会列在这里。",
    ),
    _Kind(
        "requests_to_tell",
        "文书待告知",
        (),
        Act.DELIVER_REPLY,
        "登记送达",
        "ready",
        "request_serve",
        "没有待告知的文书。补正、延期、收费、征求意见等文书制作后会列在这里，告知之后方才生效。",
    ),
    _Kind(
        "requests_waiting",
        "等待申请人、第三方",
        (_S.CORRECTING, _S.CONSULTING, _S.PAYING),
        Act.HANDLE_REQUEST,
        "查看",
        "waiting",
        "request",
        "没有在等补正、意见、缴费的申请。",
    ),
)


def sections(seat: Seat) -> Iterator[Section]:
    allowed = seat.acts_at(seat.body.pk)
    kinds = [kind for kind in _KINDS if kind.act in allowed]
    if not kinds:
        return
    waiting: defaultdict[str, list[Request]] = defaultdict(list)
    states = [state for kind in kinds for state in kind.states]
    for row in _rows(seat.person, states, seat.today):
        for key in _places(row):
            waiting[key].append(row)
    for kind in kinds:
        rows = [row for key in (kind.states or (kind.key,)) for row in waiting[key]][: SHOWN + 1]
        yield Section(
            key=kind.key,
            title=kind.title,
            matters=tuple(_matter(kind, row) for row in rows),
            empty=kind.empty,
            more=f"{reverse('requests')}?state={kind.states[0] if kind.states else ''}",
        )


def _places(row: Request) -> Iterator[str]:
    """Under its state; who was asked and stayed silent leaves it to the officer again; a letter that waits is told."""
    facts: Any = row
    if facts.untold:
        yield "requests_to_tell"
    if row.state == _S.CONSULTING and facts.silent:
        yield _S.HANDLING
    else:
        yield row.state


def _rows(person: Person, states: list[RequestState], today: date) -> QuerySet[Request]:
    """Of every state the first ones by due date, without what the person signed in this round; one query."""
    waiting = Notice.objects.filter(told_on=None, voided_on=None)
    untold = waiting.filter(request=OuterRef("pk"))
    silent = Consultation.objects.filter(request=OuterRef("pk"), answered_on=None, answer_by__lt=today)
    signed = ReplySignature.objects.filter(
        reply__request=OuterRef("pk"), person=person, round=F("reply__round")
    )
    place = Window(
        RowNumber(),
        partition_by=[F("state"), F("untold"), F("silent")],
        order_by=(F("due_on").asc(nulls_last=True), F("id")),
    )
    known = Request.objects.filter(archived_on=None).annotate(untold=Exists(untold), silent=Exists(silent))
    rows = known.filter(Q(state__in=states) | Q(pk__in=waiting.values("request")))
    if {_S.TO_REVIEW, _S.TO_SIGN}.intersection(states):
        rows = rows.exclude(Exists(signed), state__in=(_S.TO_REVIEW, _S.TO_SIGN))
    return (
        rows.only("number", "title", "state", "due_on", "updated_at", "version")
        .annotate(place=place)
        .filter(place__lte=SHOWN + 1)
        .order_by("state", "place")
    )


def _mark(kind: _Kind, row: Request) -> Mark:
    facts: Any = row
    if kind.key == "requests_to_tell":
        return UNTOLD
    return SILENT if row.state == _S.CONSULTING and facts.silent else state_mark(row.state)


def _matter(kind: _Kind, row: Request) -> Matter:
    return Matter(
        title=row.title,
        note=row.number,
        state=_mark(kind, row),
        since=row.updated_at,
        due=row.due_on if row.state in RUNNING_STATES else None,
        button=kind.button,
        icon=kind.icon,
        href=reverse(kind.address, args=[row.pk]),
    )
