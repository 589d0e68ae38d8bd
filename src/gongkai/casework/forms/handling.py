"""One small form for each act between receipt and reply."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from gongkai.casework.enums import VoidReason
from gongkai.casework.forms.fields import (
    ActForm,
    choice_field,
    day_field,
    handover_of,
    moment_field,
    text_field,
    way_field,
)
from gongkai.casework.services import Charge, Handover
from gongkai.casework.wording import PARTIES
from gongkai.law.clock import NATIONAL
from gongkai.law.consultations import is_known
from gongkai.law.events import ConsultationKind
from gongkai.law.fees import FeeMode
from gongkai.law.regimes import Regime, terms_of
from gongkai.shell.fields import AMOUNT, to_choose, to_fill
from gongkai.shell.uploads import UploadField


class CorrectForm(ActForm):
    items = text_field("需要补正的事项", 1000, rows=5, help_text="一次性写明全部事项。")
    until = day_field("补正期限")
    longer = text_field(
        "期限更长的理由",
        300,
        required=False,
        help_text="超过上述工作日数的必须写明；在办理页显示，不写入告知书，不要写出申请人。",
    )

    def __init__(self, *args: Any, usual: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = NATIONAL.correction_days_normal
        until = f"，今日起算至{usual}" if usual else ""
        self.fields["until"].help_text = f"合理的期限，一般不超过{days}个工作日{until}。"


class ConsultForm(ActForm):
    kind = choice_field("征求意见对象", [(kind.value, name) for kind, name in PARTIES.items()], radio=True)
    party = text_field("对象的姓名或者名称", 100, help_text="写在文书抬头，不写入正文。")
    matter = text_field(
        "征求意见的信息",
        1000,
        required=False,
        rows=3,
        help_text="写明涉及对方的信息内容，不要写出申请人；留空的，写申请事项。",
    )
    again = text_field(
        "再次征求的理由",
        300,
        required=False,
        help_text="此件已经征求过同一对象的，必须写明；在办理页显示，不要写出申请人和对方。",
    )
    way = way_field(required=False)
    sent_on = day_field("交邮或者发送日期", required=False)
    arrived_on = day_field("对方签收日期", required=False)
    proof = UploadField("原件和送达凭证")

    ELSEWHERE = ("way", "sent_on", "arrived_on", "proof")
    """Only for a letter that was made outside the system and has gone out."""

    def __init__(self, *args: Any, regime: Regime, web: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if web:
            self.fields["matter"].required = True
            self.fields[
                "matter"
            ].help_text = "写明涉及对方的信息内容；网上申请的原话不要写入，也不要写出申请人。"
        chooser = self.fields["kind"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [(kind.value, name) for kind, name in PARTIES.items() if is_known(regime, kind)]

    def consultation_kind(self) -> ConsultationKind:
        return ConsultationKind(self.cleaned_data["kind"])

    def handover(self) -> Handover | None:
        values = self.cleaned_data
        if not (values["way"] or values["sent_on"] or values["arrived_on"] or values["proof"]):
            return None
        return handover_of(values)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        elsewhere = any(values.get(name) for name in self.ELSEWHERE)
        if elsewhere and not values.get("way"):
            self.add_error("way", "系统外制发、已经送出的，请选择送达方式；还没有送出的，这几项都留空。")
        return values


class ServeForm(ActForm):
    """How a letter went out, on the letter's own page."""

    notice = forms.IntegerField(widget=forms.HiddenInput)
    way = way_field()
    sent_on = day_field("交邮或者发送日期", required=False)
    arrived_on = day_field("签收或者到达日期", required=False)
    tracking_number = text_field("邮件号", 60, required=False)
    proof = UploadField("送达凭证")

    def handover(self) -> Handover:
        return handover_of(self.cleaned_data)


class VoidForm(ActForm):
    """Why a letter is taken back; the code stands in the audit trail."""

    notice = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = choice_field("作废理由", VoidReason.choices, radio=True)


