"""Fields that the forms of every room share: a day, a moment, and the filter of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from django import forms

REQUIRED: Final = {"required": "请填写此项。", "invalid_choice": "请从列表中选择。"}
AMOUNT: Final = {
    "invalid": "请用数字填写金额，如“30.50”。",
    "min_value": "金额应大于零，减免金额不能为负数，请核对。",
    "max_digits": "金额过大，请核对。",
    "max_whole_digits": "金额过大，请核对。",
    "max_decimal_places": "金额最多写到分。",
}
"""What is wrong with a sum in yuan."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def printable(text: str) -> str:
    """Text without control characters, which neither Word nor Excel can hold."""
    return _CONTROLS.sub("", text)


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def day_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    errors = {**REQUIRED, "invalid": "请按“2017-03-20”的样式填写日期。"}
    return forms.DateField(
        label=label, required=required, widget=DateInput(), error_messages=errors, help_text=help_text
    )


def moment_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateTimeField:
    """A moment in Beijing time; a day alone is its first minute."""
    errors = {**REQUIRED, "invalid": "请按“2017-03-20 09:30”的样式填写日期和时间。"}
    return forms.DateTimeField(
        label=label,
        required=required,
        widget=MomentInput(),
        error_messages=errors,
        help_text=help_text,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"],
    )


class BodyFilter(forms.Form):
    """A list's filter with a choice of body, which is left out where there is one only; it never shows an error."""

    body = forms.ChoiceField(label="单位", required=False)

    def __init__(self, data: Mapping[str, str], *, bodies: Iterable[tuple[int, str]]) -> None:
        super().__init__(data, label_suffix="", auto_id="filter_%s")
        self.fields["body"] = self.fields.pop("body")  # it stands last
        named = [(str(pk), name) for pk, name in bodies]
        chooser = self.fields["body"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [("", "全部"), *named]
        if len(named) == 1:
            del self.fields["body"]
        self.is_valid()

    @property
    def active(self) -> bool:
        return any(self.cleaned_data.values())
