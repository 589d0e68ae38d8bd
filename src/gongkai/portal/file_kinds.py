"""What files are taken: by the end of the name and by the first bytes, which a name alone does not prove."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

PAPERS: Final = ("pdf", "ofd", "doc", "docx", "wps", "xls", "xlsx", "et", "txt", "jpg", "jpeg", "png")
"""What an applicant sends and what proves an act."""

PUBLISHED: Final = (*PAPERS, "ppt", "pptx", "dps", "csv", "xml", "json", "gif", "tif", "tiff", "mp3", "mp4")
"""What may stand beside a published record; nothing that runs, and no archive that could hold it."""

_PDF: Final = (b"%PDF-",)
_ZIP: Final = (b"PK\x03\x04",)
_OLE: Final = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_OFFICE: Final = (*_OLE, *_ZIP, b"{\\rtf")  # WPS saves its own endings in any of the three
_BEGINNINGS: Final[Mapping[str, tuple[bytes, ...]]] = {
    "pdf": _PDF,
    **dict.fromkeys(("ofd", "docx", "xlsx", "pptx"), _ZIP),
    **dict.fromkeys(("doc", "xls", "ppt", "wps", "et", "dps"), _OFFICE),
    **dict.fromkeys(("jpg", "jpeg"), (b"\xff\xd8\xff",)),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "gif": (b"GIF87a", b"GIF89a"),
    **dict.fromkeys(("tif", "tiff"), (b"II*\x00", b"MM\x00*")),
    "mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
}
_TEXTS: Final = frozenset({"txt", "csv", "xml", "json"})
_PREAMBLE: Final = 1024
"""A PDF may begin that late (ISO 32000-1, annex H)."""
HEAD: Final = 4096
"""How many of the first bytes `misfit` wants to see."""


def is_taken(name: str, accepted: Sequence[str]) -> bool:
    """Whether the ending of the name is one of the accepted."""
    return _ending(name) in accepted


def misfit(name: str, head: bytes, accepted: Sequence[str]) -> str:
    """Why the file is not taken, as part of a sentence; empty when its ending is accepted and its bytes agree with it."""
    if not is_taken(name, accepted):
        return "不接收这种类型的文件"
    kind = _ending(name)
    return "" if _agrees(kind, head[:HEAD]) else f"内容不是{kind}格式，可能改过扩展名或者已经损坏"


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def _agrees(kind: str, head: bytes) -> bool:
    if kind in _TEXTS:
        return b"\x00" not in head or head[:2] in {b"\xff\xfe", b"\xfe\xff"}  # UTF-16 has noughts and says so
    if kind == "pdf":
        return any(mark in head[:_PREAMBLE] for mark in _PDF)
    if kind == "mp4":
        return head[4:8] == b"ftyp"
    return head.startswith(_BEGINNINGS[kind])