class OpinionForm(ActForm):
    consultation = forms.ChoiceField(label="征求意见书", error_messages=to_choose("征求意见书"))
    reached_on = day_field("对方收到日期", required=False, help_text="补记今日之前的，须附送达凭证。")
    answered_on = day_field("收到意见的日期")
    consents = choice_field(
        "意见", [("yes", "同意公开"), ("no", "不同意公开"), ("none", "没有明确表示")], radio=True
    )
    opinion = text_field("意见和理由", 1000, required=False, rows=4)
    proof = UploadField("送达凭证")

    def __init__(self, *args: Any, pending: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["consultation"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = list(pending)

    def answer(self) -> bool | None:
        answers: dict[str, bool | None] = {"yes": True, "no": False, "none": None}
        return answers[self.cleaned_data["consents"]]


class ExtendForm(ActForm):
    days = forms.IntegerField(
        label="延长工作日数",
        min_value=1,
        error_messages={
            **to_fill("延长工作日数"),
            "invalid": "请填写整数。",
            "min_value": "延长的工作日数至少为1。",
        },
    )
    reason = text_field("理由", 300, rows=3)

    def __init__(self, *args: Any, regime: Regime, last: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = terms_of(regime).extension_days
        self.fields["days"].initial = most
        self.fields["days"].help_text = f"最长{most}个工作日{last}。"


class DelayForm(ActForm):
    until = day_field("合理期限的届满日期", help_text="应当晚于现在的答复期限。")
    reason = text_field(
        "理由",
        500,
        rows=4,
        help_text="写明申请的数量、频次，申请人说明的理由，以及本机关不能按期答复的原因；写入告知书。",
    )


class ChargeForm(ActForm):
    """What both regimes ask; how the sum comes about stands in the forms of each."""

    waived = forms.DecimalField(
        label="减免金额（元）",
        max_digits=9,
        decimal_places=2,
        min_value=0,
        required=False,
        error_messages=AMOUNT,
    )
    waiver = text_field("减免理由", 200, required=False, help_text="有减免的，必须写明。")
    pay_to = text_field(
        "缴纳方式", 300, rows=2, help_text="写明缴款渠道、户名、账号或者缴费窗口；写入通知书。"
    )

    def waiving(self) -> dict[str, Any]:
        values = self.cleaned_data
        return {
            "waived": values["waived"] or Decimal(0),
            "waiver": values["waiver"],
            "pay_to": values["pay_to"],
        }

    def charge(self) -> Charge:
        raise NotImplementedError


def _amount_field(label: str, help_text: str, *, required: bool = True) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        max_digits=9,
        decimal_places=2,
        min_value=Decimal("0.01"),
        required=required,
        error_messages={**AMOUNT, **to_fill(label), "min_value": "应收金额应大于零；不收费的，不需要登记。"},
        help_text=help_text,
    )


class CostsForm(ChargeForm):
    """R07 Art.27: costs by the local list of charges."""

    amount = _amount_field("应收金额（元）", "检索、复制、邮寄等成本费用，按当地价格主管部门的标准。")
    basis = text_field("依据和计算方法", 600, rows=3, help_text="如：复制25页，每页0.5元。")
    field_order = ("version", "amount", "basis")

    def charge(self) -> Charge:
        values = self.cleaned_data
        return Charge(amount=values["amount"], basis=values["basis"], **self.waiving())


class ProcessingFeeForm(ChargeForm):
    """R19 Art.42: the sum is the law's; what is typed must agree with it."""

    mode = choice_field("计收方式", [("by_request", "按件计收"), ("by_page", "按量计收")], radio=True)
    pages = forms.IntegerField(
        label="提供信息的页数",
        min_value=1,
        required=False,
        error_messages={"invalid": "请填写整数。", "min_value": "页数应为正数。"},
        help_text="按量计收的填写，A4幅面；已经公开的信息不计。",
    )
    amount = _amount_field("应收金额（元）", "由系统按标准计算，点“试算”填入；不能高于标准。", required=False)
    field_order = ("version", "mode", "pages", "amount")

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("mode") == FeeMode.BY_PAGE and not values.get("pages") and "pages" not in self.errors:
            self.add_error("pages", "按量计收的，请填写提供信息的页数（A4幅面）。")
        return values

    def charge(self) -> Charge:
        values = self.cleaned_data
        return Charge(
            mode=FeeMode(values["mode"]), pages=values["pages"], amount=values["amount"], **self.waiving()
        )


class PaidForm(ActForm):
    reached_on = day_field("申请人收到通知的日期", required=False, help_text="补记今日之前的，须附送达凭证。")
    paid_on = day_field("缴费日期", required=False)
    proof = UploadField("送达凭证")


class SearchForm(ActForm):
    searched_at = moment_field("检索时间")
    place = text_field("检索范围", 150, help_text="如：综合档案室、业务管理系统。")
    terms = text_field("检索词", 150)
    result = text_field("检索结果", 300, rows=3)
