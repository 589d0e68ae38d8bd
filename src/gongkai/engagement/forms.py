"""Forms and filters of this room."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from gongkai.engagement.enums import (
    ActivityKind,
    CaseSource,
    ConcernLevel,
    InterpretationForm,
    Platform,
    ProposalKind,
    ResponseWay,
)
from gongkai.engagement.rules import EngagementError, check_past
from gongkai.engagement.services.activities import ANOTHER, Counted, repeated
from gongkai.records.models import Record
from gongkai.shell.fields import TextField, day_field, moment_field, to_choose, to_fill

FIRST_YEAR, LAST_YEAR = 2008, 2100
LARGEST = 2**62


def words(label: str, longest: int, *, required: bool = True, rows: int = 3) -> forms.CharField:
    return TextField(
        label=label,
        max_length=longest,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=to_fill(label),
    )


def line(label: str, longest: int, *, required: bool = True) -> forms.CharField:
    return TextField(label=label, max_length=longest, required=required, error_messages=to_fill(label))


def choice(label: str, choices: Iterable[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(choices), error_messages=to_choose(label))


class RoomForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class AccountForm(RoomForm):
    platform = choice("平台", Platform.choices)
    name = line("账号名称", 100)
    opened_on = day_field("开通日期", historic=True)


class CloseForm(RoomForm):
    closed_on = day_field("关停日期", historic=True)


_NUMBER = re.compile(r"(\S+)\s+(\d+)(余?)\s*(\S{1,10})")
_MOST_NUMBERS = 20


class ActivityForm(RoomForm):
    kind = choice("类别", ActivityKind.choices)
    title = line("名称", 150)
    held_on = day_field("活动日期")
    ended_on = day_field("结束日期", required=False)
    place = line("地点", 100, required=False)
    leader_present = forms.NullBooleanField(
        label="主要负责同志参加",
        required=False,
        widget=forms.Select(choices=[("", "未统计"), ("true", "是"), ("false", "否")]),
    )
    numbers = words("有关数字", 2000, required=False, rows=5)
    source = line("数字来源", 150, required=False)
    note = line("说明", 300, required=False)
    another = forms.BooleanField(label=ANOTHER, required=False)

    def clean_numbers(self) -> list[tuple[str, int, bool, str]]:
        """(label, value, approximate, unit) of every line."""
        lines = [text.strip() for text in self.cleaned_data["numbers"].splitlines() if text.strip()]
        if len(lines) > _MOST_NUMBERS:
            raise forms.ValidationError(f"一项活动最多填写{_MOST_NUMBERS}项数字，请合并后再填。")
        numbers = [self._number(place, text) for place, text in enumerate(lines, 1)]
        labels = [label for label, *_ in numbers]
        if twice := [label for label in dict.fromkeys(labels) if labels.count(label) > 1]:
            raise forms.ValidationError([repeated(label) for label in twice])
        return numbers

    def _number(self, place: int, text: str) -> tuple[str, int, bool, str]:
        found = _NUMBER.fullmatch(text)
        if found is None or int(found[2]) > LARGEST or len(found[1]) > 60:  # noqa: PLR2004 - the width of the column
            raise forms.ValidationError(
                f"第{place}行不是“名称 数值 单位”的样式，请改为如“接待群众 1246余 人次”。"
            )
        return found[1], int(found[2]), bool(found[3]), found[4]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        held_on, ended_on = values.get("held_on"), values.get("ended_on")
        if held_on is not None:
            try:
                check_past(held_on, timezone.now(), "活动日期")
            except EngagementError as fault:
                self.add_error("held_on", str(fault))
            if ended_on is not None and ended_on < held_on:
                self.add_error("ended_on", "结束日期早于开始日期，请核对。")
        if values.get("numbers") and not values.get("source", "").strip():
            self.add_error("source", "填写了数字的，须写明数字由谁、根据什么统计。")
        return values

    def counts(self) -> list[Counted]:
        """Keys are those that the form of the year knows by the same words, else the place of the line."""
        source = self.cleaned_data["source"].strip()
        return [
            Counted(
                key=KEYS.get(label, f"number-{place}"),
                label=label,
                value=value,
                unit=unit,
                approximate=approximate,
                source=source,
            )
            for place, (label, value, approximate, unit) in enumerate(self.cleaned_data["numbers"], 1)
        ]


KEYS: Mapping[str, str] = {
    "参加部门": "departments",
    "参加街道办事处": "streets",
    "参加工作人员": "staff",
    "接待群众": "visitors",
    "解答问题": "answers",
    "发放宣传资料": "leaflets",
    "热线接听": "calls",
    "培训人员": "attendees",
}


class ConcernForm(RoomForm):
    title = line("舆情事项", 200)
    level = choice("等级", ConcernLevel.choices)
    found_at = moment_field("发现时间")
    occurred_at = moment_field("发生时间", required=False)
    standard = words("回应标准", 300, required=False)

    def clean_level(self) -> ConcernLevel:
        return ConcernLevel(self.cleaned_data["level"])


class InformForm(RoomForm):
    informed_at = moment_field("首次发布权威信息时间")


class RespondForm(RoomForm):
    responded_at = moment_field("回应时间")
    way = choice("回应方式", ResponseWay.choices)
    response = words("回应内容", 5000, rows=5)

    def clean_way(self) -> ResponseWay:
        return ResponseWay(self.cleaned_data["way"])


class EvaluateForm(RoomForm):
    evaluation = words("效果评估", 300)


class RecordField(TextField):
    """An index number, cleaned to the record of it; only what the scope holds is found."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, max_length=100, error_messages=to_fill(label))

    def clean(self, value: Any) -> Record:
        number = str(super().clean(value)).strip()
        found = (
            Record.objects.select_related("item", "body").filter(item__index_number__iexact=number).first()
        )
        if found is None:
            raise forms.ValidationError(f"没有索引号为“{number}”的信息，请到“全部信息”中核对。")
        return found


