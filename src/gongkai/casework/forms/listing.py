"""The filter of the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django import forms

from gongkai.casework.enums import RequestState
from gongkai.casework.forms.fields import CHANNELS
from gongkai.shell.fields import TextField


class FilterForm(forms.Form):
    """Filters of the list. What is not among the choices is ignored: a filter never shows an error."""

    text = TextField(
        label="收件编号、申请事项",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"data-search": ""}),
    )
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *RequestState.choices])
    channel = forms.ChoiceField(label="渠道", required=False, choices=[("", "全部"), *CHANNELS])
    subject = forms.ChoiceField(label="主题", required=False)
    due = forms.ChoiceField(
        label="期限",
        required=False,
        choices=[("", "全部"), ("overdue", "逾期"), ("soon", "临期（三日内）"), ("open", "未办结")],
    )
    body = forms.ChoiceField(label="单位", required=False)

    def __init__(
        self,
        data: Mapping[str, str],
        *,
        subjects: Iterable[tuple[str, str]],
        bodies: Sequence[tuple[int, str]],
    ) -> None:
        super().__init__(data, label_suffix="", auto_id="filter_%s")
        self._set("subject", [("", "全部"), *subjects])
        self._set("body", [("", "全部"), *((str(pk), name) for pk, name in bodies)])
        if len(bodies) < 2:  # noqa: PLR2004 - one body is no choice
            del self.fields["body"]

    def _set(self, name: str, choices: list[tuple[str, str]]) -> None:
        chooser = self.fields[name]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = choices

    def value(self, name: str) -> str:
        """The chosen value, empty where nothing valid was chosen or the filter is not offered."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "").strip()

    @property
    def active(self) -> bool:
        return any(self.value(name) for name in self.fields)
