from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

PURE = ("law", "guard", "portal", "annual.audit")


def contract(project: Path, name: str) -> dict[str, list[str]]:
    table = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    return next(each for each in table["tool"]["importlinter"]["contracts"] if each["id"] == name)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_is_held_free_of_django_as_soon_as_it_stands(project: Path, room: str) -> None:
    stands = any((project / "src" / "gongkai" / room.replace(".", "/")).glob("*.py"))
    assert stands == (f"gongkai.{room}" in contract(project, "no-django")["source_modules"])


def test_the_audit_of_published_reports_imports_the_law_and_itself_only(project: Path) -> None:
    files = sorted((project / "src" / "gongkai" / "annual" / "audit").rglob("*.py"))
    ours = {name for path in files for name in imported(path) if name.startswith("gongkai.")}
    assert [
        name for name in sorted(ours) if not name.startswith(("gongkai.law", "gongkai.annual.audit"))
    ] == []


def test_the_public_plane_imports_the_law_and_itself_only(project: Path) -> None:
    files = sorted((project / "src" / "gongkai" / "portal").rglob("*.py"))
    assert files
    ours = {name for path in files for name in imported(path) if name.startswith("gongkai.")}
    allowed = ("gongkai.portal", "gongkai.law", "gongkai.configuration")
    assert [name for name in sorted(ours) if not name.startswith(allowed)] == []


def test_every_room_has_a_sentence_about_itself(project: Path) -> None:
    """The docstring of the package is the first line a newcomer reads there."""
    packages = sorted((project / "src" / "gongkai").glob("*/__init__.py"))
    assert packages
    silent = [
        path.parent.name for path in packages if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []
