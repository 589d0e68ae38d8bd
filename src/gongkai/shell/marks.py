"""A state as the screens show it: a word and an icon besides its colour."""

from __future__ import annotations

from typing import NamedTuple


class Mark(NamedTuple):
    """A word and an icon besides the colour that `tone` names."""

    word: str
    icon: str
    tone: str
