"""Every template compiles, holds no inline style or script, and asks in no block for what another block names.

A strict content policy stands on both planes; and what a block names is empty outside it.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
import jinja2
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template

from gongkai.portal.pages.engine import environment

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ROOT / "src" / "gongkai"
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script\b(?![^>]*\ssrc\s*=)(?![^>]*\stype=[\"']application/(?:ld\+)?json)", re.IGNORECASE
    ),
    "an event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}

BLOCK = re.compile(r"{%\s*block (\w+)\s*%}(.*?){%\s*endblock", re.DOTALL)
NAMED = re.compile(r"{%\s*url [^%]*? as (\w+)\s*%}")


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.settings"
    django.setup()
    files = [path for path in sorted(ROOMS.glob("*/templates/**/*")) if path.is_file()]
    findings = [finding for path in files for finding in (*inline(path), *lost(path), *compiled(path))]
    for finding in findings:
        print(finding)
    print(f"templates {len(files)}, findings {len(findings)}")
    return 1 if findings else 0


def inline(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    for what, pattern in INLINE.items():
        for match in pattern.finditer(text):
            yield f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}: {what}"


def lost(path: Path) -> Iterator[str]:
    """{% url … as case_url %} in the crumbs, {{ case_url }} in the main part: a block forgets its names."""
    blocks = BLOCK.findall(path.read_text(encoding="utf-8"))
    for name, text in blocks:
        for variable in NAMED.findall(text):
            for other, used in blocks:
                if (
                    other != name
                    and re.search(rf"\b{variable}\b", used)
                    and variable not in NAMED.findall(used)
                ):
                    yield f"{path.relative_to(ROOT)}: {variable} is named in {name} and empty in {other}"


def compiled(path: Path) -> Iterator[str]:
    room = ROOMS / path.relative_to(ROOMS).parts[0]
    name = path.relative_to(room / "templates").as_posix()
    try:
        if room.name == "portal":
            environment().get_template(name)
        else:
            get_template(name)
    except jinja2.TemplateSyntaxError as error:
        yield f"{path.relative_to(ROOT)}:{error.lineno}: {error.message}"
    except (TemplateSyntaxError, TemplateDoesNotExist) as error:
        yield f"{path.relative_to(ROOT)}: {error}"


if __name__ == "__main__":
    sys.exit(main())
