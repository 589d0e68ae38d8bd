"""收件登记."""

from __future__ import annotations

import secrets

from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.casework import services
from gongkai.casework.forms import RegisterForm
from gongkai.casework.models import Request
from gongkai.casework.queries import subjects_of
from gongkai.casework.services import CaseError
from gongkai.casework.views.acting import add_faults, mark
from gongkai.casework.wording import LAW
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.notices import leave_notice


@desk_view(Act.REGISTER_REQUEST, refusals=(CaseError,))
def register(request: DeskRequest) -> HttpResponse:
    posted = request.method == "POST"
    form = RegisterForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"once": secrets.token_hex(16)},
        subjects=subjects_of(request.seat.today.year),
    )
    if form.is_valid():
        made = _registered(request, form)
        if made is not None:
            leave_notice(request, f"已登记，收件编号{made.number}。")
            return redirect("request", made.pk)
    if posted:
        add_faults(form, services.arrival_faults(form.cleaned_data, timezone.now()))
    groups = [(title, [(form[name], LAW.get(name, "")) for name in names]) for title, names in form.GROUPS]
    values = {"form": form, "groups": groups}
    return render(request, "casework/register.html", values, status=422 if form.errors else 200)


def _registered(request: DeskRequest, form: RegisterForm) -> Request | None:
    """The request, or None with the reason in the form; a form that is sent twice registers one."""
    once = form.cleaned_data["once"]
    try:
        return services.register(
            body=request.seat.body,
            arrival=form.arrival(),
            applicant=form.identity(),
            wanted=form.wanted(),
            actor=request.seat.person,
            at=timezone.now(),
            files=form.attachments(),
            once=once,
        )
    except IntegrityError:
        if (found := services.registered_under(once)) is None:
            raise
        return found
    except CaseError as refusal:
        mark(form, refusal)
        return None
