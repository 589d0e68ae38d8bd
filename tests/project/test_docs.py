from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from gongkai.cli.app import build_app


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


@pytest.mark.parametrize(
    "page", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs"]
)
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


def named(text: str) -> dict[str, set[str]]:
    """What a README tells a reader to type, to read and to visit."""
    return {
        "commands": set(re.findall(r"`(gongkai [a-z]+(?: [a-z]+)?)", text))
        | set(re.findall(r"make [a-z-]+", text)),
        "rooms": set(re.findall(r"^\| `([a-z/]+)` \|", text, re.MULTILINE)),
        "settings": set(re.findall(r"[A-Z]+_[A-Z_]+", text)),
        "logins": set(re.findall(r"`p\d+`", text)),
        "pictures": set(re.findall(r"docs/images/[a-z-]+\.png", text)),
    }


def test_both_readmes_name_the_same_commands_rooms_and_settings_and_each_other(project: Path) -> None:
    english = (project / "README.md").read_text(encoding="utf-8")
    chinese = (project / "README.zh-CN.md").read_text(encoding="utf-8")
    assert named(chinese) == named(english)
    assert "](README.zh-CN.md)" in english
    assert "](README.md)" in chinese


def shape_of(text: str) -> dict[str, list[str]]:
    """How a README is built: the depth of its headings, the words of its examples without their remarks, its tables."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    outside = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return {
        "headings": re.findall(r"^#+", outside, re.MULTILINE),
        "examples": [re.sub(r" +# .*", "", block) for block in blocks],
        "tables": [str(len(table.splitlines())) for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)],
    }


def test_both_readmes_have_the_same_sections_examples_and_tables(project: Path) -> None:
    english = (project / "README.md").read_text(encoding="utf-8")
    chinese = (project / "README.zh-CN.md").read_text(encoding="utf-8")
    assert shape_of(chinese) == shape_of(english)


def test_the_readmes_name_every_command_of_the_program(project: Path) -> None:
    text = (project / "README.md").read_text(encoding="utf-8")
    group = typer.main.get_command(build_app())
    for name, command in group.commands.items():
        for path in [f"{name} {child}" for child in getattr(command, "commands", {})] or [name]:
            assert f"gongkai {path}" in text, path
