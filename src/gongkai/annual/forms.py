"""Forms of this room: the words of a section, a note, what was counted, a figure from outside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from gongkai.annual.enums import Register
from gongkai.shell.fields import TextField, to_choose, to_fill


class SectionForm(forms.Form):
    text = TextField(
        label="正文",
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="数字写成{{名称}}，名称见下方“可用的数字”，显示时连同单位填入当时的统计数，后面不再写“件”“条”等字，文字与统计表不会不一致。空一行或换行即另起一段。",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class NoteForm(forms.Form):
    """The words that an act needs."""

    note = TextField(label="说明", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any = None, *, label: str, key: str) -> None:
        super().__init__(data, auto_id=f"{key}_%s", label_suffix="")
        self.key = key
        self.fields["note"].label = label
        self.fields["note"].error_messages.update(to_fill(label))


class StatementForm(forms.Form):
    """Whether a register was counted in the year, and by what."""

    register = forms.ChoiceField(
        label="统计台账", choices=Register.choices, error_messages=to_choose("统计台账")
    )
    counted = forms.TypedChoiceField(
        label="是否统计",
        choices=(("yes", "已统计，没有记录的为零"), ("no", "不统计，报告中写未统计")),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages=to_choose("是否统计"),
    )
    source = TextField(
        label="依据", max_length=200, error_messages=to_fill("依据"), help_text="哪本台账，由谁统计。"
    )


class OutsideForm(forms.Form):
    """A figure that a body outside the system handed in."""

    key = forms.ChoiceField(label="指标", error_messages=to_choose("指标"))
    unit_name = TextField(label="报送单位", max_length=100, error_messages=to_fill("报送单位"))
    value = forms.DecimalField(
        label="数值",
        min_value=0,
        max_digits=14,
        decimal_places=4,
        error_messages={**to_fill("数值"), "invalid": "请填写数字。", "min_value": "请填写不小于零的数。"},
    )
    source = TextField(
        label="来源", max_length=200, error_messages=to_fill("来源"), help_text="书面报送表、会议记录等。"
    )

    def __init__(self, data: Any = None, *, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, auto_id="outside_%s")
        field = self.fields["key"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(keys)
