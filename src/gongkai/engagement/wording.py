"""States and the law's words as the screens of this room show them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from gongkai.engagement.models import ExternalCase, Proposal, PublicConcern
from gongkai.engagement.rules import clock_of
from gongkai.law.concerns import Judged, Standing, next_duty
from gongkai.law.local_terms import INTERPRETATION
from gongkai.shell.marks import Mark

_STANDINGS: Mapping[Standing, tuple[str, str]] = {
    Standing.RUNNING: ("waiting", "calm"),
    Standing.SOON: ("warning", "warn"),
    Standing.OVERDUE: ("warning", "bad"),
    Standing.IN_TIME: ("valid", "good"),
    Standing.LATE: ("warning", "warn"),
}


def duty_mark(judged: Judged) -> Mark:
    return Mark(judged.words, *_STANDINGS[judged.standing])


def concern_mark(concern: PublicConcern, at: datetime) -> Mark:
    """The duty whose hour comes first; once all is done, whether all of it was in time."""
    judged = clock_of(concern, at)
    waiting = next_duty(judged)
    if waiting is not None:
        return Mark(f"{waiting.duty.name}：{waiting.words}", *_STANDINGS[waiting.standing])
    late = any(row.standing is Standing.LATE for row in judged)
    return Mark("已逾期回应", "warning", "warn") if late else Mark("已按时回应", "valid", "good")


def interpretation_mark(due_on: date | None, on: date) -> Mark:
    if due_on is None:
        return Mark("文件未公开", "question", "quiet-state")
    if due_on < on:
        return Mark("尚无解读，已逾期", "warning", "bad")
    return Mark("待解读", "waiting", "calm")


def proposal_mark(row: Proposal) -> Mark:
    if row.record_id is not None:
        return Mark("已公开", "public", "good")
    if row.withheld_reason:
        return Mark("不公开", "locked", "warn")
    return Mark("待公开", "waiting", "calm") if row.replied_on else Mark("待答复", "waiting", "warn")


def case_mark(row: ExternalCase, on: date) -> Mark:
    if row.replied_on is None:
        return Mark("逾期未反馈", "warning", "bad") if row.due_on < on else Mark("待反馈", "waiting", "calm")
    if row.replied_on > row.due_on:
        return Mark("逾期反馈", "warning", "warn")
    return Mark("按时反馈", "valid", "good")


LAW: Mapping[str, str] = {
    "level": (
        "特别重大、重大突发事件：5小时内发布权威信息（国办发〔2016〕80号），24小时内举行新闻发布会；"
        "其他政务舆情48小时内回应（国办发〔2016〕61号）。"
    ),
    "found_at": "时限自发现之时起按自然小时计算，节假日不扣除。",
    "standard": "写明回应什么、由谁回应、与哪些单位联动。涉事责任部门是第一责任主体（国办发〔2016〕61号）。",
    "way": "特别重大、重大突发事件须以新闻发布会回应。",
    "planned_on": INTERPRETATION.explanation,
    "interpreter": "部门主要负责人是第一解读人和责任人（国办发〔2016〕80号）。",
    "record": "填写已发布信息的索引号。答复或解读材料先在“主动公开”中起草、审签、发布，再回到本页关联。",
    "numbers": "每行一项：名称 数值 单位；约数在数值后加“余”，例如“接待群众 1246余 人次”，年报印为“1200余人次”。",
    "closed_on": "关停之后不再计入年末账号数；无人维护的账号应当关停（国办发〔2018〕123号）。",
    "reason": "涉及公共利益、公众权益的答复应当公开（国办发〔2014〕46号）；不公开的写明理由。",
}

ACTS: Mapping[str, str] = {
    "activity.hold": "登记活动",
    "concern.find": "登记政务舆情",
    "concern.inform": "登记首次权威信息",
    "concern.respond": "登记舆情回应",
    "concern.evaluate": "登记效果评估",
    "interpretation.plan": "安排政策解读",
    "interpretation.tie": "关联解读材料",
    "proposal.register": "登记建议提案",
    "proposal.reply": "登记建议提案答复",
    "proposal.publish": "公开建议提案答复",
    "proposal.withhold": "登记答复不公开理由",
    "external_case.take": "登记转办件",
    "external_case.answer": "登记转办件反馈",
    "account.open": "登记账号",
    "account.close": "关停账号",
}
