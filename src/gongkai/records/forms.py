"""Forms of this room: what an author fills in, reasons, filters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms

from gongkai.bodies.scope import cross_body
from gongkai.portal.file_kinds import PUBLISHED
from gongkai.records.enums import (
    DisclosureAttribute,
    Genre,
    Issuer,
    LegalCharacter,
    RecordKind,
    State,
)
from gongkai.records.models import Record, Taxonomy
from gongkai.records.rules import DEEPEST, EFFECTIVE_TOO_EARLY, number_fault, too_deep, year_fault
from gongkai.records.services import Draft
from gongkai.shell.fields import TextField, day_field, to_choose, to_fill
from gongkai.shell.uploads import UploadField

FIRST_YEAR, LAST_YEAR = 1949, 2100
LONGEST_TEXT = 500_000
"""So long that a browser can still send it within DATA_UPLOAD_MAX_MEMORY_SIZE: the form comes back with what was typed."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one year, by kind, as choices: code and name."""

    by_kind: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)

    def choices(self, kind: Taxonomy.Kind) -> list[tuple[str, str]]:
        return list(self.by_kind.get(kind, ()))

    def names(self, kind: Taxonomy.Kind) -> dict[str, str]:
        return dict(self.choices(kind))


def terms_for(year: int) -> Terms:
    """The terms that hold in the year; a kind without any for that year shows its latest set."""
    found: dict[str, list[Taxonomy]] = {}
    for term in Taxonomy.objects.order_by("position", "code"):
        found.setdefault(term.kind, []).append(term)
    return Terms({kind: _named(_of_year(terms, year)) for kind, terms in found.items()})


def _of_year(terms: Sequence[Taxonomy], year: int) -> list[Taxonomy]:
    valid = [term for term in terms if term.valid_from <= year and (term.valid_to or year) >= year]
    latest = max(term.valid_from for term in terms)
    return valid or [term for term in terms if term.valid_from == latest]


def _named(terms: Iterable[Taxonomy]) -> list[tuple[str, str]]:
    """Sub-columns bear the name of what they stand under before their own."""
    names = {term.code: term.name for term in terms}
    return [(code, _full_name(code, names)) for code in names]


def _full_name(code: str, names: Mapping[str, str]) -> str:
    parent = names.get(code.split(".", 1)[0]) if "." in code else None
    return f"{parent} / {names[code]}" if parent else names[code]


