"""How tests put a text before the auditor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gongkai.annual.audit.reading import read_bytes
from gongkai.annual.audit.report import Audit, audit

if TYPE_CHECKING:
    from gongkai.annual.audit.relation import Relation

HEAD = "青源区2020年政府信息公开工作年度报告\n一、概述\n本报告所列数据统计期限为2020年1月1日至12月31日。\n二、工作情况\n"
SHARED = Path(__file__).resolve().parents[4] / "shared"


def audit_of(text: str) -> Audit:
    """A report whose second section is this text."""
    return audit(read_bytes((HEAD + text).encode(), "report.txt"))


def relations(text: str) -> list[Relation]:
    return list(audit_of(text).relations)


def told(text: str) -> set[tuple[str, int, tuple[int, ...], str]]:
    """Kind, total, parts and status of every relation found."""
    return {(r.kind, int(r.total or 0), tuple(int(p) for p in r.parts), r.status) for r in relations(text)}


def shared(name: str) -> Path:
    """An optional input beside the checkout; tests that need it are skipped without it."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not beside this checkout")
    return path
