"""审签页: the text as it will appear, what changed, the attribute with its ground; consent or return."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple, cast

from django.http import HttpResponse
from django.shortcuts import redirect, render

from gongkai.bodies.access import Act
from gongkai.bodies.models import AuditRow, Person
from gongkai.portal.shapes import RecordContent
from gongkai.publication.enums import Stage
from gongkai.publication.models import Clearance, Revision, Standing
from gongkai.publication.services import content_of
from gongkai.records.enums import State
from gongkai.records.forms import ReasonForm, Terms, terms_for
from gongkai.records.models import Determination, IssuedText, Record
from gongkai.records.next_acts import SIGN
from gongkai.records.rules import STAGE_OF
from gongkai.records.views.page import facts_of, record_or_404, safe_text, steps_for
from gongkai.records.wording import attribute_mark, state_mark
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.comparison import Piece, compare, compare_line

_DRAFTING = ("record.draft", "record.edit", "record.attach", "record.detach")
_CLOSING = ("publish", "withdraw")
"""Acts that leave nothing of the working copy for a reviewer to compare."""


class Base(NamedTuple):
    """The revision that the reviewed text is compared with, and what to call it."""

    revision: Revision
    name: str


class FactChange(NamedTuple):
    label: str
    pieces: tuple[Piece, ...]


@desk_view(Act.CLEAR_FIRST, Act.CLEAR_SECOND, Act.APPROVE)
def review(request: DeskRequest, pk: int) -> HttpResponse:
    record = record_or_404(pk)
    if SIGN not in steps_for(request, record):
        return redirect("record", pk)
    form = ReasonForm(label="退回意见", auto_id="return_%s")
    return review_response(request, record, form)


def review_response(request: DeskRequest, record: Record, form: ReasonForm) -> HttpResponse:
    revision = cast("Revision", record.revision)
    content = cast("RecordContent", content_of(revision))
    terms = terms_for(record.made_on.year)
    base = _base(record, revision)
    valid = Determination.objects.filter(record=record, valid_to=None).select_related("person").first()
    signatures, drafters = _signatures(revision), _drafters(record)
    sent = [row.person for row in signatures if row.stage == Stage.AUTHOR]
    values = {
        "record": record,
        "revision": revision,
        "drafters": drafters,
        "senders": [person for person in sent if person not in drafters],
        "content": content,
        "text": safe_text(content),
        "facts": facts_of(content, terms),
        "attachments": list(record.attachments.select_related("file").order_by("position")),
        "state": state_mark(record.state),
        "stage": STAGE_OF[State(record.state)],
        "attribute": attribute_mark(valid.attribute if valid else None),
        "determination": valid,
        "signatures": signatures,
        "base": base,
        **_changes(record, base, content, terms),
        "return_form": form,
    }
    return render(request, "records/review.html", values, status=422 if form.errors else 200)


def _signatures(revision: Revision) -> list[Clearance]:
    return list(revision.clearances.select_related("person").order_by("at", "pk"))


def _drafters(record: Record) -> list[Person]:
    """Who wrote what differs from the text that citizens read, or the whole text before its first publication.

    The record's first author where the trail names nobody: the text was imported, or is sent again as it stood.
    """
    acts = AuditRow.objects.filter(
        subject=record.item.path, body=record.body_id, act__in=_DRAFTING + _CLOSING
    )
    rows = acts.select_related("actor").order_by("-pk")
    since = list(takewhile(lambda row: row.act not in _CLOSING, rows))
    written = [row.actor for row in reversed(since) if row.actor and (row.old or row.new)]
    return list(dict.fromkeys(written)) or [record.author]


def _base(record: Record, revision: Revision) -> Base | None:
    """The live edition, else the round before; None for a first submission."""
    rows = Standing.objects.select_related("edition__revision")
    standing = rows.filter(item=record.item_id, tombstone=None).first()
    if standing is not None and standing.edition is not None:
        return Base(standing.edition.revision, "现行发布版本")
    before = (
        Revision.objects.filter(item=record.item_id, number__lt=revision.number).order_by("-number").first()
    )
    return Base(before, f"第{before.number}轮送审稿") if before else None


def _changes(record: Record, base: Base | None, content: RecordContent, terms: Terms) -> dict[str, object]:
    if base is None:
        return {"passages": [], "fact_changes": [], "unchanged": False}
    old = cast("RecordContent", content_of(base.revision))
    passages = compare(old.html, content.html)
    facts = [*_fact_changes(old, content, terms), *_issuer_change(record)]
    changed = bool(facts) or any(passage.kind != "same" for passage in passages)
    return {"passages": passages if changed else [], "fact_changes": facts, "unchanged": not changed}


def _fact_changes(old: RecordContent, new: RecordContent, terms: Terms) -> list[FactChange]:
    before, after = (
        dict([("标题", content.title), *facts_of(content, terms), ("附件", _attachment_names(content))])
        for content in (old, new)
    )
    labels = dict.fromkeys([*before, *after])
    return [
        FactChange(label, tuple(compare_line(before.get(label, ""), after.get(label, ""))))
        for label in labels
        if before.get(label, "") != after.get(label, "")
    ]


def _issuer_change(record: Record) -> Iterator[FactChange]:
    """制发名义 stands in no published text, but figures count by it."""
    issued = IssuedText.objects.filter(record=record).exclude(issuer=record.issuer).first()
    if issued is not None:
        names = compare_line(issued.get_issuer_display(), record.get_issuer_display())
        yield FactChange("制发名义", tuple(names))


def _attachment_names(content: RecordContent) -> str:
    return "、".join(f"{item.name}（{item.sha256[:8]}）" for item in content.attachments)
