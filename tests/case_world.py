"""Requests for tests: an office with one person for each part, and a request led through its lawful acts.

Dates of 2017 by default, regime 2007; `R19` moments give requests under the Regulation of 2019.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

import desk_world as make
from gongkai.bodies.enums import Role
from gongkai.bodies.models import BodyAuthority, PublicBody
from gongkai.bodies.scope import cross_body
from gongkai.casework import rules, services
from gongkai.casework.enums import ReplyStage, RequestState, WishedWay
from gongkai.casework.models import Decision, Notice, Request, RequestSubject
from gongkai.casework.queries import cases
from gongkai.casework.services import Arrival, Attached, Charge, Handover, Identity, Wanted
from gongkai.casework.services.opening import close_act
from gongkai.law.events import ConsultationKind, DeliveryWay
from gongkai.law.fees import FeeMode
from gongkai.law.receipt import Channel, ConfirmedHow

BEIJING = ZoneInfo("Asia/Shanghai")
_numbers = count(1)


def at(year: int, month: int, day: int, hour: int = 10) -> datetime:
    return datetime(year, month, day, hour, tzinfo=BEIJING)


OLD = at(2017, 3, 20)  # regime of 2007
NEW = at(2023, 3, 20)  # regime of 2019, 109号 in force


class Office:
    """One person for each part of a request's handling at a body that knows whom its letters must name."""

    def __init__(self, body: PublicBody | None = None, *, authority: bool = True) -> None:
        self.body = body or make.body()
        self.registrar = make.person(self.body, Role.REGISTRAR)
        self.officer = make.person(self.body, Role.CASE_OFFICER)
        self.legal = make.person(self.body, Role.LEGAL_REVIEWER)
        self.head = make.person(self.body, Role.DISCLOSURE_HEAD)
        self.approver = make.person(self.body, Role.APPROVER)
        if authority:
            BodyAuthority.objects.create(
                body=self.body,
                review_bodies=["示例区人民政府"],
                court="示例区人民法院",
                review_online="示例复议平台",
                reply_mark=f"示{self.body.pk}公开",
                valid_from=date(2008, 5, 1),
            )


def subject(code: str = "expropriation", name: str = "房屋征收") -> RequestSubject:
    made, _ = RequestSubject.objects.get_or_create(
        code=code, valid_from=2008, defaults={"name": name, "position": 1}
    )
    return made


def arrival(moment: datetime = OLD, channel: Channel = Channel.COUNTER, **facts: object) -> Arrival:
    """Arrived at the moment; channels that need it are confirmed unless `confirmed` is False."""
    confirmed = facts.pop("confirmed", channel not in {Channel.COUNTER, Channel.POST_SIGNED})
    how = {"confirmed_at": moment, "confirmed_how": ConfirmedHow.PHONE} if confirmed else {}
    return Arrival(channel=channel, arrived_at=moment, **how, **facts)


def case(  # noqa: PLR0913 - plain defaults
    office: Office,
    moment: datetime = OLD,
    *,
    channel: Channel = Channel.COUNTER,
    title: str = "示例地块房屋征收补偿方案",
    name: str = "申请人甲",
    wanted: dict[str, object] | None = None,
    **facts: object,
) -> Request:
    """A registered request."""
    known = {
        "body": office.body,
        "arrival": arrival(moment, channel, **facts),
        "applicant": Identity(name=name, phone="000-00000000", address="示例路1号"),
        "wanted": Wanted(
            title=title, description=f"{title}全文", **{"way": WishedWay.PICKUP, **(wanted or {})}
        ),
        "at": moment,
    }
    with cross_body("factory"):
        if channel is Channel.WEB:  # the web form's submissions come in by themselves
            made = services.new_request(**known)
            close_act(made, "intake", actor=None, at=moment)
        else:
            made = services.register(**known, actor=office.registrar)
    return fresh(made)


def told(office: Office, made: Request, when: datetime | None = None, **facts: object) -> Request:
    """Hand over whatever letter of the request waits."""
    with cross_body("factory"):
        _tell(office, made, when or made.updated_at, **facts)
    return fresh(made)


def _tell(office: Office, made: Request, when: datetime, **facts: object) -> None:
    handover = Handover(way=DeliveryWay.HANDED, arrived_on=timezone.localdate(when))
    for row in rules.waiting_notices(latest(made)):
        services.serve(
            request=latest(made),
            notice_id=row.pk,
            handover=handover,
            actor=office.officer,
            at=when,
            **facts,
        )


def fresh(row: Request) -> Request:
    with cross_body("factory"):
        return cases().get(pk=row.pk)


