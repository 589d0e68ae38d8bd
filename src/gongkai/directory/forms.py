"""Forms of this room: one form for every kind of entry, made of the kind's fields; filters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.db import models
from django.forms.models import fields_for_model

from gongkai.bodies.models import PublicBody
from gongkai.directory.enums import ServiceKind
from gongkai.directory.models import Dated
from gongkai.directory.queries import windows_on
from gongkai.directory.rules import CODE, EntryKind, label_of
from gongkai.shell.fields import BodyFilter, TextField, day_field, to_choose, to_fill

LISTS = {
    "materials": "每行写一种材料；不需要材料的写“无需提交材料”。",
    "steps": "每行写一个步骤，按先后排列。",
}
_LONG = 150  # characters from which a field is an area of lines
_LINES = 40
_LAST_PLACE = 9999


class LinesField(TextField):
    """A list of lines, shown and typed as lines; blank ones are left out."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        text: str = super().clean(value)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > _LINES:
            raise forms.ValidationError(f"最多写{_LINES}行，请合并。")
        return lines


class EntryForm(forms.Form):
    """An entry of a body. With `row` it is a change of that entry and starts from its values."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        kind: EntryKind,
        body: PublicBody,
        today: date,
        row: Dated | None = None,
    ) -> None:
        initial = {name: getattr(row, name) for name in kind.fields} if row else {}
        super().__init__(data, label_suffix="", initial=initial)
        made = fields_for_model(kind.model, fields=kind.fields, formfield_callback=_formed)
        for name in kind.fields:
            self.fields[name] = _field(kind, name, made, body, today)
        self.follows = row is not None
        self.fields["since"] = day_field("变更日期" if row else kind.since, required=True, historic=True)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not CODE.fullmatch(code):
            raise forms.ValidationError("编码只能用字母、数字和连接号，例如 MZ-001。")
        return code

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "since"}


def _formed(column: models.Field[Any, Any]) -> forms.Field | None:
    """A column's own field; a text that is no choice is typed as every other."""
    if isinstance(column, models.CharField | models.TextField) and not column.choices:
        return column.formfield(form_class=TextField)
    return column.formfield()


def _field(kind: EntryKind, name: str, made: Mapping[str, Any], body: PublicBody, today: date) -> forms.Field:
    required = name not in kind.optional
    if name in LISTS:
        return LinesField(
            label=label_of(kind, name),
            max_length=4000,
            help_text=LISTS[name],
            error_messages=to_fill(label_of(kind, name)),
            widget=forms.Textarea(attrs={"rows": 6}),
        )
    field: forms.Field = made[name]
    field.required = required
    field.error_messages.update(to_fill(label_of(kind, name)))
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = windows_on(body, today)
        field.empty_label = "请选择" if required else "未指定"
        field.error_messages.update(to_choose(label_of(kind, name)))
    elif isinstance(field, forms.TypedChoiceField):
        field.choices = [("", "请选择"), *ServiceKind.choices]
        field.error_messages.update(to_choose(label_of(kind, name)))
    elif isinstance(field, forms.IntegerField):
        field.help_text = "数字小的排在前面。"
        field.validators.append(MaxValueValidator(_LAST_PLACE, f"排序最大为{_LAST_PLACE}，请核对。"))
    elif isinstance(field, forms.CharField) and (field.max_length or 0) > _LONG:
        field.widget = forms.Textarea(attrs={"rows": 3, "maxlength": field.max_length})
    return field


class EndForm(forms.Form):
    last = day_field("最后一日", required=True, historic=True)
    follows = False

    def __init__(self, data: Mapping[str, Any] | None, *, label: str) -> None:
        super().__init__(data, label_suffix="")
        self.fields["last"].label = label
        self.fields["last"].error_messages.update(to_fill(label))


class StandFilter(forms.Form):
    """As of which day, and of which body. What is not valid is ignored: a filter never shows an error."""

    on = day_field("截至日期", required=False)
    body = forms.ChoiceField(label="单位", required=False)

    def __init__(self, data: Mapping[str, str], *, bodies: Iterable[tuple[int, str]]) -> None:
        super().__init__(data, label_suffix="", auto_id="filter_%s")
        self._offer(bodies)
        self.is_valid()

    def _offer(self, bodies: Iterable[tuple[int, str]]) -> None:
        named = [(str(pk), name) for pk, name in bodies]
        chooser = self.fields["body"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [("", "本单位"), *named]
        if len(named) == 1:
            del self.fields["body"]

    @property
    def active(self) -> bool:
        return any(self.cleaned_data.values())


class ItemFilter(BodyFilter):
    """Filters of the catalogue."""

    text = TextField(
        label="事项名称、编码",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"data-search": ""}),
    )
    kind = forms.ChoiceField(label="类别", required=False, choices=[("", "全部"), *ServiceKind.choices])
    ended = forms.ChoiceField(
        label="状态", required=False, choices=[("", "现行"), ("yes", "已取消或已变更"), ("all", "全部")]
    )
