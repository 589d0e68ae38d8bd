"""What the screens of this room share."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.engagement.rules import EngagementError
from gongkai.engagement.wording import LAW
from gongkai.shell.access import DeskRequest

REFUSALS = (EngagementError,)
LISTS = {
    "accounts": "政务新媒体账号",
    "activities": "活动",
    "concerns": "政务舆情",
    "external_cases": "转办件",
    "interpretations": "政策解读",
    "proposals": "建议提案",
}


def form_page(  # noqa: PLR0913, PLR0917 - the words of the page
    request: DeskRequest, form: Form, title: str, button: str, back: str, lead: str = ""
) -> HttpResponse:
    """One form with the law's words beside its fields; `back` names the list that it came from."""
    values = {
        "form": form,
        "fields": [(bound, LAW.get(bound.name, "")) for bound in form.visible_fields()],
        "title": title,
        "lead": lead,
        "button": button,
        "icon": "valid",
        "back": reverse(back),
        "parent": LISTS[back],
    }
    return render(request, "shell/form.html", values, status=422 if form.errors else 200)
