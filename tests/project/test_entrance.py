"""`make` and `.ci/run`, with stand-ins for the programs that they start."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from programs import require_program


def program(path: Path, script: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def run_ci(project: Path, folder: Path, make: str) -> tuple[int, list[str]]:
    """Run `.ci/run` with `make` replaced by a script that notes what it was called with."""
    notes = folder / "notes"
    program(folder / "bin" / "make", f'echo "$* CI=$CI stdin=$(wc -c)" >> "{notes}"\n{make}')
    environment = {**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    environment.pop("CI", None)
    done = subprocess.run([project / ".ci" / "run"], env=environment, cwd=folder, input=b"typed", check=False)
    return done.returncode, notes.read_text(encoding="utf-8").splitlines()


def test_the_gate_checks_then_tests_strictly_and_without_a_person(project: Path, tmp_path: Path) -> None:
    require_program("bash")
    assert run_ci(project, tmp_path, "exit 0") == (0, ["check CI=true stdin=0", "test CI=true stdin=0"])


@pytest.mark.parametrize("failing", ["check", "test"])
def test_the_gate_fails_when_a_part_fails(project: Path, tmp_path: Path, failing: str) -> None:
    require_program("bash")
    code, _notes = run_ci(project, tmp_path, f'[ "$1" != {failing} ]')
    assert code != 0


def test_an_old_python_gets_a_sentence_that_names_it(project: Path, tmp_path: Path) -> None:
    old = program(
        tmp_path / "bin" / "python3.9", '[ "$1" = --version ] && echo Python 3.9.2 && exit 0\nexit 1'
    )
    done = subprocess.run(
        [require_program("make"), "python", f"PYTHON={old}"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "需要 Python 3.11 或更高版本" in done.stderr
    assert "Python 3.9.2" in done.stderr


def test_a_missing_python_gets_a_sentence(project: Path) -> None:
    done = subprocess.run(
        [require_program("make"), "python", "PYTHON=python-that-is-not-there"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "没有找到 python-that-is-not-there" in done.stderr


def test_every_target_that_is_promised_is_listed(project: Path) -> None:
    listed = subprocess.run(
        [require_program("make")], cwd=project, capture_output=True, text=True, check=True
    ).stdout
    promised = {
        "run",
        "setup",
        "test",
        "test-deps",
        "check",
        "soak",
        "bench",
        "docs",
        "demo",
        "lock",
        "clean",
        "help",
    }
    assert {line.split()[1] for line in listed.splitlines()} == promised