def latest(row: Request) -> Request:
    """The row as it stands now, alone: all that an act takes of the request it is given. Ask inside a scope."""
    return Request.objects.get(pk=row.pk)


def days_later(moment: datetime, days: int) -> datetime:
    return moment + timedelta(days=days)


def determined(
    office: Office, made: Request, key: str = "disclosed", moment: datetime | None = None
) -> Request:
    with cross_body("factory"):
        _determine(office, made, key, moment or made.updated_at)
    return fresh(made)


def _determine(office: Office, made: Request, key: str, when: datetime) -> None:
    if key == "not_held":
        services.log_search(
            request=latest(made),
            place="档案室",
            terms="征收补偿",
            result="未查到",
            actor=office.officer,
            at=when,
        )
    services.determine(request=latest(made), key=key, reasons="理由充分", actor=office.officer, at=when)


def bring_to(office: Office, made: Request, state: RequestState, moment: datetime | None = None) -> Request:
    """Lead a request through its lawful acts until it stands in this state."""
    when = moment or made.updated_at
    with cross_body("factory"):
        for act, reached in _course(office, made, state, when):
            if made.state == state:
                break
            act()
            if reached is state:
                break
            made.refresh_from_db(fields=["state"])
    found = fresh(made)
    assert found.state == state, f"{found.state} is not {state}"
    return found


def _course(office: Office, made: Request, state: RequestState, when: datetime) -> Iterator:
    asides = {
        RequestState.CORRECTING: _correct,
        RequestState.CONSULTING: _consult,
        RequestState.PAYING: _charge,
        RequestState.WITHDRAWN: _withdraw,
        RequestState.CLOSED: _lapse,
    }
    if state in asides:
        yield lambda: asides[state](office, made, when), state
        return
    yield lambda: _draft(office, made, when), RequestState.HANDLING
    yield lambda: _sign(office, made, ReplyStage.OFFICER, when), RequestState.TO_REVIEW
    yield lambda: _sign(office, made, ReplyStage.LEGAL, when), RequestState.TO_SIGN
    yield lambda: _sign(office, made, ReplyStage.APPROVAL, when), RequestState.TO_DELIVER
    yield lambda: _deliver(office, made, when), RequestState.ANSWERED
    yield (
        lambda: services.archive(request=latest(made), actor=office.officer, at=when),
        RequestState.ARCHIVED,
    )


def drafted(office: Office, made: Request, when: datetime) -> Request:
    with cross_body("factory"):
        _draft(office, made, when)
    return fresh(made)


def _draft(office: Office, made: Request, when: datetime) -> None:
    if not Decision.objects.filter(request=made.pk).exists():
        _determine(office, made, "disclosed", when)
    services.draft_reply(request=latest(made), actor=office.officer, at=when)


def signed(office: Office, made: Request, stage: ReplyStage, when: datetime) -> Request:
    with cross_body("factory"):
        _sign(office, made, stage, when)
    return fresh(made)


def _sign(office: Office, made: Request, stage: ReplyStage, when: datetime) -> None:
    who = {
        ReplyStage.OFFICER: office.officer,
        ReplyStage.LEGAL: office.legal,
        ReplyStage.APPROVAL: office.approver,
    }[stage]
    row = latest(made)
    services.sign(request=row, stage=stage, sha256=row.reply.text_sha256, actor=who, at=when)


def delivered(
    office: Office, made: Request, when: datetime, way: DeliveryWay = DeliveryWay.HANDED
) -> Request:
    with cross_body("factory"):
        _deliver(office, made, when, way)
    return fresh(made)


def _deliver(office: Office, made: Request, when: datetime, way: DeliveryWay = DeliveryWay.HANDED) -> None:
    day = timezone.localdate(when)
    handover = Handover(way=way, sent_on=day, arrived_on=day)
    services.deliver(request=latest(made), handover=handover, actor=office.officer, at=when)


def _correct(office: Office, made: Request, when: datetime) -> None:
    until = timezone.localdate(when) + timedelta(days=10)
    services.ask_correction(
        request=latest(made), items="请写明文件名称", until=until, actor=office.officer, at=when
    )
    _tell(office, made, when)


def _consult(office: Office, made: Request, when: datetime) -> None:
    services.consult(
        request=latest(made),
        kind=ConsultationKind.THIRD_PARTY,
        party="示例第三方",
        actor=office.officer,
        at=when,
    )
    _tell(office, made, when)


