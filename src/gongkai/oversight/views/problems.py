"""存在问题: what a year named, and what became of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.bodies.models import PublicBody
from gongkai.oversight.forms import ProblemForm, ResolveForm
from gongkai.oversight.models import Problem
from gongkai.oversight.rules import OversightError
from gongkai.oversight.services.problems import Noted, note_problem, resolve_problem
from gongkai.oversight.views.parts import REFUSALS, form_page, named
from gongkai.oversight.wording import problem_mark
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.marking import marking
from gongkai.shell.notices import leave_notice
from gongkai.shell.paging import keyset_page

NOTING = (Act.PLAN_TASKS, Act.REPORT_PROGRESS)


@desk_view(Act.VIEW_TASKS)
def problems(request: DeskRequest) -> HttpResponse:
    page = keyset_page(Problem.objects.all(), request.GET.dict())
    notes = request.seat.reach(*NOTING)
    rows = [
        (row, request.seat.name_of(row.body_id), problem_mark(row), row.body_id in notes) for row in page.rows
    ]
    return render(request, "oversight/problems.html", {"page": page, "rows": rows, "notes": bool(notes)})


@desk_view(*NOTING, refusals=REFUSALS)
def new(request: DeskRequest) -> HttpResponse:
    form = ProblemForm(request.POST or None, initial={"year": request.seat.today.year})
    form.choose("body", named(request, *NOTING))
    if form.is_valid():
        with marking(form, OversightError):
            values = form.cleaned_data
            note_problem(
                body=PublicBody.objects.get(pk=values["body"]),
                content=Noted(year=values["year"], text=values["text"], measure=values["measure"]),
                actor=request.seat.person,
                at=timezone.now(),
            )
            leave_notice(request, "问题已登记。")
            return redirect("problems")
    return form_page(
        request,
        form,
        {
            "title": "登记存在问题",
            "lead": "写明问题在哪里、打算怎样改进。",
            "button": "登记",
            "icon": "valid",
            "back": reverse("problems"),
            "parent": "存在问题",
        },
    )


@desk_view(*NOTING, refusals=REFUSALS)
def resolve(request: DeskRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Problem.objects.select_related("body"), pk=pk)
    form = ResolveForm(request.POST or None, initial={"resolved_on": request.seat.today})
    if form.is_valid():
        with marking(form, OversightError):
            resolve_problem(problem=row, actor=request.seat.person, at=timezone.now(), **form.cleaned_data)
            leave_notice(request, "改进情况已登记。")
            return redirect("problems")
    return form_page(
        request,
        form,
        {
            "title": "登记改进情况",
            "lead": f"{row.year}年的问题：{row.text}",
            "button": "登记",
            "icon": "valid",
            "back": reverse("problems"),
            "parent": "存在问题",
        },
    )
