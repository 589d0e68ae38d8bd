"""政策解读: planned with the document, tied to the record that carries it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person
from gongkai.bodies.services import record_act, require
from gongkai.engagement.enums import InterpretationForm
from gongkai.engagement.models import Interpretation
from gongkai.engagement.rules import EngagementError
from gongkai.records.enums import RecordKind
from gongkai.records.models import Record


@transaction.atomic
def plan_interpretation(  # noqa: PLR0913 - of what, in which form, by whom explained, until when
    *,
    document: Record,
    form: InterpretationForm,
    interpreter: str,
    planned_on: date | None,
    actor: Person,
    at: datetime,
) -> Interpretation:
    """Open the interpretation of a document; its record is tied later."""
    require(actor, Act.EDIT_ENGAGEMENT, document.body, at)
    if document.kind != RecordKind.DOCUMENT:
        raise EngagementError("只有公文需要安排政策解读，请在公文库中选择文件。")
    row = Interpretation.objects.create(
        body=document.body,
        document=document,
        form=form,
        interpreter=interpreter.strip(),
        planned_on=planned_on,
    )
    new = {"document": document.pk, "form": form.value, "interpreter": row.interpreter}
    _audit(row, "plan", actor, at, new)
    return row


@transaction.atomic
def tie_interpretation(
    *, interpretation: Interpretation, record: Record, actor: Person, at: datetime
) -> Interpretation:
    """Name the record in which the interpretation stands; one record explains one document, whichever body drafted it."""
    require(actor, Act.EDIT_ENGAGEMENT, interpretation.body, at)
    rows = Interpretation.objects.select_for_update(of=("self",)).select_related("body")
    row = rows.get(pk=interpretation.pk)
    if row.record_id is not None:
        raise EngagementError("该解读已经关联解读材料，不能再次关联。")
    if record.pk == row.document_id:
        raise EngagementError(
            "解读材料的索引号就是文件自己的索引号，文件不能作为自己的解读，请填写另一件信息的索引号。"
        )
    if Interpretation.objects.filter(record=record).exists():
        raise EngagementError("解读材料的索引号所指的信息已经作为另一份文件的解读，请填写别的信息的索引号。")
    row.record = record
    row.save(update_fields=["record"])
    _audit(row, "tie", actor, at, {"document": row.document_id, "record": record.pk})
    return row


def _audit(row: Interpretation, act: str, actor: Person, at: datetime, new: Mapping[str, object]) -> None:
    record_act(
        at=at,
        actor=actor,
        act=f"interpretation.{act}",
        body=row.body,
        subject=f"interpretation/{row.pk}",
        new=new,
    )
