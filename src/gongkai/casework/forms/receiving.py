"""Registration, confirmation, corrected requests, files."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from gongkai.casework.enums import ApplicantKind, WishedForm, WishedWay
from gongkai.casework.forms.fields import (
    CHANNELS,
    ActForm,
    UploadsField,
    attached,
    choice_field,
    day_field,
    moment_field,
    text_field,
)
from gongkai.casework.models import RequestSubject
from gongkai.casework.services import CORRECTING, SUPPLIED, Arrival, Attached, Identity, Wanted
from gongkai.casework.wording import CONFIRMED_HOW
from gongkai.law.applications import IDENTITIES, writing_faults
from gongkai.law.receipt import Channel, ConfirmedHow
from gongkai.shell.fields import TextField
from gongkai.shell.uploads import UploadField

COUNTED = [(value, name) for value, name in CHANNELS if value != Channel.WEB]
"""What a person registers: the web form's submissions come in by themselves."""
HOW = [(how.value, name) for how, name in CONFIRMED_HOW.items()]


PURPOSES = ("申请材料", CORRECTING, SUPPLIED, "征求意见材料", "送达凭证", "其他材料")
"""What a file of a case is."""


_NEEDED_BY: Final = {
    WishedWay.POST.value: ("address", "申请人选择邮寄的，请填写通信地址"),
    WishedWay.EMAIL.value: ("email", "申请人选择电子邮件的，请填写电子邮箱"),
}
"""What a way of getting the information needs: the field, and the words where it is empty."""


class RegisterForm(forms.Form):
    """收件登记: first what came and how, then who and what for."""

    once = TextField(widget=forms.HiddenInput, required=False, max_length=64)
    channel = choice_field("提交渠道", COUNTED)
    oral = forms.BooleanField(label="口头申请，由本机关代为填写", required=False)
    sent_at = moment_field("发出时间", required=False, help_text="信函写邮戳日期，网上申请写提交时间。")
    arrived_at = moment_field("到达时间", help_text="当面提交、签收、进入邮箱系统或者实际收到的时间。")
    confirmed_at = moment_field("与申请人确认的时间", required=False)
    confirmed_how = choice_field("确认方式", HOW, required=False)
    unreachable = forms.BooleanField(label="到达当日无法联系申请人", required=False)

    applicant_kind = choice_field("申请人类型", ApplicantKind.choices)
    name = text_field("姓名或者名称", 100)
    representative = text_field("法定代表人或者负责人", 60, required=False)
    contact_name = text_field("联系人", 60, required=False)
    identity_kind = choice_field("证件名称", [(name, name) for name in IDENTITIES], required=False)
    identity_number = text_field("证件号码", 40, required=False)
    phone = text_field("联系电话", 40, required=False)
    email = text_field("电子邮箱", 120, required=False)
    address = text_field("通信地址", 200, required=False)
    postal_code = text_field("邮政编码", 10, required=False)

    title = text_field("申请事项", 120, help_text="一句话概括，如“示例地块房屋征收补偿方案”。")
    description = text_field("所需信息的内容描述", 5000, rows=6)
    purpose = text_field("用途", 300, required=False)
    subject = forms.ModelChoiceField(
        label="主题", queryset=RequestSubject.objects.none(), required=False, empty_label="未分类"
    )
    wished_form = choice_field("提供载体形式", WishedForm.choices, required=False)
    wished_way = choice_field("获取方式", WishedWay.choices, required=False)
    file = UploadField("申请书")

    GROUPS = (
        (
            "收件",
            ("channel", "oral", "sent_at", "arrived_at", "confirmed_at", "confirmed_how", "unreachable"),
        ),
        ("所需信息", ("title", "description", "purpose", "subject", "wished_form", "wished_way", "file")),
        (
            "申请人",
            (
                "applicant_kind",
                "name",
                "representative",
                "contact_name",
                "identity_kind",
                "identity_number",
                "phone",
                "email",
                "address",
                "postal_code",
            ),
        ),
    )

    def __init__(self, *args: Any, subjects: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.order_fields([name for _, names in self.GROUPS for name in names])
        chooser = self.fields["subject"]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.queryset = subjects

    def clean(self) -> dict[str, Any]:
        """How things are written down; what is missing is told to the applicant, it stops no registration."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        told = {name: value for name, value in values.items() if isinstance(value, str)}
        for name, sentence in writing_faults(told):
            if name not in self.errors:
                self.add_error(name, sentence)
        name, sentence = _NEEDED_BY.get(values.get("wished_way", ""), ("", ""))
        if name and not values.get(name) and name not in self.errors:
            self.add_error(name, f"{sentence}；申请书没有写明的，获取方式选“未写明”。")
        return values

    def arrival(self) -> Arrival:
        values = self.cleaned_data
        return Arrival(
            channel=Channel(values["channel"]),
            oral=values["oral"],
            sent_at=values["sent_at"],
            arrived_at=values["arrived_at"],
            confirmed_at=values["confirmed_at"],
            confirmed_how=ConfirmedHow(values["confirmed_how"]) if values["confirmed_how"] else None,
            applicant_reachable=not values["unreachable"],
        )

    def identity(self) -> Identity:
        names = ("name", "representative", "contact_name", "identity_kind", "identity_number")
        more = ("phone", "email", "address", "postal_code")
        return Identity(**{name: self.cleaned_data[name].strip() for name in (*names, *more)})

    def wanted(self) -> Wanted:
        values = self.cleaned_data
        return Wanted(
            title=values["title"],
            description=values["description"],
            kind=ApplicantKind(values["applicant_kind"]),
            purpose=values["purpose"],
            subject=values["subject"],
            form=WishedForm(values["wished_form"]) if values["wished_form"] else None,
            way=WishedWay(values["wished_way"]) if values["wished_way"] else None,
        )

    def attachments(self) -> tuple[Attached, ...]:
        file = attached(self.cleaned_data.get("file"), "申请材料")
        return (file,) if file else ()


class ConfirmForm(ActForm):
    confirmed_at = moment_field("与申请人确认的时间")
    how = choice_field("确认方式", HOW)


class CorrectedForm(ActForm):
    """What came back: the day, what is asked for now, and the papers."""

    received_on = day_field("收到补正的日期")
    description = text_field(
        "补正后的内容描述",
        5000,
        rows=6,
        help_text="照申请人的补正抄录，不作评价；只补正身份证明、联系方式等其他事项的，保留原文不动。",
    )
    papers = UploadsField("补正材料")

    def attachments(self) -> tuple[Attached, ...]:
        found = (attached(file, CORRECTING) for file in self.cleaned_data["papers"])
        return tuple(file for file in found if file)


class AttachForm(ActForm):
    file = UploadField("文件", required=True)
    purpose = choice_field("用途", [(name, name) for name in PURPOSES])
