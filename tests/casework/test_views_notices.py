"""The screens of letters: made, printed, told, taken back; and a registration that asks as the law asks."""

from __future__ import annotations

import re
from datetime import timedelta
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
from gongkai.bodies.models import AuditRow, PublicBody
from gongkai.bodies.scope import cross_body
from gongkai.casework import services
from gongkai.casework.enums import ReplyStage, RequestState
from gongkai.casework.models import CaseSerial, Notice, Request
from gongkai.casework.services import handling
from gongkai.casework.working_days import current_calendar
from gongkai.law.consultations import OverrideGround

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.Office()


def letter_of(row):
    with cross_body("test"):
        return Notice.objects.get(request=row)


def posted(client, name, row, **data):
    """With the letter read, where the act makes one."""
    return make.confirmed(client, reverse(name, args=[row.pk]), {"version": make.fresh(row).version, **data})


def test_a_letter_is_made_printed_and_told_and_then_the_clock_moves(client, office):
    now = timezone.now()
    row = make.case(office, now)
    client.force_login(office.officer)
    until = (timezone.localdate() + timedelta(days=14)).isoformat()
    assert "请补充申请人的身份证明" in page(client, "request_correct", row.pk)
    made = posted(client, "request_correct", row, items="请写明文件名称", until=until)
    letter = letter_of(row)
    assert made.headers["Location"] == reverse("request_notice", args=[row.pk, letter.pk])
    text = page(client, "request_notice", row.pk, letter.pk)
    for words in (letter.document_number, "申请人甲：", "请写明文件名称", "待告知", "打印本页即为文书样式"):
        assert words in text
    assert "告知之前不生效" in page(client, "request", row.pk)
    assert make.fresh(row).state == RequestState.HANDLING
    word = client.get(reverse("request_notice_word", args=[row.pk, letter.pk]))
    lines = [line.text for line in Document(BytesIO(word.content)).paragraphs]
    assert letter.title in lines
    assert "申请人甲：" in lines
    client.force_login(office.registrar)
    refused = posted(client, "request_serve", row, notice=letter.pk, way="post")
    assert (refused.status_code, "没有记录交邮日期" in refused.content.decode()) == (422, True)
    told = posted(
        client, "request_serve", row, notice=letter.pk, way="post", sent_on=timezone.localdate().isoformat()
    )
    assert told.status_code == 302
    found = make.fresh(row)
    assert (found.state, found.due_on) == (RequestState.CORRECTING, None)
    text = page(client, "request_notice", row.pk, letter.pk)
    assert "已告知" in text
    assert reverse("request_serve", args=[row.pk]) not in text


def test_a_letter_is_read_before_it_takes_its_number_and_reading_uses_nothing_up(client, office):
    row = make.case(office, timezone.now())
    client.force_login(office.officer)
    url = reverse("request_correct", args=[row.pk])
    until = (timezone.localdate() + timedelta(days=14)).isoformat()
    data = {"version": row.version, "items": "请写明文件名称", "until": until}
    shown = client.post(url, data)
    text = shown.content.decode()
    for words in ("待编号", "申请人甲：", "请写明文件名称", "返回修改", "确认编号"):
        assert words in text
    with cross_body("test"):
        assert not Notice.objects.exists()
        assert not CaseSerial.objects.exclude(series=CaseSerial.REQUESTS).exists()
        assert not AuditRow.objects.filter(act="request.correct").exists()
    assert make.fresh(row).version == row.version
    back = client.post(url, {**data, "back": "1"})
    assert (back.status_code, "请写明文件名称</textarea>" in back.content.decode()) == (200, True)
    read = make.READ.search(text)[1]
    other = client.post(url, {**data, "items": "请写明文号", "read": read})
    text = other.content.decode()
    assert (other.status_code, "文书的内容有变化，没有编号" in text, "请写明文号" in text) == (
        200,
        True,
        True,
    )
    with cross_body("test"):
        assert not Notice.objects.exists()
    made = client.post(url, {**data, "read": read})
    letter = letter_of(row)
    assert made.headers["Location"] == reverse("request_notice", args=[row.pk, letter.pk])
    assert letter.document_number.endswith("1号")
    twice = client.post(url, {**data, "read": read})
    assert twice.status_code == 409
    with cross_body("test"):
        assert Notice.objects.count() == 1


