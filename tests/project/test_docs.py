from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest


def test_settings_and_commands_are_described_as_they_are(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "tools/docs.py", "--check"], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_decisions_are_numbered_without_a_gap(project: Path) -> None:
    numbers = [int(path.name[:4]) for path in sorted((project / "docs" / "adr").glob("[0-9]*.md"))]
    assert len(numbers) >= 6
    assert numbers == list(range(len(numbers))) or numbers == list(range(1, len(numbers) + 1))


def test_every_decision_is_dated_and_says_what_was_given_up(project: Path) -> None:
    for path in sorted((project / "docs" / "adr").glob("[0-9]*.md")):
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {int(path.name[:4])}. "), path.name
        assert re.search(r"^\d{4}-\d{2}-\d{2} · (?:accepted|superseded by \d{4})", text, re.MULTILINE), (
            path.name
        )
        headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert headings == ["Context", "Decision", "What was given up"], path.name


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs"])
def test_links_between_pages_lead_somewhere(project: Path, page: str) -> None:
    pages = sorted((project / page).rglob("*.md")) if (project / page).is_dir() else [project / page]
    assert pages
    for path in pages:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.relative_to(project)}: {target}"


def test_the_changelog_names_the_version_of_the_package(project: Path) -> None:
    version = re.search(
        r'^version = "(.+)"', (project / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert version
    changelog = (project / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in changelog or f"## [{version[1]}]" in changelog


def test_the_licence_is_given_in_both_its_languages(project: Path) -> None:
    text = (project / "LICENSE").read_text(encoding="utf-8")
    assert "木兰宽松许可证" in text
    assert "Mulan Permissive Software License" in text
    assert "END OF THE TERMS AND CONDITIONS" in text
