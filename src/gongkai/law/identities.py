"""The identity engine: a filled form in, one judgement per relation (勾稽关系) out."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from gongkai.law.forms import Form, FormCode, Value


class Status(StrEnum):
    PASS = "pass"  # noqa: S105 (a verdict, no password)
    FAIL = "fail"
    UNCERTAIN = "uncertain"
    NOT_ASSESSABLE = "not_assessable"


class Term(NamedTuple):
    key: str
    label: str
    value: Value


def judge(
    form: Form | FormCode,
    cells: Mapping[str, Value],
    previous: Mapping[str, Value] | None = None,
    children: Sequence[Mapping[str, Value]] | None = None,
) -> list[Judgement]:
    """Signature first; see the next commit."""
    raise NotImplementedError


class Judgement(NamedTuple):
    id: str
    status: Status
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    left_total: int | Decimal | None
    right_total: int | Decimal | None
    difference: int | Decimal | None
    explanation: str