def _charge(office: Office, made: Request, when: datetime) -> None:
    asked = Charge(mode=FeeMode.BY_PAGE, pages=68, pay_to="示例缴款渠道")
    services.charge(request=latest(made), asked=asked, actor=office.officer, at=when)
    day = timezone.localdate(when)
    (row,) = rules.waiting_notices(latest(made))
    services.serve(
        request=latest(made),
        notice_id=row.pk,
        handover=Handover(way=DeliveryWay.POST, sent_on=day),
        actor=office.officer,
        at=when,
    )


def _withdraw(office: Office, made: Request, when: datetime) -> None:
    services.withdraw(
        request=latest(made), on=timezone.localdate(when), note="", actor=office.officer, at=when
    )


def _lapse(office: Office, made: Request, when: datetime) -> None:
    _correct(office, made, when)
    later = when + timedelta(days=20)
    services.close(
        request=latest(made), reasons="告知书已于当日送达，逾期未补正", actor=office.officer, at=later
    )
    _tell(office, made, later)


def walk(office: Office, secret: str) -> dict[str, dict[str, int]]:
    """A request in every state that an address of the desk opens, each with the secret: the places by their names."""
    now = timezone.now()
    office.body.authorities.update(court=secret)
    text = {"title": f"申请{secret}", "wanted": {"purpose": secret}}
    open_states = {
        "correcting": RequestState.CORRECTING,
        "consulting": RequestState.CONSULTING,
        "paying": RequestState.PAYING,
        "to_sign": RequestState.TO_SIGN,
        "to_deliver": RequestState.TO_DELIVER,
        "archived": RequestState.ARCHIVED,
    }
    rows = {name: bring_to(office, case(office, now, **text), state) for name, state in open_states.items()}
    rows["handling"] = rows["new_law"] = case(office, now, **text)
    rows["unconfirmed"] = case(office, now, channel=Channel.WEB, confirmed=False, **text)
    lapsed = case(office, now - timedelta(days=40), **text)
    rows["lapsed"] = bring_to(office, lapsed, RequestState.CORRECTING, lapsed.arrived_at)
    rows["answered"] = bring_to(office, case(office, now, **text), RequestState.TO_DELIVER)
    proof = Attached(f"{secret}.txt", "text/plain", secret.encode(), secret)
    with cross_body("factory"):
        services.deliver(
            request=latest(rows["answered"]),
            handover=Handover(way=DeliveryWay.HANDED, arrived_on=timezone.localdate(now)),
            proof=proof,
            actor=office.officer,
            at=timezone.now(),
        )
        file = services.attach(
            request=latest(rows["handling"]), file=proof, actor=office.officer, at=timezone.now()
        )
    places = {name: {"pk": row.pk} for name, row in rows.items()}
    return {
        **places,
        **_letters(office, text, proof, now),
        "request_file": {"pk": rows["handling"].pk, "file": file.pk},
    }


READ = re.compile(r'name="read" value="([0-9a-f]{64})"')


def confirmed(client: Client, url: str, data: dict[str, object]) -> HttpResponse:
    """Post a form; where it shows a letter to read first, give it its number."""
    shown = client.post(url, data)
    read = READ.search(shown.content.decode()) if shown.status_code == 200 else None
    return client.post(url, {**data, "read": read[1]}) if read else shown


def opinion(office: Office, made: Request, *, consents: bool | None) -> Request:
    """What the consulted says, on the day of the last act."""
    row = fresh(made)
    with cross_body("factory"):
        services.note_opinion(
            request=row,
            consultation_id=rules.pending_consultations(row)[0].pk,
            answered_on=timezone.localdate(made.updated_at),
            consents=consents,
            opinion="涉及商业秘密",
            actor=office.officer,
            at=made.updated_at,
        )
    return fresh(made)


def notice(office: Office, made: Request) -> Notice:
    """A letter that waits to be told."""
    with cross_body("factory"):
        return services.extend(
            request=latest(made), days=5, reason="须会商", actor=office.head, at=made.updated_at
        )


def _letters(
    office: Office, text: dict[str, object], proof: Attached, now: datetime
) -> dict[str, dict[str, int]]:
    """A letter that nobody has told yet, and one that was told with its proof."""
    untold, made = case(office, now, **text), case(office, now, **text)
    with cross_body("factory"):
        rows = [
            services.extend(request=row, days=5, reason="须会商", actor=office.head, at=now)
            for row in (untold, made)
        ]
    told(office, made, now, proof=proof)
    return {
        "untold": {"pk": untold.pk},
        "notice": {"pk": untold.pk, "number": rows[0].pk},
        "notice_told": {"pk": made.pk, "number": rows[1].pk},
    }
