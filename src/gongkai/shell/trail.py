"""An audit row in the words of the desk: what it is about, and its values with their names and labels.

Names and labels are those of the models (verbose names, choices); what the columns do not say, a room says in its
module `trail`, which holds `TRAILS` by the first part of the act's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from django.db.models import Field, Model
from django.utils import timezone

from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow, BodyAuthority, Person, PublicBody, RoleAssignment
from gongkai.law.receipt import CHANNEL_NAMES
from gongkai.law.wording import plain_date, plain_minute
from gongkai.shell.comparison import parted
from gongkai.shell.rooms import offered

Words = Mapping[str, str] | Callable[[], Mapping[str, str]]
"""Code → label; a function where the labels are rows: it is asked once a page."""

_LONG: Final = 80
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_DIGEST: Final = re.compile(r"(?:sha256:)?([0-9a-f]{12})[0-9a-f]*")
_NAMES: Final = {
    "sha256": "文字指纹",
    "state": "状态",
    "version": "版本",
    "files": "附件数",
    "title": "标题",
    "note": "说明",
    "source": "依据",
    "valid_from": "自",
    "valid_to": "至",
}


@dataclass(frozen=True, slots=True)
class Trail:
    """What the acts of one kind are about, the models whose columns their values are, and what these leave unsaid.

    `tail` tells the rest of the subject after its first part; `other` names values that have no name of their own.
    """

    subject: str
    models: tuple[type[Model], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Words] = field(default_factory=dict)
    tail: Callable[[str], str] = str
    other: str = ""


_ROLES = Trail(
    "人员角色", (RoleAssignment,), {"role": "角色"}, {"role": {role.value: role.label for role in Role}}
)
_ACCOUNTS = Trail("人员账号", (Person,), {"name": "姓名", "active": "在用", "reason": "理由"})
_BODIES = Trail(
    "单位登记事项",
    (PublicBody, BodyAuthority),
    words={"channels": {channel.value: name for channel, name in CHANNEL_NAMES.items()}},
)


_DEMO = Trail("演示数据", tail=lambda _rest: "")


@cache
def trails() -> Mapping[str, Trail]:
    own = {"assign_role": _ROLES, "end_role": _ROLES, "body": _BODIES, "person": _ACCOUNTS, "demo": _DEMO}
    return own | {key: trail for room in offered("trail") for key, trail in room.TRAILS.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """A value by its name; `old` or `new` is None where the act says nothing of it."""

    name: str
    old: str | None
    new: str | None


class Reader:
    """Reads the audit rows of one page: labels that are rows are asked for once."""

    def __init__(self) -> None:
        self._asked: dict[int, Mapping[str, str]] = {}

    def subject(self, entry: AuditRow) -> str:
        trail = trail_of(entry.act)
        head, slash, rest = entry.subject.partition("/")
        told = trail.tail(rest if slash else head)
        return f"{trail.subject}　{told}" if told else trail.subject

    def values(self, entry: AuditRow, values: Mapping[str, Any]) -> list[tuple[str, str]]:
        trail = trail_of(entry.act)
        return [(_name(trail, name), _cut(self._value(trail, name, value))) for name, value in values.items()]

    def changes(self, entry: AuditRow) -> list[Change]:
        """What the act wrote, each value beside the one before it; what stayed as it was is left out."""
        trail, old, new = trail_of(entry.act), entry.old, entry.new
        names = [
            name for name in dict.fromkeys((*new, *old)) if name not in old or old[name] != new.get(name)
        ]
        return [self._change(trail, name, old, new) for name in names]

    def _change(self, trail: Trail, name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Change:
        before = self._value(trail, name, old[name]) if name in old else None
        after = self._value(trail, name, new[name]) if name in new else None
        if before is not None and after is not None:
            before, after = parted(before, after, _LONG)
        return Change(_name(trail, name), before and _cut(before), after and _cut(after))

    def _value(self, trail: Trail, name: str, value: object) -> str:
        if isinstance(value, list):
            return "、".join(self._value(trail, name, part) for part in value) or "无"
        words = self._words(trail, name)
        return words.get(str(value)) or _plain(value)

    def _words(self, trail: Trail, name: str) -> Mapping[str, str]:
        said = trail.words.get(name)
        if said is None:
            return next(
                (
                    {str(key): str(word) for key, word in column.flatchoices}
                    for column in _columns(trail, name)
                ),
                {},
            )
        if isinstance(said, Mapping):
            return said
        if id(said) not in self._asked:
            self._asked[id(said)] = said()
        return self._asked[id(said)]


def trail_of(act: str) -> Trail:
    parts = act.split(".")
    known = trails()
    return known.get(".".join(parts[:2])) or known.get(parts[0]) or Trail("办理事项")


def _columns(trail: Trail, name: str) -> Iterator[Field[Any, Any]]:
    for model in trail.models:
        for column in model._meta.concrete_fields:
            if name in {column.name, column.attname}:
                yield column


def _name(trail: Trail, name: str) -> str:
    told = trail.names.get(name)
    if told is None:
        named = (str(column.verbose_name) for column in _columns(trail, name))
        told = next((word for word in named if not word.isascii()), None)
    return told or _NAMES.get(name) or trail.other or name


def _plain(value: object) -> str:
    if value is None or value == "":
        return "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    text = str(value)
    if _DAY.fullmatch(text):
        return plain_date(date.fromisoformat(text))
    if _MOMENT.match(text):
        return plain_minute(timezone.localtime(datetime.fromisoformat(text)))
    digest = _DIGEST.fullmatch(text)
    return f"{digest[1]}…" if digest else text


def _cut(text: str) -> str:
    return text if len(text) <= _LONG + 2 else f"{text[:_LONG]}…"