def test_what_the_form_and_the_act_say_is_told_at_once(client, office):
    row = make.case(office, timezone.now())
    client.force_login(office.officer)
    far = (timezone.localdate() + timedelta(days=90)).isoformat()
    text = posted(client, "request_correct", row, items="", until=far).content.decode()
    assert "有2处需要修改" in text
    assert "需要补正的事项：请填写" in text
    assert "期限更长的理由：补正期限应当合理" in text


def test_a_registration_that_is_sent_twice_is_registered_once(client, office):
    client.force_login(office.registrar)
    url = reverse("request_register")
    once = re.search(r'name="once" value="([0-9a-f]{32})"', client.get(url).content.decode())[1]
    data = {**GIVEN, "arrived_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}", "once": once}
    first, second = client.post(url, data), client.post(url, data)
    assert (first.status_code, first.headers["Location"]) == (302, second.headers["Location"])
    with cross_body("test"):
        assert Request.objects.count() == 1
    assert client.post(url, {**data, "once": ""}).headers["Location"] != first.headers["Location"]


def test_a_registration_tells_all_that_is_wrong_at_once(client, office):
    client.force_login(office.registrar)
    moment = f"{timezone.localtime() + timedelta(days=2):%Y-%m-%dT%H:%M}"
    data = {
        "channel": "fax",
        "oral": "on",
        "sent_at": moment,
        "arrived_at": moment,
        "confirmed_at": moment,
        "phone": "约在周三",
        "file": SimpleUploadedFile("申请书.exe", b"MZ"),
    }
    text = client.post(reverse("request_register"), data).content.decode()
    for label, sentence in (
        ("申请人类型", "请选择申请人类型"),
        ("姓名或者名称", "请填写姓名或者名称"),
        ("申请事项", "请填写申请事项"),
        ("口头申请，由本机关代为填写", "口头申请只在当面提交时办理"),
        ("发出时间", "发出时间晚于现在"),
        ("到达时间", "到达时间晚于现在"),
        ("与申请人确认的时间", "确认时间晚于现在"),
        ("确认方式", "已经填写确认时间，还应选择以何种方式"),
        ("联系电话", "请核对联系电话"),
        ("申请书", "不接收这种类型的文件"),
    ):
        assert f"{label}：{sentence}" in text


def test_faults_of_a_registration_stand_in_the_order_of_the_page_and_one_at_each_field(client, office):
    client.force_login(office.registrar)
    data = {"wished_way": "post", "address": "路" * 201}
    text = client.post(reverse("request_register"), data).content.decode()
    summary = re.findall(r'<li><a href="#id_(\w+)">', text)
    fields = [name for name in re.findall(r'id="id_(\w+)"', text) if name in summary]
    assert summary == list(dict.fromkeys(fields))
    assert summary.count("address") == 1


def test_a_service_tells_all_that_is_wrong_at_once(client, office):
    row = make.case(office, timezone.now())
    letter = make.notice(office, row)
    client.force_login(office.officer)
    later = (timezone.localdate() + timedelta(days=2)).isoformat()
    text = posted(client, "request_serve", row, notice=letter.pk, sent_on=later).content.decode()
    for words in ("有2处需要修改", "送达方式：请选择送达方式", "交邮或者发送日期：交邮或发送日期晚于今日"):
        assert words in text
    consulted = make.bring_to(office, make.case(office, timezone.now()), RequestState.CONSULTING)
    data = {"consultation": consulted.consultations.all()[0].pk, "consents": "no", "reached_on": later}
    text = posted(client, "request_opinion", consulted, **data).content.decode()
    for words in ("有3处需要修改", "请写明其理由", "对方收到的日期晚于今日", "收到意见的日期：请填写"):
        assert words in text


def test_who_has_registered_is_told_who_acts_next_and_what_can_be_done(client, office):
    client.force_login(office.registrar)
    data = {**GIVEN, "arrived_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}"}
    text = client.post(reverse("request_register"), data, follow=True).content.decode()
    assert "此件下一步由依申请经办人审查、检索并确定办理结果。" in text
    assert "登记下一件申请" in text
    assert f'href="{reverse("desk")}"' in text
    with cross_body("test"):
        row = Request.objects.get()
    client.force_login(office.officer)
    assert "此件下一步由" not in page(client, "request", row.pk)


