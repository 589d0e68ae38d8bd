"""The one Jinja2 environment of the public plane: autoescape on, templates compiled once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from gongkai.portal import text
from gongkai.portal.pages import links, wording

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"


@cache
def icon(name: str) -> Markup:
    """An icon of static/icons as markup; decorative, so a word stands beside it."""
    return Markup((STATIC / "icons" / f"{name}.svg").read_text("utf-8").strip())  # noqa: S704 — our own file


@cache
def environment() -> Environment:
    built = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        auto_reload=False,
        cache_size=-1,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    built.globals.update(
        icon=icon,
        page_href=links.page_href,
        json_href=links.json_href,
        list_href=links.list_href,
        inner=links.inner,
    )
    built.filters.update(
        chinese_date=wording.chinese_date,
        moment=wording.chinese_moment,
        grouped=wording.grouped,
        file_size=wording.file_size,
        pieces=text.pieces,
    )
    return built


@cache
def template(name: str) -> Template:
    return environment().get_template(name)


def render(name: str, **values: Any) -> str:
    return template(name).render(values)
