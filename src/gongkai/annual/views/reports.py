"""Reports of units with where they stand, one report in words, its sections, and the acts on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from gongkai.annual import services
from gongkai.annual.compilation import NoDataOfYear, compile_report
from gongkai.annual.drafting import narrative_of, told
from gongkai.annual.enums import ReportState
from gongkai.annual.forms import NoteForm, SectionForm
from gongkai.annual.freezing import changes_told
from gongkai.annual.measures import measures_of_year
from gongkai.annual.models import AnnualReport, ReportSection
from gongkai.annual.next_acts import ACTS, STAGE_OF, Step, mark_of
from gongkai.annual.outline import outlines_of_year
from gongkai.annual.prose import names_of_figures, spelled, with_keys, with_names
from gongkai.annual.rules import WRITABLE
from gongkai.annual.services import ReportError
from gongkai.annual.terms import lateness, term_of
from gongkai.annual.views.places import Place, back_to_report, body_or_404, place_of
from gongkai.bodies.access import Act
from gongkai.bodies.enums import Group
from gongkai.bodies.models import BodyPeriod
from gongkai.bodies.scope import cross_body, scope_to
from gongkai.law.report_words import remarks
from gongkai.law.reporting import FIRST_R19_REPORT
from gongkai.publication.papers import state_of
from gongkai.publication.services import PublicationError, ReviewError, clear, send_back
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.notices import leave_notice
from gongkai.shell.public import public_href

REFUSALS = (ReportError, NoDataOfYear, PublicationError, ReviewError)
_FIFTH = 5
"""存在的主要问题及改进情况, in the six sections of the national format."""
_DONE = {
    "open": "已开始填报，各部分已按统计数字起草，请逐部分修改。",
    "hand_in": "已报送，等待审核。",
    "accept": "已审核并定稿，各项数字和所计条目已留存。",
    "return": "已退回，填报人可以修改后重新报送。",
    "send": "已送签，等待初审。",
    "sign": "已签署同意。",
    "send_back": "送签稿已退回。",
    "publish": "已公布，公开网站随后更新。",
}


@desk_view(Act.VIEW_FIGURES)
def reports(request: DeskRequest) -> HttpResponse:
    """Every unit in reach that reports, and where its report of the year stands."""
    reach = request.seat.reach(Act.VIEW_FIGURES)
    known = list(
        AnnualReport.objects.filter(body__in=reach)
        .order_by("-year")
        .values_list("year", flat=True)
        .distinct()
    )
    years = sorted({*known, request.seat.today.year - 1}, reverse=True)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and int(asked) in years else years[0]
    if not asked and known:
        year = known[0]
    found = {row.body_id: row for row in AnnualReport.objects.filter(body__in=reach, year=year)}
    periods = _reporting(reach, year, set(found))
    values = {
        "rows": [_row(request, period, year, found.get(period.body_id)) for period in periods],
        "year": year,
        "years": years,
        "published": sum(1 for row in found.values() if row.state == ReportState.PUBLISHED),
    }
    return render(request, "annual/reports.html", values)


def _row(request: DeskRequest, period: BodyPeriod, year: int, report: AnnualReport | None) -> dict[str, Any]:
    term = term_of(period.group, year)
    published_on = report.published_on if report else None
    return {
        "body": period.body,
        "name": request.seat.name_of(period.body_id),
        "report": report,
        "state": mark_of(report),
        "term": term,
        "late": lateness(term.due, published_on, request.seat.today) if term else "",
    }


def _reporting(reach: frozenset[int], year: int, begun: set[int]) -> list[BodyPeriod]:
    """Bodies that report, in the order of the tree; one that does not and has a report all the same is shown."""
    periods = (
        BodyPeriod.objects.filter(body__in=reach, valid_from__year__lte=year)
        .select_related("body")
        .order_by("position", "body__code", "valid_from")
    )
    shown = {row.body_id: row for row in periods if row.reports or row.body_id in begun}
    return list(shown.values())


@desk_view(*ACTS, Act.VIEW_FIGURES)
def text(request: DeskRequest, code: str, year: int) -> HttpResponse:
    """The report as it will be read, section by section."""
    body = body_or_404(request, code, year, *ACTS, Act.VIEW_FIGURES)
    return _text_page(request, place_of(request, body, year))


def _text_page(request: DeskRequest, place: Place, failed: NoteForm | None = None) -> HttpResponse:
    values: dict[str, Any] = {
        "place": place,
        "name": request.seat.name_of(place.body.pk),
        "offers": [(step, _note(step, failed)) for step in place.steps],
        "failed": failed,
        "revision_state": state_of(place.revision).label if place.revision else "",
        "outlines": outlines_of_year(place.year),
        "writable": place.may_edit and place.report is not None and place.report.state in WRITABLE,
        "public_url": "",
    }
    report = place.report
    group = _group(place)
    if term := term_of(group, place.year) if group else None:
        published_on = report.published_on if report else None
        values |= {"term": term, "late": lateness(term.due, published_on, request.seat.today)}
    if report is not None and report.state == ReportState.PUBLISHED and report.item is not None:
        values["public_url"] = public_href(request, report.item.path)
    try:
        with cross_body("roll-up"):
            compiled = compile_report(place.body, place.year)
            narrative = narrative_of(place.body, compiled)
            values["changed"] = changes_told(report, compiled) if report and report.frozen_on else []
    except NoDataOfYear as nothing:
        values["nothing"] = str(nothing)
    else:
        parts = list(told(narrative, compiled))
        values |= {"opening": narrative.opening, "parts": parts, "remarks": _remarks(place, group, parts)}
        values |= {"notes": compiled.notes, "report_name": compiled.body_name}
        values["asks"] = [check for check in compiled.checks if check.asks]
    return render(request, "annual/text.html", values, status=422 if failed is not None else 200)


def _group(place: Place) -> str:
    held = BodyPeriod.objects.filter(body=place.body, valid_from__year__lte=place.year).order_by(
        "-valid_from"
    )
    return held.values_list("group", flat=True).first() or ""


def _remarks(
    place: Place, group: str, parts: list[tuple[str, list[str], tuple[str, ...]]]
) -> tuple[str, ...]:
    """What the national format asks of the words; of section five beside that of the year before."""
    if place.report is None or place.year < FIRST_R19_REPORT:
        return ()
    before = ReportSection.objects.filter(
        report__body=place.body, report__year=place.year - 1, position=_FIFTH
    ).values_list("text", flat=True)
    words = ["\n".join(paragraphs) for _, paragraphs, _ in parts]
    government = group in {Group.GOVERNMENT, Group.TOWN}
    return remarks(place.year, words, government=government, fifth_of_last_year=before.first() or "")


def _note(step: Step, failed: NoteForm | None) -> NoteForm | None:
    if not step.note:
        return None
    return (
        failed if failed is not None and failed.key == step.key else NoteForm(label=step.note, key=step.key)
    )


@desk_view(Act.EDIT_REPORT, refusals=REFUSALS, back=back_to_report)
def section(request: DeskRequest, code: str, year: int, position: int) -> HttpResponse:
    """The words of one section, with the names of the figures that may stand in them."""
    body = body_or_404(request, code, year, Act.EDIT_REPORT)
    row = get_object_or_404(
        ReportSection.objects.select_related("report"),
        report__body=body,
        report__year=year,
        position=position,
    )
    if request.method != "POST":  # what was typed in the meantime stays in the form, with the same sentence
        services.refuse_closed(row.report)
    names = names_of_figures(measures_of_year(year))
    initial = {"text": with_names(row.text, names), "version": row.report.version}
    form = SectionForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and _written(request, row, form, names):
        leave_notice(request, f"“{row.title}”已保存。")
        return redirect("report_text", code, year)
    values = {
        "form": form,
        "row": row,
        "body": body,
        "year": year,
        "name": request.seat.name_of(body.pk),
        "figures": spelled(names).values(),
    }
    return render(request, "annual/section.html", values, status=422 if form.errors else 200)


def _written(request: DeskRequest, row: ReportSection, form: SectionForm, names: Mapping[str, str]) -> bool:
    try:
        services.write_section(
            section=row,
            text=with_keys(form.cleaned_data["text"], names),
            version=form.cleaned_data["version"],
            actor=request.seat.person,
            at=timezone.now(),
            names=names,
        )
    except ReportError as refusal:
        form.add_error("text", str(refusal))
        return False
    return True


@desk_view(*ACTS, refusals=REFUSALS, back=back_to_report)
def act(request: DeskRequest, code: str, year: int, step: str) -> HttpResponse:
    """Any act on the report by the name of its step; what is not lawful now is refused with where it stands."""
    body = body_or_404(request, code, year, *ACTS)
    place = place_of(request, body, year)
    if request.method != "POST":
        return redirect("report_text", code, year)
    chosen = next((each for each in place.steps if each.key == step), None)
    if chosen is None:
        if step not in _DONE:
            raise Http404
        raise ReportError(f"报告现为“{place.state.word}”，您现在不能办理此事项；请回到报告页查看下一步。")
    form = NoteForm(request.POST, label=chosen.note, key=step) if chosen.note else None
    if form is not None and not form.is_valid():
        return _text_page(request, place, failed=form)
    note = form.cleaned_data["note"] if form else ""
    with scope_to({body.pk}, "report"):
        _do(request, place, step, note, timezone.now())
    leave_notice(request, _DONE[step])
    return redirect("report_text", code, year)


def _do(request: DeskRequest, place: Place, step: str, note: str, at: datetime) -> None:
    actor, report = request.seat.person, place.report
    if report is None:
        code = request.POST.get("outline", "")
        fitting = [each.code for each in outlines_of_year(place.year)]
        services.open_report(
            body=place.body,
            year=place.year,
            outline_code=code if code in fitting else fitting[0],
            actor=actor,
            at=at,
        )
    elif step == "hand_in":
        services.hand_in(report=report, actor=actor, at=at)
    elif step == "accept":
        services.accept(report=report, actor=actor, at=at)
    elif step == "return":
        services.return_report(report=report, note=note, actor=actor, at=at)
    elif step == "send":
        services.send_for_review(report=report, actor=actor, at=at)
    elif step == "publish":
        services.publish(report=report, actor=actor, at=at)
    else:
        _review(request, place, step, note, at)


def _review(request: DeskRequest, place: Place, step: str, note: str, at: datetime) -> None:
    """Sign or send back the round that the person has read."""
    revision = place.revision
    if revision is None:
        raise ReportError("报告尚未送签。")
    if request.POST.get("sha256") != revision.content_sha256:
        raise ReviewError("送签稿已有变化，您看到的不是最新文字。请回到报告页，看过最新送签稿后再签署。")
    if step == "sign":
        clear(revision=revision, stage=STAGE_OF[state_of(revision)], actor=request.seat.person, at=at)
    else:
        send_back(revision=revision, note=note, actor=request.seat.person, at=at)
