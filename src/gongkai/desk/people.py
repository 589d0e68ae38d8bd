"""机构与人员: who works where in which role, and in what state their account is; 重置口令, 停用 and 启用 by the system administrator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongkai.bodies.access import Act
from gongkai.bodies.accounts import (
    AccountError,
    close_account,
    open_account,
    refuse_account,
    refuse_roles,
    reset_password,
)
from gongkai.bodies.enums import Role
from gongkai.bodies.models import Person, RoleAssignment
from gongkai.bodies.services import AccessDenied, SeparationBroken
from gongkai.desk.signin import LIMIT, failures_of
from gongkai.shell.access import DeskRequest, Way, desk_view
from gongkai.shell.fields import TextField
from gongkai.shell.marks import Mark
from gongkai.shell.notices import leave_notice
from gongkai.shell.paging import keyset_page

REFUSALS: Final = (AccountError,)
_IDLE: Final = Q(~Exists(RoleAssignment.objects.filter(person=OuterRef("pk"))))
STATES: Final = (
    ("active", "在用"),
    ("closed", "已停用"),
    ("never", "从未登录"),
    ("must", "待换口令"),
    ("idle", "尚无角色"),
)


class PeopleFilter(forms.Form):
    text = TextField(
        label="姓名或者登录名",
        required=False,
        max_length=50,
        widget=forms.TextInput(attrs={"data-search": ""}),
    )
    body = forms.ChoiceField(label="单位", required=False)
    role = forms.ChoiceField(label="角色", required=False, choices=[("", "全部"), *Role.choices])
    state = forms.ChoiceField(label="账号", required=False, choices=[("", "全部"), *STATES])

    def __init__(self, data: Mapping[str, str], bodies: Iterable[tuple[int, str]]) -> None:
        super().__init__(data, label_suffix="", auto_id="filter_%s")
        chooser = self.fields["body"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [("", "全部"), *((str(pk), name) for pk, name in bodies)]
        self.is_valid()

    def value(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "").strip()

    @property
    def active(self) -> bool:
        return any(self.value(name) for name in self.fields)


class ReasonForm(forms.Form):
    reason = TextField(
        label="停用理由",
        max_length=200,
        help_text="例如：调离、退休、账号长期不用。",
        error_messages={"required": "请填写停用理由。"},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data, label_suffix="")


@dataclass(frozen=True, slots=True)
class Held:
    """A role as the pages tell it: whether it is held today, and whether it still runs or is yet to begin."""

    role: str
    body: str
    assignment: RoleAssignment
    now: bool
    runs: bool


@desk_view(Act.VIEW_PEOPLE)
def people(request: DeskRequest) -> HttpResponse:
    reach = request.seat.reach(Act.VIEW_PEOPLE)
    manages = bool(request.seat.reach(Act.MANAGE_ACCOUNTS))
    form = PeopleFilter(
        request.GET.dict(), [(pk, name) for pk, name in request.seat.names.items() if pk in reach]
    )
    page = keyset_page(_filtered(form, reach), request.GET.dict())
    held = _held(request, page.rows, reach)
    failed = failures_of([row.username for row in page.rows], timezone.now())
    rows = [(row, held[row.pk], _marks(row, failed.get(row.username, 0))) for row in page.rows]
    values = {"form": form, "page": page, "rows": rows, "manages": manages}
    return render(request, "desk/people.html", values)


def _filtered(form: PeopleFilter, reach: frozenset[int]) -> QuerySet[Person]:
    roles = RoleAssignment.objects.filter(body__in=reach)
    body, role = form.value("body"), form.value("role")
    if body:
        roles = roles.filter(body=int(body))
    if role:
        roles = roles.filter(role=role)
    rows = Person.objects.filter(Q(pk__in=roles.values("person")) if body or role else _known_by(roles))
    if text := form.value("text"):
        rows = rows.filter(Q(display_name__icontains=text) | Q(username__icontains=text))
    return rows.filter(_in_state(form.value("state")))


def _in_state(state: str) -> Q:
    chosen = {
        "active": Q(is_active=True),
        "closed": Q(is_active=False),
        "never": Q(last_login=None),
        "must": Q(must_change=True),
        "idle": _IDLE,
    }
    return chosen.get(state, Q())


def _held(request: DeskRequest, rows: Iterable[Person], reach: frozenset[int]) -> dict[int, list[Held]]:
    """Each person's roles within reach, those of today first."""
    today = request.seat.today
    found: dict[int, list[Held]] = {row.pk: [] for row in rows}
    for entry in RoleAssignment.objects.filter(person__in=found, body__in=reach).order_by("valid_from", "pk"):
        runs = entry.valid_to is None or entry.valid_to >= today
        now = entry.valid_from <= today and runs
        name = request.seat.name_of(entry.body_id)
        found[entry.person_id].append(Held(entry.get_role_display(), name, entry, now, runs))
    return {pk: sorted(held, key=lambda row: not row.now) for pk, held in found.items()}


