"""The world that the browser looks at: one district, one bureau, everything in every state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import case_world
import desk_world as make
import register_world as register
import work_world as work
from gongkai.bodies.enums import Role
from gongkai.casework.enums import RequestState
from gongkai.engagement.enums import ConcernLevel, Platform
from gongkai.law.receipt import Channel
from gongkai.records.enums import DisclosureAttribute, Issuer, RecordKind, State

PASSWORD = "demo-password-2017"
TEXT = (
    "<p>为做好春季绿化工作，区城建局会同各街道办事处，自3月上旬起开展补植、修剪和养护。截至3月20日，"
    "共补植乔木1,260株、灌木3.4万平方米，完成计划的78%。</p><h2>一、主要做法</h2>"
    "<p>一是按街道划分责任片区，明确完成时限；二是公开苗木来源和检疫结果；三是请居民代表参与验收。</p>"
    "<h2>二、完成情况</h2><table><thead><tr><th>项目</th><th>计划</th><th>完成</th></tr></thead>"
    "<tbody><tr><td>乔木（株）</td><td>1,600</td><td>1,260</td></tr>"
    "<tr><td>灌木（万平方米）</td><td>4.2</td><td>3.4</td></tr></tbody></table>"
)
MENDED = TEXT.replace("1,260株", "1,310株").replace("<td>1,260</td>", "<td>1,310</td>").replace("78%", "82%")


def world() -> dict[str, str]:
    """Build everything; returns the names of the people who log in and the addresses of single things."""
    for position, (code, name) in enumerate(
        (("organisation", "组织机构"), ("policy", "政策法规"), ("key", "重点领域"), ("news", "工作动态")), 1
    ):
        make.column(code, name, position)
    for position, (code, name) in enumerate((("budget", "预决算公开信息"), ("environment", "环保信息")), 1):
        make.key_area(code, name, position)
    district = make.body("heping", "示例区人民政府")
    bureau = make.office(make.body("construction", "区城市建设局", parent=district))
    team, other = make.Team(bureau), make.Team(district)
    _published(team, other)
    _channels(bureau)
    all_round = make.person(
        bureau,
        *(Role.AUTHOR, Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.APPROVER, Role.DISCLOSURE_HEAD),
        *(Role.REPORTER, Role.LEGAL_REVIEWER, Role.REGISTRAR, Role.CASE_OFFICER),
        name="演示人员01",
    )
    make.also(all_round, district, Role.SUPERVISOR)
    auditor = make.person(district, Role.SECURITY_AUDITOR, name="演示人员02")
    supervisor = make.person(district, Role.SUPERVISOR, name="演示人员03")
    own = make.Team(bureau)
    own.author = all_round
    _drafted(own)
    places = {**_waiting(team), **_disputed(bureau), **_directory(bureau), **_requested(bureau)}
    places |= {**_engaged(team), **_overseen(bureau)}
    for person in (all_round, auditor, supervisor):
        person.set_password(PASSWORD)
        person.save()
    return {
        "clerk": all_round.username,
        "auditor": auditor.username,
        "supervisor": supervisor.username,
        "password": PASSWORD,
        **places,
    }


def _published(team: make.Team, other: make.Team) -> None:
    start = datetime(2017, 1, 5, 2, 0, tzinfo=UTC)
    topics = ("道路养护", "供热管网巡查", "雨水管线疏通", "老旧小区改造", "建筑工地扬尘治理", "公园设施维护")
    for number in range(26):
        title = f"{topics[number % len(topics)]}工作进展情况（{number // len(topics) + 1}）"
        areas = ("environment",) if number % 4 == 0 else ()
        column = ("key", "policy", "news")[number % 3]
        at = start + timedelta(days=number * 9)
        make.published(team, title, columns=(column,), html=TEXT, at=at, key_areas=areas)
    make.published(
        other,
        "关于印发示例区2017年政务公开工作要点的通知",
        columns=("policy",),
        kind=RecordKind.DOCUMENT,
        html=TEXT,
        genre="notice",
        document_number="示政发〔2017〕1号",
        issuer=Issuer.GOVERNMENT,
    )


def _drafted(team: make.Team) -> None:
    make.record(team, "公园免费开放时间调整说明", html=TEXT)
    make.bring_to(make.record(team, "桥梁检测结果公示", html=TEXT), team, State.RETURNED)


def _waiting(team: make.Team) -> dict[str, str]:
    make.record(team, "关于建筑工地夜间施工管理的说明", attribute=None, html=TEXT)
    make.record(
        team,
        "关于年度内部考核安排的通知",
        attribute=DisclosureAttribute.WITHHELD,
        kind=RecordKind.DOCUMENT,
        document_number="示城建发〔2017〕8号",
        html=TEXT,
    )
    make.bring_to(
        make.record(team, "关于城市照明节能改造的通知", kind=RecordKind.DOCUMENT, html=TEXT),
        team,
        State.AWAITING_SECOND,
    )
    make.bring_to(make.record(team, "二次供水设施清洗情况", html=TEXT), team, State.READY)
    withheld = make.record(
        team,
        "关于应急抢险队伍编组的通知",
        attribute=DisclosureAttribute.WITHHELD,
        kind=RecordKind.DOCUMENT,
        document_number="示城建发〔2017〕9号",
        html=TEXT,
    )
    filing = make.bring_to(withheld, team, State.TO_FILE)
    live = make.published(team, "春季绿化工作进展情况", html=TEXT, key_areas=("environment",))
    changed = make.change(live, team, MENDED)
    reviewed = make.bring_to(changed, team, State.AWAITING_FIRST)
    shown = make.published(team, "清明期间道路保障安排", html=TEXT)
    return {
        "review": f"/records/{reviewed.pk}/review/",
        "record": f"/records/{shown.pk}/",
        "filing": f"/records/{filing.pk}/",
    }


def _requested(body: make.PublicBody) -> dict[str, str]:
    """Requests in the states that look different: handled, consulted on, under review, answered long ago."""
    office, now = case_world.Office(body), datetime.now(UTC)
    for channel in (Channel.WEB, Channel.POST_PLAIN):
        case_world.case(office, now, channel=channel, confirmed=False, title="示例路拓宽工程的审批文件")
    handled = case_world.case(office, now - timedelta(days=24), title="道路挖掘许可的办理情况")
    asked = case_world.case(office, now, title="供热管网改造的合同")
    case_world.bring_to(office, asked, RequestState.CONSULTING)
    reviewed = case_world.case(
        office, now, title="雨水管线普查的结果", wanted={"subject": case_world.subject()}
    )
    case_world.bring_to(office, case_world.determined(office, reviewed, "not_held"), RequestState.TO_REVIEW)
    case_world.bring_to(office, case_world.case(office), RequestState.ARCHIVED)
    return {
        "request": f"/requests/{reviewed.pk}/",
        "handled": f"/requests/{handled.pk}/",
        **_told(office, now),
    }


def _told(office: case_world.Office, now: datetime) -> dict[str, str]:
    """Letters of acts: one that waits, a third party that refuses, another that stays silent."""
    waits = case_world.case(office, now, title="道路照明设施的采购情况")
    letter = case_world.notice(office, waits)
    refused = case_world.bring_to(
        office, case_world.case(office, now, title="供水管线改造的报价"), RequestState.CONSULTING
    )
    case_world.opinion(office, refused, consents=False)
    silent = case_world.case(office, now - timedelta(days=34), title="桥梁维修的设计图纸")
    case_world.bring_to(office, silent, RequestState.CONSULTING)
    return {
        "letter": f"/requests/{waits.pk}/notices/{letter.pk}/",
        "waits": f"/requests/{waits.pk}/",
        "refused": f"/requests/{refused.pk}/",
        "silent": f"/requests/{silent.pk}/",
    }


def _disputed(body: make.PublicBody) -> dict[str, str]:
    before = register.reconsideration(body, "对以信息不存在为由的答复不服")
    suit = register.lawsuit(body, "请求撤销答复并责令重新答复", reconsideration=before)
    register.complaint(body)
    return {"dispute": f"/disputes/{before.pk}/", "suit": f"/disputes/lawsuits/{suit.pk}/"}


def _directory(body: make.PublicBody) -> dict[str, str]:
    window = register.entry(body, register.ServiceWindow, name="工程建设窗口")
    register.entry(body, register.WindowStaff, window=window)
    for model in (register.Leader, register.InnerOffice, register.ComplaintLine):
        register.entry(body, model)
    item = register.entry(body, register.ServiceItem, name="城市道路占用挖掘许可")
    register.guide(item, window=window)
    register.guide(item, since=datetime(2017, 6, 1, tzinfo=UTC).date(), window=window, term="5个工作日")
    return {"service": f"/directory/services/{item.pk}/"}


def _engaged(team: make.Team) -> dict[str, str]:
    document = make.bring_to(
        make.record(team, "关于城市道路养护的办法", kind=RecordKind.DOCUMENT, html=TEXT),
        team,
        State.PUBLISHED,
    )
    work.interpretation(team, document)
    work.concern(team, answered=True)
    now = datetime.now(UTC)
    grave = work.concern(team, "供热管网爆裂", level=ConcernLevel.MAJOR, found_at=now - timedelta(hours=1))
    return {
        "concern": f"/channels/concerns/{grave.pk}/",
        "activity": f"/channels/activities/{work.activity(team).pk}/",
        "proposal": f"/channels/proposals/{work.proposal(team, replied=True).pk}/",
        "case": f"/channels/cases/{work.external_case(team).pk}/",
    }


def _overseen(body: make.PublicBody) -> dict[str, str]:
    task = work.task(body, "公开城市道路养护计划", due_on=datetime.now(UTC).date() - timedelta(days=2))
    work.progress(task)
    work.request_row(body, due_on=datetime.now(UTC).date() - timedelta(days=1))
    work.delivered(
        work.request_row(body, "某路段照明改造方案"), datetime.now(UTC).date() - timedelta(days=30)
    )
    work.problem(body)
    reminder = work.reminder(body, on=datetime.now(UTC) - timedelta(days=1))
    return {"task": f"/oversight/tasks/{task.pk}/", "reminder": f"/oversight/reminders/{reminder.pk}/"}


def _channels(body: make.PublicBody) -> None:
    for platform in Platform:
        account = make.account(body, f"示例城建（{platform.label}）", platform)
        for number in range(3):
            make.post(account, f"今日养护路段提示（{number + 1}）")
