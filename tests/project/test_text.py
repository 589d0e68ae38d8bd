"""What is tracked can be read by anyone, anywhere: no address of a registry, no path of one machine, no open ends."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from programs import missing, require_program

# Taken apart so that this file does not find itself.
HOSTS = (
    "pypi." + "org",
    "python" + "hosted",
    "npm" + "js.",
    "npm" + "mirror",
    "mirrors." + "aliyun",
    "pypi." + "tuna",
)
FOLDERS = ("wo" + "rk", "ho" + "me", "ro" + "ot", "Us" + "ers")
NOTES = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")
MACHINE = re.compile(rf"(?<![\w.~$}}])/(?:{'|'.join(FOLDERS)})/\w")
OPEN_ENDS = re.compile(rf"\b(?:{'|'.join(NOTES)})\b")


@pytest.fixture(scope="module")
def texts(project: Path) -> dict[str, str]:
    """Every tracked file that is text, by its path."""
    listed = subprocess.run(
        [require_program("git"), "-C", project, "ls-files", "-z"], capture_output=True, check=False
    )
    if listed.returncode:
        missing("the git history", "run the tests in a clone")
    found: dict[str, str] = {}
    for name in listed.stdout.decode().split("\0"):
        path = project / name
        if name and path.is_file():
            data = path.read_bytes()
            if b"\0" not in data[:8192]:
                found[name] = data.decode("utf-8")
    return found


def lines_with(texts: dict[str, str], pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_tracked_file_names_a_package_registry(texts: dict[str, str]) -> None:
    assert lines_with(texts, re.compile("|".join(map(re.escape, HOSTS)))) == []


def test_no_tracked_file_holds_a_path_of_one_machine(texts: dict[str, str]) -> None:
    assert lines_with(texts, MACHINE) == []


def test_no_tracked_file_leaves_a_note_where_an_issue_belongs(texts: dict[str, str]) -> None:
    assert lines_with(texts, OPEN_ENDS) == []


def test_nothing_that_is_run_reads_what_lies_beside_the_checkout(texts: dict[str, str]) -> None:
    run = {
        name: text
        for name, text in texts.items()
        if name.startswith(("src/", "bench/", "tools/", "Makefile"))
    }
    assert "src/gongkai/__init__.py" in run
    assert lines_with(run, re.compile(r"\.\./shared|[\"']shared[\"'/]")) == []


def test_every_tracked_text_ends_with_a_line_end_and_has_no_carriage_returns(texts: dict[str, str]) -> None:
    assert [name for name, text in texts.items() if text and ("\r" in text or not text.endswith("\n"))] == []


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("text", ["see /{}/main/x", "open('/{}/ann/x')", "cd /{}/y"])
def test_the_search_for_machine_paths_finds_them(text: str, folder: str) -> None:
    assert MACHINE.search(text.format(folder))


@pytest.mark.parametrize("line", ["https://example.test/work/x", "$GONGKAI_VAR/work/x", "./home/x"])
def test_the_search_for_machine_paths_leaves_others_alone(line: str) -> None:
    assert not MACHINE.search(line)