def test_the_end_of_handling_leads_to_its_letter(client, office):
    now = timezone.now() - timedelta(days=40)
    row = make.bring_to(office, make.case(office, now), RequestState.CORRECTING, now)
    client.force_login(office.officer)
    shown = client.post(
        reverse("request_close", args=[row.pk]), {"version": row.version, "reason": "告知书已送达"}
    )
    assert "政府信息公开申请不再处理告知书" in shown.content.decode()
    assert make.fresh(row).state == RequestState.CORRECTING
    done = posted(client, "request_close", row, reason="告知书已送达")
    assert make.fresh(row).state == RequestState.CLOSED
    assert "/notices/" in done.headers["Location"]


def test_a_letter_says_where_the_office_is_found_and_the_page_how_to_print(client, office):
    row = make.case(office, timezone.now())
    letter = make.notice(office, row)
    client.force_login(office.officer)
    text = page(client, "request_notice", row.pk, letter.pk)
    assert "没有登记办公地址和联系电话" in text
    assert "data-print" in text
    assert "按 Ctrl+P" in text
    PublicBody.objects.filter(pk=office.body.pk).update(
        office_name="示例公开科", address="示例路2号", phone="000-00000001", postal_code="000000"
    )
    found = "（承办机构：示例公开科；地址：示例路2号，邮政编码：000000；电话：000-00000001）"
    assert found in page(client, "request_notice", row.pk, letter.pk)
    word = client.get(reverse("request_notice_word", args=[row.pk, letter.pk]))
    assert found in [line.text for line in Document(BytesIO(word.content)).paragraphs]


def test_a_rest_day_moves_and_the_page_says_so(client, office):
    row = make.case(office, timezone.now())
    client.force_login(office.officer)
    until = timezone.localdate() + timedelta(days=10)
    while current_calendar().is_working(until):
        until += timedelta(days=1)
    made = posted(client, "request_correct", row, items="请写明文件名称", until=until.isoformat())
    assert "不是工作日，文书写明的期限顺延至" in client.get(made.headers["Location"]).content.decode()


def test_an_extension_into_a_year_without_its_holidays_is_provisional_on_form_and_page(
    client, office, monkeypatch
):
    for place in (services, handling):
        monkeypatch.setattr(place, "extended_to", lambda case, on, days: (case.due_on, True))
    row = make.case(office, timezone.now())
    client.force_login(office.head)
    assert "（暂定：该年度的放假安排尚未公布" in page(client, "request_extend", row.pk)
    posted(client, "request_extend", row, days="5", reason="须会商")
    letter = letter_of(row)
    assert "届满日期为暂定" in page(client, "request_notice", row.pk, letter.pk)
    assert "（暂定，该日期" in letter.text


def test_who_delivers_is_told_that_the_third_party_does_not_know_yet(client, office):
    row = make.bring_to(office, make.case(office, timezone.now()), RequestState.CONSULTING)
    row = make.opinion(office, row, consents=False)
    with cross_body("test"):
        override = services.Override(OverrideGround.PUBLIC_INTEREST, "影响避险")
        act = {"key": "disclosed", "reasons": "", "override": override, "actor": office.officer}
        services.determine(request=row, **act, at=row.updated_at)
    row = make.bring_to(office, make.fresh(row), RequestState.TO_SIGN)
    client.force_login(office.approver)
    shown = page(client, "request_letter", row.pk)
    assert "签发时一并编号的文书" in shown
    assert "政府信息公开决定告知第三方书" in shown
    assert "示例第三方：" in shown
    row = make.signed(office, row, ReplyStage.APPROVAL, row.updated_at)
    assert "签发时一并编号的文书" not in page(client, "request_letter", row.pk)
    client.force_login(office.registrar)
    assert "有1份“决定告知第三方书”尚未登记送达" in page(client, "request_deliver", row.pk)
    day = timezone.localdate().isoformat()
    done = posted(client, "request_deliver", row, way="handed", arrived_on=day)
    assert "请先送达第三方" in client.get(done.headers["Location"]).content.decode()
    plain = make.bring_to(office, make.case(office, timezone.now()), RequestState.TO_DELIVER)
    assert "决定告知第三方书" not in page(client, "request_deliver", plain.pk)


def test_the_step_without_a_letter_leads_to_the_first_that_waits(client, office):
    row = make.case(office, timezone.now())
    letter = make.notice(office, row)
    client.force_login(office.registrar)
    response = client.get(reverse("request_serve", args=[row.pk]))
    assert response.headers["Location"] == reverse("request_notice", args=[row.pk, letter.pk])
    made = make.told(office, row)
    assert client.get(reverse("request_serve", args=[made.pk])).status_code == 409


