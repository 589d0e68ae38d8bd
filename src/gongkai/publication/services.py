"""The acts of publication. Each is one transaction with its audit row; the caller gives the actor and the moment."""

from __future__ import annotations

import json
from collections.abc import Sequence as Seq
from dataclasses import replace
from datetime import datetime
from typing import NoReturn

from django.db import IntegrityError, transaction
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import record_act, require
from gongkai.portal.characters import visible_line, visible_shape
from gongkai.portal.shapes import (
    Content,
    SiteSnapshot,
    Touch,
    canonical_json,
    content_bytes,
    content_from_json,
    sha256_hex,
    to_json,
    tombstone_sha256,
)
from gongkai.portal.shapes import Tombstone as TombstoneShape
from gongkai.publication.enums import ActKind, ItemKind, Route, Stage
from gongkai.publication.lists import enter_lists, leave_lists
from gongkai.publication.models import (
    Clearance,
    Edition,
    Item,
    PublicAct,
    Return,
    Revision,
    Sequence,
    Serial,
    Snapshot,
    Standing,
    Tombstone,
)
from gongkai.publication.rules import counting_day, index_number_of, next_stage, path_of

STAGE_ACTS = {
    Stage.AUTHOR: Act.DRAFT_RECORD,
    Stage.FIRST: Act.CLEAR_FIRST,
    Stage.SECOND: Act.CLEAR_SECOND,
    Stage.APPROVAL: Act.APPROVE,
}


DISCLOSED = "PROACTIVE"
"""The only disclosure attribute with which a record may be published; the database holds it too."""


class ReviewError(Exception):
    """A step of review that is not lawful now: the sentence says which step is."""


class PublicationError(Exception):
    """A publication or withdrawal that is not lawful now: the sentence says why."""


