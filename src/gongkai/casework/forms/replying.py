"""Outcome, draft, delivery, endings; and whom letters name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from gongkai.casework.forms.fields import (
    ActForm,
    choice_field,
    day_field,
    handover_of,
    text_field,
    way_field,
)
from gongkai.casework.services import Handover, Override
from gongkai.law.consultations import OverrideGround
from gongkai.law.decisions import Outcome
from gongkai.law.numbering import FIRST_YEAR, DocumentNumber, NumberingError
from gongkai.portal.file_kinds import PUBLISHED
from gongkai.shell.fields import to_choose, to_fill
from gongkai.shell.uploads import UploadField


class DetermineForm(ActForm):
    outcome = forms.ChoiceField(
        label="办理结果", widget=forms.RadioSelect, error_messages=to_choose("办理结果")
    )
    reasons = text_field("事实和理由", 4000, required=False, rows=6)
    ground = choice_field("决定公开的依据", [], required=False)
    override = text_field(
        "决定公开的理由",
        2000,
        required=False,
        rows=4,
        help_text="第三方没有同意而决定公开的，写明不公开会造成的影响等理由；签发后写入告知第三方的文书。",
    )

    def __init__(
        self,
        *args: Any,
        outcomes: Sequence[tuple[str, Sequence[Outcome]]],
        grounds: Mapping[OverrideGround, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if grounds:
            named = self.fields["ground"]
            assert isinstance(named, forms.ChoiceField)
            named.choices = [
                ("", "不作此决定"),
                *((ground.value, words) for ground, words in grounds.items()),
            ]
        else:
            del self.fields["ground"], self.fields["override"]
        chooser = self.fields["outcome"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [(leaf.key, leaf.label) for _, leaves in outcomes for leaf in leaves]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if "ground" in self.fields and bool(values.get("ground")) is not bool(values.get("override")):
            name = "override" if values.get("ground") else "ground"
            self.add_error(name, "决定公开的，依据和理由都要填写；不作此决定的，都留空。")
        return values

    def overriding(self) -> Override | None:
        ground = self.cleaned_data.get("ground")
        return Override(OverrideGround(ground), self.cleaned_data["override"]) if ground else None


class DraftForm(ActForm):
    text = text_field("正文", 20_000, rows=18)


class ReasonForm(ActForm):
    """One text that an act must give."""

    reason = text_field("理由", 300, rows=3)

    def __init__(self, *args: Any, label: str = "理由", required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].error_messages.update(to_fill(label))
        self.fields["reason"].required = required


class WithdrawForm(ActForm):
    on = day_field("撤回日期")
    note = text_field("说明", 300, required=False, rows=3)


class DeliverForm(ActForm):
    way = way_field()
    sent_on = day_field("交邮或者发送日期", required=False)
    arrived_on = day_field("签收或者到达日期", required=False)
    tracking_number = text_field("邮件号", 60, required=False)
    cash_on_delivery = forms.BooleanField(label="由收件人付费", required=False)
    information = UploadField("向申请人提供的信息", accepted=PUBLISHED)
    proof = UploadField("送达凭证")
    note = text_field("说明", 300, required=False)

    def __init__(self, *args: Any, gives: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not gives:
            del self.fields["information"]

    def handover(self) -> Handover:
        return handover_of(self.cleaned_data)


class AuthorityForm(forms.Form):
    """救济机关 and 机关代字: names as letters print them."""

    review_bodies = text_field(
        "行政复议机关", 300, rows=3, help_text="每行一个；申请人可以选择的，写在不同的行。"
    )
    court = text_field("管辖法院", 100)
    review_online = text_field(
        "互联网复议渠道", 200, required=False, help_text="2024年起，通过互联网送达的决定应当同时告知。"
    )
    reply_mark = text_field("答复文书机关代字", 30, help_text="如“示市监公开”，编入文号。")
    since = day_field("起始日期", help_text="自该日起签发的文书按此写明。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean_reply_mark(self) -> str:
        mark = str(self.cleaned_data["reply_mark"]).strip()
        try:
            DocumentNumber(mark, FIRST_YEAR, 1)
        except NumberingError as fault:
            raise forms.ValidationError(str(fault)) from fault
        return mark

    def facts(self) -> dict[str, Any]:
        lines = (line.strip() for line in self.cleaned_data["review_bodies"].splitlines())
        return {
            "review_bodies": [line for line in lines if line],
            "court": self.cleaned_data["court"].strip(),
            "review_online": self.cleaned_data["review_online"].strip(),
            "reply_mark": self.cleaned_data["reply_mark"],
        }
