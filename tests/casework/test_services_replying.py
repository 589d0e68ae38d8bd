from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

import case_world as make
import desk_world
from gongkai.bodies.enums import Role
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import AccessDenied
from gongkai.casework import services
from gongkai.casework.enums import ReplyStage, RequestState, WishedForm, WishedWay
from gongkai.casework.models import Reply, ReplySignature
from gongkai.casework.services import Attached, CaseError, Handover
from gongkai.law.events import DeliveryWay
from gongkai.law.receipt import Channel

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.Office()


def test_an_outcome_needs_reasons_and_what_was_not_found_its_search_log(office):
    made = make.case(office)
    with cross_body("test"):
        with pytest.raises(CaseError, match="事实和理由"):
            services.determine(
                request=made, key="state_secret", reasons="", actor=office.officer, at=make.OLD
            )
        with pytest.raises(CaseError, match="检索记录"):
            services.determine(
                request=made, key="not_held", reasons="未制作", actor=office.officer, at=make.OLD
            )
        with pytest.raises(CaseError, match="没有“needs_moon”这一办理结果"):
            services.determine(request=made, key="needs_moon", reasons="", actor=office.officer, at=make.OLD)
        with pytest.raises(CaseError, match="不在这里办理"):
            services.determine(
                request=made, key="withdrawn", reasons="撤回", actor=office.officer, at=make.OLD
            )
    found = make.determined(office, made, "not_held")
    assert found.decision.outcome == "not_held"
    assert found.officer == office.officer


def test_the_letter_tells_facts_basis_decision_and_remedy(office):
    made = make.drafted(office, make.determined(office, make.case(office), "not_held"), make.OLD)
    assert made.reply.title == "政府信息不存在告知书"
    for words in (
        "本机关于2017年3月20日收到您以当面提交方式提出的政府信息公开申请",
        made.number,
        "《中华人民共和国政府信息公开条例》第二十一条第（三）项",
        "以“征收补偿”为检索词在档案室检索",
        "您申请公开的信息不存在",
        "60日内向示例区人民政府申请行政复议",
        "6个月内向示例区人民法院提起行政诉讼",
    ):
        assert words in made.reply.text
    assert "申请人甲" not in made.reply.text


def test_a_body_without_its_authorities_gets_a_blank_and_a_sentence_and_no_signature():
    office = make.Office(authority=False)
    made = make.determined(office, make.case(office))
    with cross_body("test"):
        reply, letter = services.draft_reply(request=made, actor=office.officer, at=make.OLD)
        assert "向＿＿＿＿＿＿申请行政复议" in reply.text
        assert letter.missing == (
            "没有登记行政复议机关，救济途径不完整。请系统管理员在“救济机关”中补充后，再重新生成文书。",
        )
        with pytest.raises(CaseError, match="还有空白没有填写"):
            services.sign(
                request=make.fresh(made),
                stage=ReplyStage.OFFICER,
                sha256=reply.text_sha256,
                actor=office.officer,
                at=make.OLD,
            )


def test_three_people_sign_and_the_approval_gives_number_and_date(office):
    made = make.bring_to(office, make.case(office), RequestState.TO_DELIVER)
    assert made.reply.document_number == f"示{office.body.pk}公开〔2017〕1号"
    assert made.reply.made_on == made.decision.decided_on == date(2017, 3, 20)
    with cross_body("test"):
        signed = list(made.reply.signatures.order_by("pk").values_list("stage", "person"))
    assert signed == [
        ("officer", office.officer.pk),
        ("legal", office.legal.pk),
        ("approval", office.approver.pk),
    ]
    second = make.bring_to(office, make.case(office), RequestState.TO_DELIVER)
    assert second.reply.document_number.endswith("〔2017〕2号")


WITHOUT_WAY = {"form": None, "way": None}


