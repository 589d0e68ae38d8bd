"""The law knows no framework and no wall clock: both would make a figure of 2017 depend on today."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import gongkai.law

MODULES = sorted(Path(gongkai.law.__file__).parent.glob("*.py"))
WALL_CLOCK = {"today", "now", "utcnow", "localtime", "gmtime"}


def imported(tree: ast.AST) -> set[str]:
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return found | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_module_of_the_law_imports_a_framework_or_another_room(path: Path) -> None:
    names = imported(ast.parse(path.read_text("utf-8")))
    assert not {name for name in names if name.split(".")[0] in {"django", "typer", "time"}}
    assert not {name for name in names if name.startswith("gongkai.") and not name.startswith("gongkai.law")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_module_of_the_law_reads_the_wall_clock(path: Path) -> None:
    called = {
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not called & WALL_CLOCK