def _marks(person: Person, failed: int) -> list[Mark]:
    """The state of the account, and what about it wants to be known."""
    found = [Mark("在用", "valid", "good") if person.is_active else Mark("已停用", "ended", "quiet-state")]
    if failed >= LIMIT:
        found.append(Mark(f"15分钟内登录失败{failed}次，暂停登录", "locked", "bad"))
    if person.last_login is None:
        found.append(Mark("从未登录", "question", "warn"))
    if person.must_change:
        found.append(Mark("待换口令", "waiting", "warn"))
    return found


@desk_view(Act.VIEW_PEOPLE)
def person(request: DeskRequest, pk: int) -> HttpResponse:
    return _page(request, person_or_404(request, pk), ReasonForm())


def person_or_404(request: DeskRequest, pk: int) -> Person:
    roles = RoleAssignment.objects.filter(body__in=request.seat.reach(Act.VIEW_PEOPLE))
    return get_object_or_404(Person.objects.filter(_known_by(roles)), pk=pk)


def _known_by(roles: QuerySet[RoleAssignment]) -> Q:
    """Who holds or held one of the roles, and who was entered and holds none yet: nobody else could give them one."""
    return Q(pk__in=roles.values("person")) | _IDLE


def _page(request: DeskRequest, row: Person, form: ReasonForm) -> HttpResponse:
    values: dict[str, Any] = {
        "person": row,
        "held": _held(request, [row], request.seat.reach(Act.VIEW_PEOPLE))[row.pk],
        "marks": _marks(row, failures_of([row.username], timezone.now()).get(row.username, 0)),
        "form": form,
        "manages": bool(request.seat.reach(Act.MANAGE_ACCOUNTS)),
        "grants": request.seat.reach(Act.ASSIGN_ROLES),
        "sees_trail": bool(request.seat.reach(Act.VIEW_AUDIT)),
        "refusal": "",
    }
    if values["manages"]:
        try:
            refuse_account(row, request.seat.person, timezone.now())
        except (AccessDenied, SeparationBroken) as refusal:
            values["refusal"] = str(refusal)
    if values["grants"]:
        try:
            refuse_roles(row, request.seat.person)
        except (AccessDenied, SeparationBroken) as refusal:
            values["grants"], values["refusal"] = frozenset(), str(refusal)
    return render(request, "desk/person.html", values, status=422 if form.errors else 200)


def back_to_person(pk: int, **_more: int) -> Way:
    """Where a refusal of an act on a person leads."""
    return "回到人员页", reverse("person", args=[pk])


@never_cache
@desk_view(Act.MANAGE_ACCOUNTS, refusals=REFUSALS, back=back_to_person)
def reset(request: DeskRequest, pk: int) -> HttpResponse:
    """The new password stands on the answer alone: it is stored nowhere, and the page is not kept."""
    row = person_or_404(request, pk)
    if request.method != "POST":
        return redirect("person", pk)
    password = reset_password(
        person=row, body=request.seat.body, actor=request.seat.person, at=timezone.now()
    )
    return render(request, "desk/person_reset.html", {"person": row, "password": password})


@desk_view(Act.MANAGE_ACCOUNTS, refusals=REFUSALS, back=back_to_person)
def close(request: DeskRequest, pk: int) -> HttpResponse:
    row = person_or_404(request, pk)
    if request.method != "POST":
        return redirect("person", pk)
    form = ReasonForm(request.POST.dict())
    if not form.is_valid():
        return _page(request, row, form)
    close_account(
        person=row,
        body=request.seat.body,
        reason=form.cleaned_data["reason"],
        actor=request.seat.person,
        at=timezone.now(),
    )
    leave_notice(request, f"{row.display_name}的账号已停用，正在进行的登录随即失效。")
    return redirect("person", pk)


@desk_view(Act.MANAGE_ACCOUNTS, refusals=REFUSALS, back=back_to_person)
def reopen(request: DeskRequest, pk: int) -> HttpResponse:
    row = person_or_404(request, pk)
    if request.method != "POST":
        return redirect("person", pk)
    open_account(person=row, body=request.seat.body, actor=request.seat.person, at=timezone.now())
    leave_notice(request, f"{row.display_name}的账号已启用，口令和角色与停用前相同。")
    return redirect("person", pk)


def people_by_body(bodies: Iterable[int]) -> dict[int, int]:
    """Body id → how many people ever held a role there, as the list of people filtered by the body shows."""
    rows = RoleAssignment.objects.filter(body__in=list(bodies)).values_list("body")
    return dict(rows.annotate(number=Count("person", distinct=True)))