@pytest.mark.parametrize("key", ["disclosed", "partial"])
@pytest.mark.parametrize("moment", [make.OLD, make.NEW])
def test_what_is_disclosed_is_handed_over_or_the_reply_says_how_it_is_had(office, key, moment):
    made = make.case(office, moment, channel=Channel.EMAIL, wanted=WITHOUT_WAY)
    made = make.drafted(office, make.determined(office, made, key, moment), moment)
    assert "随本告知书提供" in made.reply.text or key == "partial"
    with pytest.raises(
        CaseError, match=r"没有写明信息怎样提供.*应当向申请人提供，或者告知获取的方式、途径和时间"
    ):
        make.signed(office, made, ReplyStage.OFFICER, moment)
    with cross_body("test"):
        file = Attached("方案.pdf", "application/pdf", b"%PDF-1.4", services.SUPPLIED)
        services.attach(request=make.fresh(made), file=file, actor=office.officer, at=moment)
    assert make.signed(office, made, ReplyStage.OFFICER, moment).state == RequestState.TO_REVIEW


@pytest.mark.parametrize(
    "words", ["请到本机关查阅室现场查阅。", "将于3月25日前邮寄给您。", "可在本机关网站下载。"]
)
def test_a_reply_that_names_the_way_needs_no_file(office, words):
    made = make.drafted(
        office, make.determined(office, make.case(office, wanted=WITHOUT_WAY), "disclosed"), make.OLD
    )
    with cross_body("test"):
        text = made.reply.text.replace("理由充分。", words)
        services.draft_reply(request=made, text=text, actor=office.officer, at=make.OLD)
    assert make.signed(office, made, ReplyStage.OFFICER, make.OLD).state == RequestState.TO_REVIEW


def test_the_proposed_letter_gives_by_the_way_that_was_wished(office):
    made = make.case(office, wanted={"form": WishedForm.ELECTRONIC, "way": WishedWay.EMAIL})
    made = make.drafted(office, make.determined(office, made), make.OLD)
    assert "现以电子文档形式发送至您提供的电子邮箱。" in made.reply.text
    made = make.case(office, wanted={"form": WishedForm.READING, "way": None})
    assert "现请到本机关现场查阅、抄录。" in make.drafted(office, made, make.OLD).reply.text


def test_a_reply_that_was_signed_without_a_way_is_delivered_with_the_information(office, monkeypatch):
    monkeypatch.setattr(services.replying, "supply_faults", lambda _case, _then: ())
    made = make.case(office, wanted=WITHOUT_WAY)
    made = make.bring_to(office, made, RequestState.TO_DELIVER)
    handed = {"handover": Handover(way=DeliveryWay.HANDED, arrived_on=make.OLD.date())}
    act = {**handed, "actor": office.officer, "at": make.OLD}
    with cross_body("test"):
        with pytest.raises(CaseError, match="请在“向申请人提供的信息”处选择"):
            services.deliver(request=made, **act)
        file = Attached("方案.pdf", "application/pdf", b"%PDF-1.4")
        services.deliver(request=made, information=file, **act)
        assert make.fresh(made).files.get().purpose == services.SUPPLIED


def test_nobody_signs_two_stages_of_one_round(office):
    desk_world.also(office.officer, office.body, Role.LEGAL_REVIEWER, Role.APPROVER)
    made = make.bring_to(office, make.case(office), RequestState.TO_REVIEW)
    with cross_body("test"), pytest.raises(CaseError, match="不能办理“审核”"):
        services.sign(
            request=made,
            stage=ReplyStage.LEGAL,
            sha256=made.reply.text_sha256,
            actor=office.officer,
            at=make.OLD,
        )


def test_a_stage_is_signed_in_its_turn_by_its_role_under_the_text_that_was_read(office):
    made = make.bring_to(office, make.case(office), RequestState.TO_REVIEW)
    values = {"request": made, "at": make.OLD}
    with cross_body("test"):
        with pytest.raises(AccessDenied):
            services.sign(
                stage=ReplyStage.LEGAL,
                sha256=made.reply.text_sha256,
                actor=office.approver,
                **values,
            )
        with pytest.raises(CaseError, match="不能办理“签发”"):
            services.sign(
                stage=ReplyStage.APPROVAL,
                sha256=made.reply.text_sha256,
                actor=office.approver,
                **values,
            )
        with pytest.raises(CaseError, match="不是最新文字"):
            services.sign(stage=ReplyStage.LEGAL, sha256="0" * 64, actor=office.legal, **values)


