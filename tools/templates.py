"""Every template compiles, and none holds inline style or script: a strict content policy stands on both planes."""

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


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.settings"
    django.setup()
    files = [path for path in sorted(ROOMS.glob("*/templates/**/*")) if path.is_file()]
    findings = [finding for path in files for finding in (*inline(path), *compiled(path))]
    for finding in findings:
        print(finding)
    print(f"templates {len(files)}, findings {len(findings)}")
    return 1 if findings else 0


def inline(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    for what, pattern in INLINE.items():
        for match in pattern.finditer(text):
            yield f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}: {what}"


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
