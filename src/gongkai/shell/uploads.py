"""Files that are handed in at the desk: their size, their name, and whether they are what their name says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile

from gongkai.portal.characters import visible_line
from gongkai.portal.file_kinds import HEAD, PAPERS, damage, is_packed, misfit

LARGEST_FILE: Final = 20 * 1024 * 1024
LONGEST_NAME: Final = 150
"""The width of the columns that keep names."""

_SENT_AS = (("%0A", "\n"), ("%0D", "\r"), ("%22", '"'))
"""How browsers write these three in the name of a file (HTML, multipart/form-data encoding), and no others."""
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


def file_name(sent: str) -> str:
    """The name as it is seen on the person's computer, with `_` for what some file system does not take."""
    for written, meant in _SENT_AS:
        sent = sent.replace(written, meant)
    return visible_line(_NOT_IN_NAMES.sub("_", sent)).strip().rstrip(" .") or "附件"


class UploadField(forms.FileField):
    """A file of at most 20 MB, with a name that fits, of one of the `accepted` kinds."""

    def __init__(self, label: str, *, required: bool = False, accepted: Sequence[str] = PAPERS) -> None:
        self.accepted = tuple(accepted)
        super().__init__(
            label=label,
            required=required,
            error_messages={"required": "请选择要上传的文件。", "empty": "所选文件是空的，请检查。"},
            help_text=f"单个文件不超过20MB。接收{'、'.join(self.accepted)}。",
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            file.name = file_name(file.name or "")
            self._check(file)
        return file

    def _check(self, file: UploadedFile[bytes]) -> None:
        name = file.name or ""
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError("单个文件不超过20MB，请压缩或拆分后再上传。")
        if len(name) > LONGEST_NAME:
            raise forms.ValidationError(f"文件名不超过{LONGEST_NAME}字，请改名后再上传。")
        head = file.read(HEAD)
        file.seek(0)
        if why := misfit(name, head, self.accepted):
            raise forms.ValidationError(f"{why}，请转换为{'、'.join(self.accepted)}中的一种后再上传。")
        if is_packed(head):
            self._check_whole(file)

    @staticmethod
    def _check_whole(file: UploadedFile[bytes]) -> None:
        why = damage(file.read())
        file.seek(0)
        if why:
            raise forms.ValidationError(f"{why}。")