class InterpretationPlanForm(RoomForm):
    form = choice("解读形式", InterpretationForm.choices)
    interpreter = line("解读人", 60)
    planned_on = day_field("计划日期", required=False)

    def clean_form(self) -> InterpretationForm:
        return InterpretationForm(self.cleaned_data["form"])


class TieForm(RoomForm):
    record = RecordField("解读材料的索引号")


class ProposalForm(RoomForm):
    kind = choice("类别", ProposalKind.choices)
    year = forms.IntegerField(
        label="年度", min_value=FIRST_YEAR, max_value=LAST_YEAR, error_messages=to_fill("年度")
    )
    number = line("编号", 30)
    title = line("题目", 200)
    received_on = day_field("交办日期")

    def clean_kind(self) -> ProposalKind:
        return ProposalKind(self.cleaned_data["kind"])


class ReplyForm(RoomForm):
    replied_on = day_field("答复日期")


class PublishForm(RoomForm):
    record = RecordField("答复公开页的索引号")


class WithholdForm(RoomForm):
    reason = words("不公开理由", 200)


class CaseForm(RoomForm):
    source = choice("来源", CaseSource.choices)
    number = line("编号", 40)
    title = line("事项", 200)
    accepted_on = day_field("接收日期")
    due_on = day_field("反馈时限")

    def clean_source(self) -> CaseSource:
        return CaseSource(self.cleaned_data["source"])


def _judged(label: str) -> forms.NullBooleanField:
    choices = [("", "来源渠道未评定"), ("true", "是"), ("false", "否")]
    return forms.NullBooleanField(label=label, required=False, widget=forms.Select(choices=choices))


class CaseAnswerForm(RoomForm):
    replied_on = day_field("反馈日期")
    satisfied = _judged("群众满意")
    excellent = _judged("评定为优秀")
    excellent_label = line("优秀评定名称", 30, required=False)


class PostFilter(forms.Form):
    """What is not among the choices is ignored: a filter never shows an error."""

    text = TextField(
        label="标题", required=False, max_length=100, widget=forms.TextInput(attrs={"data-search": ""})
    )
    platform = forms.ChoiceField(label="平台", required=False, choices=[("", "全部"), *Platform.choices])
    account = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, str]) -> None:
        super().__init__(data, label_suffix="", auto_id="filter_%s")
        self.is_valid()

    @property
    def active(self) -> bool:
        return any(self.cleaned_data.values())


class ListFilter(RoomForm):
    """By words, year and kind; what is not among the choices is ignored."""

    text = TextField(
        label="名称", required=False, max_length=100, widget=forms.TextInput(attrs={"data-search": ""})
    )
    year = forms.IntegerField(label="年度", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    kind = forms.ChoiceField(label="类别", required=False)

    def __init__(self, data: Mapping[str, str], kinds: Iterable[tuple[str, str]]) -> None:
        super().__init__(data, auto_id="filter_%s")
        chooser = self.fields["kind"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [("", "全部"), *kinds]
        self.is_valid()

    def value(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "").strip()

    @property
    def active(self) -> bool:
        return any(self.value(name) for name in self.fields)


def now_for_form(at: datetime) -> str:
    """The moment as the field shows it."""
    return f"{timezone.localtime(at):%Y-%m-%dT%H:%M}"
