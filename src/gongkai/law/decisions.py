"""办理结果: the outcomes of each regime; a leaf fixes legal basis, letter, remedy branch and the row in each form."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.law.instruments import Citation
    from gongkai.law.regimes import Regime


class OutcomeGroup(StrEnum):
    DISCLOSED = "disclosed"  # 予以公开
    PARTIAL = "partial"  # 部分公开
    WITHHELD = "withheld"  # 不予公开
    UNAVAILABLE = "unavailable"  # 无法提供
    NOT_HANDLED = "not_handled"  # 不予处理
    OTHER = "other"  # 其他处理


class LetterKind(StrEnum):
    """The document that carries the outcome."""

    INFORM = "inform"  # 告知书
    DISCLOSE = "disclose"  # 公开告知书
    PARTIAL = "partial"  # 部分公开告知书
    WITHHOLD = "withhold"  # 不予公开告知书
    UNAVAILABLE = "unavailable"  # 无法提供告知书
    NOT_HANDLED = "not_handled"  # 不予处理告知书
    CLOSED = "closed"  # 不再处理告知书
    CORRECT = "correct"  # 补正(更改、补充)告知书


class RemedyBranch(StrEnum):
    """Which remedy paragraph the letter carries; see `remedies`."""

    REFUSAL = "refusal"  # R19 Arts.14-16: reconsideration first since 2024-01-01
    ORDINARY = "ordinary"
    PARTIAL = "partial"  # the refused part is treated like a refusal (a reading)
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One leaf. `rows` maps the form ("2014", "2019", "2021") to its row key; a form without a row is absent."""

    key: str
    regime: Regime
    group: OutcomeGroup
    label: str
    basis: tuple[Citation, ...]
    letter: LetterKind
    remedy: RemedyBranch
    rows: Mapping[str, str]
    proof: tuple[str, ...] = ()  # what the file must hold (法释25 Arts.5-6)


@dataclass(frozen=True, slots=True)
class Question:
    """One step of the tree: asked in order; the answer opens leaves or a further question."""

    text: str
    choices: tuple[tuple[str, Outcome | Question], ...]


def outcomes_of(regime: Regime) -> tuple[Outcome, ...]:
    """Every leaf in the order of the form."""
    raise NotImplementedError


def outcome(regime: Regime, key: str) -> Outcome:
    """KeyError with a sentence when the regime has no such outcome."""
    raise NotImplementedError


def decision_tree(regime: Regime) -> Question:
    raise NotImplementedError
