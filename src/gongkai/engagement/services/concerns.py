"""政务舆情: found, informed, answered, evaluated (国办发〔2016〕61号、80号)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.services import record_act, require
from gongkai.engagement.enums import ConcernLevel, ResponseWay
from gongkai.engagement.models import PublicConcern
from gongkai.engagement.rules import EngagementError, check_order, check_past, check_way


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A concern as it was found; the clock runs from `found_at`."""

    title: str
    level: ConcernLevel
    found_at: datetime
    occurred_at: datetime | None = None
    standard: str = ""


@transaction.atomic
def find_concern(*, body: PublicBody, content: Found, actor: Person, at: datetime) -> PublicConcern:
    """Register a concern at the body that must answer it (谁主管、谁负责): its hours run from the discovery."""
    require(actor, Act.EDIT_ENGAGEMENT, body, at)
    check_past(content.found_at, at, "发现时间")
    if content.occurred_at is not None and content.occurred_at > content.found_at:
        raise EngagementError("发生时间晚于发现时间，请核对。")
    row = PublicConcern.objects.create(
        body=body,
        title=content.title.strip(),
        level=content.level,
        standard=content.standard.strip(),
        occurred_at=content.occurred_at,
        found_at=content.found_at,
    )
    new = {"title": row.title, "level": row.level, "found_at": row.found_at.isoformat()}
    _audit(row, "find", actor, at, new)
    return row


@transaction.atomic
def inform(*, concern: PublicConcern, informed_at: datetime, actor: Person, at: datetime) -> PublicConcern:
    """首次发布权威信息: once; what follows is part of the response."""
    row = _lock(concern, actor, at)
    if row.informed_at is not None:
        raise EngagementError("首次发布权威信息的时间已经登记，不能改动。")
    check_order(row.found_at, informed_at, "首次发布权威信息时间")
    check_past(informed_at, at, "首次发布权威信息时间")
    row.informed_at = informed_at
    row.save(update_fields=["informed_at"])
    _audit(row, "inform", actor, at, {"informed_at": informed_at.isoformat()})
    return row


@transaction.atomic
def respond(  # noqa: PLR0913 - when, how and with what words; by whom, when
    *,
    concern: PublicConcern,
    responded_at: datetime,
    way: ResponseWay,
    response: str,
    actor: Person,
    at: datetime,
) -> PublicConcern:
    """The response ends the clock; a grave concern is answered at a press conference."""
    row = _lock(concern, actor, at)
    if row.responded_at is not None:
        raise EngagementError("该舆情已经登记回应，不能再次登记；如需补充，请在效果评估中说明。")
    if not response.strip():
        raise EngagementError("请填写回应内容。")
    check_way(row.level, way)
    check_order(row.found_at, responded_at, "回应时间")
    check_past(responded_at, at, "回应时间")
    row.responded_at, row.way, row.response = responded_at, way, response.strip()
    row.save(update_fields=["responded_at", "way", "response"])
    _audit(row, "respond", actor, at, {"responded_at": responded_at.isoformat(), "way": way.value})
    return row


@transaction.atomic
def evaluate(*, concern: PublicConcern, evaluation: str, actor: Person, at: datetime) -> PublicConcern:
    """效果评估, the last of the five steps; it may be written anew."""
    row = _lock(concern, actor, at)
    if row.responded_at is None:
        raise EngagementError("该舆情尚未回应，请先登记回应，再作效果评估。")
    if not evaluation.strip():
        raise EngagementError("请填写效果评估。")
    old, row.evaluation = row.evaluation, evaluation.strip()
    row.save(update_fields=["evaluation"])
    record_act(
        at=at,
        actor=actor,
        act="concern.evaluate",
        body=row.body,
        subject=_subject(row),
        old={"evaluation": old},
        new={"evaluation": row.evaluation},
    )
    return row


def _lock(concern: PublicConcern, actor: Person, at: datetime) -> PublicConcern:
    require(actor, Act.EDIT_ENGAGEMENT, concern.body, at)
    rows = PublicConcern.objects.select_for_update(of=("self",)).select_related("body")
    return rows.get(pk=concern.pk)


def _subject(row: PublicConcern) -> str:
    return f"concern/{row.pk}"


def _audit(row: PublicConcern, act: str, actor: Person, at: datetime, new: Mapping[str, object]) -> None:
    record_act(at=at, actor=actor, act=f"concern.{act}", body=row.body, subject=_subject(row), new=new)
