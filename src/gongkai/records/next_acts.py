"""What this person may do with this record now: one answer drives the buttons, the views' policy and the tests."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person
from gongkai.publication.services import STAGE_ACTS
from gongkai.records.enums import DisclosureAttribute, State
from gongkai.records.models import Record
from gongkai.records.rules import CLEARED, EDITABLE, STAGE_OF
from gongkai.records.services import attribute_of, is_live


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

_UNDER_DRAFT = frozenset({State.UNDETERMINED, State.DRAFT, State.RETURNED, State.WITHDRAWN})
_SUBMITTED_FROM = _UNDER_DRAFT | {State.CORRECTING}


@dataclass(frozen=True, slots=True)
class Situation:
    """The facts on which the next step depends; `signed`: the person signed this round before."""

    state: State
    attribute: DisclosureAttribute | None
    live: bool
    signed: bool

    @property
    def correcting(self) -> bool:
        """Whether citizens read another text than the working copy: the published one, until the next publication."""
        return self.live and self.state not in {State.PUBLISHED, State.CORRECTED}


def next_acts(person: Person, record: Record, allowed: Collection[Act]) -> tuple[Step, ...]:
    """The steps that are lawful now for a person who holds these acts at the record's body."""
    return lawful_steps(situation_of(person, record), allowed)


def situation_of(person: Person, record: Record) -> Situation:
    revision = record.revision
    signed = revision is not None and revision.clearances.filter(person=person).exists()
    return Situation(
        state=State(record.state), attribute=attribute_of(record), live=is_live(record), signed=signed
    )


def lawful_steps(now: Situation, allowed: Collection[Act]) -> tuple[Step, ...]:
    """The pure rule: every step with the act it needs and whether the situation admits it."""
    author = Act.DRAFT_RECORD in allowed
    stage = STAGE_OF.get(now.state)
    turn = stage is not None and STAGE_ACTS[stage] in allowed and not now.signed
    admitted = {
        EDIT: author and now.state in EDITABLE,
        ATTACH: author and now.state in EDITABLE,
        DETACH: author and now.state in EDITABLE,
        DETERMINE: Act.DETERMINE in allowed and now.state in {*_UNDER_DRAFT, State.FILED} and not now.live,
        SUBMIT: author and _may_submit(now),
        SIGN: turn,
        RETURN: turn or (now.state in CLEARED and Act.APPROVE in allowed),
        PUBLISH: Act.PUBLISH in allowed and now.state is State.READY,
        FILE: Act.FILE_AWAY in allowed and now.state is State.TO_FILE,
        WITHDRAW: Act.WITHDRAW in allowed and now.live,
    }
    return tuple(step for step in STEPS if admitted[step])


def _may_submit(now: Situation) -> bool:
    if now.attribute is None or (now.live and now.attribute is not DisclosureAttribute.PROACTIVE):
        return False
    return now.state in _SUBMITTED_FROM