class RecordForm(forms.Form):
    """A record as its author fills it in; `determine` is false for authors who may not determine the attribute."""

    title = TextField(label="标题", max_length=200, error_messages=to_fill("标题"))
    column = forms.ChoiceField(label="主栏目", required=False)
    attribute = forms.ChoiceField(
        label="公开属性",
        required=False,
        choices=[("", "待认定"), *DisclosureAttribute.choices],
        widget=forms.RadioSelect,
    )
    ground = TextField(
        label="不主动公开的依据和理由",
        max_length=200,
        required=False,
        help_text="认定为依申请公开或不予公开时填写，写明条款。",
    )
    made_on = day_field("成文日期", required=True, historic=True)
    html = TextField(
        label="正文",
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=(
            "直接输入文字即可，每行成为一段；也可以使用 HTML 的段落、小标题、列表和表格标记。"
            "从 Word、WPS 粘贴带来的格式会在保存时清除。"
            f"连同标记不超过{LONGEST_TEXT // 10_000}万字，更长的请分成几件，或者作为附件上传。"
        ),
    )
    kind = forms.ChoiceField(label="类型", choices=RecordKind.choices)
    genre = forms.ChoiceField(label="体裁", choices=Genre.choices, initial=Genre.OTHER)
    document_number = TextField(label="文号", max_length=60, required=False)
    issuer = forms.ChoiceField(label="制发名义", choices=Issuer.choices, initial=Issuer.BODY)
    legal_character = forms.ChoiceField(
        label="文件性质", choices=LegalCharacter.choices, initial=LegalCharacter.OTHER
    )
    theme = forms.ChoiceField(label="主题分类", required=False)
    effective_on = day_field("生效日期", required=False, historic=True)
    summary = TextField(
        label="内容概述",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="不超过300字，显示在公开页面的信息表中。",
    )
    further_columns = forms.MultipleChoiceField(
        label="同步栏目", required=False, widget=forms.CheckboxSelectMultiple
    )
    key_areas = forms.MultipleChoiceField(
        label="重点领域", required=False, widget=forms.CheckboxSelectMultiple
    )

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    FIRST = ("title", "column", "attribute", "ground", "made_on", "html")

    def __init__(
        self,
        *args: Any,
        terms: Terms,
        today: date,
        record: Record | None = None,
        determine: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self._today = today
        self._record = record
        columns = terms.choices(Taxonomy.Kind.COLUMN)
        self._choose("column", [("", "请选择"), *columns], record.columns[:1] if record else [])
        self._choose("further_columns", columns, record.columns[1:] if record else [])
        self._choose("key_areas", terms.choices(Taxonomy.Kind.KEY_AREA), record.key_areas if record else [])
        themes = [("", "未分类"), *terms.choices(Taxonomy.Kind.THEME)]
        self._choose("theme", themes, [record.theme] if record else [])
        if not determine:
            del self.fields["attribute"], self.fields["ground"]

    def _choose(self, name: str, choices: list[tuple[str, str]], kept: Sequence[str]) -> None:
        """Offer the terms of the year, and what the record bears already, so that saving loses no term."""
        known = {code for code, _ in choices}
        choices += [(code, f"{code}（已停用）") for code in kept if code and code not in known]
        chooser = self.fields[name]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = choices

    def clean_made_on(self) -> date:
        made_on: date = self.cleaned_data["made_on"]
        if made_on > self._today:
            raise forms.ValidationError("成文日期晚于今日，请核对。")
        if made_on.year < FIRST_YEAR:
            raise forms.ValidationError("成文日期早于1949年，请核对年份。")
        return made_on

    def clean_html(self) -> str:
        """Told here and not to the browser, which would cut what is pasted without a word."""
        text: str = self.cleaned_data["html"]
        if len(text) > LONGEST_TEXT:
            raise forms.ValidationError(
                f"正文连同标记现有{len(text)}字，最多{LONGEST_TEXT}字。请分成几件，或者把长篇内容作为附件上传。"
            )
        if too_deep(text):
            raise forms.ValidationError(
                f"正文的格式套叠超过{DEEPEST}层，无法处理。请把文字粘贴到记事本中去掉格式，再粘贴到这里。"
            )
        return text

    def clean_document_number(self) -> str:
        number: str = self.cleaned_data["document_number"].strip()
        if number:
            if fault := number_fault(number):
                raise forms.ValidationError(fault)
            with cross_body("document number"):  # a number is given once in the whole system
                others = Record.objects.filter(document_number=number)
                taken = others.exclude(pk=self._record.pk if self._record else 0).exists()
            if taken:
                raise forms.ValidationError("此文号已登记在另一件信息上，请核对文号。")
        return number

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        _need_ground(self, values)
        made_on, effective_on = values.get("made_on"), values.get("effective_on")
        if made_on and (fault := year_fault(values.get("document_number", ""), made_on)):
            self.add_error("document_number", fault)
        if made_on and effective_on and effective_on < made_on:
            self.add_error("effective_on", EFFECTIVE_TOO_EARLY)
        return values

    def draft(self) -> Draft:
        """The content; call it after validation."""
        values = self.cleaned_data
        main = [values["column"]] if values["column"] else []
        further = [code for code in values["further_columns"] if code not in main]
        extra = ("genre", "document_number", "issuer", "legal_character", "theme", "effective_on", "summary")
        return Draft(
            title=values["title"],
            made_on=values["made_on"],
            columns=(*main, *further),
            key_areas=tuple(values["key_areas"]),
            html=values["html"],
            kind=RecordKind(values["kind"]),
            extra={name: values[name] for name in extra},
        )

    def determination(self) -> tuple[DisclosureAttribute, str] | None:
        """Attribute and ground when one was chosen."""
        attribute = self.cleaned_data.get("attribute")
        if not attribute:
            return None
        ground = "" if attribute == DisclosureAttribute.PROACTIVE else self.cleaned_data["ground"].strip()
        return DisclosureAttribute(attribute), ground


def _need_ground(form: forms.Form, values: Mapping[str, Any]) -> None:
    """What is not open has its ground; one that is faulty already is not said to be missing besides."""
    chosen, ground = values.get("attribute"), values.get("ground", "").strip()
    if chosen and chosen != DisclosureAttribute.PROACTIVE and not ground and "ground" not in form.errors:
        form.add_error("ground", "认定为依申请公开或不予公开的，须写明法律依据和理由。")


class DetermineForm(forms.Form):
    """公开属性认定 alone."""

    attribute = forms.ChoiceField(
        label="公开属性",
        choices=DisclosureAttribute.choices,
        widget=forms.RadioSelect,
        error_messages=to_choose("公开属性"),
    )
    ground = TextField(
        label="不主动公开的依据和理由",
        max_length=200,
        required=False,
        help_text="认定为依申请公开或不予公开时填写，写明条款。",
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        _need_ground(self, values)
        return values

    def chosen(self) -> tuple[DisclosureAttribute, str]:
        attribute = DisclosureAttribute(self.cleaned_data["attribute"])
        proactive = attribute is DisclosureAttribute.PROACTIVE
        return attribute, "" if proactive else self.cleaned_data["ground"].strip()


_READ_BY = {
    "退回意见": "拟稿人按此修改。",
    "撤回理由": "理由将在原网址公示。",
    "更正说明": "说明将随新版本公示。",
}


class ReasonForm(forms.Form):
    """What an act must give: a note to the author, a change note, a reason of withdrawal. It is kept as one line."""

    reason = TextField(max_length=200, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: str, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["reason"].label = label
        self.fields["reason"].required = required
        self.fields["reason"].help_text = _READ_BY.get(label, "")
        self.fields["reason"].error_messages.update(to_fill(label))

    def clean_reason(self) -> str:
        lines = str(self.cleaned_data["reason"]).splitlines()
        return " ".join(filter(None, (line.strip() for line in lines)))


class VersionForm(forms.Form):
    """The version that the person saw beside the button."""

    version = forms.IntegerField(min_value=1)


class AttachmentForm(forms.Form):
    file = UploadField("添加附件", required=True, accepted=PUBLISHED)


class FilterForm(forms.Form):
    """Filters of a list. What is not among the choices is ignored: a filter never shows an error."""

    text = TextField(
        label="标题、文号、索引号",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"data-search": ""}),
    )
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *State.choices])
    column = forms.ChoiceField(label="主栏目", required=False)
    kind = forms.ChoiceField(label="类型", required=False, choices=[("", "全部"), *RecordKind.choices])
    attribute = forms.ChoiceField(
        label="公开属性",
        required=False,
        choices=[("", "全部"), *DisclosureAttribute.choices, ("none", "未认定")],
    )
    year = forms.IntegerField(label="成文年度", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    body = forms.ChoiceField(label="单位", required=False)

    def __init__(
        self, data: Mapping[str, str], *, columns: list[tuple[str, str]], bodies: Iterable[tuple[int, str]]
    ) -> None:
        super().__init__(data, label_suffix="", auto_id="filter_%s")
        everything = ("", "全部")
        self._set("column", [everything, *columns])
        self._set("body", [everything, *((str(pk), name) for pk, name in bodies)])

    def _set(self, name: str, choices: list[tuple[str, str]]) -> None:
        chooser = self.fields[name]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = choices

    def without(self, *names: str) -> FilterForm:
        for name in names:
            del self.fields[name]
        return self

    def value(self, name: str) -> str:
        """The chosen value, empty where nothing valid was chosen or the filter is not offered."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")

    @property
    def active(self) -> bool:
        return any(self.value(name) for name in self.fields)
