from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)(?:\[[a-z,-]+\])?==(?P<version>[^ ;]+)")


def entries(project: Path, lock: str) -> list[str]:
    """One string for each requirement of the lock file, its continuation lines joined."""
    text = (project / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    bare = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    return [entry for entry in bare.replace("\\\n", " ").splitlines() if entry.strip()]


def pins(project: Path, lock: str) -> dict[str, str]:
    matches = [PIN.match(entry) for entry in entries(project, lock)]
    return {match["name"]: match["version"] for match in matches if match}


def named(requirements: list[str]) -> set[str]:
    return {
        re.split(r"[^A-Za-z0-9._-]", each, maxsplit=1)[0].lower().replace("_", "-") for each in requirements
    }


@pytest.mark.parametrize("lock", ["run", "test"])
def test_every_entry_of_a_lock_file_is_pinned_and_hashed(project: Path, lock: str) -> None:
    found = entries(project, lock)
    assert len(found) > 10
    assert [entry for entry in found if not PIN.match(entry) or "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", ["run", "test"])
def test_a_lock_file_names_no_index(project: Path, lock: str) -> None:
    text = (project / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    assert re.findall(r"--(?:extra-)?index|--find-links|--trusted|https?://|file:", text) == []


def test_both_lock_files_agree_on_what_they_share(project: Path) -> None:
    run, test = pins(project, "run"), pins(project, "test")
    assert {name: version for name, version in run.items() if test.get(name) != version} == {}


@pytest.mark.parametrize("lock", ["run", "test"])
def test_a_lock_file_holds_everything_that_its_source_asks_for(project: Path, lock: str) -> None:
    asked = (project / "requirements" / f"{lock}.in").read_text(encoding="utf-8").splitlines()
    assert (
        named([line for line in asked if line and not line.startswith("-")]) - set(pins(project, lock))
        == set()
    )


def test_the_project_depends_on_nothing_that_is_not_locked(project: Path) -> None:
    table = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    asked = table["project"]["dependencies"] + table["build-system"]["requires"]
    assert named(asked) - set(pins(project, "run")) == set()
