"""The acts of a record's life: draft, edit, determine, submit, clear, return, publish, withdraw, file away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.queries import names_on
from gongkai.bodies.services import record_act, require
from gongkai.files.services import release_files, store_file
from gongkai.portal.characters import visible, visible_line, visible_shape
from gongkai.portal.shapes import Attachment, RecordContent, Relation, content_bytes, sha256_hex
from gongkai.publication import services as publication
from gongkai.publication.enums import ItemKind, Route, Stage
from gongkai.publication.models import Edition, Revision, Standing, Tombstone
from gongkai.publication.rules import next_stage
from gongkai.records.changes import changed, values_of
from gongkai.records.enums import PUBLIC, DisclosureAttribute, LegalCharacter, RecordKind, State
from gongkai.records.issuing import issued_otherwise, keep_issued
from gongkai.records.lines import keep_line, keep_state, open_line
from gongkai.records.models import Determination, Record, RecordAttachment
from gongkai.records.rules import (
    EDITABLE,
    RETURNABLE,
    STAGE_OF,
    WAITING,
    Fault,
    clean_html,
    faults,
    in_paragraphs,
    plain_lines,
    route_of,
)

SECOND_CLICK: Final = timedelta(seconds=30)
"""Whoever means to open the same record again needs longer to type it."""


class RecordError(Exception):
    """An act that is not lawful in the record's state: the sentence says what is.

    `way` is another page than the record's own that the sentence names, in words and address; a view sets it.
    """

    way: tuple[str, str] | None = None


class RecordIncomplete(RecordError):  # noqa: N818 - a finding, not a fault
    """The draft cannot go to review; `faults` names each field."""

    def __init__(self, found: list[Fault]) -> None:
        super().__init__("".join(fault.sentence for fault in found))
        self.faults = found


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an author fills in."""

    title: str
    made_on: date
    columns: tuple[str, ...] = ()
    key_areas: tuple[str, ...] = ()
    html: str = ""
    kind: RecordKind = RecordKind.INFORMATION
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Further fields of Record by name: genre, theme, document_number, summary, keywords, legal_character …"""


@transaction.atomic
def draft(*, body: PublicBody, content: Draft, actor: Person, at: datetime) -> Record:
    """Open a record; its index number is given here and never changes."""
    require(actor, Act.DRAFT_RECORD, body, at)
    item = publication.allocate_item(body=body, kind=ItemKind.RECORD, year=timezone.localdate(at).year)
    record = Record(body=body, item=item, author=actor, updated_at=at, state=State.UNDETERMINED)
    _fill(record, content)
    record.save(force_insert=True)
    open_line(record)
    _audit(record, "draft", actor, at, new={"title": record.title})
    return record


def drafted_just_now(*, body: PublicBody, content: Draft, actor: Person, at: datetime) -> Record | None:
    """What the same person opened with the same words a moment ago: a second click opens no second record.

    To be asked in the transaction that would open it; the row of the body is locked, so that of two at once the second
    sees the first.
    """
    PublicBody.objects.select_for_update(no_key=True).get(pk=body.pk)
    wanted = Record(body=body, author=actor)
    _fill(wanted, content)
    since = at - SECOND_CLICK
    begun = Record.objects.filter(body=body, author=actor, state__in=(State.UNDETERMINED, State.DRAFT))
    recent = begun.filter(title=wanted.title, updated_at__gte=since)
    return next((row for row in recent if values_of(row) == values_of(wanted)), None)


@transaction.atomic
def edit(*, record: Record, content: Draft, version: int, actor: Person, at: datetime) -> Record:
    """Change the working copy. What was signed for the former content is void from then on.

    Raises:
        RecordError: the record is under review, or somebody else saved after `version` was read.
    """
    require(actor, Act.DRAFT_RECORD, record.body, at)
    locked = _lock(record)
    if locked.version != version:
        raise RecordError("此稿已被他人修改，请刷新页面后再修改；您的文字请先自行留存。")
    if State(locked.state) not in EDITABLE:
        raise RecordError(f"此稿处于“{locked.get_state_display()}”，不能修改；如需修改，请审核人先退回。")
    before = values_of(locked)
    _fill(locked, content)
    _changed(locked, at)
    locked.save()
    keep_line(locked)
    old, new = changed(before, values_of(locked))
    _audit(locked, "edit", actor, at, old=old, new=new)
    return locked


def _changed(record: Record, at: datetime) -> None:
    """The version after a change, and the state: a public record is 更正中 as long as it is not what was published.

    Changed back to what citizens read, a correction is over, also one that a reviewer returned.
    """
    record.version += 1
    record.updated_at = at
    if record.state not in PUBLIC | {State.RETURNED}:
        return
    standing = Standing.objects.select_related("edition__revision").filter(item=record.item_id).first()
    if standing is None or standing.edition is None:
        return
    if _differs(record, standing.edition.revision):
        record.state = State.CORRECTING if record.state in PUBLIC else record.state
        return
    record.state = State.CORRECTED if record.item.editions.count() > 1 else State.PUBLISHED
    record.revision, record.return_note = standing.edition.revision, ""


def _differs(record: Record, published: Revision) -> bool:
    """Whether the working copy is another text than what was published, or would count otherwise.

    The body's name alone, and what the site says of itself on every page, are no change of the author's.
    """
    attribute = attribute_of(record)
    if attribute is None or issued_otherwise(record):
        return True
    before = publication.content_of(published)
    now = content_of(record, before.body_name, attribute, getattr(before, "notice", ""))
    return sha256_hex(content_bytes(now)) != published.content_sha256


def _fill(record: Record, content: Draft) -> None:
    record.title = visible_line(content.title).strip()
    record.made_on = content.made_on
    record.columns = list(content.columns)
    record.key_areas = list(content.key_areas)
    record.html = clean_html(in_paragraphs(plain_lines(content.html)))
    record.kind = content.kind
    for name, value in content.extra.items():
        record._meta.get_field(name)
        setattr(record, name, visible(plain_lines(value)) if isinstance(value, str) else value)


@transaction.atomic
def attach(  # noqa: PLR0913 - a file is name, type and bytes; by whom, when
    *, record: Record, name: str, media_type: str, data: bytes, actor: Person, at: datetime
) -> RecordAttachment:
    """Add an attachment to the working copy; like any edit it voids the stages after it."""
    require(actor, Act.DRAFT_RECORD, record.body, at)
    locked = _lock(record)
    if State(locked.state) not in EDITABLE:
        raise RecordError(f"此稿处于“{locked.get_state_display()}”，不能添加附件。")
    stored = store_file(data, media_type, at=at)
    last = record.attachments.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    attachment = RecordAttachment.objects.create(record=record, file=stored, name=name, position=position)
    _keep_change(locked, at)
    _audit(record, "attach", actor, at, new={"name": name, "sha256": stored.sha256})
    return attachment


@transaction.atomic
def detach(*, record: Record, position: int, version: int, actor: Person, at: datetime) -> str:
    """Take an attachment out of the working copy, as an edit; returns its name.

    The bytes leave the store only when no other row points to them and no text that was ever submitted names them.

    Raises:
        RecordError: the record is under review, somebody else saved after `version` was read, or there is no such file.
    """
    require(actor, Act.DRAFT_RECORD, record.body, at)
    locked = _lock(record)
    if State(locked.state) not in EDITABLE:
        raise RecordError(f"此稿处于“{locked.get_state_display()}”，不能移除附件；如需移除，请审核人先退回。")
    row = record.attachments.select_related("file").filter(position=position).first()
    if locked.version != version or row is None:
        raise RecordError("此稿已有变动，附件没有移除。请回到信息页，核对现有附件后再移除。")
    row.delete()
    release_files([row.file], named=publication.names_file)
    _keep_change(locked, at)
    _audit(record, "detach", actor, at, old={"name": row.name, "sha256": row.file.sha256})
    return row.name


def _keep_change(record: Record, at: datetime) -> None:
    """A change of the attachments, which are rows of their own."""
    _changed(record, at)
    record.save(update_fields=["version", "updated_at", "state", "revision", "return_note"])
    keep_state(record)


@transaction.atomic
def determine(
    *, record: Record, attribute: DisclosureAttribute, ground: str = "", actor: Person, at: datetime
) -> Determination:
    """公开属性源头认定 (国办发〔2016〕80号): what is not disclosed on one's own motion needs its ground.

    A filed record that is determined anew is a draft again: the new attribute takes its own review.

    Raises:
        RecordError: a refusal without a ground, or a record under review.
    """
    require(actor, Act.DETERMINE, record.body, at)
    if attribute is not DisclosureAttribute.PROACTIVE and not ground.strip():
        raise RecordError("认定为依申请公开或不予公开的，须写明法律依据和理由。")
    if record.state != State.FILED and is_live(record):
        raise RecordError("已公开的信息不能重新认定公开属性；不应公开的，请先撤回公开页面。")
    if State(record.state) in STAGE_OF or record.state in {State.READY, State.TO_FILE}:
        raise RecordError(
            f"此稿处于“{record.get_state_display()}”，公开属性随稿送审，不能改动；如需改动，请先退回。"
        )
    on = timezone.localdate(at)
    former = Determination.objects.filter(record=record, valid_to=None).first()
    if former is not None:
        former.valid_to = on
        former.save(update_fields=["valid_to"])
    row = Determination.objects.create(
        record=record, attribute=attribute, ground=ground.strip(), person=actor, valid_from=on
    )
    if record.state in {State.UNDETERMINED, State.FILED}:
        record.state, record.updated_at = State.DRAFT, at
        record.save(update_fields=["state", "updated_at"])
    keep_state(record, attribute.value)
    old = {"attribute": former.attribute} if former else {}
    _audit(
        record, "determine", actor, at, old=old, new={"attribute": attribute.value, "ground": ground.strip()}
    )
    return row


def attribute_of(record: Record) -> DisclosureAttribute | None:
    row = Determination.objects.filter(record=record, valid_to=None).first()
    return DisclosureAttribute(row.attribute) if row else None


@transaction.atomic
def submit(*, record: Record, actor: Person, at: datetime, version: int | None = None) -> Revision:
    """Send the working copy to review: its content is frozen as a revision that the actor signs as author.

    What is not to be disclosed takes the same review, in full, and is filed after it. `version` is the one that the
    actor read, None where there was nothing to read.

    Raises:
        RecordIncomplete: fields are missing, each with its sentence.
        RecordError: the record is under review already, or was changed after `version` was read.
    """
    record = _lock(record)
    if version not in {None, record.version}:
        raise RecordError("此稿已有变动，您看到的不是最新文字，没有提交。请看过最新的文字后再提交审核。")
    if State(record.state) not in EDITABLE:
        raise RecordError(f"此稿处于“{record.get_state_display()}”，无需再次提交。")
    attribute = attribute_of(record)
    found = faults(
        title=record.title,
        kind=RecordKind(record.kind),
        columns=record.columns,
        html=record.html,
        attribute=attribute,
        made_on=record.made_on,
        today=timezone.localdate(at),
        effective_on=record.effective_on,
        document_number=record.document_number,
    )
    if found or attribute is None:
        raise RecordIncomplete(found)
    if attribute is not DisclosureAttribute.PROACTIVE and is_live(record):
        raise RecordError(f"已公开的信息拟改为“{attribute.label}”的，请先撤回公开页面，再提交审核。")
    route = route_of(RecordKind(record.kind), LegalCharacter(record.legal_character), attribute)
    content = content_of(record, names_on(timezone.localdate(at))[record.body_id], attribute)
    revision = publication.submit(item=record.item, content=content, route=route, actor=actor, at=at)
    record.revision = revision
    record.return_note = ""
    record.save(update_fields=["revision", "return_note"])
    _move(record, State.AWAITING_FIRST, at)
    return revision


def content_of(
    record: Record, body_name: str, attribute: DisclosureAttribute, notice: str = ""
) -> RecordContent:
    """The working copy as it would be published."""
    content = RecordContent(
        path=record.item.path,
        index_number=record.item.index_number,
        title=record.title,
        body_code=record.body.code,
        body_name=body_name,
        columns=tuple(record.columns),
        key_areas=tuple(record.key_areas),
        theme=record.theme,
        genre=record.get_genre_display(),
        legal_character=record.legal_character,
        document_number=record.document_number,
        disclosure=attribute.value,
        made_on=record.made_on.isoformat(),
        validity=record.validity,
        effective_on=record.effective_on.isoformat() if record.effective_on else None,
        ended_on=record.ended_on.isoformat() if record.ended_on else None,
        summary=record.summary,
        keywords=tuple(record.keywords),
        html=record.html,
        relations=_relations_of(record),
        attachments=tuple(
            Attachment(
                name=row.name, sha256=row.file.sha256, size=row.file.size, media_type=row.file.media_type
            )
            for row in record.attachments.select_related("file").order_by("position")
        ),
        kind=record.kind,  # type: ignore[arg-type]  # the column holds only the kinds of RecordKind
        notice=notice,
    )
    return visible_shape(content)


def _relations_of(record: Record) -> tuple[Relation, ...]:
    """Relations stand in the submitted text only: the next one keeps them."""
    former = publication.content_of(record.revision) if record.revision else None
    return former.relations if isinstance(former, RecordContent) else ()


@transaction.atomic
def clear(*, record: Record, actor: Person, at: datetime) -> State:
    """Sign the stage that the record waits for and move it on; returns the new state.

    Raises:
        RecordError: the record waits for no signature.
        ReviewError, AccessDenied: as `publication.clear`.
    """
    record = _lock(record)
    stage = STAGE_OF.get(State(record.state))
    if stage is None or record.revision is None:
        raise RecordError(f"此稿处于“{record.get_state_display()}”，没有待签环节。")
    publication.clear(revision=record.revision, stage=stage, actor=actor, at=at)
    signed = {Stage(value) for value in record.revision.clearances.values_list("stage", flat=True)}
    following = next_stage(Route(record.revision.route), signed)
    state = WAITING[following] if following else _cleared_state(record.revision)
    _move(record, state, at)
    return state


def _cleared_state(revision: Revision) -> State:
    """What is disclosed waits for publication, what is not for the file."""
    content = publication.content_of(revision)
    disclosed = isinstance(content, RecordContent) and content.disclosure == DisclosureAttribute.PROACTIVE
    return State.READY if disclosed else State.TO_FILE


def is_live(record: Record) -> bool:
    """Whether citizens read an edition of it now."""
    return Standing.objects.filter(item=record.item_id, tombstone=None).exists()


@transaction.atomic
def file_away(*, record: Record, actor: Person, at: datetime) -> None:
    """归档: a record that is not disclosed, with its determination reviewed, goes on file. Nothing of it is published.

    Raises:
        AccessDenied: the actor may not file at the body.
        RecordError: the review is not complete, or the record is to be published.
    """
    record = _lock(record)
    require(actor, Act.FILE_AWAY, record.body, at)
    if record.state != State.TO_FILE or record.revision is None:
        raise RecordError(
            f"此稿处于“{record.get_state_display()}”；不予公开、依申请公开的信息审签完成后方可归档。"
        )
    _move(record, State.FILED, at)
    keep_issued(record)
    _audit(record, "file_away", actor, at, new={"sha256": record.revision.content_sha256})


@transaction.atomic
def return_for_revision(*, record: Record, note: str, actor: Person, at: datetime) -> None:
    """Send a record back to its author from the stage it waits for, or before it is published or filed; the round is over.

    Raises:
        RecordError: nothing waits.
        ReviewError, AccessDenied: as `publication.send_back`.
    """
    record = _lock(record)
    if State(record.state) not in RETURNABLE or record.revision is None:
        raise RecordError(f"此稿处于“{record.get_state_display()}”，没有待签环节。")
    row = publication.send_back(revision=record.revision, note=note, actor=actor, at=at)
    record.return_note = row.note
    record.save(update_fields=["return_note"])
    _move(record, State.RETURNED, at)


@transaction.atomic
def publish(*, record: Record, actor: Person, at: datetime, change_note: str = "") -> Edition:
    """Publish the cleared revision; a second publication of the record is a correction and needs its note.

    Raises:
        RecordError: not ready, or a correction without a note.
    """
    record = _lock(record)
    if record.state != State.READY or record.revision is None:
        raise RecordError(f"此稿处于“{record.get_state_display()}”，审签完成后方可发布。")
    again = record.item.editions.exists()
    if again and not change_note.strip():
        raise RecordError("更正已发布的信息，须填写更正说明。")
    edition = publication.publish(
        revision=record.revision, actor=actor, at=at, change_note=change_note.strip()
    )
    _move(record, State.CORRECTED if again else State.PUBLISHED, at)
    keep_issued(record)
    return edition


@transaction.atomic
def withdraw(*, record: Record, actor: Person, at: datetime, reason: str) -> Tombstone:
    """撤回: the public page gives way to a notice with the reason."""
    record = _lock(record)
    tombstone = publication.withdraw(item=record.item, actor=actor, at=at, reason=reason)
    _move(record, State.WITHDRAWN, at)
    return tombstone


def _lock(record: Record) -> Record:
    return (
        Record.objects.select_for_update(of=("self",))
        .select_related("item", "body", "revision")
        .get(pk=record.pk)
    )


def _move(record: Record, state: State, at: datetime) -> None:
    record.state = state
    record.updated_at = at
    record.save(update_fields=["state", "updated_at"])
    keep_state(record)


def _audit(  # noqa: PLR0913, PLR0917 - the facts of an audit row
    record: Record,
    act: str,
    actor: Person,
    at: datetime,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
) -> None:
    record_act(
        at=at, actor=actor, act=f"record.{act}", body=record.body, subject=record.item.path, old=old, new=new
    )
