"""办理结果: the outcomes of each regime; a leaf fixes legal basis, letter, remedy branch and the row in each form.

The leaves themselves stand in `outcomes`, the questions that lead to them in `decision_tree`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.law.instruments import Citation
    from gongkai.law.regimes import Regime


class OutcomeGroup(StrEnum):
    """The groups of table three; 苏规范 sorts the answers the same way."""

    DISCLOSED = "disclosed"  # 予以公开
    PARTIAL = "partial"  # 部分公开
    WITHHELD = "withheld"  # 不予公开
    UNAVAILABLE = "unavailable"  # 无法提供
    NOT_HANDLED = "not_handled"  # 不予处理
    OTHER = "other"  # 其他处理


class LetterKind(StrEnum):
    """The document that carries the outcome."""

    INFORM = "inform"  # 告知书
    DISCLOSE = "disclose"  # 予以公开告知书
    PARTIAL = "partial"  # 部分公开告知书
    WITHHOLD = "withhold"  # 不予公开告知书
    UNAVAILABLE = "unavailable"  # 无法提供告知书
    NOT_HANDLED = "not_handled"  # 不予处理告知书
    CLOSED = "closed"  # 不再处理告知书
    CORRECT = "correct"  # 更改、补充告知书 (R07)


class RemedyBranch(StrEnum):
    """Which remedy paragraph the letter carries; see `remedies`."""

    REFUSAL = "refusal"  # R19 Arts.14-16: reconsideration first since 2024-01-01
    ORDINARY = "ordinary"
    PARTIAL = "partial"  # the refused part is treated like a refusal (a reading)
    NONE = "none"


class Force(StrEnum):
    """How far the agency is bound by a ground."""

    MUST = "must"  # 不予公开、不得公开
    MAY = "may"  # 可以不予公开
    UNLESS_CONSENT = "unless_consent"  # 不得公开, unless the third party consents or public interest prevails


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
    force: Force | None = None  # of a ground for refusal
    not_suable: Citation | None = None  # decided from 2025-06-01: outside the scope of lawsuits

    @property
    def needs_regular_review(self) -> bool:
        """R19 Art.18: what is withheld is looked at again (定期评估审查)."""
        return self.regime.value == "R19" and self.force is not None


@dataclass(frozen=True, slots=True)
class Question:
    """One step of the tree: each choice opens a leaf or a further question."""

    text: str
    choices: tuple[tuple[str, Outcome | Question], ...]

    def leaves(self) -> tuple[Outcome, ...]:
        """Every leaf below, in the order in which the questions reach them."""
        found: list[Outcome] = []
        for _, node in self.choices:
            found.extend(node.leaves() if isinstance(node, Question) else (node,))
        return tuple(found)
