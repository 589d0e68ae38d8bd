"""The screens: what a seat reads, what it may not, and the journey of one request by hand."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx import Document

import case_world as make
import desk_world
from casework.screens import page
from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow
from gongkai.bodies.queries import authority_on
from gongkai.bodies.scope import cross_body
from gongkai.casework.enums import RequestState
from gongkai.casework.models import Request
from gongkai.law.receipt import Channel

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.Office()


def post(client, name, pk, **data):
    with cross_body("test"):
        version = Request.objects.get(pk=pk).version
    response = client.post(reverse(name, args=[pk]), {"version": version, **data})
    assert response.status_code == 302, response.content.decode()


WORKED = [
    (make.at(2017, 1, 20), "2017年2月15日", "春节1月27日至2月2日"),
    (make.at(2017, 9, 25), "2017年10月20日", "调休上班日计入期限"),
    (make.at(2017, 12, 20), "2018年1月11日", "国务院令第492号"),
    (make.at(2019, 5, 15), "2019年6月13日", "国务院令第711号"),
    (make.at(2020, 1, 13), "2020年2月17日", "国务院令第711号"),
]


@pytest.mark.parametrize(("received", "due", "line"), WORKED)
def test_the_due_date_stands_explained_on_the_page(client, office, received, due, line):
    row = make.case(office, received)
    client.force_login(office.officer)
    text = page(client, "request", row.pk)
    assert f"<b>{due}</b>" in text
    assert "期限说明" in text
    assert line in text
    assert "收到当日不计入期限" in text
    assert "提交之日" in text


def test_a_supervisor_reads_the_case_and_not_the_person(client, office):
    top = desk_world.body("top", "上级")
    desk_world.BodyPeriod.objects.filter(body=office.body).update(parent=top)
    row = make.bring_to(office, make.case(office), RequestState.CONSULTING)
    made = make.bring_to(office, make.case(office), RequestState.TO_DELIVER)
    client.force_login(desk_world.person(top, Role.SUPERVISOR))
    text = page(client, "request", row.pk)
    assert row.title in text
    assert "您的角色不显示申请人信息" in text
    assert not [value for value in ("申请人甲", "000-00000000", "示例第三方") if value in text]
    assert "申请人甲" not in page(client, "request_letter", made.pk)
    assert client.get(reverse("request_word", args=[made.pk])).status_code == 403
    client.force_login(office.officer)
    assert "申请人甲" in page(client, "request", row.pk)
    assert "申请人甲：" in page(client, "request_letter", made.pk)


def test_filters_cut_the_list_and_an_unknown_value_is_ignored(client, office):
    today = timezone.now()
    soon = make.case(office, today - timedelta(days=27), title="临期的一件")
    make.case(office, today, channel=Channel.WEB, confirmed=False, title="网上的一件")
    make.case(office, make.OLD, title="逾期的一件")
    client.force_login(office.officer)

    def shown(query):
        text = client.get(f"{reverse('requests')}?{query}").content.decode()
        return {name for name in ("临期的一件", "网上的一件", "逾期的一件") if name in text}

    everything = {"临期的一件", "网上的一件", "逾期的一件"}
    assert shown("") == shown("state=nonsense") == everything
    assert shown("state=to_confirm") == shown("channel=web") == {"网上的一件"}
    assert shown("due=overdue") == {"逾期的一件"}
    assert shown("text=临期") == shown(f"text={soon.number}") == {"临期的一件"}
    assert shown("due=open") == everything
    assert shown("subject=9999") == everything


def test_the_to_do_list_shows_each_part_its_own_button(client, office):
    now = timezone.now()
    make.case(office, now, channel=Channel.WEB, confirmed=False, title="待确认的一件")
    make.bring_to(office, make.case(office, now, title="待审核的一件"), RequestState.TO_REVIEW)
    make.bring_to(office, make.case(office, now, title="待签发的一件"), RequestState.TO_SIGN)
    make.bring_to(office, make.case(office, now, title="待送达的一件"), RequestState.TO_DELIVER)
    make.case(office, now - timedelta(days=90), title="逾期的一件")
    parts = {
        office.registrar: ({"待确认的一件", "待送达的一件"}, "确认收到"),
        office.legal: ({"待审核的一件"}, "审核"),
        office.approver: ({"待签发的一件"}, "签发"),
        office.officer: ({"待确认的一件", "待送达的一件", "逾期的一件"}, "已逾期"),
    }
    titles = ("待确认的一件", "待审核的一件", "待签发的一件", "待送达的一件", "逾期的一件")
    for person, (expected, button) in parts.items():
        client.force_login(person)
        text = page(client, "desk")
        assert {title for title in titles if title in text} == expected
        assert button in text


def test_registering_says_at_the_field_what_is_missing_and_gives_the_number(client, office):
    client.force_login(office.registrar)
    url = reverse("request_register")
    refused = client.post(url, {"channel": "counter"})
    assert refused.status_code == 422
    for sentence in ("请选择申请人类型", "请填写姓名或者名称", "请填写申请事项"):
        assert sentence in refused.content.decode()
    data = {
        "channel": "fax",
        "arrived_at": "2017-03-20T09:00",
        "applicant_kind": "natural",
        "name": "申请人甲",
        "title": "补偿方案",
        "description": "补偿方案全文",
        "file": SimpleUploadedFile("申请书.txt", "内容".encode()),
    }
    early = client.post(url, {**data, "confirmed_at": "2017-03-19T09:00", "confirmed_how": "phone"})
    assert early.status_code == 422
    assert "确认时间早于申请到达的时间" in early.content.decode()
    data["file"] = SimpleUploadedFile("申请书.txt", "内容".encode())
    made = client.post(url, {**data, "unreachable": "on"}, follow=True)
    assert f"已登记，收件编号{office.body.code}-2017-0001" in made.content.decode()
    assert "无法联系申请人" in made.content.decode()


def test_a_confirmation_before_the_arrival_is_told_at_its_field(client, office):
    row = make.case(office, timezone.now(), channel=Channel.WEB, confirmed=False)
    client.force_login(office.registrar)
    data = {"version": row.version, "confirmed_at": "2017-03-20T09:00", "how": "phone"}
    refused = client.post(reverse("request_confirm", args=[row.pk]), data)
    assert refused.status_code == 422
    assert 'id="id_confirmed_at_error"' in refused.content.decode()


def test_one_request_goes_from_confirmation_to_the_archive_by_hand(client, office):
    now = timezone.now()
    today = timezone.localdate().isoformat()
    row = make.case(office, now, channel=Channel.WEB, confirmed=False)
    client.force_login(office.registrar)
    post(
        client, "request_confirm", row.pk, confirmed_at=f"{timezone.localtime():%Y-%m-%dT%H:%M}", how="phone"
    )
    client.force_login(office.officer)
    refused = client.post(
        reverse("request_determine", args=[row.pk]),
        {"version": make.fresh(row).version, "outcome": "not_held", "reasons": "未制作"},
    )
    assert refused.status_code == 422
    assert "须有检索记录作证" in refused.content.decode()
    post(
        client,
        "request_searched",
        row.pk,
        searched_at=f"{today}T00:00",
        place="档案室",
        terms="征收补偿",
        result="未查到",
    )
    post(client, "request_determine", row.pk, outcome="not_held", reasons="本机关没有制作")
    text = page(client, "request_draft", row.pk)
    assert "在档案室检索" in text
    with cross_body("test"):
        proposed = make.services.proposed_letter(make.fresh(row), timezone.localdate()).text
    post(client, "request_draft", row.pk, text=proposed)
    for step, person in (
        ("request_submit", office.officer),
        ("request_review", office.legal),
        ("request_sign", office.approver),
    ):
        client.force_login(person)
        assert reverse(step, args=[row.pk]) in page(client, "request_letter", row.pk)
        post(client, step, row.pk, sha256=make.fresh(row).reply.text_sha256)
    client.force_login(office.registrar)
    post(
        client,
        "request_deliver",
        row.pk,
        way="post",
        sent_on=today,
        proof=SimpleUploadedFile("收据.jpg", b"\xff\xd8\xffjpg", "image/jpeg"),
    )
    found = make.fresh(row)
    assert (found.state, found.delivery.on_time) == (RequestState.ANSWERED, True)
    client.force_login(office.officer)
    assert "按期答复" in page(client, "request", row.pk)
    proof = client.get(reverse("request_proof", args=[row.pk]))
    assert b"".join(proof.streaming_content) == b"\xff\xd8\xffjpg"
    post(client, "request_archive", row.pk)
    client.force_login(office.head)
    refused = client.post(reverse("request_erase", args=[row.pk]), {"version": make.fresh(row).version})
    assert (refused.status_code, "期满后再去标识化" in refused.content.decode()) == (422, True)


def test_after_the_remedies_the_person_is_erased_by_hand(client, office):
    row = make.bring_to(office, make.case(office), RequestState.ARCHIVED)
    client.force_login(office.head)
    assert "文书正文是证据，不作改动" in page(client, "request_erase", row.pk)
    post(client, "request_erase", row.pk)
    assert "申请人信息已于" in page(client, "request", row.pk)


def test_a_page_left_open_over_a_new_text_signs_nothing(client, office):
    row = make.bring_to(office, make.case(office, timezone.now()), RequestState.TO_REVIEW)
    client.force_login(office.legal)
    response = client.post(reverse("request_review", args=[row.pk]), {"sha256": "0" * 64})
    assert response.status_code == 409
    assert "不是最新文字" in response.content.decode()
    assert make.fresh(row).state == RequestState.TO_REVIEW


def test_an_old_page_is_told_to_be_read_anew(client, office):
    row = make.case(office, timezone.now())
    client.force_login(office.officer)
    response = client.post(
        reverse("request_withdraw", args=[row.pk]),
        {"version": row.version - 1, "on": timezone.localdate().isoformat()},
    )
    assert response.status_code == 422
    assert "又有新的办理记录" in response.content.decode()


def test_a_return_without_a_note_shows_the_letter_again(client, office):
    row = make.bring_to(office, make.case(office, timezone.now()), RequestState.TO_REVIEW)
    client.force_login(office.legal)
    response = client.post(reverse("request_return", args=[row.pk]), {"reason": ""})
    assert response.status_code == 422
    assert "退回意见：请填写退回意见" in response.content.decode()


def word_text(client, row):
    response = client.get(reverse("request_word", args=[row.pk]))
    document = Document(BytesIO(response.content))
    return document, "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_the_word_file_holds_the_signed_text_on_a4(client, office):
    row = make.bring_to(office, make.case(office), RequestState.TO_DELIVER)
    client.force_login(office.officer)
    document, text = word_text(client, row)
    for line in (row.reply.title, row.reply.document_number, "申请人甲：", "2017年3月20日"):
        assert line in text
    assert row.reply.text.split("\n")[0] in text
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert "演示样张" not in text


def test_letters_of_a_demonstration_say_that_they_are_samples(client, office):
    row = make.bring_to(office, make.case(office), RequestState.TO_DELIVER)
    with cross_body("test"):
        AuditRow.objects.create(at=make.OLD, act="demo.load", body=office.body, subject="demo/1")
    client.force_login(office.officer)
    assert "演示样张 无效" in page(client, "request_letter", row.pk)
    document, text = word_text(client, row)
    assert "演示样张 无效" in text
    assert document.sections[0].footer.paragraphs[0].text == "演示样张 无效"


def test_whom_letters_name_is_entered_with_its_day(client):
    office = make.Office(authority=False)
    client.force_login(office.head)
    assert "还没有登记" in page(client, "request_authority")
    data = {
        "review_bodies": "区人民政府\n市级主管部门\n",
        "court": "示例区人民法院",
        "reply_mark": "示市监公开",
        "since": "2016-01-01",
    }
    assert client.post(reverse("request_authority"), data).status_code == 302
    found = authority_on(office.body, date(2017, 1, 1))
    assert found.review_bodies == ["区人民政府", "市级主管部门"]
    again = client.post(reverse("request_authority"), data)
    assert (again.status_code, "应在其后" in again.content.decode()) == (422, True)
    wrong = client.post(reverse("request_authority"), {**data, "reply_mark": "示〔2017〕"})
    assert (wrong.status_code, "机关代字" in wrong.content.decode()) == (422, True)
    later = {**data, "court": "示例跨区法院", "since": "2018-01-01"}
    assert client.post(reverse("request_authority"), later).status_code == 302
    assert authority_on(office.body, date(2017, 12, 31)).court == "示例区人民法院"
    assert authority_on(office.body, date(2018, 1, 1)).court == "示例跨区法院"


def test_how_like_requests_were_answered_stands_beside(client, office):
    """类案: the same subject, answered, of the bodies that the seat sees; the words of a web request only to who may know."""
    subject = make.subject()
    earlier = make.case(office, make.OLD, title="房屋征收补偿方案", wanted={"subject": subject})
    make.bring_to(office, earlier, RequestState.ANSWERED, make.OLD)
    make.case(office, make.OLD, title="还没有答复的", wanted={"subject": subject})
    make.bring_to(office, make.case(office, make.OLD, title="没有主题的"), RequestState.ANSWERED, make.OLD)
    elsewhere = make.Office(desk_world.body("other", "外单位"))
    foreign = make.case(elsewhere, make.OLD, title="外单位的", wanted={"subject": subject})
    make.bring_to(elsewhere, foreign, RequestState.ANSWERED, make.OLD)
    now = make.case(office, wanted={"subject": subject})
    client.force_login(office.officer)
    section = page(client, "request", now.pk).split('id="alike"')[1].split("</section>")[0]
    assert "房屋征收补偿方案" in section
    assert reverse("request", args=[earlier.pk]) in section
    assert "同意公开，2007年《条例》第二十一条" in section
    assert not [title for title in ("还没有答复的", "没有主题的", "外单位的") if title in section]
    alone = page(client, "request", make.case(office).pk).split('id="alike"')[1].split("</section>")[0]
    assert "没有归入主题" in alone
