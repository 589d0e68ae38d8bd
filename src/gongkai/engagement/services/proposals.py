"""建议提案: registered, replied to, the reply published or withheld with its reason (国办发〔2014〕46号)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import record_act, require
from gongkai.engagement.enums import ProposalKind
from gongkai.engagement.models import Proposal
from gongkai.engagement.rules import EngagementError, check_past
from gongkai.publication.models import Standing
from gongkai.records.models import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    kind: ProposalKind
    year: int
    number: str
    title: str
    received_on: date


@transaction.atomic
def register_proposal(*, body: PublicBody, content: Registered, actor: Person, at: datetime) -> Proposal:
    """Register what was handed to the body to answer; a number is given once a year and kind in the whole district."""
    require(actor, Act.EDIT_ENGAGEMENT, body, at)
    check_past(content.received_on, at, "交办日期")
    number = content.number.strip()
    with cross_body("proposal number"):
        taken = Proposal.objects.filter(kind=content.kind, year=content.year, number=number).exists()
    if taken:
        raise EngagementError(f"{content.year}年{content.kind.label}{number}已经登记，请核对编号。")
    row = Proposal.objects.create(
        body=body,
        kind=content.kind,
        year=content.year,
        number=number,
        title=content.title.strip(),
        received_on=content.received_on,
    )
    _audit(row, "register", actor, at, {"kind": row.kind, "number": number, "title": row.title})
    return row


@transaction.atomic
def reply_proposal(*, proposal: Proposal, replied_on: date, actor: Person, at: datetime) -> Proposal:
    row = _lock(proposal, actor, at)
    if row.replied_on is not None:
        raise EngagementError("该件已经登记答复日期，不能改动。")
    if replied_on < row.received_on:
        raise EngagementError("答复日期早于交办日期，请核对。")
    check_past(replied_on, at, "答复日期")
    row.replied_on = replied_on
    row.save(update_fields=["replied_on"])
    _audit(row, "reply", actor, at, {"replied_on": replied_on.isoformat()})
    return row


@transaction.atomic
def publish_proposal_reply(*, proposal: Proposal, record: Record, actor: Person, at: datetime) -> Proposal:
    """Tie the reply to the record under which it stands on the public site.

    Raises:
        EngagementError: not replied to, settled already, or the record is not public.
    """
    row = _unsettled(proposal, actor, at)
    if record.body_id != row.body_id:
        raise EngagementError("答复公开页的索引号所指的不是本单位发布的信息，请核对。")
    if not Standing.objects.filter(item=record.item_id, tombstone=None).exists():
        raise EngagementError(
            "答复公开页的索引号所指的信息尚未公开或已撤回，请先在“主动公开”中发布，再回到本页关联。"
        )
    row.record = record
    row.save(update_fields=["record"])
    _audit(row, "publish", actor, at, {"record": record.pk})
    return row


@transaction.atomic
def withhold_proposal_reply(*, proposal: Proposal, reason: str, actor: Person, at: datetime) -> Proposal:
    """A reply that is not published needs its reason."""
    row = _unsettled(proposal, actor, at)
    if not reason.strip():
        raise EngagementError("请填写不公开理由。")
    row.withheld_reason = reason.strip()
    row.save(update_fields=["withheld_reason"])
    _audit(row, "withhold", actor, at, {"reason": row.withheld_reason})
    return row


def _unsettled(proposal: Proposal, actor: Person, at: datetime) -> Proposal:
    row = _lock(proposal, actor, at)
    if row.replied_on is None:
        raise EngagementError("该件尚未答复，请先登记答复日期，再办理公开。")
    if row.record_id is not None or row.withheld_reason:
        raise EngagementError("该件的答复已经公开或已写明不公开理由，不能再次办理。")
    return row


def _lock(proposal: Proposal, actor: Person, at: datetime) -> Proposal:
    require(actor, Act.EDIT_ENGAGEMENT, proposal.body, at)
    return Proposal.objects.select_for_update(of=("self",)).select_related("body").get(pk=proposal.pk)


def _audit(row: Proposal, act: str, actor: Person, at: datetime, new: Mapping[str, object]) -> None:
    record_act(
        at=at, actor=actor, act=f"proposal.{act}", body=row.body, subject=f"proposal/{row.pk}", new=new
    )
