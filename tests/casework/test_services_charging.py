"""The sum is the law's, less only with a reason; the clock waits for the money, and only under the new law."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import case_world as make
from gongkai.bodies.scope import cross_body
from gongkai.casework import services
from gongkai.casework.enums import RequestState
from gongkai.casework.models import Applicant, Correction, FeeNotice
from gongkai.casework.services import Attached, CaseError, Charge
from gongkai.law.fees import FeeMode, price_of_request

pytestmark = pytest.mark.django_db
PAGES = {"mode": FeeMode.BY_PAGE, "pages": 68, "pay_to": "缴款窗口"}


@pytest.fixture
def office():
    return make.Office()


def charged(office, made, at=make.NEW, **values):
    with cross_body("test"):
        return services.charge(request=made, asked=Charge(**values), actor=office.officer, at=at)


def test_a_paid_fee_restarts_the_period_and_an_unpaid_one_ends_the_case(office):
    made = make.bring_to(office, make.case(office, make.NEW), RequestState.PAYING)
    with cross_body("test"):
        services.note_payment(request=made, reached_on=date(2023, 3, 20), actor=office.officer, at=make.NEW)
        waiting = make.fresh(made)
        assert (waiting.state, waiting.due_on) == (RequestState.PAYING, None)
        paid = make.at(2023, 4, 3)
        services.note_payment(request=waiting, paid_on=paid.date(), actor=office.officer, at=paid)
    found = make.fresh(made)
    assert (found.state, found.due_on) == (RequestState.HANDLING, date(2023, 5, 4))
    other = make.bring_to(office, make.case(office, make.NEW), RequestState.PAYING)
    with cross_body("test"):
        services.note_payment(request=other, reached_on=date(2023, 3, 20), actor=office.officer, at=make.NEW)
        with pytest.raises(CaseError, match="不能办理“不再处理”"):
            services.close(
                request=make.fresh(other), reasons="逾期", actor=office.officer, at=make.at(2023, 4, 10)
            )
        late = make.at(2023, 5, 10)
        services.close(request=make.fresh(other), reasons="逾期未缴", actor=office.officer, at=late)
    ended = make.fresh(other)
    assert (ended.state, ended.decision.outcome) == (RequestState.CLOSED, "payment_lapsed")


def test_a_past_day_of_receipt_gives_the_time_to_pay_with_its_proof_only(office):
    made = make.bring_to(office, make.case(office, make.NEW), RequestState.PAYING)
    later = make.at(2023, 3, 30)
    act = {"reached_on": date(2023, 3, 28), "actor": office.officer, "at": later}
    with cross_body("test"):
        with pytest.raises(CaseError, match="申请人收到通知的日期在今日之前，须附上证明"):
            services.note_payment(request=make.fresh(made), **act)
        proof = Attached("回执.pdf", "application/pdf", b"%PDF-1.4")
        services.note_payment(request=make.fresh(made), proof=proof, **act)
        found = make.fresh(made)
        assert (found.fee.reached_on, found.files.get().name) == (date(2023, 3, 28), "回执.pdf")
        with pytest.raises(CaseError, match="已经登记为2023年3月28日，不能改写"):
            services.note_payment(request=found, proof=proof, **{**act, "reached_on": date(2023, 3, 29)})
        services.note_payment(request=found, **act, paid_on=later.date())  # the day that is known already


def test_who_was_never_told_lets_no_time_pass(office):
    made = make.case(office, make.NEW)
    with cross_body("test"):
        Correction.objects.create(
            request=made, told_on=make.NEW.date(), items="请写明文件名称", until=date(2023, 4, 3)
        )
        late = make.at(2023, 4, 10)
        with pytest.raises(CaseError, match="没有“补正告知书”的送达登记"):
            services.close(request=make.fresh(made), reasons="逾期", actor=office.officer, at=late)


def test_costs_of_the_old_law_leave_the_clock_alone(office):
    made = make.case(office)
    charged(office, made, make.OLD, amount=Decimal("12.50"), basis="复制25页", pay_to="缴款窗口")
    found = make.told(office, made)
    assert (found.state, found.due_on) == (RequestState.HANDLING, made.due_on)
    assert found.fee.amount == Decimal("12.50")
    (notice,) = found.notices.all()
    assert "第二十七条" in notice.text
    assert "不再处理" not in notice.text


def test_the_sum_by_pages_is_that_of_the_scale_with_its_lines(office):
    made = make.case(office, make.NEW)
    notice = charged(office, made, **PAGES)
    assert "请缴纳380元" in notice.text
    assert "31至68页：38页，每页10元" in notice.text
    assert "20个工作日内" in notice.text
    assert "缴款窗口" in notice.text
    with cross_body("test"):
        assert not FeeNotice.objects.exists()  # nobody has told it yet
    found = make.told(office, made)
    assert (found.fee.amount, found.fee.mode, found.fee.units) == (Decimal(380), "by_page", 68)
    assert found.state == RequestState.PAYING


def test_by_requests_the_place_in_the_month_gives_the_price(office):
    rows = [make.case(office, make.NEW) for _ in range(12)]
    with pytest.raises(CaseError, match="不收费。不需要发出收费通知"):
        charged(office, rows[9], mode=FeeMode.BY_REQUEST, pay_to="缴款窗口")
    notice = charged(office, rows[10], mode=FeeMode.BY_REQUEST, pay_to="缴款窗口")
    assert "第11件申请" in notice.text
    assert notice.facts["amount"] == str(price_of_request(11)) == "100"


def test_who_shows_the_same_number_of_identity_is_the_same_applicant_and_a_namesake_is_not(office):
    rows = [make.case(office, make.NEW) for _ in range(11)]
    number = "110101199001010000"
    with cross_body("test"):
        Applicant.objects.filter(request=rows[-1]).update(identity_number=number)
    with pytest.raises(CaseError, match="第1件申请"):
        charged(office, make.fresh(rows[-1]), mode=FeeMode.BY_REQUEST, pay_to="缴款窗口")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"amount": Decimal(400)}, "应收380元，填写的是400元，不能多收"),
        ({"amount": Decimal(300)}, "应收380元，填写的是300元；少收的，请照填应收金额"),
        ({"waived": Decimal(381)}, "减免金额"),
        ({"waived": Decimal(380)}, "全部减免"),
        ({"waived": Decimal(80)}, "减免费用应当写明理由"),
        ({"pay_to": " "}, "缴纳方式"),
        ({"mode": None}, "按件还是按量"),
        ({"pages": None}, "页数"),
        ({"pages": 30}, "不需要发出收费通知"),
    ],
)
def test_another_sum_than_the_laws_is_refused_in_a_sentence(office, values, sentence):
    made = make.case(office, make.NEW)
    with pytest.raises(CaseError, match=sentence):
        charged(office, made, **{**PAGES, **values})


def test_less_is_asked_with_a_reason_that_the_letter_tells(office):
    made = make.case(office, make.NEW)
    notice = charged(office, made, **PAGES, waived=Decimal(80), waiver="经济困难")
    assert "应收380元，减免80元（经济困难），请缴纳300元" in notice.text
    assert make.told(office, made).fee.waiver == "经济困难"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [({"amount": None}, "大于零"), ({"amount": Decimal(0)}, "大于零"), ({"basis": " "}, "依据和计算方法")],
)
def test_costs_of_the_old_law_state_sum_and_basis(office, values, sentence):
    made = make.case(office)
    asked = {"amount": Decimal(10), "basis": "复制", "pay_to": "缴款窗口"}
    with pytest.raises(CaseError, match=sentence):
        charged(office, made, make.OLD, **{**asked, **values})
