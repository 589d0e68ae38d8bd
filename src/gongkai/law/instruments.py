"""The instruments the law room stands on, and citations of them as a clerk would write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Confidence(StrEnum):
    """How the text behind a rule was read."""

    TEXT = "V"  # the instrument's own text
    SECONDARY = "V2"  # commentary, a local notice, a real report
    UNVERIFIED = "M"  # kept as data with its source named, easy to correct


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument; `short` is the name the sentences use, `since`/`until` its days in force, both included."""

    title: str
    number: str
    short: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """条、款、项 of one instrument; str() gives 《…》第三十六条第（一）项."""

    instrument: Instrument
    article: int
    paragraph: int | None = None
    item: int | None = None
    confidence: Confidence = Confidence.TEXT
