"""Small worlds for tests: plain functions over the services, each with a plain default.

`person` gives roles straight away; dates of 2017, so that everything also stood then.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count

from gongkai.annual.enums import Register, ReportState
from gongkai.annual.models import AnnualReport, CountingStatement, ReportSection
from gongkai.bodies.enums import Group, Role
from gongkai.bodies.models import BodyPeriod, Person, PublicBody
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import assign_role
from gongkai.casework.enums import ApplicantKind, ReplyStage, RequestState
from gongkai.casework.models import Delivery, Reply, ReplySignature, Request
from gongkai.engagement.enums import (
    ActivityKind,
    CaseSource,
    ConcernLevel,
    InterpretationForm,
    Platform,
    ProposalKind,
    ResponseWay,
)
from gongkai.engagement.models import (
    Activity,
    ChannelAccount,
    ChannelPost,
    ExternalCase,
    Interpretation,
    Proposal,
    PublicConcern,
)
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
from gongkai.publication import papers
from gongkai.publication import services as publication
from gongkai.publication.enums import RoundState, Route, Stage
from gongkai.publication.models import Revision
from gongkai.publication.papers import PaperKind
from gongkai.records import services
from gongkai.records.enums import DisclosureAttribute, RecordKind, State
from gongkai.records.models import Record, Taxonomy
from gongkai.records.services import Draft

START = date(2017, 1, 1)
NOON = datetime(2017, 3, 20, 4, 0, tzinfo=UTC)
_numbers = count(1)


def body(code: str = "", name: str = "", parent: PublicBody | None = None) -> PublicBody:
    number = next(_numbers)
    made = PublicBody.objects.create(code=code or f"body-{number}")
    BodyPeriod.objects.create(
        body=made,
        parent=parent,
        name=name or f"示例单位{number}",
        group=Group.DEPARTMENT if parent else Group.GOVERNMENT,
        valid_from=START,
    )
    return made


def person(at: PublicBody, *roles: Role, name: str = "", password: str | None = None) -> Person:
    number = next(_numbers)
    made = Person.objects.create_person(f"person-{number}", name or f"演示人员{number}", password)
    also(made, at, *roles)
    return made


def also(who: Person, at: PublicBody, *roles: Role) -> None:
    """Give further roles, at the same body or another."""
    for role in roles:
        assign_role(person=who, body=at, role=role, valid_from=START, actor=None, at=NOON)


def column(code: str = "news", name: str = "工作动态", position: int = 1) -> Taxonomy:
    return _term(Taxonomy.Kind.COLUMN, code, name, position)


def key_area(code: str = "budget", name: str = "预决算公开信息", position: int = 1) -> Taxonomy:
    return _term(Taxonomy.Kind.KEY_AREA, code, name, position)


def _term(kind: Taxonomy.Kind, code: str, name: str, position: int) -> Taxonomy:
    made, _ = Taxonomy.objects.get_or_create(
        kind=kind, code=code, valid_from=2008, defaults={"name": name, "position": position}
    )
    return made


class Team:
    """One person for each part of a review at a body."""

    def __init__(self, at: PublicBody) -> None:
        self.body = at
        self.author = person(at, Role.AUTHOR)
        self.first = person(at, Role.FIRST_REVIEWER)
        self.second = person(at, Role.SECOND_REVIEWER)
        self.approver = person(at, Role.APPROVER)


def record(  # noqa: PLR0913 - plain defaults
    team: Team,
    title: str = "关于开展春季绿化工作的情况",
    *,
    attribute: DisclosureAttribute | None = DisclosureAttribute.PROACTIVE,
    columns: Sequence[str] = ("news",),
    kind: RecordKind = RecordKind.INFORMATION,
    html: str = "<p>春季绿化工作全面展开。</p>",
    at: datetime = NOON,
    **extra: object,
) -> Record:
    """A draft; `attribute` None leaves it 待认定. Fields of Draft that are Record fields go into `extra`."""
    key_areas = extra.pop("key_areas", ())
    content = Draft(
        title=title,
        made_on=at.date(),
        columns=tuple(columns),
        key_areas=tuple(key_areas),
        html=html,
        kind=kind,
        extra=extra,
    )
    with cross_body("factory"):
        made = services.draft(body=team.body, content=content, actor=team.author, at=at)
        if attribute is not None:
            ground = "" if attribute is DisclosureAttribute.PROACTIVE else "《条例》第十六条"
            services.determine(record=made, attribute=attribute, ground=ground, actor=team.author, at=at)
    return fresh(made)


def record_titled(title: str) -> Record:
    with cross_body("factory"):
        return fresh(Record.objects.get(title=title))


def fresh(row: Record) -> Record:
    with cross_body("factory"):
        return Record.objects.select_related("item", "body", "author", "revision__item").get(pk=row.pk)


def bring_to(made: Record, team: Team, state: State, at: datetime = NOON) -> Record:
    """Lead a draft through its lawful acts until it stands in this state."""
    with cross_body("factory"):
        for act, reached in _course(made, team, state, at):
            act()
            if reached is state and Record.objects.get(pk=made.pk).state == state:
                break
    found = fresh(made)
    assert found.state == state, f"{found.state} is not {state}"
    return found


def _course(made: Record, team: Team, state: State, at: datetime):
    """Every act in its order, with the state that it reaches."""
    yield lambda: services.submit(record=made, actor=team.author, at=at), State.AWAITING_FIRST
    if state is State.RETURNED:
        yield (
            lambda: services.return_for_revision(record=made, note="请补充数据", actor=team.first, at=at),
            State.RETURNED,
        )
    full = fresh(made).revision.route == Route.FULL
    following = State.AWAITING_SECOND if full else State.AWAITING_APPROVAL
    yield lambda: services.clear(record=made, actor=team.first, at=at), following
    if full:
        yield lambda: services.clear(record=made, actor=team.second, at=at), State.AWAITING_APPROVAL
    disclosed = services.attribute_of(made) is DisclosureAttribute.PROACTIVE
    cleared = State.READY if disclosed else State.TO_FILE
    yield lambda: services.clear(record=made, actor=team.approver, at=at), cleared
    if not disclosed:
        yield lambda: services.file_away(record=made, actor=team.approver, at=at), State.FILED
        return
    yield lambda: services.publish(record=made, actor=team.approver, at=at), State.PUBLISHED
    if state is State.CORRECTED:
        yield from _correction(made, team, at, full=full)
    yield (
        lambda: services.withdraw(record=made, actor=team.approver, at=at, reason="内容有误"),
        State.WITHDRAWN,
    )


def _correction(made: Record, team: Team, at: datetime, *, full: bool):
    yield lambda: change(made, team, at=at), State.PUBLISHED
    yield lambda: services.submit(record=made, actor=team.author, at=at), State.AWAITING_FIRST
    yield lambda: services.clear(record=made, actor=team.first, at=at), State.AWAITING_APPROVAL
    if full:
        yield lambda: services.clear(record=made, actor=team.second, at=at), State.AWAITING_APPROVAL
    yield lambda: services.clear(record=made, actor=team.approver, at=at), State.READY
    yield (
        lambda: services.publish(record=made, actor=team.approver, at=at, change_note="更正数据"),
        State.CORRECTED,
    )


def change(
    made: Record, team: Team, html: str = "<p>春季绿化工作已经结束。</p>", at: datetime = NOON
) -> Record:
    """An edit by the author."""
    with cross_body("factory"):
        row = Record.objects.get(pk=made.pk)
        content = Draft(
            title=row.title,
            made_on=row.made_on,
            columns=tuple(row.columns),
            key_areas=tuple(row.key_areas),
            html=html,
            kind=RecordKind(row.kind),
        )
        services.edit(record=row, content=content, version=row.version, actor=team.author, at=at)
    return fresh(made)


def published(
    team: Team, title: str = "关于开展春季绿化工作的情况", at: datetime = NOON, **extra: object
) -> Record:
    return bring_to(record(team, title, at=at, **extra), team, State.PUBLISHED, at)


def office(at: PublicBody, **facts: object) -> PublicBody:
    """The facts of the disclosure office, of which the guide is made."""
    plain = {
        "office_name": "政府信息公开工作机构",
        "address": "示例路1号",
        "postal_code": "000000",
        "hours": "工作日9时至17时",
        "phone": "024-00000000",
        "fax": "024-00000001",
        "email": "open@example.invalid",
        "channels": ["web"],
    }
    PublicBody.objects.filter(pk=at.pk).update(**{**plain, **facts})
    at.refresh_from_db()
    return at


def paper(
    team: Team, kind: PaperKind, state: RoundState = RoundState.PUBLISHED, at: datetime = NOON
) -> Revision:
    """A page composed from the body's facts and led through its review."""
    with cross_body("factory"):
        revision = papers.submit_paper(kind=kind, body=team.body, actor=team.author, at=at)
        if state is RoundState.RETURNED:
            publication.send_back(revision=revision, note="请核对电话", actor=team.first, at=at)
        signed = {RoundState.AWAITING_FIRST: 0, RoundState.RETURNED: 0, RoundState.AWAITING_SECOND: 1}
        signed |= {RoundState.AWAITING_APPROVAL: 2}
        signers = ((Stage.FIRST, team.first), (Stage.SECOND, team.second), (Stage.APPROVAL, team.approver))
        for stage, who in signers[: signed.get(state, 3)]:
            publication.clear(revision=revision, stage=stage, actor=who, at=at)
        if state is RoundState.PUBLISHED:
            publication.publish(revision=revision, actor=team.approver, at=at, change_note="更新")
        return Revision.objects.select_related("item").get(pk=revision.pk)


