"""Forms of 系统管理."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from gongkai.law.receipt import CHANNEL_NAMES, NEVER_REFUSED, Channel
from gongkai.shell.fields import TextField

_PHONE = re.compile(r"[0-9０-９+（）()、，, 转\-－—]+")
_MORE = [(channel.value, name) for channel, name in CHANNEL_NAMES.items() if channel not in NEVER_REFUSED]
_MUST = {"required": "请填写本项；指南应当载明。"}


class OfficeForm(forms.Form):
    """政府信息公开工作机构: what a guide must state is required, fax and the network where the office has them."""

    office_name = TextField(label="机构名称", max_length=100, error_messages=_MUST)
    address = TextField(label="办公地址", max_length=200, error_messages=_MUST)
    postal_code = forms.RegexField(
        r"^[0-9]{6}$", label="邮政编码", required=False, error_messages={"invalid": "邮政编码是六位数字。"}
    )
    hours = TextField(label="办公时间", max_length=200, error_messages=_MUST)
    phone = TextField(label="联系电话", max_length=50, error_messages=_MUST)
    fax = TextField(label="传真号码", max_length=50, required=False)
    email = TextField(label="互联网联系方式", max_length=100, required=False)
    channels = forms.MultipleChoiceField(
        label="另外受理申请的渠道",
        choices=_MORE,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="当面提交和邮寄不得拒绝，不必勾选；勾选的渠道将写入指南，写入后应当受理。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean_phone(self) -> str:
        return self._number("phone")

    def clean_fax(self) -> str:
        return self._number("fax")

    def _number(self, name: str) -> str:
        text = str(self.cleaned_data[name]).strip()
        if text and not _PHONE.fullmatch(text):
            raise forms.ValidationError("号码只能由数字、区号和连接号组成，例如 024-00000000。")
        return text

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for channel, name in ((Channel.FAX, "fax"), (Channel.EMAIL, "email")):
            if channel.value in values.get("channels", []) and not values.get(name):
                self.add_error(name, "已勾选以此渠道受理申请，请填写本项。")
        return values
