"""What an edit changed in a record, as the audit trail keeps it: of the text the passage, of all else the values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from gongkai.records.models import Record
from gongkai.shell.comparison import paragraphs, parted

_TOLD: Final = (
    *("title", "columns", "key_areas", "kind", "document_number", "genre", "legal_character", "issuer"),
    *("theme", "made_on", "effective_on", "ended_on", "validity", "summary", "keywords"),
)
_PASSAGE: Final = 200
"""Characters of the text that a row keeps; the editions keep the whole."""


def values_of(record: Record) -> dict[str, Any]:
    values = {name: getattr(record, name) for name in _TOLD}
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    return {**plain, "html": record.html}


def changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values that differ, before and after."""
    names = [name for name in new if old[name] != new[name]]
    before, after = {name: old[name] for name in names}, {name: new[name] for name in names}
    if "html" in names:
        before["html"], after["html"] = _passages(old["html"], new["html"])
    return before, after


def _passages(old: str, new: str) -> tuple[str, str]:
    """Where the texts part; where only their setting differs, that."""
    before, after = "\n".join(paragraphs(old)), "\n".join(paragraphs(new))
    if before == after:
        return parted(old, new, _PASSAGE)
    return parted(before, after, _PASSAGE)
