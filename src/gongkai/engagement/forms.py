"""Filters of channels and posts."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from gongkai.engagement.enums import Platform


class PostFilter(forms.Form):
    """What is not among the choices is ignored: a filter never shows an error."""

    text = forms.CharField(
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
