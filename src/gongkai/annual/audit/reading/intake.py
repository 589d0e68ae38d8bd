"""From bytes to a Document, or a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.annual.audit.reading.document import Document


def read_file(path: Path) -> Document:
    """Signature first; see the next commit."""
    raise NotImplementedError


def read_bytes(data: bytes, name: str) -> Document:
    """Signature first; see the next commit."""
    raise NotImplementedError
