"""Rows of engagement and oversight for the small worlds of `desk_world`."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count

from django.utils import timezone

from desk_world import NOON, START, Team, person
from gongkai.bodies.enums import Role
from gongkai.bodies.models import PublicBody
from gongkai.bodies.scope import cross_body
from gongkai.casework.enums import ApplicantKind, ReplyStage, RequestState
from gongkai.casework.models import Delivery, Reply, ReplySignature, Request
from gongkai.engagement.enums import (
    ActivityKind,
    CaseSource,
    ConcernLevel,
    InterpretationForm,
    ProposalKind,
    ResponseWay,
)
from gongkai.engagement.models import Activity, ExternalCase, Interpretation, Proposal, PublicConcern
from gongkai.engagement.services.activities import Counted, Held, hold
from gongkai.engagement.services.cases import Taken, take_external_case
from gongkai.engagement.services.concerns import Found, find_concern, respond
from gongkai.engagement.services.interpretations import plan_interpretation
from gongkai.engagement.services.proposals import Registered, register_proposal, reply_proposal
from gongkai.law.events import DeliveryWay
from gongkai.law.receipt import Channel, ReceiptBasis
from gongkai.law.regimes import Regime
from gongkai.oversight.enums import ReminderKind, TaskState
from gongkai.oversight.models import Problem, Reminder, Task, TaskProgress
from gongkai.oversight.services.problems import Noted, note_problem
from gongkai.oversight.services.reminders import Urged, remind
from gongkai.oversight.services.tasks import Evidence, Planned, plan_task, report_progress
from gongkai.records.models import Record

_numbers = count(9001)  # beyond the serials that the acts of other rooms give


def activity(team: Team, title: str = "政务公开日咨询活动", at: datetime = NOON) -> Activity:
    counted = Counted(
        key="visitors", label="接待群众", value=1246, unit="人次", approximate=True, source="登记表"
    )
    content = Held(kind=ActivityKind.OPEN_DAY, title=title, held_on=at.date(), counts=[counted])
    with cross_body("factory"):
        return hold(body=team.body, content=content, actor=team.author, at=at, another=True)


def concern(
    team: Team,
    title: str = "供水设施维修问题",
    *,
    level: ConcernLevel = ConcernLevel.ORDINARY,
    found_at: datetime = NOON,
    answered: bool = False,
) -> PublicConcern:
    with cross_body("factory"):
        content = Found(title=title, level=level, found_at=found_at)
        row = find_concern(body=team.body, content=content, actor=team.author, at=found_at)
        if answered:
            later = found_at + timedelta(hours=2)
            way = ResponseWay.WEBSITE if level is ConcernLevel.ORDINARY else ResponseWay.PRESS_CONFERENCE
            row = respond(
                concern=row, responded_at=later, way=way, response=title, actor=team.author, at=later
            )
        return row


def interpretation(team: Team, document: Record) -> Interpretation:
    with cross_body("factory"):
        return plan_interpretation(
            document=document,
            form=InterpretationForm.TEXT,
            interpreter="区城建局负责人",
            planned_on=None,
            actor=team.author,
            at=NOON,
        )


def proposal(team: Team, title: str = "完善人行步道", *, replied: bool = False) -> Proposal:
    with cross_body("factory"):
        row = register_proposal(
            body=team.body,
            content=Registered(
                kind=ProposalKind.SUGGESTION,
                year=2017,
                number=f"第{next(_numbers)}号",
                title=title,
                received_on=START,
            ),
            actor=team.author,
            at=NOON,
        )
        return (
            reply_proposal(proposal=row, replied_on=NOON.date(), actor=team.author, at=NOON)
            if replied
            else row
        )


def external_case(team: Team, title: str = "夜间占道经营问题") -> ExternalCase:
    content = Taken(
        source=CaseSource.PEOPLES_HEART,
        number=f"内参{next(_numbers)}",
        title=title,
        accepted_on=START,
        due_on=NOON.date(),
    )
    with cross_body("factory"):
        return take_external_case(body=team.body, content=content, actor=team.author, at=NOON)


def task(at: PublicBody, item: str = "公开招生信息", due_on: date = date(2017, 6, 30)) -> Task:
    """Planned by a supervisor of the body itself."""
    planned = Planned(
        year=due_on.year,
        number=str(next(_numbers)),
        item=item,
        requirement="公布范围和程序",
        carrier="区政府门户网站",
        due_on=due_on,
    )
    with cross_body("factory"):
        return plan_task(body=at, content=planned, actor=person(at, Role.SUPERVISOR), at=NOON)


def progress(
    on: Task, state: TaskState = TaskState.GOING, note: str = "正在梳理", at: datetime = NOON
) -> TaskProgress:
    proof = Evidence(name=f"{note}.txt", media_type="text/plain", data=note.encode())
    with cross_body("factory"):
        who = person(on.body, Role.REPORTER)
        return report_progress(task=on, state=state, note=note, evidence=proof, actor=who, at=at)


def reminder(at: PublicBody, matter: str = "", on: datetime = NOON) -> Reminder:
    """One matter is urged once a day, so each has its own unless it is told."""
    told = matter or f"请补报备案（{next(_numbers)}）"
    urged = Urged(kind=ReminderKind.FILING, matter=told, due_on=timezone.localdate(on) + timedelta(days=7))
    with cross_body("factory"):
        return remind(body=at, content=urged, actor=person(at, Role.SUPERVISOR), at=on)


def problem(at: PublicBody, text: str = "") -> Problem:
    """Each a problem of its own unless its text is given."""
    with cross_body("factory"):
        who = person(at, Role.REPORTER)
        content = Noted(year=2017, text=text or f"第{next(_numbers)}件备案不及时")
        return note_problem(body=at, content=content, actor=who, at=NOON)


def request_row(
    at: PublicBody,
    title: str = "某路段施工许可",
    *,
    due_on: date = date(2017, 4, 12),
    received: date = START,
    channel: Channel = Channel.COUNTER,
) -> Request:
    """A plain row: the acts of a request have a room of their own."""
    number = next(_numbers)
    with cross_body("factory"):
        return Request.objects.create(
            body=at,
            year=received.year,
            serial=number,
            number=f"收{number}号",
            channel=channel.value,
            received_on=received,
            receipt_basis=next(iter(ReceiptBasis)).value,
            regime=Regime.R07.value,
            applicant_kind=ApplicantKind.NATURAL,
            title=title,
            description=title,
            state=RequestState.HANDLING,
            due_on=due_on,
            updated_at=NOON,
        )


def delivered(on: Request, day: date = date(2017, 3, 20), *, on_time: bool = True) -> Delivery:
    """Handed over that day, after a reply that three people signed: the database takes no other delivery."""
    with cross_body("factory"):
        reply = Reply.objects.create(request=on, title="答复书", text="答复", text_sha256="0" * 64)
        for stage in ReplyStage:
            ReplySignature.objects.create(
                reply=reply,
                round=reply.round,
                stage=stage,
                person=person(on.body),
                at=NOON,
                text_sha256=reply.text_sha256,
            )
        return Delivery.objects.create(
            request=on, way=DeliveryWay.HANDED.value, arrived_on=day, counted_on=day, on_time=on_time
        )
