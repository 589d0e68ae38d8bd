"""What a form says of bad input where its field has no words of its own: what is wrong and what to do next.

The framework's Chinese speaks of variables and of null strings; a person at the desk reads neither.
"""

from __future__ import annotations

from typing import Final

from django import forms
from django.core import validators

_NO_CHOICE: Final = "“%(value)s”不在可选项中，请从列表中选择。"
_FIELDS: Final[dict[type[forms.Field], dict[str, str]]] = {
    forms.Field: {"required": "请填写此项。"},
    forms.IntegerField: {"invalid": "请填写整数。"},
    forms.DecimalField: {"invalid": "请填写数字。"},
    forms.ChoiceField: {"required": "请从列表中选择。", "invalid_choice": _NO_CHOICE},
    forms.MultipleChoiceField: {"invalid_choice": _NO_CHOICE, "invalid_list": "请从列表中选择。"},
    forms.FileField: {
        "invalid": "文件没有上传成功，请重新选择文件。",
        "missing": "没有收到文件，请重新选择文件。",
        "empty": "所选文件是空的，请检查后重新选择。",
        "max_length": "文件名最长%(max)d字，现有%(length)d字，请改短文件名后重新选择。",
        "contradiction": "请在上传新文件和删除原文件中选择一项。",
    },
}


def speak() -> None:
    """Put the sentences in place, once, before any form is made."""
    for field, sentences in _FIELDS.items():
        field.default_error_messages = {**field.default_error_messages, **sentences}
    validators.MaxLengthValidator.message = "最多%(limit_value)d字，现有%(show_value)d字，请删减。"
    validators.MinLengthValidator.message = "至少%(limit_value)d字，现有%(show_value)d字，请补充。"
    validators.MaxValueValidator.message = "不能大于%(limit_value)s，请核对。"
    validators.MinValueValidator.message = "不能小于%(limit_value)s，请核对。"
    validators.ProhibitNullCharactersValidator.message = "含有无法保存的控制字符，请删去后重新填写。"