def test_a_change_of_the_text_voids_the_round(office):
    made = make.bring_to(office, make.case(office), RequestState.TO_SIGN)
    with cross_body("test"):
        services.draft_reply(
            request=made, text=f"{made.reply.text}\n特此告知。", actor=office.officer, at=make.OLD
        )
    found = make.fresh(made)
    assert (found.state, found.reply.round) == (RequestState.HANDLING, made.reply.round + 1)
    with cross_body("test"):
        services.draft_reply(request=found, text=found.reply.text, actor=office.officer, at=make.OLD)
    assert make.fresh(made).reply.round == found.reply.round  # the same text is no change


def test_another_outcome_of_another_letter_voids_the_text(office):
    made = make.drafted(office, make.case(office), make.OLD)
    found = make.determined(office, made, "privacy")
    assert found.reply.title == "政府信息不予公开告知书"
    assert found.reply.text == "＿＿＿＿＿＿"


def test_a_return_ends_the_round_with_a_note(office):
    made = make.bring_to(office, make.case(office), RequestState.TO_REVIEW)
    with cross_body("test"):
        with pytest.raises(CaseError, match="填写退回意见"):
            services.return_reply(request=made, note=" ", actor=office.legal, at=make.OLD)
        services.return_reply(request=made, note="请写明条款", actor=office.legal, at=make.OLD)
    found = make.fresh(made)
    assert (found.state, found.reply.return_note) == (RequestState.HANDLING, "请写明条款")
    assert make.bring_to(office, found, RequestState.TO_SIGN).reply.round == 2


def test_a_reply_does_not_go_to_review_while_an_opinion_may_still_come(office):
    made = make.drafted(office, make.case(office), make.OLD)
    waiting = make.bring_to(office, made, RequestState.CONSULTING)
    with cross_body("test"), pytest.raises(CaseError, match="不能办理“送审”"):
        services.sign(
            request=waiting,
            stage=ReplyStage.OFFICER,
            sha256=waiting.reply.text_sha256,
            actor=office.officer,
            at=make.OLD,
        )


def test_without_a_mark_for_its_letters_a_body_cannot_number_one(office):
    office.body.authorities.update(reply_mark="")
    made = make.bring_to(office, make.case(office), RequestState.TO_SIGN)
    with cross_body("test"), pytest.raises(CaseError, match="没有登记答复文书的机关代字"):
        services.sign(
            request=made,
            stage=ReplyStage.APPROVAL,
            sha256=made.reply.text_sha256,
            actor=office.approver,
            at=make.OLD,
        )
    assert make.fresh(made).state == RequestState.TO_SIGN


PROOF = Attached("邮寄收据.pdf", "application/pdf", b"%PDF-1.4")


def delivered(office, made, day, proof=PROOF, **facts):
    with cross_body("test"):
        return services.deliver(
            request=make.fresh(made), handover=Handover(**facts), actor=office.officer, at=day, proof=proof
        )


def test_a_past_day_of_delivery_is_believed_with_its_proof_only(office):
    made = make.bring_to(office, make.case(office), RequestState.TO_DELIVER)
    late, handover = make.at(2017, 4, 20), {"way": DeliveryWay.POST, "sent_on": date(2017, 4, 11)}
    with pytest.raises(CaseError, match="答复之日在今日之前，须附上证明"):
        delivered(office, made, late, proof=None, **handover)
    assert make.fresh(made).state == RequestState.TO_DELIVER
    assert delivered(office, made, late, **handover).proof is not None


def test_a_reply_posted_on_the_last_day_is_on_time_however_late_it_arrives(office):
    made = make.bring_to(office, make.case(office), RequestState.TO_DELIVER)
    row = delivered(
        office,
        made,
        make.at(2017, 4, 20),
        way=DeliveryWay.POST,
        sent_on=date(2017, 4, 11),
        arrived_on=date(2017, 4, 14),
    )
    assert (row.counted_on, row.on_time) == (date(2017, 4, 11), True)


def test_a_private_courier_counts_by_the_signature_and_is_late(office):
    made = make.bring_to(office, make.case(office), RequestState.TO_DELIVER)
    row = delivered(
        office,
        made,
        make.at(2017, 4, 20),
        way=DeliveryWay.COURIER,
        sent_on=date(2017, 4, 11),
        arrived_on=date(2017, 4, 14),
    )
    assert (row.counted_on, row.on_time) == (date(2017, 4, 14), False)
    assert make.fresh(made).state == RequestState.ANSWERED


