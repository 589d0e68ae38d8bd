"""What the forms of this room are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from gongkai.casework.services import Attached
from gongkai.law.receipt import CHANNEL_NAMES
from gongkai.shell.fields import REQUIRED

LARGEST_FILE = 20 * 1024 * 1024
LONGEST_NAME = 150
CHANNELS = [(channel.value, name) for channel, name in CHANNEL_NAMES.items()]


def text_field(
    label: str, length: int, *, required: bool = True, rows: int = 0, help_text: str = ""
) -> forms.CharField:
    """A line, or a box of `rows` lines."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        widget=widget,
        error_messages=REQUIRED,
        help_text=help_text,
    )


def choice_field(
    label: str, choices: Iterable[tuple[str, str]], *, required: bool = True, radio: bool = False
) -> forms.ChoiceField:
    found = list(choices)
    if not required:
        found.insert(0, ("", "未写明"))
    return forms.ChoiceField(
        label=label,
        choices=found,
        required=required,
        widget=forms.RadioSelect if radio else forms.Select,
        error_messages=REQUIRED,
    )


class UploadField(forms.FileField):
    """A file of at most 20 MB with a name that fits."""

    def __init__(self, label: str, *, required: bool = False) -> None:
        errors = {"required": "请选择要上传的文件。", "empty": "所选文件是空的，请检查。"}
        super().__init__(
            label=label, required=required, error_messages=errors, help_text="单个文件不超过20MB。"
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            if (file.size or 0) > LARGEST_FILE:
                raise forms.ValidationError("单个文件不超过20MB，请压缩或拆分后再上传。")
            if len(file.name or "") > LONGEST_NAME:
                raise forms.ValidationError("文件名不超过150字，请改名后再上传。")
        return file


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
