"""Small worlds for tests: plain functions over the services, each with a plain default.

`person` gives roles straight away; dates of 2017, so that everything also stood then.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import count

from gongkai.annual.enums import Register, ReportState
from gongkai.annual.models import AnnualReport, CountingStatement, ReportSection
from gongkai.bodies.enums import Group, Role
from gongkai.bodies.models import BodyPeriod, Person, PublicBody
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import assign_role
from gongkai.engagement.enums import (
    Platform,
)
from gongkai.engagement.models import (
    ChannelAccount,
    ChannelPost,
)
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
    if state in {State.CORRECTING, State.CORRECTED}:
        yield from _correction(made, team, at, full=full)
    yield (
        lambda: services.withdraw(record=made, actor=team.approver, at=at, reason="内容有误"),
        State.WITHDRAWN,
    )


def _correction(made: Record, team: Team, at: datetime, *, full: bool):
    yield lambda: change(made, team, at=at), State.CORRECTING
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