def bring_paper_on(team: Team, kind: PaperKind, at: datetime = NOON) -> None:
    """Sign what a page still waits for."""
    with cross_body("factory"):
        (kept,) = papers.kept_papers(team.body, [kind])
        signers = ((Stage.FIRST, team.first), (Stage.SECOND, team.second), (Stage.APPROVAL, team.approver))
        done = {clearance.stage for clearance in kept.latest.clearances.all()}
        for stage, who in signers:
            if stage.value not in done:
                publication.clear(revision=kept.latest, stage=stage, actor=who, at=at)


def account(at: PublicBody, name: str = "", platform: Platform = Platform.WEIBO) -> ChannelAccount:
    with cross_body("factory"):
        return ChannelAccount.objects.create(
            body=at, platform=platform, name=name or f"示例账号{next(_numbers)}", opened_on=START
        )


def post(on: ChannelAccount, title: str = "示例推文", repeats: Record | None = None) -> ChannelPost:
    with cross_body("factory"):
        return ChannelPost.objects.create(
            account=on, posted_at=NOON, title=title, repeats=repeats.item if repeats else None
        )


def activity(team: Team, title: str = "政务公开日咨询活动", at: datetime = NOON) -> Activity:
    counted = Counted(
        key="visitors", label="接待群众", value=1246, unit="人次", approximate=True, source="登记表"
    )
    content = Held(kind=ActivityKind.OPEN_DAY, title=title, held_on=at.date(), counts=[counted])
    with cross_body("factory"):
        return hold(body=team.body, content=content, actor=team.author, at=at)


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


