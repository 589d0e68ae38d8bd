"""One small form for each act between receipt and reply."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from gongkai.casework.forms.fields import ActForm, choice_field, text_field
from gongkai.casework.wording import PARTIES
from gongkai.law.events import ConsultationKind
from gongkai.law.regimes import Regime, terms_of
from gongkai.shell.fields import AMOUNT, REQUIRED, day_field, moment_field


class CorrectForm(ActForm):
    items = text_field("需要补正的事项", 1000, rows=5, help_text="一次性写明全部事项。")
    until = day_field("补正期限", help_text="合理的期限，一般不超过15个工作日。")


class ConsultForm(ActForm):
    kind = choice_field("征求意见对象", [(kind.value, name) for kind, name in PARTIES.items()], radio=True)
    party = text_field("对象的姓名或者名称", 100)
    sent_on = day_field("征求意见书发出日期")
    reached_on = day_field("对方收到日期", required=False, help_text="有送达凭证的填写，尚未收到的留空。")

    def consultation_kind(self) -> ConsultationKind:
        return ConsultationKind(self.cleaned_data["kind"])


class OpinionForm(ActForm):
    consultation = forms.ChoiceField(label="征求意见书", error_messages=REQUIRED)
    reached_on = day_field("对方收到日期", required=False)
    answered_on = day_field("收到意见的日期")
    consents = choice_field(
        "意见", [("yes", "同意公开"), ("no", "不同意公开"), ("none", "没有明确表示")], radio=True
    )
    opinion = text_field("意见和理由", 1000, required=False, rows=4)

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
        label="延长工作日数", min_value=1, error_messages={**REQUIRED, "min_value": "延长的工作日数至少为1。"}
    )
    reason = text_field("理由", 300, rows=3)

    def __init__(self, *args: Any, regime: Regime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = terms_of(regime).extension_days
        self.fields["days"].initial = most
        self.fields["days"].help_text = f"最长{most}个工作日。"


class DelayForm(ActForm):
    until = day_field("合理期限至")


class ChargeForm(ActForm):
    amount = forms.DecimalField(
        label="应收金额（元）",
        max_digits=9,
        decimal_places=2,
        min_value=Decimal("0.01"),
        error_messages={**REQUIRED, **AMOUNT},
    )
    waived = forms.DecimalField(
        label="减免金额（元）",
        max_digits=9,
        decimal_places=2,
        min_value=0,
        required=False,
        error_messages=AMOUNT,
    )
    basis = text_field(
        "依据和计算方法", 200, rows=3, help_text="如：按量计收，68页，超过30页的38页每页10元。"
    )
    reached_on = day_field("申请人收到日期", required=False)


class PaidForm(ActForm):
    reached_on = day_field("申请人收到通知的日期", required=False)
    paid_on = day_field("缴费日期", required=False)


class SearchForm(ActForm):
    searched_at = moment_field("检索时间")
    place = text_field("检索范围", 150, help_text="如：综合档案室、业务管理系统。")
    terms = text_field("检索词", 150)
    result = text_field("检索结果", 300, rows=3)