def test_a_delivery_needs_the_date_that_counts(office):
    made = make.bring_to(office, make.case(office), RequestState.TO_DELIVER)
    between = {"sent_on": date(2017, 3, 22), "arrived_on": date(2017, 3, 21)}
    for facts, sentence in (
        ({"way": DeliveryWay.POST}, "没有记录交邮日期"),
        ({"way": DeliveryWay.POST, "sent_on": date(2017, 3, 19)}, "早于成文日期"),
        ({"way": DeliveryWay.HANDED, "arrived_on": date(2017, 4, 30)}, "晚于今日"),
        ({"way": DeliveryWay.POST, **between}, "早于交邮或发送日期"),
        ({"way": DeliveryWay.ELECTRONIC, "sent_on": date(2017, 4, 20)}, "到达对方系统的日期"),
    ):
        with pytest.raises(CaseError, match=sentence):
            delivered(office, made, make.at(2017, 4, 20), **facts)


def test_a_withdrawn_request_owes_nothing_and_is_archived(office):
    made = make.bring_to(office, make.case(office), RequestState.WITHDRAWN)
    assert made.due_on is None
    with cross_body("test"):
        services.archive(request=made, actor=office.officer, at=make.OLD)
    assert make.fresh(made).archived_on == date(2017, 3, 20)


def test_erasing_the_person_leaves_the_case(office):
    made = make.bring_to(office, make.case(office), RequestState.ARCHIVED)
    with cross_body("test"):
        services.erase_applicant(request=made, actor=office.head, at=make.at(2018, 3, 1))
    found = make.fresh(made)
    values = (found.applicant.name, found.applicant.phone, found.applicant.address)
    assert values == ("", "", "")
    assert found.applicant.erased_on == date(2018, 3, 1)
    assert found.decision.outcome == "disclosed"


class TestDirectSql:
    def refused(self, sql, *values):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)

    def sign(self, reply, stage, person, sha256=None, round_=None):
        self.refused(
            "INSERT INTO casework_replysignature (reply_id, round, stage, person_id, at, text_sha256) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            reply.pk,
            round_ or reply.round,
            stage,
            person.pk,
            make.OLD,
            sha256 or reply.text_sha256,
        )

    def test_a_signature_under_another_text_or_round_or_out_of_turn_is_refused(self, office):
        reply = make.drafted(office, make.case(office), make.OLD).reply
        self.sign(reply, "officer", office.officer, sha256="0" * 64)
        self.sign(reply, "officer", office.officer, round_=2)
        self.sign(reply, "legal", office.legal)
        self.sign(reply, "approval", office.approver)

    def test_a_signature_is_neither_changed_nor_removed(self, office):
        made = make.bring_to(office, make.case(office), RequestState.TO_REVIEW)
        assert make.fresh(made).reply.round == 1
        self.refused("UPDATE casework_replysignature SET person_id = %s", office.legal.pk)
        self.refused("DELETE FROM casework_replysignature")

    def test_an_approved_text_is_not_changed(self, office):
        made = make.bring_to(office, make.case(office), RequestState.TO_DELIVER)
        self.refused("UPDATE casework_reply SET text = %s WHERE id = %s", "别的", made.reply.pk)
        self.refused("UPDATE casework_reply SET round = round + 1 WHERE id = %s", made.reply.pk)
        with cross_body("test"):
            assert Reply.objects.get().text == made.reply.text

    def test_what_was_not_approved_is_not_delivered(self, office):
        made = make.bring_to(office, make.case(office), RequestState.TO_SIGN)
        self.refused(
            "INSERT INTO casework_delivery (request_id, way, cash_on_delivery, tracking_number, counted_on, "
            "on_time, note) VALUES (%s, 'handed', 1 = 0, '', '2017-03-20', 1 = 1, '')",
            made.pk,
        )
        with cross_body("test"):
            assert ReplySignature.objects.count() == 2


def test_reasons_that_only_repeat_the_outcome_are_refused(office):
    made = make.case(office, make.NEW)
    with cross_body("test"), pytest.raises(CaseError, match="只写了“其他”，没有写明具体情形"):
        services.determine(request=made, key="other", reasons="其他。", actor=office.officer, at=make.NEW)
