"""Outlines of a report as data: the sections that an upper body or the law asks for, and the sentences of a first draft."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is used where every figure in it is stated, else `otherwise`, which may be empty."""

    text: str
    otherwise: str
    paragraph: bool


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """`show` names the tables and charts behind the words."""

    title: str
    sentences: tuple[Sentence, ...]
    show: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    code: str
    name: str
    first_year: int
    last_year: int | None
    sections: tuple[OutlineSection, ...]


@cache
def outlines() -> Mapping[str, Outline]:
    folder = resources.files("gongkai.annual").joinpath("outlines")
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    found = [_outline(tomllib.loads(file.read_text(encoding="utf-8"))) for file in files]
    return {outline.code: outline for outline in found}


def outline(code: str) -> Outline:
    """The outline by its code; KeyError with a sentence where there is none."""
    try:
        return outlines()[code]
    except KeyError:
        raise KeyError(f"没有代号为“{code}”的提纲。可用的有{'、'.join(outlines())}。") from None


def outlines_of_year(year: int) -> list[Outline]:
    """Outlines that a report of the year may follow, the national one first."""
    fitting = [
        each
        for each in outlines().values()
        if each.first_year <= year and (each.last_year is None or year <= each.last_year)
    ]
    return sorted(fitting, key=lambda each: not each.code.startswith("national-"))


def _outline(data: Mapping[str, Any]) -> Outline:
    return Outline(
        code=data["code"],
        name=data["name"],
        first_year=data["first_year"],
        last_year=data.get("last_year"),
        sections=tuple(_section(section) for section in data["section"]),
    )


def _section(data: Mapping[str, Any]) -> OutlineSection:
    sentences = tuple(
        Sentence(each["text"], each.get("otherwise", ""), each.get("paragraph", False))
        for each in data.get("sentence", ())
    )
    return OutlineSection(data["title"], sentences, tuple(data.get("show", ())))
