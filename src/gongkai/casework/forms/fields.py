"""What the forms of this room are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from gongkai.casework.services import Attached, Handover
from gongkai.casework.wording import WAYS
from gongkai.law.events import DeliveryWay
from gongkai.law.receipt import CHANNEL_NAMES
from gongkai.shell import fields
from gongkai.shell.fields import TextField, to_choose, to_fill
from gongkai.shell.uploads import UploadField

CHANNELS = [(channel.value, name) for channel, name in CHANNEL_NAMES.items()]


def text_field(
    label: str, length: int, *, required: bool = True, rows: int = 0, help_text: str = ""
) -> forms.CharField:
    """A line, or a box of `rows` lines."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return TextField(
        label=label,
        max_length=length,
        required=required,
        widget=widget,
        error_messages=to_fill(label),
        help_text=help_text,
    )


def day_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A day; where it is missing, its name is said."""
    found = fields.day_field(label, required=required, help_text=help_text)
    found.near = True
    found.error_messages.update(to_fill(label))
    return found


def moment_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateTimeField:
    found = fields.moment_field(label, required=required, help_text=help_text)
    found.near = True
    found.error_messages.update(to_fill(label))
    return found


def choice_field(
    label: str,
    choices: Iterable[tuple[str, str]],
    *,
    required: bool = True,
    radio: bool = False,
    blank: str = "未写明",
) -> forms.ChoiceField:
    found = list(choices)
    if not required:
        found.insert(0, ("", blank))
    return forms.ChoiceField(
        label=label,
        choices=found,
        required=required,
        widget=forms.RadioSelect if radio else forms.Select,
        error_messages=to_choose(label),
    )


def way_field(*, required: bool = True) -> forms.ChoiceField:
    ways = [(way.value, name) for way, name in WAYS.items()]
    return choice_field("送达方式", ways, required=required, radio=True, blank="还没有送出")


def handover_of(values: Mapping[str, Any]) -> Handover:
    """From the fields that every form of a delivery has."""
    return Handover(
        way=DeliveryWay(values["way"]),
        sent_on=values["sent_on"],
        arrived_on=values["arrived_on"],
        cash_on_delivery=values.get("cash_on_delivery", False),
        tracking_number=values.get("tracking_number", ""),
        note=values.get("note", ""),
    )


MOST_FILES = 10


class UploadsInput(forms.FileInput):
    allow_multiple_selected = True


class UploadsField(UploadField):
    """Several files, each of which passes the checks of one."""

    widget = UploadsInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        chosen = [one for one in data if one] if isinstance(data, list | tuple) else [data] if data else []
        if len(chosen) > MOST_FILES:
            raise forms.ValidationError(f"一次最多选择{MOST_FILES}个文件，其余的请在“添加材料”中上传。")
        if not chosen:
            super().clean(None, initial)
            return []
        return [super(UploadsField, self).clean(one, initial) for one in chosen]


def attached(file: Any, purpose: str) -> Attached | None:
    if not isinstance(file, UploadedFile):
        return None
    name = file.name or "未命名文件"
    return Attached(name, file.content_type or "application/octet-stream", file.read(), purpose)


class ActForm(forms.Form):
    """A form of one act: `version` is that of the case which the person has read."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