def test_a_letter_is_taken_back_by_who_handles_and_not_by_who_delivers(client, office):
    row = make.case(office, timezone.now())
    letter = make.notice(office, row)
    client.force_login(office.registrar)
    assert "作废此文书" not in page(client, "request_notice", row.pk, letter.pk)
    assert posted(client, "request_void", row, notice=letter.pk).status_code == 403
    client.force_login(office.officer)
    assert "作废此文书" in page(client, "request_notice", row.pk, letter.pk)
    assert posted(client, "request_void", row, notice=letter.pk, reason="wrong_text").status_code == 302
    assert "已作废" in page(client, "request_notice", row.pk, letter.pk)
    assert "已作废" in page(client, "request", row.pk)


def test_taking_back_is_asked_first_with_its_reason_and_the_number_stays_used(client, office):
    row = make.case(office, timezone.now())
    letter = make.notice(office, row)
    client.force_login(office.officer)
    asked = client.get(reverse("request_void", args=[row.pk]), {"notice": letter.pk})
    text = asked.content.decode()
    assert (asked.status_code, f"文号{letter.document_number}已经使用，不再编给其他文书" in text) == (
        200,
        True,
    )
    bare = posted(client, "request_void", row, notice=letter.pk)
    assert (bare.status_code, "请选择作废理由" in bare.content.decode()) == (422, True)
    assert letter_of(row).waits
    done = posted(client, "request_void", row, notice=letter.pk, reason="wrong_reader")
    assert done.headers["Location"] == reverse("request_notice", args=[row.pk, letter.pk])
    assert "告知对象有误" in page(client, "request_notice", row.pk, letter.pk)
    assert "作废文书（告知对象有误）" in page(client, "request", row.pk)
    with cross_body("test"):
        entry = AuditRow.objects.get(act="request.void")
    assert entry.new["void_reason"] == "wrong_reader"
    again = posted(client, "request_void", row, notice=letter.pk, reason="wrong_reader")
    assert again.status_code == 409
    following = make.notice(office, make.case(office, timezone.now()))
    assert following.document_number > letter.document_number


def test_a_supervisor_reads_a_letter_without_the_names(client, office):
    top = desk_world.body("top", "上级")
    desk_world.BodyPeriod.objects.filter(body=office.body).update(parent=top)
    row = make.bring_to(office, make.case(office, timezone.now()), RequestState.CONSULTING)
    letter = letter_of(row)
    client.force_login(desk_world.person(top, Role.SUPERVISOR))
    text = page(client, "request_notice", row.pk, letter.pk)
    assert "被征求意见方：" in text
    assert not [name for name in ("示例第三方", "申请人甲") if name in text]
    assert client.get(reverse("request_notice_word", args=[row.pk, letter.pk])).status_code == 403
    client.force_login(office.officer)
    assert "示例第三方：" in page(client, "request_notice", row.pk, letter.pk)


def test_a_letter_made_elsewhere_shows_its_proof_instead_of_a_text(client, office):
    now = timezone.now()
    row = make.case(office, now)
    client.force_login(office.officer)
    data = {"kind": "third_party", "party": "示例第三方"}
    today = timezone.localdate().isoformat()
    half = posted(client, "request_consult", row, **data, sent_on=today)
    assert (half.status_code, "请选择送达方式" in half.content.decode()) == (422, True)
    bare = posted(client, "request_consult", row, **data, sent_on=today, way="post")
    assert (bare.status_code, "附上原件" in bare.content.decode()) == (422, True)
    proof = SimpleUploadedFile("意见书.pdf", b"%PDF-1.4", "application/pdf")
    assert (
        posted(client, "request_consult", row, **data, sent_on=today, way="post", proof=proof).status_code
        == 302
    )
    letter = letter_of(row)
    assert "原件见送达凭证" in page(client, "request_notice", row.pk, letter.pk)
    assert client.get(reverse("request_notice_word", args=[row.pk, letter.pk])).status_code == 409
    found = client.get(reverse("request_notice_proof", args=[row.pk, letter.pk]))
    assert b"".join(found.streaming_content) == b"%PDF-1.4"


