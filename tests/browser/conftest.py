"""What both planes are looked at with: one Chromium for a module, and axe-core."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from programs import require_file, require_program

HERE = Path(__file__).resolve().parent
TOOLS = HERE / "tools" / "node_modules"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]

for folder in (HERE, HERE.parent / "portal", HERE.parent / "portal" / "pages"):
    if str(folder) not in sys.path:  # scenes, the source in memory and the sample are imported by name
        sys.path.insert(0, str(folder))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Ends with the module: while it runs, its event loop would be in the way of other tests."""
    path = require_program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def violations() -> Callable[[Page], list[tuple[str, list[object]]]]:
    """Page → (axe rule, first places that break it); in dark colours, which change nothing else, contrast alone."""
    axe = require_file(TOOLS / "axe-core" / "axe.min.js", "make test-setup with npm").read_text("utf-8")

    def look(page: Page) -> list[tuple[str, list[object]]]:
        page.evaluate(axe)
        dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        rules = ["color-contrast"] if dark else RULES
        result = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", rules)
        return [
            (found["id"], [node["target"] for node in found["nodes"]][:3]) for found in result["violations"]
        ]

    return look


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """The command that starts the Nu HTML checker."""
    java = require_program("java")
    jar = require_file(TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar", "make test-setup with npm")
    return [java, "-jar", str(jar)]
