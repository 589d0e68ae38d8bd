from __future__ import annotations

from pathlib import Path

import pytest

import sizes


def write(root: Path, name: str, lines: int, *, note: str = "") -> None:
    """A module whose one function is `lines` long, with a note behind its `def`."""
    path = root / "src" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    body = ["    pass"] * (lines - 1)
    path.write_text("\n".join(["x = 1", f"def act():{note}", *body]) + "\n", encoding="utf-8")


def test_a_function_of_sixty_lines_passes(tmp_path: Path) -> None:
    write(tmp_path, "a.py", 60)
    assert sizes.main(tmp_path) == 0


def test_a_function_of_sixty_one_lines_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "a.py", 61)
    assert sizes.main(tmp_path) == 1
    assert "src/a.py:2 act: 61 lines, at most 60" in capsys.readouterr().out


@pytest.mark.parametrize(("lines", "verdict"), [(500, 0), (501, 1)])
def test_a_module_ends_at_five_hundred_lines(tmp_path: Path, lines: int, verdict: int) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.py").write_text("x = 1\n" * lines, encoding="utf-8")
    assert sizes.main(tmp_path) == verdict


def test_data_and_migrations_may_be_long(tmp_path: Path) -> None:
    for folder in ("data", "migrations"):
        (tmp_path / "src" / folder).mkdir(parents=True)
        (tmp_path / "src" / folder / "table.py").write_text("x = 1\n" * 900, encoding="utf-8")
    assert sizes.main(tmp_path) == 0


@pytest.mark.parametrize(("exemptions", "verdict"), [(5, 0), (6, 1)])
def test_five_exemptions_with_a_reason_and_not_one_more(
    tmp_path: Path, exemptions: int, verdict: int
) -> None:
    for number in range(exemptions):
        write(tmp_path, f"a{number}.py", 61, note="  # size: one table of states, read as one")
    assert sizes.main(tmp_path) == verdict


def test_an_exemption_without_a_reason_counts_for_nothing(tmp_path: Path) -> None:
    write(tmp_path, "a.py", 61, note="  # size:")
    assert sizes.main(tmp_path) == 1
