"""What an applicant wrote stays with those who may know the applicant: no audit row and no list of others tells it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

import case_world as make
import desk_world
from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.casework import services
from gongkai.casework.enums import RequestState
from gongkai.casework.services import Attached
from gongkai.law.consultations import OverrideGround
from gongkai.law.events import ConsultationKind
from gongkai.law.receipt import Channel
from gongkai.oversight.models import Filing

pytestmark = pytest.mark.django_db

WORDS = "张某某与邻居的纠纷"


@pytest.fixture
def office():
    return make.Office(desk_world.body("town"))


def told() -> str:
    with cross_body("test"):
        rows = AuditRow.objects.filter(act__startswith="request.")
        return " ".join(f"{row.subject} {row.old} {row.new}" for row in rows)


def test_no_audit_row_of_a_request_holds_words_of_or_about_the_applicant(office):
    case = make.case(office, title=WORDS, name=WORDS, wanted={"purpose": WORDS})
    act = {"actor": office.officer, "at": make.OLD}
    with cross_body("test"):
        services.log_search(request=make.fresh(case), place=WORDS, terms=WORDS, result=WORDS, **act)
        file = Attached(name=f"{WORDS}.txt", media_type="text/plain", data=b"text", purpose=WORDS)
        services.attach(request=make.fresh(case), file=file, **act)
        services.consult(
            request=make.fresh(case),
            kind=ConsultationKind.THIRD_PARTY,
            party=WORDS,
            matter=WORDS,
            **act,
        )
    waiting = make.told(office, case, make.OLD)
    with cross_body("test"):
        services.note_opinion(
            request=waiting,
            consultation_id=waiting.consultations.all()[0].pk,
            answered_on=make.OLD.date(),
            consents=False,
            opinion=WORDS,
            **act,
        )
        override = services.Override(OverrideGround.PUBLIC_INTEREST, WORDS)
        services.determine(request=make.fresh(case), key="disclosed", reasons=WORDS, override=override, **act)
    reviewed = make.bring_to(office, case, RequestState.TO_REVIEW)
    with cross_body("test"):
        services.return_reply(request=reviewed, note=WORDS, actor=office.legal, at=make.OLD)
        services.withdraw(request=make.fresh(case), on=make.OLD.date(), note=WORDS, **act)
    for act_name in ("search", "serve", "attach", "consult", "opinion", "return", "withdraw"):
        with cross_body("test"):
            assert AuditRow.objects.filter(act=f"request.{act_name}").exists(), act_name
    assert WORDS not in told()


@pytest.fixture
def web(office):
    """Two web requests of today: one that is being handled and late, one that was answered."""
    now = timezone.now()
    subject = make.subject(name="邻里")
    late = make.case(office, make.OLD, channel=Channel.WEB, title=f"{WORDS}一", wanted={"subject": subject})
    fresh = make.case(office, now, channel=Channel.WEB, title=f"{WORDS}二")
    done = make.bring_to(office, fresh, RequestState.ANSWERED, now)
    with cross_body("test"):  # filed of one's own accord, so that the list of filings shows it
        Filing.objects.create(request=done, due_on=timezone.localdate(now))
    return late, done


PAGES = {
    "requests": lambda office, late, done: reverse("requests"),
    "request": lambda office, late, done: reverse("request", args=[late.pk]),
    "overdue": lambda office, late, done: reverse("oversight_cell", args=["overdue", office.body.code]),
    "filings": lambda office, late, done: reverse("filings"),
    "figure": lambda office, late, done: reverse(
        "figure", args=[office.body.code, 2017, "requests.received"]
    ),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_supervisor_reads_a_neutral_title_of_a_web_request(client, office, web, page):
    client.force_login(desk_world.person(office.body, Role.SUPERVISOR))
    answer = client.get(PAGES[page](office, *web))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert WORDS not in text
    assert ("依申请公开申请" if page == "figure" else "互联网申请") in text


def test_a_supervisor_reads_no_letter_that_quotes_a_web_request(client, office):
    now = timezone.now()
    asked = make.case(office, now, channel=Channel.WEB, title=WORDS)
    letter = make.notice(office, asked)
    paper = make.case(office, now, title="示例路段施工许可")
    written = make.notice(office, paper)
    signed = make.bring_to(
        office, make.case(office, now, channel=Channel.WEB, title=WORDS), RequestState.TO_DELIVER
    )
    pages = {
        "notice": reverse("request_notice", args=[asked.pk, letter.pk]),
        "reply": reverse("request_letter", args=[signed.pk]),
    }
    client.force_login(desk_world.person(office.body, Role.SUPERVISOR))
    for name, page in pages.items():
        text = client.get(page).content.decode()
        assert "此件文书载有申请人的原话，您没有查看申请人的权限。" in text, name
        assert WORDS not in text, name
        assert "理由充分" not in text, name
    text = client.get(reverse("request_notice", args=[paper.pk, written.pk])).content.decode()
    assert "示例路段施工许可" in text
    assert client.get(reverse("request_notice_word", args=[asked.pk, letter.pk])).status_code == 403
    client.force_login(office.officer)
    for page in pages.values():
        assert WORDS in client.get(page).content.decode()


def test_a_supervisor_reads_no_words_of_a_corrected_web_request(client, office):
    now = timezone.now()
    asked = make.bring_to(
        office, make.case(office, now, channel=Channel.WEB, title="无"), RequestState.CORRECTING
    )
    with cross_body("test"):
        file = Attached(f"{WORDS}.txt", "text/plain", b"x")
        services.receive_correction(
            request=asked,
            received_on=timezone.localdate(now),
            description=WORDS,
            files=(file,),
            actor=office.officer,
            at=timezone.now(),
        )
    assert WORDS not in told()
    address = reverse("request", args=[asked.pk])
    client.force_login(desk_world.person(office.body, Role.SUPERVISOR))
    assert WORDS not in client.get(address).content.decode()
    client.force_login(office.officer)
    text = client.get(address).content.decode()
    assert "补正，以此为准。" in text
    assert WORDS in text
    assert "收到补正（内容描述已补正，材料1份）" in text
    make.drafted(office, make.determined(office, asked), timezone.now())
    letter = reverse("request_letter", args=[asked.pk])
    assert f"收到您补正后的申请，申请公开“{WORDS}”。" in client.get(letter).content.decode()
    client.force_login(desk_world.person(office.body, Role.SUPERVISOR))
    text = client.get(letter).content.decode()
    assert WORDS not in text
    assert "您没有查看申请人的权限。" in text


def test_who_handles_the_case_reads_the_title(client, office, web):
    client.force_login(office.officer)
    assert f"{WORDS}一" in client.get(reverse("requests")).content.decode()
    assert f"{WORDS}一" in client.get(reverse("request", args=[web[0].pk])).content.decode()


def test_the_title_of_what_came_on_paper_is_the_clerks_and_shown(client, office):
    make.case(office, title="示例路段施工许可")
    client.force_login(desk_world.person(office.body, Role.SUPERVISOR))
    assert "示例路段施工许可" in client.get(reverse("requests")).content.decode()


def test_no_search_of_a_supervisor_finds_a_web_request_by_its_words(client, office, web):
    address = reverse("requests") + f"?text={WORDS[:4]}"
    client.force_login(desk_world.person(office.body, Role.SUPERVISOR))
    assert "没有符合条件的申请" in client.get(address).content.decode()
    client.force_login(office.officer)
    assert f"{WORDS}一" in client.get(address).content.decode()
