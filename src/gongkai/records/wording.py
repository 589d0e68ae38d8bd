"""States, acts and the law's words as the screens of this room show them."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.records.enums import DisclosureAttribute, State, Validity
from gongkai.shell.marks import Mark

_STATES: Mapping[State, tuple[str, str]] = {
    State.DRAFT: ("draft", "quiet-state"),
    State.UNDETERMINED: ("question", "warn"),
    State.AWAITING_FIRST: ("waiting", "calm"),
    State.AWAITING_SECOND: ("waiting", "calm"),
    State.AWAITING_APPROVAL: ("waiting", "calm"),
    State.RETURNED: ("returned", "bad"),
    State.READY: ("ready", "calm"),
    State.TO_FILE: ("filed", "calm"),
    State.PUBLISHED: ("valid", "good"),
    State.CORRECTING: ("draft", "warn"),
    State.CORRECTED: ("valid", "good"),
    State.WITHDRAWN: ("ended", "bad"),
    State.FILED: ("filed", "quiet-state"),
}
_ATTRIBUTES: Mapping[DisclosureAttribute, tuple[str, str]] = {
    DisclosureAttribute.PROACTIVE: ("public", "good"),
    DisclosureAttribute.ON_REQUEST: ("file", "calm"),
    DisclosureAttribute.WITHHELD: ("locked", "warn"),
}
_VALIDITIES: Mapping[Validity, tuple[str, str]] = {
    Validity.IN_FORCE: ("valid", "good"),
    Validity.AMENDED: ("draft", "warn"),
    Validity.LAPSED: ("ended", "bad"),
    Validity.REPEALED: ("ended", "bad"),
}
UNDETERMINED = Mark("未认定", "question", "warn")


def state_mark(state: str) -> Mark:
    known = State(state)
    return Mark(known.label, *_STATES[known])


CORRECTING = state_mark(State.CORRECTING)
"""Beside the state of a round of review too: what citizens read is not what the page shows."""


def attribute_mark(attribute: str | None) -> Mark:
    if not attribute:
        return UNDETERMINED
    known = DisclosureAttribute(attribute)
    return Mark(known.label, *_ATTRIBUTES[known])


def validity_mark(validity: str) -> Mark:
    known = Validity(validity)
    return Mark(known.label, *_VALIDITIES[known])


ACTS: Mapping[str, str] = {
    "record.draft": "起草",
    "record.edit": "修改",
    "record.attach": "添加附件",
    "record.detach": "移除附件",
    "record.determine": "认定公开属性",
    "record.file_away": "归档",
    "record.import": "导入",
    "return": "退回修改",
    "clear.author": "送审签署",
    "clear.first": "初审同意",
    "clear.second": "复审同意",
    "clear.approval": "批准",
    "publish": "发布",
    "withdraw": "撤回",
    "publish_snapshot": "发布站点设置",
    "assign_role": "分配角色",
    "end_role": "变更角色期限",
    "body.enter": "登记公开主体",
    "person.enter": "登记人员",
    "person.password": "更换口令",
    "person.reset": "重置口令",
    "person.close": "停用账号",
    "person.open": "启用账号",
    "term.enter": "登记分类",
    "body.amend_office": "修改工作机构登记事项",
    "demo.load": "载入演示数据",
}

LAW: Mapping[str, str] = {
    "attribute": (
        "公文类信息在起草时即须明确主动公开、依申请公开、不予公开等属性，随公文一并报批；"
        "拟不公开的，须依法依规说明理由（国办发〔2016〕80号）。"
    ),
    "ground": "不予公开的范围见《政府信息公开条例》第十四条至第十六条：国家秘密，商业秘密和个人隐私，内部事务信息等。",
    "columns": "主栏目用于年度报告统计，一条信息只计一次；同步栏目只供展示，不计数。",
    "html": "涉及个人隐私、商业秘密的内容，应当先作处理；审查通过后的文字即为发布的文字，审签后如有改动须重新审签。",
    "document_number": "照录公文首页发文字号，年份用六角括号，如“〔2017〕”。",
    "legal_character": "“制发规范性文件数”只统计规章和行政规范性文件，与体裁无关。",
}
