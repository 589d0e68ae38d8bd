"""The list of pages, one page with its text, what changed and who signed, and the acts on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from gongkai.bodies.access import MATRIX, Act
from gongkai.bodies.models import PublicBody
from gongkai.desk.papers.acts import (
    OUTDATED,
    PUBLISH,
    RETURN,
    SIGN,
    STAGE_OF,
    SUBMIT,
    lawful,
    mark_of,
)
from gongkai.desk.papers.kinds import kind_named, paper_kinds
from gongkai.portal.shapes import PaperContent
from gongkai.publication import services
from gongkai.publication.enums import RoundState
from gongkai.publication.models import Revision
from gongkai.publication.papers import (
    OPEN,
    KeptPaper,
    PaperKind,
    composed,
    differs,
    kept_papers,
    note_of,
    outdated,
    submit_paper,
)
from gongkai.publication.services import STAGE_ACTS, PublicationError, ReviewError, content_of
from gongkai.records.forms import ReasonForm
from gongkai.shell.access import DeskRequest, Way, desk_view
from gongkai.shell.comparison import compare
from gongkai.shell.notices import leave_notice
from gongkai.shell.public import public_href

REVIEW = (Act.CLEAR_FIRST, Act.CLEAR_SECOND, Act.APPROVE)
REFUSALS = (ReviewError, PublicationError)


@dataclass(frozen=True, slots=True)
class Place:
    """A page of a body: what is kept there, and what its facts say today."""

    body: PublicBody
    kept: KeptPaper
    now: PaperContent
    acts: frozenset[str]

    @property
    def kind(self) -> PaperKind:
        return self.kept.kind

    @property
    def shown(self) -> PaperContent:
        """What is under review, else what would be submitted."""
        if self.kept.latest is not None and self.kept.state in OPEN:
            return cast("PaperContent", content_of(self.kept.latest))
        return self.now


@desk_view(Act.VIEW_RECORDS)
def papers(request: DeskRequest) -> HttpResponse:
    """Every kind of page at the body of the seat."""
    body = request.seat.body
    kept = kept_papers(body, paper_kinds())
    stale = {paper.kind.kind for paper in outdated(kept, body, request.seat.today)}
    rows = [(paper, OUTDATED if paper.kind.kind in stale else mark_of(paper.state)) for paper in kept]
    return render(request, "desk/papers.html", {"rows": rows, "code": body.code})


@desk_view(Act.VIEW_RECORDS)
def paper(request: DeskRequest, code: str, kind: str) -> HttpResponse:
    return _response(request, _place(request, code, kind))


def _back(code: str, kind: str) -> Way:
    """Where a refusal of an act on a page leads."""
    return "回到该页", reverse("paper", args=[code, kind])


def _place(request: DeskRequest, code: str, kind: str) -> Place:
    reach = request.seat.reach(Act.VIEW_RECORDS)
    body = get_object_or_404(PublicBody.objects.filter(pk__in=reach), code=code)
    found = kind_named(kind, body, request.seat.today)
    if found is None:
        raise Http404
    (kept,) = kept_papers(body, [found])
    notice = content_of(kept.live.revision).notice if kept.live else ""
    now = composed(kept, body, request.seat.today, notice)
    allowed = request.seat.acts_at(body.pk)
    acts = lawful(kept, request.seat.person, allowed, changed=differs(kept, now))
    return Place(body, kept, now, acts)


def _response(
    request: DeskRequest,
    place: Place,
    return_form: ReasonForm | None = None,
    note_form: ReasonForm | None = None,
) -> HttpResponse:
    kept = place.kept
    values = {
        "place": place,
        "content": place.shown,
        "revision": kept.latest,
        "state": mark_of(kept.state),
        "outdated": OUTDATED if kept.live and kept.state not in OPEN and differs(kept, place.now) else None,
        "note": note_of(kept.latest) if kept.latest and kept.state is RoundState.RETURNED else "",
        "waiting_for": _waiting_for(place),
        "signatures": _signatures(kept.latest),
        "public_url": public_href(request, kept.live.item.path) if kept.live else "",
        "return_form": return_form or ReasonForm(label="退回意见", auto_id="return_%s"),
        "note_form": note_form or _note_form(kept),
        **_changes(place),
    }
    wrong = return_form is not None or note_form is not None
    return render(request, "desk/paper.html", values, status=422 if wrong else 200)


def _note_form(kept: KeptPaper) -> ReasonForm | None:
    """A further publication is a correction and says what changed."""
    if kept.live is None:
        return None
    initial = {"reason": "按登记事项的变化更新"}
    return ReasonForm(label="更正说明", auto_id="publish_%s", initial=initial)


def _waiting_for(place: Place) -> str:
    state = place.kept.state
    stage = STAGE_OF.get(state) if state else None
    if stage is not None and SIGN not in place.acts:
        return f"正在等待{_roles(STAGE_ACTS[stage])}{stage.label}。"
    if state is RoundState.READY and PUBLISH not in place.acts:
        return f"审签已完成，等待{_roles(Act.PUBLISH)}发布。"
    if place.acts:
        return ""
    if place.kept.live and not differs(place.kept, place.now):
        return "已发布的内容与登记事项一致，无需更新。"
    return f"由{_roles(Act.DRAFT_RECORD)}提交审核。"


def _roles(act: Act) -> str:
    return "或".join(grant.role.label for grant in MATRIX[act])


def _signatures(revision: Revision | None) -> list[Any]:
    if revision is None:
        return []
    return list(revision.clearances.select_related("person").order_by("at", "pk"))


def _changes(place: Place) -> dict[str, Any]:
    """What the shown text changes of the live page."""
    live = place.kept.live
    if live is None:
        return {"compared": False, "passages": []}
    was = cast("PaperContent", content_of(live.revision))
    passages = compare(_markup(was), _markup(place.shown))
    return {"compared": True, "passages": [row for row in passages if row.kind != "same"]}


def _markup(content: PaperContent) -> str:
    return render_to_string("desk/blocks.html", {"blocks": content.blocks})


@desk_view(Act.DRAFT_RECORD, refusals=REFUSALS, back=_back)
def submit(request: DeskRequest, code: str, kind: str) -> HttpResponse:
    place = _place(request, code, kind)
    if request.method != "POST":
        return redirect("paper", code, kind)
    _insist(place, SUBMIT, "提交审核")
    submit_paper(kind=place.kind, body=place.body, actor=request.seat.person, at=timezone.now())
    leave_notice(request, "已按登记事项编制并提交审核。")
    return redirect("paper", code, kind)


@desk_view(*REVIEW, refusals=REFUSALS, back=_back)
def sign(request: DeskRequest, code: str, kind: str) -> HttpResponse:
    """Sign the round that the person has read."""
    place = _place(request, code, kind)
    if request.method != "POST":
        return redirect("paper", code, kind)
    _insist(place, SIGN, "同意")
    revision = _latest(place)
    if request.POST.get("sha256") != revision.content_sha256:
        raise ReviewError("送审稿已有变化，您看到的不是最新文字。请回到该页，看过最新送审稿后再签署。")
    assert place.kept.state is not None
    stage = STAGE_OF[place.kept.state]
    services.clear(revision=revision, stage=stage, actor=request.seat.person, at=timezone.now())
    leave_notice(request, f"已签署“{stage.label}”同意。")
    return redirect("paper", code, kind)


@desk_view(*REVIEW, refusals=REFUSALS, back=_back)
def send_back(request: DeskRequest, code: str, kind: str) -> HttpResponse:
    place = _place(request, code, kind)
    if request.method != "POST":
        return redirect("paper", code, kind)
    _insist(place, RETURN, "退回修改")
    form = ReasonForm(request.POST, label="退回意见", auto_id="return_%s")
    if not form.is_valid():
        return _response(request, place, return_form=form)
    note = form.cleaned_data["reason"]
    services.send_back(revision=_latest(place), note=note, actor=request.seat.person, at=timezone.now())
    leave_notice(request, "已退回拟稿人。改正登记事项后可以重新编制。")
    return redirect("paper", code, kind)


@desk_view(Act.PUBLISH, refusals=REFUSALS, back=_back)
def publish(request: DeskRequest, code: str, kind: str) -> HttpResponse:
    place = _place(request, code, kind)
    if request.method != "POST":
        return redirect("paper", code, kind)
    _insist(place, PUBLISH, "发布")
    required = place.kept.live is not None
    form = ReasonForm(request.POST, label="更正说明", auto_id="publish_%s", required=required)
    if not form.is_valid():
        return _response(request, place, note_form=form)
    note = form.cleaned_data["reason"]
    services.publish(revision=_latest(place), actor=request.seat.person, at=timezone.now(), change_note=note)
    leave_notice(request, "已发布，公开网站随后更新。")
    return redirect("paper", code, kind)


def _latest(place: Place) -> Revision:
    if place.kept.latest is None:
        raise ReviewError("本页还没有送审稿，请先由拟稿人提交审核。")
    return place.kept.latest


def _insist(place: Place, act: str, label: str) -> None:
    if act not in place.acts:
        raise ReviewError(
            f"“{place.kind.title}”现为“{mark_of(place.kept.state).word}”，您现在不能办理“{label}”；"
            "请回到该页查看下一步。"
        )
