"""Forms of this room."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from gongkai.law.wording import plain_date
from gongkai.oversight.board import COLUMNS
from gongkai.oversight.enums import ReminderKind, TaskState
from gongkai.portal.file_kinds import PUBLISHED
from gongkai.shell.fields import SAID, DateInput, TextField, day_field, to_choose, to_fill
from gongkai.shell.uploads import UploadField

FIRST_YEAR, LAST_YEAR = 2008, 2100


def year_field() -> forms.IntegerField:
    within = f"请填写{FIRST_YEAR}至{LAST_YEAR}之间的年度。"
    errors = {**to_fill("年度"), "invalid": "请填写四位年度。", "min_value": within, "max_value": within}
    return forms.IntegerField(label="年度", min_value=FIRST_YEAR, max_value=LAST_YEAR, error_messages=errors)


def words(label: str, longest: int, *, rows: int = 3, help_text: str = "") -> forms.CharField:
    return TextField(
        label=label,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=to_fill(label),
        help_text=help_text,
    )


class RoomForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def choose(self, name: str, choices: Iterable[tuple[object, str]]) -> None:
        chooser = self.fields[name]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [(str(value), label) for value, label in choices]


class AsOfForm(RoomForm):
    """The day of the look; the year of plan and report follows it unless it is given."""

    on = forms.DateField(label="截至日期", required=False, widget=DateInput())
    year = forms.IntegerField(required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)

    def __init__(self, data: Mapping[str, str], today: date, year_label: str) -> None:
        super().__init__(data, auto_id="filter_%s")
        self._today = today
        self.fields["year"].label = year_label
        if self.is_valid() and not self.cleaned_data["year"]:
            self.data = {**data, "year": str(self.chosen_year)}  # the box shows the year that is looked at

    def clean_on(self) -> date | None:
        chosen: date | None = self.cleaned_data["on"]
        first, last = (
            date(FIRST_YEAR + 1, 1, 1),
            date(self._today.year, 12, 31),
        )  # the year before is looked at too
        if chosen is not None and not first <= chosen <= last:
            raise forms.ValidationError(
                f"“截至日期”应在{plain_date(first)}至{plain_date(last)}之间，没有按“{chosen.isoformat()}”筛选；"
                "请改正后再筛选。",
                code=SAID,
            )
        return chosen

    @property
    def on_day(self) -> date:
        chosen: date | None = self.cleaned_data.get("on")
        return chosen or self._today

    @property
    def chosen_year(self) -> int:
        return int(self.cleaned_data.get("year") or self.on_day.year)

    @property
    def active(self) -> bool:
        return self.on_day != self._today or self.chosen_year != self._today.year


class OwedForm(AsOfForm):
    """Which column of the table, and of which day."""

    column = forms.ChoiceField(
        label="事项", required=False, choices=[(kind.value, kind.label) for kind in COLUMNS]
    )
    field_order = ("column", "on", "year")

    def __init__(self, data: Mapping[str, str], today: date) -> None:
        super().__init__({"column": ReminderKind.OVERDUE.value, **data}, today, "任务年度")

    @property
    def kind(self) -> ReminderKind:
        return ReminderKind(self.cleaned_data.get("column") or ReminderKind.OVERDUE)


class TaskForm(RoomForm):
    body = forms.ChoiceField(label="责任单位", error_messages=to_choose("责任单位"))
    year = year_field()
    number = TextField(label="序号", max_length=20, error_messages=to_fill("序号"))
    item = TextField(label="任务", max_length=200, error_messages=to_fill("任务"))
    requirement = words("工作要求", 2000, rows=4)
    carrier = TextField(label="公开载体", max_length=150, required=False)
    due_on = day_field("完成时限")
    person = TextField(label="责任人", max_length=60, required=False)


class ProgressForm(RoomForm):
    state = forms.ChoiceField(
        label="进度", choices=TaskState.choices, widget=forms.RadioSelect, error_messages=to_choose("进度")
    )
    note = words("进展情况", 500)
    evidence = UploadField("佐证材料", accepted=PUBLISHED)


class TaskFileForm(RoomForm):
    year = year_field()
    file = forms.FileField(
        label="任务明细（.xlsx）",
        error_messages={"required": "请选择要上传的文件。", "empty": "所选文件是空的，请检查。"},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


class FilingForm(RoomForm):
    filed_on = day_field("备案日期")


class ReminderForm(RoomForm):
    """A 催办单 as it would be sent; `seen` is the mark of the one that stood in the preview."""

    matter = words("催办事项", 300, rows=8)
    due_on = day_field("办结时限")
    seen = TextField(required=False, widget=forms.HiddenInput)


class AnswerForm(RoomForm):
    answer = words("反馈情况", 500)


class ProblemForm(RoomForm):
    body = forms.ChoiceField(label="单位", error_messages=to_choose("单位"))
    year = year_field()
    text = words("问题", 300)
    measure = TextField(
        label="改进措施", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ResolveForm(RoomForm):
    outcome = words("改进情况", 300)
    resolved_on = day_field("解决日期")


class TaskFilter(RoomForm):
    """The tasks by words, year, progress and body, as they stood at the end of a day."""

    text = TextField(
        label="任务", required=False, max_length=100, widget=forms.TextInput(attrs={"data-search": ""})
    )
    year = forms.IntegerField(label="年度", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    state = forms.ChoiceField(
        label="进度",
        required=False,
        choices=[("", "全部"), ("late", "逾期未完成"), ("undone", "未完成"), *TaskState.choices],
    )
    body = forms.ChoiceField(label="责任单位", required=False)
    on = day_field("截至日期", required=False)

    def __init__(self, data: Mapping[str, str], bodies: Iterable[tuple[int, str]]) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.choose("body", [("", "全部"), *bodies])
        self.is_valid()

    def value(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")

    def on_day(self, today: date) -> date:
        return self.cleaned_data.get("on") or today

    @property
    def active(self) -> bool:
        return any(self.value(name) for name in self.fields)


class ReminderFilter(RoomForm):
    """Reminders by body and whether they were answered, as of the end of a day."""

    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "全部"), ("running", "待反馈"), ("late", "逾期未反馈"), ("answered", "已反馈")],
    )
    body = forms.ChoiceField(label="单位", required=False)
    on = day_field("截至日期", required=False)

    def __init__(self, data: Mapping[str, str], bodies: Collection[tuple[int, str]]) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.choose("body", [("", "全部"), *bodies])
        if len(bodies) == 1:
            del self.fields["body"]
        self.is_valid()

    def value(self, name: str) -> Any:
        return self.cleaned_data.get(name) or ""

    @property
    def active(self) -> bool:
        return any(self.value(name) for name in self.fields)
