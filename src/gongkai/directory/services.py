"""The acts of the directory: an entry begins, is replaced by its next period, or ends. Nothing is overwritten.

All of it is public, so the audit rows hold the values as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.db.models import Max, Q

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.services import record_act, require
from gongkai.directory.models import Dated, ServiceGuide, ServiceItem, ServiceWindow, WindowStaff
from gongkai.directory.rules import KIND_OF, SERVICE_PAGE, EntryKind, change_fault, fault_of, service_key
from gongkai.law.wording import plain_date
from gongkai.publication.models import Paper, Tombstone
from gongkai.publication.services import withdraw_ended

Row = TypeVar("Row", bound=Dated)


class DirectoryError(Exception):
    """An entry that cannot stand so: the sentence says what to check."""


@transaction.atomic
def add(  # noqa: PLR0913 - what, where, from when; by whom, when
    *,
    model: type[Row],
    body: PublicBody,
    values: Mapping[str, Any],
    since: date,
    actor: Person,
    at: datetime,
) -> Row:
    """Begin an entry: a leader takes office, an office or window opens, an item enters the catalogue.

    Raises:
        DirectoryError: something is missing, the code is taken, or a window or item belongs to another body.
    """
    require(actor, Act.EDIT_DIRECTORY, body, at)
    kind = KIND_OF[model]
    check_entry(kind, body, values)
    row = model(**({"body": body} if _has_body(model) else {}), **values, valid_from=since)
    _insert(row)
    _audit(row, body, "add", actor, at, new={**values, "valid_from": since})
    return row


@transaction.atomic
def replace(*, row: Row, values: Mapping[str, Any], since: date, actor: Person, at: datetime) -> Row:
    """A change: the entry ends on the day before, and its next period begins. What hangs on it goes along.

    From the entry's own first day on, the change is a correction: a period of no day would be none, so the entry itself
    takes the values, and the audit row holds what stood before.

    Raises:
        DirectoryError: the entry has ended, or the change would begin before the entry itself.
    """
    body = body_of(row)
    require(actor, Act.EDIT_DIRECTORY, body, at)
    kind = KIND_OF[type(row)]
    locked = _open_row(row)
    check_entry(kind, body, values)
    if fault := change_fault(locked.valid_from, since):
        raise DirectoryError(fault)
    if since == locked.valid_from:
        return _correct(locked, values, kind, actor, at)
    _close(locked, since - timedelta(days=1))
    kept = {name: getattr(locked, name) for name in _further(type(row), kind)}
    following = type(row)(**kept, **values, valid_from=since)
    _insert(following)
    old = {name: getattr(locked, name) for name in kind.fields}
    _audit(following, body, "replace", actor, at, old=old, new={**values, "valid_from": since})
    _carry(locked, following, since)
    return following


def _correct(row: Row, values: Mapping[str, Any], kind: EntryKind, actor: Person, at: datetime) -> Row:
    old = {name: getattr(row, name) for name in kind.fields}
    for name, value in values.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save(update_fields=list(values))
    except IntegrityError as error:
        raise DirectoryError("同一编码的现行登记已经存在，请打开原有登记办理变更。") from error
    new = {**values, "valid_from": row.valid_from}
    _audit(row, body_of(row), "replace", actor, at, old=old, new=new)
    return row


@transaction.atomic
def end(*, row: Row, last: date, actor: Person, at: datetime) -> Row:
    """The last day of an entry: a leader leaves, an office or window closes, an item is cancelled.

    Raises:
        DirectoryError: it has ended already, or the day lies before its first.
    """
    body = body_of(row)
    require(actor, Act.EDIT_DIRECTORY, body, at)
    locked = _open_row(row)
    if last < locked.valid_from:
        raise DirectoryError(f"截止日期早于起始日期（{plain_date(locked.valid_from)}），请核对。")
    _close(locked, last)
    for hanging in _hanging(locked):
        _close(hanging, max(last, hanging.valid_from))
    _audit(locked, body, "end", actor, at, new={"valid_to": last})
    return locked


@transaction.atomic
def take_down_ended(*, on: date, at: datetime) -> list[Tombstone]:
    """Take the pages of items that have left the catalogue by the day off the site; run it inside a scope."""
    standing = {
        (row.body_id, service_key(row.code))
        for row in ServiceItem.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)
    }
    live = Paper.objects.filter(kind__startswith=SERVICE_PAGE, item__standing__edition__isnull=False)
    ended = [row for row in live.select_related("item__body") if (row.body_id, row.kind) not in standing]
    return [withdraw_ended(item=row.item, at=at, reason=_ended_reason(row)) for row in ended]


def _ended_reason(page: Paper) -> str:
    code = page.kind.removeprefix(SERVICE_PAGE)
    last = ServiceItem.objects.filter(body=page.body, code=code).aggregate(last=Max("valid_to"))["last"]
    return f"该政务服务事项已于{plain_date(last)}取消或变更编码。" if last else "该政务服务事项已取消。"


@transaction.atomic
def write_guide(
    *, item: ServiceItem, values: Mapping[str, Any], since: date, actor: Person, at: datetime
) -> ServiceGuide:
    """The guide of an item from a day on: the first, or the revision that ends the one before."""
    current = item.guides.filter(valid_to=None).first()
    if current is None:
        given = {"item": item, **values}
        return add(model=ServiceGuide, body=item.body, values=given, since=since, actor=actor, at=at)
    return replace(row=current, values=values, since=since, actor=actor, at=at)


def body_of(row: Dated) -> PublicBody:
    if isinstance(row, WindowStaff):
        return row.window.body
    if isinstance(row, ServiceGuide):
        return row.item.body
    body: PublicBody = getattr(row, "body")  # noqa: B009 - every other entry belongs to a body itself
    return body


def _has_body(model: type[Dated]) -> bool:
    return model not in {WindowStaff, ServiceGuide}


def _further(model: type[Dated], kind: EntryKind) -> list[str]:
    """What a next period keeps besides the fields of the form: the body or item it belongs to, the photograph."""
    given = {*kind.fields, "valid_from", "valid_to", "id"}
    return [field.name for field in model._meta.concrete_fields if field.name not in given]


def check_entry(kind: EntryKind, body: PublicBody, values: Mapping[str, Any]) -> None:
    """The rules of an entry, for the desk and the importer alike; DirectoryError names the fault."""
    if fault := fault_of(kind, values):
        raise DirectoryError(fault)
    for name in ("window", "item"):
        other = values.get(name)
        if other is not None and other.body_id != body.pk:
            raise DirectoryError("所选的窗口或者事项不属于本机关，请重新选择。")


def _open_row(row: Row) -> Row:
    locked = type(row).objects.select_for_update().get(pk=row.pk)
    if locked.valid_to is not None:
        raise DirectoryError(
            f"此条登记已于{plain_date(locked.valid_to)}截止，不能再变更；请打开现行登记办理。"
        )
    return locked


def _close(row: Dated, last: date) -> None:
    row.valid_to = last
    row.save(update_fields=["valid_to"])


def _insert(row: Dated) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise DirectoryError("同一编码的现行登记已经存在，请打开原有登记办理变更。") from error


def _hanging(row: Dated) -> list[Dated]:
    """The open entries that exist only with this one: people of a window, the guide of an item."""
    if isinstance(row, ServiceWindow):
        return list(row.staff.filter(valid_to=None))
    return list(row.guides.filter(valid_to=None)) if isinstance(row, ServiceItem) else []


def _carry(old: Dated, new: Dated, since: date) -> None:
    """People and guides go on with the next period of their window or item, as they are."""
    if isinstance(new, ServiceWindow) and isinstance(old, ServiceWindow):
        for member in old.staff.filter(valid_to=None):
            _move(member, {"window": new}, since)
        for guide in old.guides.filter(valid_to=None):
            _move(guide, {"window": new}, since)
    elif isinstance(new, ServiceItem) and isinstance(old, ServiceItem):
        for guide in old.guides.filter(valid_to=None):
            _move(guide, {"item": new}, since)


def _move(row: WindowStaff | ServiceGuide, changed: Mapping[str, Any], since: date) -> None:
    """One that began on the day of the change or later only changes its place."""
    if row.valid_from >= since:
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(update_fields=list(changed))
        return
    _close(row, since - timedelta(days=1))
    names = [field.name for field in row._meta.concrete_fields if field.name not in {"id", "valid_to"}]
    values = {name: getattr(row, name) for name in names}
    type(row)(**{**values, **changed, "valid_from": since}).save(force_insert=True)


def subject_of(row: Dated) -> str:
    return f"directory/{KIND_OF[type(row)].key}/{row.pk}"


def audited(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as an audit row holds them."""
    return {name: _told(value) for name, value in values.items()}


def _told(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, models.Model) else value


def act_of(kind: EntryKind, verb: str) -> str:
    """The name of an act in the audit trail: directory.leader.replace."""
    return f"directory.{kind.key}.{verb}"


def _audit(  # noqa: PLR0913 - an audit row has six facts
    row: Dated,
    body: PublicBody,
    verb: str,
    actor: Person,
    at: datetime,
    *,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any],
) -> None:
    record_act(
        at=at,
        actor=actor,
        act=act_of(KIND_OF[type(row)], verb),
        body=body,
        subject=subject_of(row),
        old=audited(old or {}),
        new=audited(new),
    )