@transaction.atomic
def allocate_item(*, body: PublicBody, kind: ItemKind, year: int) -> Item:
    """Take the next serial of the body's year: index number and path for good."""
    Serial.objects.get_or_create(body=body, year=year)
    row = Serial.objects.select_for_update().get(body=body, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return Item.objects.create(
        body=body,
        kind=kind,
        year=year,
        serial=row.last,
        path=path_of(body.code, year, row.last),
        index_number=index_number_of(body.code, year, row.last),
    )


@transaction.atomic
def submit(*, item: Item, content: Content, route: Route, actor: Person, at: datetime) -> Revision:
    """Open a review round over a content: the actor signs as author. An earlier round of the item is void with it.

    Whatever way its texts came in, the document that is signed holds no character that nobody sees.

    Raises:
        AccessDenied: the actor is no author at the body.
        PublicationError: the content speaks of another path than the item's.
    """
    require(actor, Act.DRAFT_RECORD, item.body, at)
    if content.path != item.path:
        raise PublicationError(f"送审内容的路径“{content.path}”与条目“{item.path}”不一致，请重新生成送审稿。")
    data = content_bytes(visible_shape(content))
    last = Revision.objects.filter(item=item).order_by("-number").values_list("number", flat=True).first()
    revision = Revision.objects.create(
        item=item,
        number=(last or 0) + 1,
        route=route,
        content=data.decode(),
        content_sha256=sha256_hex(data),
        submitted_at=at,
    )
    _sign(revision, Stage.AUTHOR, actor, at)
    return revision


@transaction.atomic
def clear(*, revision: Revision, stage: Stage, actor: Person, at: datetime) -> Clearance:
    """Sign a stage of the latest round.

    Raises:
        AccessDenied: the actor does not hold the stage's role at the body.
        ReviewError: not this stage's turn, an old round, or a person who signed this round before.
    """
    require(actor, STAGE_ACTS[stage], revision.item.body, at)
    if Revision.objects.filter(item=revision.item, number__gt=revision.number).exists():
        raise ReviewError("此稿已有新的修改，原审签轮次作废，请打开最新送审稿。")
    if Return.objects.filter(revision=revision).exists():
        raise ReviewError("此稿已退回修改，本轮审签已经结束，请等待拟稿人重新送审。")
    signed = {Stage(value) for value in revision.clearances.values_list("stage", flat=True)}
    expected = next_stage(Route(revision.route), signed)
    if expected is not stage:
        current = f"当前应办“{expected.label}”" if expected else "本轮审签已完成"
        raise ReviewError(f"{current}，不能办理“{stage.label}”。")
    return _sign(revision, stage, actor, at)


@transaction.atomic
def send_back(*, revision: Revision, note: str, actor: Person, at: datetime) -> Return:
    """Return the latest round to its author from the stage it waits for; the round is over.

    Whoever may approve takes a round back that is signed throughout and not published yet.

    Raises:
        AccessDenied: the actor does not hold the role of the stage.
        ReviewError: the round is over already, or no note was given.
    """
    signed = {Stage(value) for value in revision.clearances.values_list("stage", flat=True)}
    stage = next_stage(Route(revision.route), signed) or Stage.APPROVAL
    newer = Revision.objects.filter(item=revision.item, number__gt=revision.number).exists()
    published = Edition.objects.filter(revision=revision).exists()
    if newer or published or Return.objects.filter(revision=revision).exists():
        raise ReviewError("此稿没有待签环节，不能退回；请刷新页面查看最新状态。")
    require(actor, STAGE_ACTS[stage], revision.item.body, at)
    if not note.strip():
        raise ReviewError("请填写退回意见，便于拟稿人修改。")
    row = Return.objects.create(revision=revision, stage=stage, person=actor, note=note.strip(), at=at)
    record_act(
        at=at,
        actor=actor,
        act="return",
        body=revision.item.body,
        subject=revision.item.path,
        new={"revision": revision.number, "stage": stage.value, "note": row.note},
    )
    return row


def _sign(revision: Revision, stage: Stage, actor: Person, at: datetime) -> Clearance:
    try:
        with transaction.atomic():
            clearance = Clearance.objects.create(
                revision=revision, stage=stage, person=actor, at=at, content_sha256=revision.content_sha256
            )
    except IntegrityError as error:
        _refuse_signature(revision, stage, actor, error)
    record_act(
        at=at,
        actor=actor,
        act=f"clear.{stage.value}",
        body=revision.item.body,
        subject=revision.item.path,
        new={"revision": revision.number, "sha256": revision.content_sha256},
    )
    return clearance


def _refuse_signature(revision: Revision, stage: Stage, actor: Person, error: IntegrityError) -> NoReturn:
    if Clearance.objects.filter(revision=revision, person=actor).exists():
        raise ReviewError(
            f"{actor.display_name}已在本轮审签中签署，拟稿、审核、批准须由不同人员办理。"
        ) from error
    raise ReviewError(f"“{stage.label}”已由他人签署，请刷新页面。") from error


@transaction.atomic
def publish(*, revision: Revision, actor: Person, at: datetime, change_note: str = "") -> Edition:
    """Turn a cleared revision into the live edition of its item, and give it its places in the lists.

    Raises:
        AccessDenied: the actor may not publish at the body.
        PublicationError: the round is not complete, is not the latest, or was published already.
    """
    item, change_note = revision.item, visible_line(change_note)
    require(actor, Act.PUBLISH, item.body, at)
    approval = _approval_of(revision)
    content = content_of(revision)
    if getattr(content, "disclosure", DISCLOSED) != DISCLOSED:
        raise PublicationError("此件的公开属性不是主动公开，不能发布；审签完成后请归档。")
    on = timezone.localdate(at)
    sequence = next_sequence()
    item.refresh_from_db()
    standing = Standing.objects.filter(item=item, tombstone=None).first()
    if standing is None:
        item.counted_on = counting_day(item.counted_on, item.last_left_on, on)
        item.save(update_fields=["counted_on"])
    touched = enter_lists(item, content, on)
    act = _append(sequence, at, ActKind.EDITION, item.path, revision.content_sha256, touched)
    edition = Edition.objects.create(
        act=act,
        item=item,
        revision=revision,
        approval=approval,
        first_published_on=item.counted_on or on,
        change_note=change_note,
    )
    Standing.objects.update_or_create(item=item, defaults={"edition": edition, "tombstone": None})
    record_act(
        at=at,
        actor=actor,
        act="publish",
        body=item.body,
        subject=item.path,
        old={"sequence": standing.edition_id} if standing else {},
        new={"sequence": sequence, "sha256": revision.content_sha256, "change_note": change_note},
    )
    return edition


def _approval_of(revision: Revision) -> Clearance:
    if Revision.objects.filter(item=revision.item, number__gt=revision.number).exists():
        raise PublicationError("此稿已有新的修改，须就最新稿重新审签后发布。")
    if Edition.objects.filter(revision=revision).exists():
        raise PublicationError("此稿已经发布；如需更正，请修改后重新送审。")
    if Return.objects.filter(revision=revision).exists():
        raise PublicationError("此稿已退回修改，本轮审签作废，须重新送审后发布。")
    clearances = {Stage(clearance.stage): clearance for clearance in revision.clearances.all()}
    missing = next_stage(Route(revision.route), clearances)
    if missing is not None:
        raise PublicationError(f"尚缺“{missing.label}”，审签完成后方可发布。")
    return clearances[Stage.APPROVAL]


@transaction.atomic
def withdraw(*, item: Item, actor: Person, at: datetime, reason: str) -> Tombstone:
    """Take the live edition of an item off the site; its path says so from then on.

    Raises:
        AccessDenied: the actor may not withdraw at the body.
        PublicationError: nothing is live at the path, or no reason was given.
    """
    require(actor, Act.WITHDRAW, item.body, at)
    return _take_down(item, actor, at, reason)


@transaction.atomic
def withdraw_ended(*, item: Item, at: datetime, reason: str) -> Tombstone:
    """Take a page off the site because what it tells has ended: a fact that was registered, nobody's new decision.

    Raises:
        PublicationError: nothing is live at the path.
    """
    return _take_down(item, None, at, reason)


def _take_down(item: Item, actor: Person | None, at: datetime, reason: str) -> Tombstone:
    reason = visible_line(reason)
    if not reason.strip():
        raise PublicationError("请填写撤回理由，理由将在原地址公示。")
    sequence = next_sequence()
    standing = Standing.objects.select_related("edition__revision").filter(item=item, tombstone=None).first()
    if standing is None or standing.edition is None:
        raise PublicationError(f"“{item.index_number}”当前没有已发布的版本，无需撤回。")
    on = timezone.localdate(at)
    content = content_of(standing.edition.revision)
    touched = leave_lists(item, on)
    item.last_left_on = on
    item.save(update_fields=["last_left_on"])
    shape = tombstone_shape(sequence, at, item, content, reason)
    act = _append(sequence, at, ActKind.TOMBSTONE, item.path, tombstone_sha256(shape), touched)
    tombstone = Tombstone.objects.create(act=act, item=item, title=content.title, reason=reason)
    Standing.objects.filter(item=item).update(edition=None, tombstone=tombstone)
    record_act(
        at=at,
        actor=actor,
        act="withdraw",
        body=item.body,
        subject=item.path,
        old={"sequence": standing.edition_id},
        new={"sequence": sequence, "reason": reason},
    )
    return tombstone


@transaction.atomic
def publish_snapshot(
    *, snapshot: SiteSnapshot, body: PublicBody, actor: Person | None, at: datetime
) -> Snapshot:
    """Publish new site settings; the sequence and time of the given shape are set here. The whole tree follows."""
    sequence = next_sequence()
    shape = visible_shape(replace(snapshot, sequence=sequence, at=moment(at)))
    data = canonical_json(to_json(shape))
    act = _append(sequence, at, ActKind.SNAPSHOT, "", sha256_hex(data), [])
    row = Snapshot.objects.create(act=act, content=data.decode())
    record_act(
        at=at, actor=actor, act="publish_snapshot", body=body, subject="site", new={"sequence": sequence}
    )
    return row


def site_notice() -> str:
    """What every page of the site says of itself (演示数据 …), so that new contents can say it in their own bytes."""
    row = Snapshot.objects.order_by("-act_id").first()
    return str(json.loads(row.content)["banner"]) if row else ""


def next_sequence() -> int:
    """Lock the sequence row and take the next number; the lock is held to the end of the transaction."""
    row = Sequence.objects.select_for_update().get(pk=1)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def _append(  # noqa: PLR0913, PLR0917 - the six facts of an act
    sequence: int, at: datetime, kind: ActKind, path: str, sha256: str, touched: Seq[Touch]
) -> PublicAct:
    return PublicAct.objects.create(
        sequence=sequence, at=at, kind=kind, path=path, content_sha256=sha256, touched=touches_json(touched)
    )


def touches_json(touched: Seq[Touch]) -> list[list[str | int]]:
    return [[touch.list_key, touch.position] for touch in touched]


def moment(at: datetime) -> str:
    """A moment as published: ISO, to the second, in Beijing time."""
    return timezone.localtime(at).isoformat(timespec="seconds")


def content_of(revision: Revision) -> Content:
    return content_from_json(json.loads(revision.content))


def tombstone_shape(sequence: int, at: datetime, item: Item, content: Content, reason: str) -> TombstoneShape:
    return TombstoneShape(
        sequence=sequence,
        at=moment(at),
        path=item.path,
        index_number=item.index_number,
        title=content.title,
        body_name=content.body_name,
        reason=reason,
        notice=content.notice,
    )


def names_file(sha256: str) -> bool:
    """Whether a content that was ever submitted, of any body, names this file: what was signed stays readable."""
    with cross_body("what was submitted names its files by their hash"):
        return Revision.objects.filter(content__contains=sha256).exists()
