"""What this person may do with this record now: one answer drives the buttons, the views' policy and the tests."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person
from gongkai.portal.shapes import content_bytes, sha256_hex
from gongkai.publication.services import STAGE_ACTS
from gongkai.publication.services import content_of as submitted_content
from gongkai.records.enums import DisclosureAttribute, State
from gongkai.records.models import Record
from gongkai.records.rules import EDITABLE, STAGE_OF
from gongkai.records.services import attribute_of, content_of, is_live


@dataclass(frozen=True, slots=True)
class Step:
    """A button: `name` is the address of its view, `label` the words on it."""

    name: str
    label: str


EDIT = Step("record_edit", "修改")
ATTACH = Step("record_attach", "添加附件")
DETACH = Step("record_detach", "移除附件")
DETERMINE = Step("record_determine", "认定公开属性")
SUBMIT = Step("record_submit", "提交审核")
SIGN = Step("record_sign", "同意")
RETURN = Step("record_return", "退回修改")
PUBLISH = Step("record_publish", "发布")
FILE = Step("record_file", "归档")
WITHDRAW = Step("record_withdraw", "撤回")
STEPS = (EDIT, ATTACH, DETACH, DETERMINE, SUBMIT, SIGN, RETURN, PUBLISH, FILE, WITHDRAW)

PUBLIC = frozenset({State.PUBLISHED, State.CORRECTED})
_UNDER_DRAFT = frozenset({State.UNDETERMINED, State.DRAFT, State.RETURNED, State.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Situation:
    """The facts on which the next step depends; `signed`: the person signed this round before."""

    state: State
    attribute: DisclosureAttribute | None
    live: bool
    changed: bool
    signed: bool

    @property
    def correcting(self) -> bool:
        """Whether citizens read another text than the working copy: the published one, until the next publication."""
        return self.live and (self.changed or self.state not in PUBLIC)


def next_acts(person: Person, record: Record, allowed: Collection[Act]) -> tuple[Step, ...]:
    """The steps that are lawful now for a person who holds these acts at the record's body."""
    return lawful_steps(situation_of(person, record), allowed)


def situation_of(person: Person, record: Record) -> Situation:
    state = State(record.state)
    revision = record.revision
    signed = revision is not None and revision.clearances.filter(person=person).exists()
    attribute = attribute_of(record)
    return Situation(
        state=state,
        attribute=attribute,
        live=is_live(record),
        changed=state in PUBLIC and _differs(record, attribute),
        signed=signed,
    )


def _differs(record: Record, attribute: DisclosureAttribute | None) -> bool:
    """Whether the working copy is another text than what was last submitted.

    The body's name alone, and what the site says of itself on every page, are no change of the author's.
    """
    if record.revision is None or attribute is None:
        return True
    before = submitted_content(record.revision)
    now = content_of(record, before.body_name, attribute, getattr(before, "notice", ""))
    return sha256_hex(content_bytes(now)) != record.revision.content_sha256


def lawful_steps(now: Situation, allowed: Collection[Act]) -> tuple[Step, ...]:
    """The pure rule: every step with the act it needs and whether the situation admits it."""
    author = Act.DRAFT_RECORD in allowed
    stage = STAGE_OF.get(now.state)
    turn = stage is not None and STAGE_ACTS[stage] in allowed and not now.signed
    admitted = {
        EDIT: author and now.state in EDITABLE,
        ATTACH: author and now.state in EDITABLE,
        DETACH: author and now.state in EDITABLE,
        DETERMINE: Act.DETERMINE in allowed and now.state in {*_UNDER_DRAFT, State.FILED},
        SUBMIT: author and _may_submit(now),
        SIGN: turn,
        RETURN: turn,
        PUBLISH: Act.PUBLISH in allowed and now.state is State.READY,
        FILE: Act.FILE_AWAY in allowed and now.state is State.TO_FILE,
        WITHDRAW: Act.WITHDRAW in allowed and now.live,
    }
    return tuple(step for step in STEPS if admitted[step])


def _may_submit(now: Situation) -> bool:
    if now.attribute is None or (now.live and now.attribute is not DisclosureAttribute.PROACTIVE):
        return False
    if now.state in PUBLIC:
        return now.changed
    return now.state in _UNDER_DRAFT
