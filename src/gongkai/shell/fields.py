"""Fields that the forms of every room share: a text, a day, a moment, and the filter of a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.utils import timezone

from gongkai.law.wording import plain_date
from gongkai.portal.characters import visible, visible_line


def to_choose(label: str) -> dict[str, str]:
    """What is wrong with a choice."""
    return {"required": f"请选择{label}。", "invalid_choice": "请从列表中选择。"}


def to_fill(label: str) -> dict[str, str]:
    """What is wrong with a text."""
    return {"required": f"请填写{label}。"}


AMOUNT: Final = {
    "invalid": "请用数字填写金额，如“30.50”。",
    "min_value": "金额应大于零，减免金额不能为负数，请核对。",
    "max_digits": "金额过大，请核对。",
    "max_whole_digits": "金额过大，请核对。",
    "max_decimal_places": "金额最多写到分。",
}
"""What is wrong with a sum in yuan."""


class TextField(forms.CharField):
    """A text as it is seen, without what a paste brings along unseen (`portal.characters`): every text but a password.

    It has one line unless its box has several.
    """

    def to_python(self, value: Any) -> str | None:
        if isinstance(value, str):
            value = visible(value) if isinstance(self.widget, forms.Textarea) else visible_line(value)
        return super().to_python(value)


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


SAID: Final = "said"
"""Code of a fault of a filter whose own sentence is told: what was typed was understood, and is wrong."""

INSANE: Final = "insane"
"""Code of a fault of a day that lies beyond what a day of its name can be."""

COUNTED_FROM: Final = date(2008, 1, 1)
HISTORIC_FROM: Final = date(1900, 1, 1)
YEARS_AHEAD: Final = 2
"""Terms are counted by the working days of the calendar, which knows no earlier year and few later ones."""


HAPPENED: Final = frozenset(
    {
        "成文日期",
        "活动日期",
        "开通日期",
        "关停日期",
        "交办日期",
        "接收日期",
        "反馈日期",
        "答复日期",
        "提交日期",
        "收到日期",
        "立案日期",
        "备案日期",
        "缴费日期",
        "撤回日期",
        "申请复议日期",
        "收到申请书副本日期",
        "收到起诉状副本日期",
        "决定、裁判日期",
        "开庭日期",
        "交邮或者发送日期",
        "签收或者到达日期",
        "对方签收日期",
        "对方收到日期",
        "申请人收到通知的日期",
        "收到意见的日期",
        "收到补正的日期",
        "检索时间",
        "发出时间",
        "到达时间",
        "与申请人确认的时间",
        "发现时间",
        "发生时间",
        "首次发布权威信息时间",
        "回应时间",
    }
)
"""Names of days and moments at which something has happened: none lies ahead, near or far."""


def _sane(day: date, first: date) -> None:
    """Refuse a slip of the finger in the year, before anything is counted from it."""
    last = date(timezone.localdate().year + YEARS_AHEAD, 12, 31)
    if not first <= day <= last:
        sentence = f"日期应在{plain_date(first)}至{plain_date(last)}之间，请核对年份。"
        raise forms.ValidationError(sentence, code=INSANE)


def _past(field: DayField | MomentField, day: date, first: date, now: str) -> None:
    """Of what has happened: a day to come is told with whatever else is wrong, and no bound of a term is named."""
    last = date(timezone.localdate().year + YEARS_AHEAD, 12, 31) if field.near else timezone.localdate()
    if day > last:
        raise forms.ValidationError(f"{field.label}晚于{now}，请核对。", code=INSANE)
    if day < first:
        raise forms.ValidationError(f"日期应不早于{plain_date(first)}，请核对年份。", code=INSANE)


class DayField(forms.DateField):
    """A day between `first` and the end of the year after next; of what has happened, today at the latest.

    `near`: the room itself tells of a day not far ahead, because other fields are judged by it.
    """

    near = False

    def __init__(self, *, first: date, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.first = first

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        if self.label in HAPPENED:
            _past(self, value, self.first, "今日")
        else:
            _sane(value, self.first)


class MomentField(forms.DateTimeField):
    """A moment whose day a term can be counted from; `near` as of a day."""

    near = False

    def validate(self, value: datetime | None) -> None:
        super().validate(value)
        if value is None:
            return
        day = timezone.localdate(value)
        if self.label in HAPPENED:
            _past(self, day, COUNTED_FROM, "现在")
        else:
            _sane(day, COUNTED_FROM)


def day_field(label: str, *, required: bool = True, help_text: str = "", historic: bool = False) -> DayField:
    """A day from which terms may be counted; `historic` ones, of texts and offices, may lie before 2008."""
    errors = {**to_fill(label), "invalid": "请按“2017-03-20”的样式填写日期。"}
    return DayField(
        first=HISTORIC_FROM if historic else COUNTED_FROM,
        label=label,
        required=required,
        widget=DateInput(),
        error_messages=errors,
        help_text=help_text,
    )


def moment_field(label: str, *, required: bool = True, help_text: str = "") -> MomentField:
    """A moment in Beijing time; a day alone is its first minute."""
    errors = {**to_fill(label), "invalid": "请按“2017-03-20 09:30”的样式填写日期和时间。"}
    return MomentField(
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
