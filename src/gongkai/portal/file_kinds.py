"""What files are taken: by the end of the name, by the first bytes, and what is packed by its list of contents."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
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
MOST_PARTS: Final = 10_000
"""A long OFD has some parts for each page; a list beyond this is not read at all."""
_LISTED: Final = b"PK\x01\x02"
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    NotImplementedError,
    struct.error,
    ValueError,
    OverflowError,
    OSError,
)


def is_taken(name: str, accepted: Sequence[str]) -> bool:
    """Whether the ending of the name is one of the accepted."""
    return _ending(name) in accepted


def misfit(name: str, head: bytes, accepted: Sequence[str]) -> str:
    """Why the file is not taken, as part of a sentence; empty when its ending is accepted and its bytes agree with it."""
    if not is_taken(name, accepted):
        return "不接收这种类型的文件"
    kind = _ending(name)
    return "" if _agrees(kind, head[:HEAD]) else f"内容不是{kind}格式，可能改过扩展名或者已经损坏"


def is_packed(head: bytes) -> bool:
    """Whether the first bytes say that the whole is a ZIP, as those of docx, xlsx, pptx, ofd and of newer WPS files do."""
    return head.startswith(_ZIP)


def damage(data: bytes) -> str:
    """What is wrong with a packed document and what to do, as part of a sentence; empty where its parts are all listed.

    The list stands at the end, so that half a file has none. Nothing is unpacked.
    """
    if data.count(_LISTED) > MOST_PARTS:
        return f"文件内部超过{MOST_PARTS}个部分，无法检查，请拆分成几个文件后再上传"
    if not _is_whole(data):
        return "文件已经损坏或者不完整，请用编辑它的软件打开核对，重新保存后再上传"
    return ""


def _is_whole(data: bytes) -> bool:
    """Every part of the list begins where the list says."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
    except _UNREADABLE:
        return False
    return bool(parts) and all(data.startswith(_ZIP, part.header_offset) for part in parts)


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
