"""What a person may do with a report now: one list for the buttons and the views."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from gongkai.annual.enums import ReportState
from gongkai.annual.models import AnnualReport
from gongkai.bodies.access import Act
from gongkai.bodies.models import Person
from gongkai.publication.enums import RoundState, Stage
from gongkai.publication.models import Revision
from gongkai.publication.papers import OPEN, rounds, state_of
from gongkai.publication.services import STAGE_ACTS
from gongkai.shell.marks import Mark

STAGE_OF: Mapping[RoundState, Stage] = {
    RoundState.AWAITING_FIRST: Stage.FIRST,
    RoundState.AWAITING_SECOND: Stage.SECOND,
    RoundState.AWAITING_APPROVAL: Stage.APPROVAL,
}
_MARKS = {
    ReportState.DRAFTING: Mark("填报中", "draft", "calm"),
    ReportState.HANDED_IN: Mark("已报送", "waiting", "calm"),
    ReportState.RETURNED: Mark("已退回", "returned", "bad"),
    ReportState.ACCEPTED: Mark("已审核", "ready", "calm"),
    ReportState.PUBLISHED: Mark("已公布", "valid", "good"),
}
NOT_BEGUN = Mark("未开始", "question", "warn")


@dataclass(frozen=True, slots=True)
class Step:
    """An act on a report; `note` is the label of the words that it needs, empty where it needs none."""

    key: str
    label: str
    icon: str
    act: Act
    note: str = ""


OPEN_REPORT = Step("open", "开始填报", "draft", Act.EDIT_REPORT)
HAND_IN = Step("hand_in", "报送", "ready", Act.EDIT_REPORT)
ACCEPT = Step("accept", "审核通过并定稿", "valid", Act.REVIEW_REPORT)
RETURN = Step("return", "退回修改", "returned", Act.REVIEW_REPORT, "退回意见")
SEND = Step("send", "送签公布稿", "ready", Act.DRAFT_RECORD)
SIGN = {stage: Step("sign", "同意", "sign", act) for stage, act in STAGE_ACTS.items()}
SEND_BACK = {
    stage: Step("send_back", "退回送签稿", "returned", act, "退回意见") for stage, act in STAGE_ACTS.items()
}
PUBLISH = Step("publish", "公布", "public", Act.PUBLISH)
_BY_STATE: Mapping[ReportState, tuple[Step, ...]] = {
    ReportState.DRAFTING: (HAND_IN,),
    ReportState.RETURNED: (HAND_IN,),
    ReportState.HANDED_IN: (ACCEPT, RETURN),
    ReportState.ACCEPTED: (RETURN,),
    ReportState.PUBLISHED: (),
}
ACTS = (Act.EDIT_REPORT, Act.REVIEW_REPORT, Act.DRAFT_RECORD, *STAGE_ACTS.values(), Act.PUBLISH)


def mark_of(report: AnnualReport | None) -> Mark:
    return _MARKS[ReportState(report.state)] if report else NOT_BEGUN


def round_of(report: AnnualReport | None) -> Revision | None:
    """The latest review round of the report's page."""
    if report is None or report.item_id is None:
        return None
    return rounds().filter(item=report.item_id).first()


def steps_of(
    report: AnnualReport | None, revision: Revision | None, person: Person, allowed: Collection[Act]
) -> list[Step]:
    """What this person, who holds these acts at the report's body, may do now."""
    if report is None:
        possible: list[Step] = [OPEN_REPORT]
    else:
        possible = [*_review(report, revision, person), *_BY_STATE[ReportState(report.state)]]
    return [step for step in possible if step.act in allowed]


def _review(report: AnnualReport, revision: Revision | None, person: Person) -> list[Step]:
    """Steps of the review of an accepted report's page."""
    if report.state != ReportState.ACCEPTED:
        return []
    state = state_of(revision) if revision else None
    if revision is None or state not in OPEN:
        return [SEND]
    if state is RoundState.READY:
        return [PUBLISH]
    stage = STAGE_OF[state]
    signed = {clearance.person_id for clearance in revision.clearances.all()}
    return [] if person.pk in signed else [SIGN[stage], SEND_BACK[stage]]
