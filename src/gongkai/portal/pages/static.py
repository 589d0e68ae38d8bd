"""Style sheet and icon of the tree."""

from __future__ import annotations

from functools import cache

from gongkai.portal.pages.engine import STATIC


@cache
def static_files() -> dict[str, bytes]:
    """Path under site/ → bytes. Tokens and style go out as one sheet."""
    sheets = (STATIC / "tokens.css", STATIC / "portal.css")
    return {
        "assets/gongkai.css": b"".join(sheet.read_bytes() for sheet in sheets),
        "assets/icon.svg": (STATIC / "icon.svg").read_bytes(),
    }