def test_the_sum_is_tried_first_and_another_is_refused_at_its_field(client, office):
    row = make.case(office, timezone.now())
    client.force_login(office.officer)
    assert "第1件申请" in page(client, "request_charge", row.pk)
    tried = posted(client, "request_charge", row, mode="by_page", pages="68", **{"try": "1"})
    text = tried.content.decode()
    assert (tried.status_code, 'value="380"' in text, "38页，每页10元" in text) == (200, True, True)
    with cross_body("test"):
        assert not Notice.objects.exists()
    data = {"mode": "by_page", "pages": "68", "pay_to": "缴款窗口"}
    refused = posted(client, "request_charge", row, **data, amount="400")
    text = refused.content.decode()
    assert (refused.status_code, "应收金额（元）：" in text, "不能多收" in text) == (422, True, True)
    assert posted(client, "request_charge", row, **data, amount="380").status_code == 302
    assert "请缴纳380元" in letter_of(row).text


GIVEN = {
    "channel": "counter",
    "applicant_kind": "natural",
    "name": "申请人甲",
    "title": "补偿方案",
    "description": "补偿方案全文",
}


@pytest.mark.parametrize(
    ("values", "label", "sentence"),
    [
        ({"channel": "web"}, "提交渠道", "请从列表中选择"),
        ({"phone": "约在周三"}, "联系电话", "只含数字"),
        ({"email": "name"}, "电子邮箱", "name@example.com"),
        ({"identity_kind": "居民身份证", "identity_number": "12"}, "证件号码", "请对照证件"),
        ({"wished_way": "post"}, "通信地址", "选择邮寄的"),
        ({"wished_way": "email"}, "电子邮箱", "选择电子邮件的"),
    ],
)
def test_what_is_written_wrongly_is_told_at_its_field(client, office, values, label, sentence):
    client.force_login(office.registrar)
    data = {**GIVEN, "arrived_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}", **values}
    response = client.post(reverse("request_register"), data)
    text = response.content.decode()
    assert response.status_code == 422
    assert f"{label}：" in text
    assert sentence in text


def test_a_correction_brings_its_words_and_files_through_the_checks_of_a_registration(client, office):
    now = timezone.now()
    row = make.bring_to(office, make.case(office, now), RequestState.CORRECTING)
    client.force_login(office.registrar)
    form = page(client, "request_corrected", row.pk)
    assert f"{row.description}</textarea>" in form
    assert "告知补正的事项：请写明文件名称" in form
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    bad = SimpleUploadedFile("补正.exe", b"MZ")
    text = posted(client, "request_corrected", row, received_on=tomorrow, description="", papers=[bad])
    assert text.status_code == 422
    for words in ("有3处需要修改", "晚于今日", "不接收这种类型的文件", "请填写补正后的内容描述"):
        assert words in text.content.decode()
    files = [SimpleUploadedFile(f"补正{n}.pdf", b"%PDF-1.4") for n in (1, 2)]
    today = timezone.localdate().isoformat()
    done = posted(client, "request_corrected", row, received_on=today, description="第二稿", papers=files)
    assert done.status_code == 302
    with cross_body("test"):
        assert make.fresh(row).files.count() == 2


def test_a_file_that_the_web_form_would_not_take_is_not_taken_at_the_counter(client, office):
    client.force_login(office.registrar)
    data = {
        **GIVEN,
        "arrived_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}",
        "file": SimpleUploadedFile("申请书.exe", b"MZ"),
    }
    response = client.post(reverse("request_register"), data)
    assert (response.status_code, "不接收这种类型的文件" in response.content.decode()) == (422, True)


def test_without_proof_of_identity_a_request_is_registered_and_the_page_advises_to_ask(client, office):
    client.force_login(office.registrar)
    data = {**GIVEN, "arrived_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}"}
    response = client.post(reverse("request_register"), data, follow=True)
    text = response.content.decode()
    assert "已登记" in text
    assert "申请缺少申请人的身份证明、申请人的联系方式" in text
    assert "不能因此拒收，请一次性告知申请人补正" in text
    with cross_body("test"):
        assert Request.objects.count() == 1


def test_a_step_that_a_letter_holds_up_names_it_and_leads_to_the_page_of_the_request(client, office):
    made = make.case(office, timezone.now())
    with cross_body("test"):
        letter = services.ask_correction(
            request=made,
            items="写明项目名称",
            until=timezone.localdate() + timedelta(days=10),
            actor=office.officer,
            at=timezone.now(),
        )
    client.force_login(office.officer)
    answer = client.get(reverse("request_correct", args=[made.pk]))
    assert answer.status_code == 409
    text = answer.content.decode()
    assert f"《政府信息公开申请补正告知书》（{letter.document_number}）已经编号，尚未登记送达" in text
    assert f'href="{reverse("request", args=[made.pk])}">回到办理页</a>' in text