def reminder(at: PublicBody, matter: str = "请补报备案", on: datetime = NOON) -> Reminder:
    urged = Urged(kind=ReminderKind.FILING, matter=matter, due_on=on.date() + timedelta(days=7))
    with cross_body("factory"):
        return remind(body=at, content=urged, actor=person(at, Role.SUPERVISOR), at=on)


def problem(at: PublicBody, text: str = "备案不及时") -> Problem:
    with cross_body("factory"):
        who = person(at, Role.REPORTER)
        return note_problem(body=at, content=Noted(year=2017, text=text), actor=who, at=NOON)


def request_row(
    at: PublicBody, title: str = "某路段施工许可", *, due_on: date = date(2017, 4, 12), received: date = START
) -> Request:
    """A plain row: the acts of a request have a room of their own."""
    number = next(_numbers)
    with cross_body("factory"):
        return Request.objects.create(
            body=at,
            year=received.year,
            serial=number,
            number=f"收{number}号",
            channel=Channel.COUNTER.value,
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


def delivered(on: Request, day: date = date(2017, 3, 20)) -> Delivery:
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
            request=on, way=DeliveryWay.HANDED.value, arrived_on=day, counted_on=day, on_time=True
        )


def annual_report(at: PublicBody, year: int = 2017, text: str = "报告文字。") -> AnnualReport:
    """A report that is being filled in, of one section, with a statement that speaks the same words."""
    with cross_body("factory"):
        row = AnnualReport.objects.create(
            body=at, year=year, outline="national-2008", state=ReportState.DRAFTING
        )
        ReportSection.objects.create(report=row, position=1, title="主动公开政府信息的情况", text=text)
        CountingStatement.objects.create(
            body=at, year=year, register=Register.FEES, counted=True, source=text, stated_on=START
        )
    return row
