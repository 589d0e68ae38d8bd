"""The record page: the text as it will appear, its facts, who signed, and what may be done now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from gongkai.bodies.access import MATRIX, Act
from gongkai.bodies.models import AuditRow
from gongkai.files.services import default_store
from gongkai.law.publishing import publishing_sentence
from gongkai.portal.shapes import RecordContent
from gongkai.publication.models import Standing
from gongkai.publication.services import STAGE_ACTS
from gongkai.records.enums import DisclosureAttribute, LegalCharacter, State
from gongkai.records.forms import AttachmentForm, ReasonForm, Terms, terms_for
from gongkai.records.models import Determination, Record, RecordAttachment, Taxonomy
from gongkai.records.next_acts import (
    FILE,
    PUBLISH,
    RETURN,
    SIGN,
    SUBMIT,
    Step,
    lawful_steps,
    next_acts,
    situation_of,
)
from gongkai.records.rules import CLEARED, STAGE_OF, TAKEN_EFFECT, clean_html
from gongkai.records.services import content_of
from gongkai.records.wording import ACTS, CORRECTING, attribute_mark, state_mark, validity_mark
from gongkai.shell.access import DeskRequest, Way, desk_view
from gongkai.shell.public import public_href
from gongkai.shell.working_days import current_calendar


@dataclass(frozen=True, slots=True)
class Failed:
    """An act that was refused, with the form that says why."""

    step: Step
    form: forms.Form


def record_or_404(pk: int) -> Record:
    rows = Record.objects.select_related("item", "body", "author", "revision__item")
    return get_object_or_404(rows, pk=pk)


def back_to_record(pk: int, **_place: object) -> Way:
    """Where a refusal of an act on a record, or on a file of it, leads."""
    return "回到信息页", reverse("record", args=[pk])


def steps_for(request: DeskRequest, record: Record) -> tuple[Step, ...]:
    return next_acts(request.seat.person, record, request.seat.acts_at(record.body_id))


@desk_view(Act.VIEW_RECORDS)
def record(request: DeskRequest, pk: int) -> HttpResponse:
    return record_response(request, record_or_404(pk))


def record_response(
    request: DeskRequest, row: Record, failed: Failed | None = None, sentences: tuple[str, ...] = ()
) -> HttpResponse:
    """The page; `sentences` and `failed` say why the act just asked for was not done."""
    now = situation_of(request.seat.person, row)
    steps = lawful_steps(now, request.seat.acts_at(row.body_id))
    valid = Determination.objects.filter(record=row, valid_to=None).select_related("person").first()
    terms = terms_for(row.made_on.year)
    content = content_of(
        row, request.seat.name_of(row.body_id), DisclosureAttribute(valid.attribute if valid else "PROACTIVE")
    )
    standing = _standing(row)
    values = {
        "record": row,
        "content": content,
        "text": safe_text(content),
        "facts": facts_of(content, terms),
        "state": state_mark(row.state),
        "validity": validity_mark(row.validity),
        "shows_validity": row.state in TAKEN_EFFECT,
        "attribute": attribute_mark(valid.attribute if valid else None),
        "determination": valid,
        "attachments": list(row.attachments.select_related("file").order_by("position")),
        "timeline": timeline_of(row),
        "public_url": public_href(request, row.item.path) if standing else "",
        "standing": standing,
        "publish_by": _publish_by(request, row, content, standing),
        "correcting": now.correcting,
        "correcting_mark": CORRECTING if now.correcting and now.state is not State.CORRECTING else None,
        "steps": {step.name for step in steps},
        "reviews": SIGN in steps,
        "taken_back": RETURN in steps and row.state in CLEARED,
        "waiting_for": _waiting_for(row, steps, content),
        "sentences": sentences,
        **_forms(standing, failed),
    }
    return render(request, "records/record.html", values, status=409 if failed or sentences else 200)


def _publish_by(request: DeskRequest, row: Record, content: RecordContent, standing: Standing | None) -> str:
    """The term of what is still to be published; nothing of what is not, and of what stands already."""
    if standing is not None or content.disclosure != DisclosureAttribute.PROACTIVE:
        return ""
    return publishing_sentence(row.made_on, current_calendar(), request.seat.today)


def _standing(row: Record) -> Standing | None:
    rows = Standing.objects.select_related("edition__act", "tombstone__act")
    return rows.filter(item=row.item_id).first()


def _forms(standing: Standing | None, failed: Failed | None) -> dict[str, Any]:
    """The small forms of the page; the refused one is shown as it came back."""
    found: dict[str, forms.Form] = {
        "publish_form": ReasonForm(label="更正说明", auto_id="publish_%s"),
        "return_form": ReasonForm(label="退回意见", auto_id="return_%s"),
        "withdraw_form": ReasonForm(label="撤回理由", auto_id="withdraw_%s"),
        "attach_form": AttachmentForm(label_suffix="", auto_id="attach_%s"),
    }
    if failed:
        found[f"{failed.step.name.removeprefix('record_')}_form"] = failed.form
    return {**found, "failed": failed.form if failed else None, "again": standing is not None}


def _waiting_for(row: Record, steps: tuple[Step, ...], content: RecordContent) -> str:
    """Who acts next when the person looking at the page does not."""
    stage = STAGE_OF.get(State(row.state))
    if stage is not None and RETURN not in steps:
        return f"正在等待{_roles(STAGE_ACTS[stage])}{stage.label}。"
    if row.state == State.READY and PUBLISH not in steps:
        return f"审签已完成，等待{_roles(Act.PUBLISH)}发布。"
    if row.state == State.UNDETERMINED and not steps:
        return f"等待{_roles(Act.DETERMINE)}认定公开属性。"
    if row.state == State.TO_FILE and FILE not in steps:
        return f"审签已完成，等待{_roles(Act.FILE_AWAY)}归档。"
    if content.disclosure != DisclosureAttribute.PROACTIVE and SUBMIT in steps:
        return "本件不属于主动公开范围：认定经初审、复审、批准后归档，不对外发布。"
    return "" if steps else "您在这里没有需要办理的事项。"


def _roles(act: Act) -> str:
    return "或".join(grant.role.label for grant in MATRIX[act])


def safe_text(content: RecordContent) -> SafeString:
    """The text as markup; cleaned again here, so that nothing depends on how a row came into the table."""
    return mark_safe(clean_html(content.html))  # noqa: S308 - sanitised by nh3 in the same expression


def facts_of(content: RecordContent, terms: Terms) -> list[tuple[str, str]]:
    """Label and value as the public page prints them; empty ones are left out."""
    columns, areas = terms.names(Taxonomy.Kind.COLUMN), terms.names(Taxonomy.Kind.KEY_AREA)
    character = LegalCharacter(content.legal_character)
    rows = (
        ("索引号", content.index_number),
        ("文号", content.document_number),
        ("主题分类", terms.names(Taxonomy.Kind.THEME).get(content.theme, content.theme)),
        ("体裁分类", content.genre),
        ("文件性质", "" if character is LegalCharacter.OTHER else character.label),
        ("发布机构", content.body_name),
        ("主栏目", "".join(columns.get(code, code) for code in content.columns[:1])),
        ("同步栏目", "、".join(columns.get(code, code) for code in content.columns[1:])),
        ("重点领域", "、".join(areas.get(code, code) for code in content.key_areas)),
        ("内容概述", content.summary),
    )
    return [row for row in rows if row[1]]


def timeline_of(row: Record) -> list[tuple[str, AuditRow]]:
    """Every act on the record, the latest first, each with its word."""
    rows = AuditRow.objects.filter(subject=row.item.path, body=row.body_id).select_related("actor")
    return [(ACTS.get(entry.act, entry.act), entry) for entry in rows.order_by("-pk")[:100]]


@desk_view(Act.VIEW_RECORDS)
def attachment(_request: DeskRequest, pk: int, position: int) -> HttpResponseBase:
    rows = RecordAttachment.objects.select_related("file")
    row = get_object_or_404(rows, record=pk, position=position)
    return FileResponse(
        default_store().open(row.file.sha256),
        as_attachment=True,
        filename=row.name,
        content_type=row.file.media_type,
    )
