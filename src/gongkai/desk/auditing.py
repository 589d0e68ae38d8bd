"""审计记录: the trail by person, unit, act, days and object, each row with what it changed in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.bodies.models import AuditRow, Person
from gongkai.law.wording import plain_date
from gongkai.records.models import RecordLine
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.fields import SAID, TextField, day_field
from gongkai.shell.paging import keyset_page
from gongkai.shell.rooms import words_of_acts
from gongkai.shell.trail import Reader, trail_of

SYSTEM: Final = "系统"
"""Who acts where nobody did: the loading of data and the installation itself."""
_MOST: Final = 200


class AuditFilter(forms.Form):
    """What is not understood is named above the list, which then shows the rest of the filter."""

    text = TextField(
        label="对象的编号、标题或者文号",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"data-search": ""}),
    )
    person = TextField(label="人员", required=False, max_length=50)
    body = forms.ChoiceField(label="单位", required=False)
    act = forms.ChoiceField(label="事项", required=False)
    since = day_field("起始日期", required=False)
    until = day_field("截止日期", required=False)

    def __init__(self, data: Mapping[str, str], bodies: Iterable[tuple[int, str]]) -> None:
        super().__init__(data, label_suffix="", auto_id="filter_%s")
        self._choose("body", [(str(pk), name) for pk, name in bodies])
        self._choose("act", acts_by_subject())
        self.people: list[int] = []
        self.is_valid()

    def _choose(self, name: str, choices: Iterable[Any]) -> None:
        chooser = self.fields[name]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [("", "全部"), *choices]

    def clean_person(self) -> str:
        """A name or a login; of a name that nobody bears no row is shown as if it were the answer."""
        name = str(self.cleaned_data["person"]).strip()
        if name and name != SYSTEM:
            found = Person.objects.filter(Q(display_name__icontains=name) | Q(username__iexact=name))
            self.people = list(found.values_list("pk", flat=True)[:_MOST])
            if not self.people:
                raise forms.ValidationError("没有这个姓名或者登录名。")
        return name

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        since = self.cleaned_data.get("since")
        if until and since and until < since:
            raise forms.ValidationError(
                f"“截止日期”（{plain_date(until)}）早于“起始日期”（{plain_date(since)}），没有按它筛选；请改正后再筛选。",
                code=SAID,
            )
        return until

    def value(self, name: str) -> Any:
        return self.cleaned_data.get(name) or ""

    @property
    def active(self) -> bool:
        return any(self.value(name) for name in self.fields)


def acts_by_subject() -> list[tuple[str, list[tuple[str, str]]]]:
    """The acts of the trail under what they are about, which a word that several share says again."""
    groups: dict[str, list[tuple[str, str]]] = {}
    shared = Counter(words_of_acts().values())
    for act, word in words_of_acts().items():
        subject = trail_of(act).subject
        groups.setdefault(subject, []).append((act, f"{word}（{subject}）" if shared[word] > 1 else word))
    return list(groups.items())


def filtered(rows: QuerySet[AuditRow], form: AuditFilter) -> QuerySet[AuditRow]:
    given = {name: form.value(name) for name in ("body", "act")}
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    if form.value("person") == SYSTEM:
        rows = rows.filter(actor=None)
    elif form.people:
        rows = rows.filter(actor__in=form.people)
    if since := form.value("since"):
        rows = rows.filter(at__gte=_midnight(since))
    if until := form.value("until"):
        rows = rows.filter(at__lt=_midnight(until + timedelta(days=1)))
    return rows.filter(_about(str(form.value("text")).strip()))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _about(text: str) -> Q:
    """By subject: a whole one as the list links to it, or a part; or of information whose title or number holds the text."""
    if not text:
        return Q()
    if "/" in text:
        return Q(subject=text) | Q(subject__startswith=f"{text}/")
    lines = RecordLine.objects.filter(text__contains=text.lower())
    paths = lines.values_list("record__item__path", flat=True)[:_MOST]
    return Q(subject__icontains=text) | Q(subject__in=list(paths))


@desk_view(Act.VIEW_AUDIT)
def audit(request: DeskRequest) -> HttpResponse:
    reach = request.seat.reach(Act.VIEW_AUDIT)
    form = AuditFilter(
        request.GET.dict(), [(pk, name) for pk, name in request.seat.names.items() if pk in reach]
    )
    page = keyset_page(filtered(AuditRow.objects.select_related("actor"), form), request.GET.dict())
    words, reader = words_of_acts(), Reader()
    rows = [
        {
            "entry": entry,
            "act": words.get(entry.act, entry.act),
            "subject": reader.subject(entry),
            "body_name": request.seat.name_of(entry.body_id),
            "changes": reader.changes(entry),
        }
        for entry in page.rows
    ]
    return render(request, "desk/audit.html", {"form": form, "rows": rows, "page": page})
