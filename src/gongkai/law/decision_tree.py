"""The questions that lead to a leaf: asked in order, each answered from the file, until one outcome is left."""

from __future__ import annotations

from typing import Final

from gongkai.law.decisions import Question
from gongkai.law.outcomes import outcome
from gongkai.law.regimes import Regime


def decision_tree(regime: Regime) -> Question:
    return R07_TREE if regime is Regime.R07 else R19_TREE


def _ask(regime: Regime, text: str, *keys: str, then: tuple[str, Question] | None = None) -> Question:
    """A question whose choices are leaves, and last the way on."""
    leaves = tuple((leaf.label, leaf) for leaf in (outcome(regime, key) for key in keys))
    return Question(text, (*leaves, then) if then else leaves)


_R19, _R07 = Regime.R19, Regime.R07
_ON: Final = "都不是，继续"

_GROUNDS: Final = _ask(
    _R19,
    "不予公开的理由是什么？",
    "state_secret",
    "banned_by_law",
    "safety",
    "third_party",
    "internal_affairs",
    "process",
    "enforcement_file",
)
_CONTENT: Final = _ask(
    _R19,
    "审查后，内容能否公开？",
    "disclosed",
    "partial",
    then=("全部不予公开", _GROUNDS),
)
_HOLDING: Final = _ask(
    _R19,
    "本机关是否掌握、是否负责公开所申请的信息？",
    "not_held",
    "not_responsible",
    "needs_making",
    "in_archives",
    "register_inquiry",
    "already_public",
    then=("掌握且由本机关负责公开，尚未主动公开", _CONTENT),
)
_CLEAR: Final = _ask(_R19, "申请内容是否明确？", "still_unclear", then=("明确，或补正后已经明确", _HOLDING))
_KIND: Final = _ask(
    _R19,
    "申请是否属于下列不予处理的情形？",
    "petition",
    "repeated",
    "public_prints",
    "excessive",
    "confirm_again",
    then=(_ON, _CLEAR),
)
R19_TREE: Final = _ask(
    _R19,
    "申请是否已经终止？",
    "correction_lapsed",
    "payment_lapsed",
    "withdrawn",
    "applicant_gone",
    "other",
    then=("没有终止，继续办理", _KIND),
)

_OLD_GROUNDS: Final = _ask(
    _R07,
    "不同意公开的理由是什么？",
    "state_secret",
    "trade_secret",
    "privacy",
    "safety",
    "internal_affairs",
    "process",
    "not_government_information",
    "banned_by_law",
    "no_special_need",
)
_OLD_CONTENT: Final = _ask(
    _R07, "审查后，内容能否公开？", "disclosed", "partial", then=("全部不同意公开", _OLD_GROUNDS)
)
_OLD_HOLDING: Final = _ask(
    _R07,
    "本机关是否掌握、是否负责公开所申请的信息？",
    "not_responsible",
    "not_held",
    "needs_making",
    "already_public",
    then=("掌握且由本机关负责公开，尚未主动公开", _OLD_CONTENT),
)
R07_TREE: Final = _ask(
    _R07,
    "申请能否按政府信息公开申请办理？",
    "withdrawn",
    "other_channel",
    "repeated",
    "correction_told",
    then=("能够办理，继续", _OLD_HOLDING),
)
