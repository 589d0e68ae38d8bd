"""新增人员, 授予角色 and 结束角色: the system administrator makes the account, the security administrator gives it a part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import forms
from django.core.validators import RegexValidator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongkai.bodies.access import Act
from gongkai.bodies.accounts import (
    GRANTABLE,
    LOGIN_FAULT,
    AccountError,
    create_account,
    end_role,
    grant_role,
)
from gongkai.bodies.enums import Role
from gongkai.bodies.models import PublicBody, RoleAssignment
from gongkai.bodies.rules import LOGIN_NAME
from gongkai.desk.people import back_to_person, person_or_404
from gongkai.law.wording import plain_date
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.fields import TextField, day_field, to_choose, to_fill
from gongkai.shell.notices import leave_notice


class PersonForm(forms.Form):
    display_name = TextField(label="姓名", max_length=50, error_messages=to_fill("姓名"))
    username = TextField(
        label="登录名",
        max_length=50,
        validators=[RegexValidator(rf"\A{LOGIN_NAME.pattern}\Z", LOGIN_FAULT)],
        help_text="由小写字母、数字、点和连字符组成，建立后不能更改。",
        error_messages=to_fill("登录名"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def __init__(self, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data, label_suffix="")


class GrantForm(forms.Form):
    body = forms.ChoiceField(label="单位", error_messages=to_choose("单位"))
    role = forms.ChoiceField(
        label="角色",
        choices=[("", "请选择"), *((role.value, role.label) for role in GRANTABLE)],
        error_messages=to_choose("角色"),
    )
    valid_from = day_field("起始日期")
    valid_to = day_field("最后一日", required=False, help_text="长期担任的不填；AB角代理、借调填最后一日。")

    def __init__(self, data: Mapping[str, str] | None, bodies: Iterable[tuple[int, str]]) -> None:
        today = timezone.localdate()
        super().__init__(data, label_suffix="", initial={"valid_from": today})
        chooser = self.fields["body"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [("", "请选择"), *((str(pk), name) for pk, name in bodies)]


class EndForm(forms.Form):
    until = day_field("最后一日", help_text="当日仍可办理，次日起不能。要立即结束，填昨天。")

    def __init__(self, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data, label_suffix="", initial={"until": timezone.localdate()})


@never_cache
@desk_view(Act.MANAGE_ACCOUNTS)
def new(request: DeskRequest) -> HttpResponse:
    """The password stands on the answer alone, as with 重置口令."""
    form = PersonForm(request.POST.dict() if request.method == "POST" else None)
    if form.is_valid():
        try:
            person, password = create_account(
                **form.cleaned_data,
                body=request.seat.body,
                actor=request.seat.person,
                at=timezone.now(),
            )
        except AccountError as refusal:
            form.add_error("username", str(refusal))
        else:
            values = {"person": person, "password": password, "new": True}
            return render(request, "desk/person_reset.html", values)
    values = {
        "title": "新增人员",
        "lead": "账号建立后不能办理任何事项，由安全管理员授予角色后方可使用。",
        "button": "建立账号",
        "back": reverse("people"),
        "parent": "人员与账号",
    }
    return _form_page(request, form, values)


@desk_view(Act.ASSIGN_ROLES, back=back_to_person)
def grant(request: DeskRequest, pk: int) -> HttpResponse:
    person = person_or_404(request, pk)
    reach = request.seat.reach(Act.ASSIGN_ROLES)
    bodies = [(body, name) for body, name in request.seat.names.items() if body in reach]
    form = GrantForm(request.POST.dict() if request.method == "POST" else None, bodies)
    if form.is_valid():
        facts = form.cleaned_data
        try:
            made = grant_role(
                person=person,
                body=PublicBody.objects.get(pk=int(facts["body"])),
                role=Role(facts["role"]),
                valid_from=facts["valid_from"],
                valid_to=facts["valid_to"],
                actor=request.seat.person,
                at=timezone.now(),
            )
        except AccountError as refusal:
            form.add_error(_field_of(form, str(refusal)), str(refusal))
        else:
            where = request.seat.name_of(made.body_id)
            leave_notice(
                request,
                f"{person.display_name}自{plain_date(made.valid_from)}起担任{where}{made.get_role_display()}。",
            )
            return redirect("person", pk)
    values = {
        "title": "授予角色",
        "lead": f"授予{person.display_name}。同一件事的拟稿、审核、批准须由不同的人办理，系统逐件核对。",
        "button": "授予",
        **_of(pk, person.display_name),
    }
    return _form_page(request, form, values)


@desk_view(Act.ASSIGN_ROLES, refusals=(AccountError,), back=back_to_person)
def end(request: DeskRequest, pk: int, assignment: int) -> HttpResponse:
    person = person_or_404(request, pk)
    rows = RoleAssignment.objects.filter(person=person, body__in=request.seat.reach(Act.ASSIGN_ROLES))
    row = get_object_or_404(rows, pk=assignment)
    form = EndForm(request.POST.dict() if request.method == "POST" else None)
    what = f"{person.display_name}担任的{request.seat.name_of(row.body_id)}{row.get_role_display()}"
    if form.is_valid():
        until = form.cleaned_data["until"]
        try:
            end_role(assignment=row, until=until, actor=request.seat.person, at=timezone.now())
        except AccountError as refusal:
            form.add_error("until", str(refusal))
        else:
            leave_notice(request, f"{what}至{plain_date(until)}结束。")
            return redirect("person", pk)
    values = {
        "title": "结束角色",
        "lead": f"{what}。已经办理、签署的事项不受影响；未办完的事项请先交接。",
        "button": "结束角色",
        **_of(pk, person.display_name),
    }
    return _form_page(request, form, values)


def _field_of(form: forms.Form, sentence: str) -> str | None:
    """A role that is held already stands at the role, a day at its field; what is about the account, above the form."""
    if "已担任" in sentence:
        return "role"
    return next((bound.name for bound in form if sentence.startswith(str(bound.label))), None)


def _of(pk: int, name: str) -> dict[str, str]:
    return {"back": reverse("person", args=[pk]), "parent": name}


def _form_page(request: DeskRequest, form: forms.Form, values: Mapping[str, object]) -> HttpResponse:
    page = {"form": form, "fields": [(bound, "") for bound in form], "icon": "valid", **values}
    return render(request, "shell/form.html", page, status=422 if form.errors else 200)
