"""How the audit trail tells the acts on a request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gongkai.casework.enums import NoticeKind, ReplyStage, VoidReason
from gongkai.casework.models import (
    Consultation,
    Correction,
    Decision,
    Delay,
    Delivery,
    Extension,
    FeeNotice,
    Notice,
    Request,
    SearchLog,
    Withdrawal,
)
from gongkai.casework.wording import BASES, CONFIRMED_HOW, PARTIES, WAYS
from gongkai.law.outcomes import outcomes_of
from gongkai.law.regimes import Regime
from gongkai.shell.trail import Trail

_OUTCOMES: Final = {leaf.key: leaf.label for regime in Regime for leaf in outcomes_of(regime)}

TRAILS: Final[Mapping[str, Trail]] = {
    "request": Trail(
        "依申请公开申请",
        (
            Request,
            Decision,
            Delivery,
            Correction,
            Consultation,
            Extension,
            Delay,
            FeeNotice,
            Withdrawal,
            SearchLog,
            Notice,
        ),
        names={
            "basis": "收到日期依据",
            "how": "确认方式",
            "kind": "征求意见对象",
            "stage": "环节",
            "round": "轮次",
            "number": "文号",
            "notice": "文书",
            "files": "清除的材料（份）",
            "outcome": "办理结果",
            "void_reason": "作废理由",
            "rewritten": "内容描述",
            "added": "收到的材料（份）",
            "erased_on": "去标识化日期",
        },
        words={
            "basis": {basis.value: word for basis, word in BASES.items()},
            "how": {how.value: word for how, word in CONFIRMED_HOW.items()},
            "kind": {kind.value: word for kind, word in PARTIES.items()},
            "way": {way.value: word for way, word in WAYS.items()},
            "notice": {kind.value: str(kind.label) for kind in NoticeKind},
            "stage": {stage.value: str(stage.label) for stage in ReplyStage},
            "outcome": _OUTCOMES,
            "rewritten": {"yes": "已补正", "no": "没有改动"},
            "void_reason": {reason.value: str(reason.label) for reason in VoidReason},
        },
    ),
}
