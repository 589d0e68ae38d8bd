"""What one place of a table can hold: a number, a blank, "/" or "—"."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from typing import Final, TypeAlias


class Blank(Enum):
    """A place printed without a number; the three are kept apart because bodies mean different things by them."""

    EMPTY = ""
    SLASH = "/"
    DASH = "—"


Slot: TypeAlias = int | Decimal | Blank

_FULL_WIDTH: Final = str.maketrans(
    "０１２３４５６７８９．，＋－／％　\u00a0", "0123456789.,+-/%  "
)  # one to one
_FOLDABLE: Final = re.compile("[０-９．，＋－／％　\u00a0]")
_NUMBER = re.compile(r"([+-]|增加?|减少?)?(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(\.\d{1,6})?(?:件|项|个|万元)?")
_SLASHES = re.compile(r"[/\\]+")
_DASHES = re.compile(r"[-—–―─－]{1,2}")  # a longer one is a drawn line


def fold(text: str) -> str:
    """Full-width digits and signs to plain ones; positions do not move."""
    return _FOLDABLE.sub(lambda match: match[0].translate(_FULL_WIDTH), text)


def parse_slot(text: str) -> Slot | None:
    """The content of one cell; stray spaces inside a number are dropped. None: the cell holds words."""
    bare = "".join(fold(text).split())
    if not bare:
        return Blank.EMPTY
    if number := _NUMBER.fullmatch(bare):
        return _number(*number.groups())
    if _SLASHES.fullmatch(bare):
        return Blank.SLASH
    return Blank.DASH if _DASHES.fullmatch(bare) else None


def _number(sign: str | None, whole: str, fraction: str | None) -> int | Decimal:
    minus = "-" if sign and sign[0] in "-减" else ""
    digits = minus + whole.replace(",", "")
    return Decimal(digits + fraction) if fraction else int(digits)
