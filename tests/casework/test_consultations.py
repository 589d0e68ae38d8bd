"""征求意见: the letter, its proof, silence after the last day, and disclosure against a refusal."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import case_world as make
from gongkai.bodies.scope import cross_body
from gongkai.casework import rules, services
from gongkai.casework.enums import ReplyStage, RequestState
from gongkai.casework.models import Notice
from gongkai.casework.services import Attached, CaseError, Handover, Override
from gongkai.casework.working_days import current_calendar
from gongkai.law.consultations import OverrideGround
from gongkai.law.events import ConsultationKind, DeliveryWay
from gongkai.law.receipt import Channel

pytestmark = pytest.mark.django_db
THIRD, OTHER, MAKER = ConsultationKind.THIRD_PARTY, ConsultationKind.OTHER_BODY, ConsultationKind.CO_MAKER
SCAN = Attached("征求意见书.pdf", "application/pdf", b"%PDF-1.4")
INTEREST = Override(OverrideGround.PUBLIC_INTEREST, "涉及公共安全，不公开将影响周边居民避险")


@pytest.fixture
def office():
    return make.Office()


def consult(office, made, at, kind=THIRD, **values):
    with cross_body("test"):
        return services.consult(
            request=make.fresh(made), kind=kind, party="示例第三方", actor=office.officer, at=at, **values
        )


def posted(day, arrived=None):
    return Handover(way=DeliveryWay.POST, sent_on=day, arrived_on=arrived)


def answered(office, made, at, consents, opinion="涉及商业秘密"):
    with cross_body("test"):
        found = make.fresh(made)
        return services.note_opinion(
            request=found,
            consultation_id=rules.pending_consultations(found)[0].pk,
            answered_on=timezone.localdate(at),
            consents=consents,
            opinion=opinion,
            actor=office.officer,
            at=at,
        )


@pytest.mark.parametrize(
    ("moment", "kind", "title", "words"),
    [
        (make.OLD, THIRD, "征求第三方意见书", "没有得到第三方同意，不得公开"),
        (make.NEW, THIRD, "征求第三方意见书", "第三十二条"),
        (make.NEW, OTHER, "征求意见函", "第三十三条第三款"),
        (make.NEW, MAKER, "征求意见函", "视为同意公开"),
    ],
)
def test_the_letter_says_the_term_and_what_silence_means(office, moment, kind, title, words):
    notice = consult(office, make.case(office, moment), moment, kind)
    assert title in notice.title
    assert words in notice.text
    assert "15个工作日内" in notice.text
    assert "申请人甲" not in notice.text


def test_the_clock_stops_when_the_letter_goes_out_and_not_when_it_is_made(office):
    made = make.case(office, make.NEW)
    consult(office, made, make.NEW)
    assert make.fresh(made).due_on == made.due_on
    found = make.told(office, made)
    assert found.state == RequestState.CONSULTING
    assert found.due_on == current_calendar().add(made.due_on, 15)


def test_a_letter_made_elsewhere_is_entered_with_its_original_as_proof(office):
    made = make.case(office, make.NEW)
    later = make.at(2023, 3, 27)
    with pytest.raises(CaseError, match="附上原件"):
        consult(office, made, later, handover=posted(date(2023, 3, 22)))
    with pytest.raises(CaseError, match="早于收到申请之日"):
        consult(office, made, later, handover=posted(date(2023, 3, 17)), proof=SCAN)
    notice = consult(office, made, later, handover=posted(date(2023, 3, 22), date(2023, 3, 23)), proof=SCAN)
    found = make.fresh(made)
    assert (notice.document_number, notice.text) == ("", "")
    assert found.consultations.get().reached_on == date(2023, 3, 23)
    assert found.state == RequestState.CONSULTING
    assert found.due_on > made.due_on


@given(sent=st.integers(0, 27), late=st.integers(1, 40), kind=st.sampled_from([THIRD, OTHER, MAKER]))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_entered_after_the_term_ran_out_no_letter_brings_it_back(office, sent, late, kind):
    made = make.case(office, make.NEW)
    day = made.received_on + timedelta(days=sent)
    at = make.at(2023, 4, 19, 12) + timedelta(days=late - 1)  # the term ended on 04-18
    assert made.due_on == date(2023, 4, 18)
    consult(office, made, at, kind, handover=posted(day, day), proof=SCAN)
    found = make.fresh(made)
    assert found.due_on == made.due_on
    assert rules.deadline_of(found, current_calendar(), at.date()).due == made.due_on


def test_a_past_day_of_receipt_lengthens_a_pause_with_its_proof_only(client, office):
    now = timezone.now()
    start = now - timedelta(days=9)
    made = make.case(office, start)
    consult(office, made, start)
    with cross_body("test"):
        found = make.fresh(made)
        services.serve(
            request=found,
            notice_id=rules.waiting_notices(found)[0].pk,
            handover=posted(timezone.localdate(start)),
            actor=office.officer,
            at=start,
        )
    waiting = make.fresh(made)
    client.force_login(office.officer)
    url = reverse("request_opinion", args=[made.pk])
    data = {
        "version": waiting.version,
        "consultation": rules.pending_consultations(waiting)[0].pk,
        "reached_on": (timezone.localdate() - timedelta(days=1)).isoformat(),
        "answered_on": timezone.localdate().isoformat(),
        "consents": "yes",
    }
    bare = client.post(url, data)
    assert (bare.status_code, "对方收到的日期在今日之前，须附上证明" in bare.content.decode()) == (422, True)
    proof = SimpleUploadedFile("回执.pdf", b"%PDF-1.4", "application/pdf")
    assert client.post(url, {**data, "proof": proof}).status_code == 302
    with cross_body("test"):
        assert make.fresh(made).files.get().purpose == "对方收到征求意见文书的凭证"


def test_the_same_party_is_asked_twice_only_with_a_reason_that_the_page_shows(client, office):
    made = make.case(office, make.NEW)
    consult(office, made, make.NEW)
    with pytest.raises(CaseError, match="已经征求过该对象的意见"):
        consult(office, made, make.NEW)
    make.told(office, made, make.NEW)
    with cross_body("test"), pytest.raises(CaseError, match="已经征求过该对象的意见"):
        services.consult(
            request=make.fresh(made), kind=THIRD, party=" 示例 第三方", actor=office.officer, at=make.NEW
        )
    consult(office, made, make.NEW, MAKER)  # asked as another one
    make.told(office, made, make.NEW)
    consult(office, made, make.NEW, again="补正后增加了另一份合同")
    make.told(office, made, make.NEW)
    client.force_login(office.officer)
    text = client.get(reverse("request", args=[made.pk])).content.decode()
    assert text.count("再次征求的理由：补正后增加了另一份合同") == 1


def test_the_words_of_a_web_request_reach_no_third_party(office):
    words = "张某某与邻居的纠纷"
    made = make.case(office, make.NEW, channel=Channel.WEB, title=words)
    with pytest.raises(CaseError, match="申请人的原话"):
        consult(office, made, make.NEW)
    notice = consult(office, made, make.NEW, matter="示例路段的施工许可")
    made = make.told(office, made)
    answered(office, made, make.NEW, consents=False)
    with cross_body("test"):
        act = {"reasons": "", "actor": office.officer, "at": make.NEW, "override": INTEREST}
        services.determine(request=make.fresh(made), key="disclosed", **act)
    found = make.bring_to(office, make.fresh(made), RequestState.TO_DELIVER, make.NEW)
    letter = found.notices.get(kind="override")
    assert "决定公开“示例路段的施工许可”" in letter.text
    assert words not in letter.text + notice.text


@pytest.mark.parametrize(("channel", "known"), [("示例复议平台", True), ("", False)])
def test_over_the_internet_a_third_party_is_told_where_to_ask_for_review_there(office, channel, known):
    moment = make.at(2024, 3, 20)
    office.body.authorities.update(review_online=channel)
    made = make.bring_to(office, make.case(office, moment), RequestState.CONSULTING)
    answered(office, made, moment, consents=False)
    with cross_body("test"):
        act = {"reasons": "", "actor": office.officer, "at": moment, "override": INTEREST}
        services.determine(request=make.fresh(made), key="disclosed", **act)
    found = make.bring_to(office, make.fresh(made), RequestState.TO_DELIVER, moment)
    act = {
        "request": make.fresh(found),
        "notice_id": found.notices.get(kind="override").pk,
        "handover": Handover(way=DeliveryWay.ELECTRONIC, sent_on=moment.date(), arrived_on=moment.date()),
        "actor": office.officer,
        "at": moment,
    }
    with cross_body("test"):
        if known:
            assert channel in services.serve(**act).text
        else:
            with pytest.raises(CaseError, match="互联网行政复议渠道"):
                services.serve(**act)


def test_a_day_of_receipt_told_later_does_not_bring_the_term_back_either(office):
    made = make.case(office, make.NEW)
    consult(office, made, make.NEW)
    with cross_body("test"):
        found = make.fresh(made)
        services.serve(
            request=found,
            notice_id=rules.waiting_notices(found)[0].pk,
            handover=posted(made.received_on),
            actor=office.officer,
            at=make.NEW,
        )
    waiting = make.fresh(made)
    late = make.at(2023, 6, 1)
    with cross_body("test"), pytest.raises(CaseError, match="不能使期限恢复计算"):
        services.note_opinion(
            request=waiting,
            consultation_id=rules.pending_consultations(waiting)[0].pk,
            answered_on=late.date(),
            reached_on=date(2023, 5, 25),
            consents=True,
            opinion="",
            proof=SCAN,
            actor=office.officer,
            at=late,
        )


@pytest.mark.postgres
def test_after_the_last_day_silence_stands_on_the_list_and_the_page_with_its_consequence(client, office):
    now = timezone.now()
    start = now - timedelta(days=34)
    made = make.case(office, start, title="没有回音的一件")
    consult(office, made, start)
    make.told(office, made, start)
    client.force_login(office.officer)
    todo = client.get(reverse("desk")).content.decode()
    assert "没有回音的一件" in todo
    assert "逾期未答复" in todo
    page = client.get(reverse("request", args=[made.pk])).content.decode()
    assert "逾期未答复" in page
    assert "由本机关依照规定决定是否公开；答复期限已恢复计算" in page


def test_a_letter_that_waits_stands_on_the_list_of_who_delivers(client, office):
    now = timezone.now()
    made = make.case(office, now, title="待告知的一件")
    consult(office, made, now)
    client.force_login(office.registrar)
    todo = client.get(reverse("desk")).content.decode()
    assert "文书待告知" in todo
    assert reverse("request_serve", args=[made.pk]) in todo


@pytest.mark.parametrize(
    ("moment", "consents", "bars"),
    [
        (make.OLD, False, True),
        (make.OLD, None, True),
        (make.OLD, True, False),
        (make.NEW, False, True),
        (make.NEW, None, False),
        (make.NEW, True, False),
    ],
)
def test_who_bars_disclosure_follows_from_the_regime(office, moment, consents, bars):
    made = make.bring_to(office, make.case(office, moment), RequestState.CONSULTING)
    answered(office, made, moment, consents)
    found = make.fresh(made)
    assert bool(rules.barring(found, moment.date())) is bars
    with cross_body("test"):
        act = {"request": found, "key": "disclosed", "reasons": "", "actor": office.officer, "at": moment}
        if bars:
            with pytest.raises(CaseError, match="第三方没有同意公开"):
                services.determine(**act)
        else:
            services.determine(**act)


def test_under_the_old_law_silence_is_no_consent(office):
    made = make.bring_to(office, make.case(office, make.OLD), RequestState.CONSULTING)
    late = current_calendar().add(make.OLD.date(), 16)
    assert rules.barring(make.fresh(made), late)
    assert not rules.barring(make.fresh(made), make.OLD.date())


@pytest.mark.parametrize(
    ("moment", "article", "remedy"),
    [(make.OLD, "第二十三条", "6个月内"), (make.NEW, "第三十二条", "6个月内")],
)
def test_disclosure_against_a_refusal_is_told_to_the_third_party_with_reason_and_remedy(
    office, moment, article, remedy
):
    made = make.bring_to(office, make.case(office, moment), RequestState.CONSULTING)
    answered(office, made, moment, consents=False)
    with cross_body("test"):
        services.determine(
            request=make.fresh(made),
            key="disclosed",
            reasons="",
            actor=office.officer,
            at=moment,
            override=INTEREST,
        )
    found = make.bring_to(office, make.fresh(made), RequestState.TO_DELIVER, moment)
    notice = found.notices.get(kind="override")
    assert INTEREST.reason in notice.text
    assert "公共利益造成重大影响" in notice.text
    assert article in notice.text
    assert remedy in notice.text
    assert "本答复" not in notice.text
    assert (notice.party, "示例第三方" in notice.text) == ("示例第三方", False)
    assert notice.document_number != found.reply.document_number
    found = make.delivered(office, found, moment)
    with cross_body("test"), pytest.raises(CaseError, match="不能办理“归档”"):
        services.archive(request=found, actor=office.officer, at=moment)
    found = make.told(office, found, moment)
    with cross_body("test"):
        services.archive(request=found, actor=office.officer, at=moment)


def test_a_refusal_without_good_reason_is_a_ground_under_the_new_law_only(office):
    ground = Override(OverrideGround.NO_GOOD_REASON, "没有说明理由")
    for moment in (make.OLD, make.NEW):
        made = make.bring_to(office, make.case(office, moment), RequestState.CONSULTING)
        answered(office, made, moment, consents=False, opinion="不愿意")
        act = {
            "request": make.fresh(made),
            "key": "disclosed",
            "reasons": "",
            "override": ground,
            "actor": office.officer,
            "at": moment,
        }
        with cross_body("test"):
            if moment is make.OLD:
                with pytest.raises(CaseError, match="只允许以公共利益为由"):
                    services.determine(**act)
            else:
                assert services.determine(**act).decision.override == "no_good_reason"


def test_a_refusal_that_comes_after_the_outcome_was_chosen_stops_the_signature(office):
    made = make.case(office, make.NEW)
    consult(office, made, make.NEW)
    make.told(office, made)
    with cross_body("test"):
        services.determine(
            request=make.fresh(made), key="disclosed", reasons="", actor=office.officer, at=make.NEW
        )
        services.draft_reply(request=make.fresh(made), actor=office.officer, at=make.NEW)
    answered(office, made, make.NEW, consents=False)
    row = make.fresh(made)
    with cross_body("test"), pytest.raises(CaseError, match="第三方没有同意公开"):
        services.sign(
            request=row,
            stage=ReplyStage.OFFICER,
            sha256=row.reply.text_sha256,
            actor=office.officer,
            at=make.NEW,
        )


def test_the_form_of_the_outcome_asks_for_ground_and_reason_only_where_somebody_refused(client, office):
    now = timezone.now()
    made = make.bring_to(office, make.case(office, now), RequestState.CONSULTING)
    client.force_login(office.officer)
    url = reverse("request_determine", args=[made.pk])
    assert "决定公开的依据" not in client.get(url).content.decode()
    answered(office, made, now, consents=False)
    assert "决定公开的依据" in client.get(url).content.decode()
    data = {"version": make.fresh(made).version, "outcome": "disclosed", "reasons": ""}
    plain = client.post(url, data)
    assert (plain.status_code, "第三方没有同意公开" in plain.content.decode()) == (422, True)
    half = client.post(url, {**data, "ground": "public_interest"})
    assert (half.status_code, "依据和理由都要填写" in half.content.decode()) == (422, True)
    assert client.post(url, {**data, "ground": "public_interest", "override": "影响避险"}).status_code == 302
    with cross_body("test"):
        assert not Notice.objects.filter(kind="override").exists()  # told when it is signed
