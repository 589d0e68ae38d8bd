"""What an upload is, before any of it is parsed: a plain .xlsx of bounded size, without macros and document types."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from gongkai.oversight.excel.shape import refuse

LARGEST_FILE: Final = 5 * 1024 * 1024
LARGEST_UNPACKED: Final = 30 * 1024 * 1024
MOST_PARTS: Final = 200
_PIECE: Final = 64 * 1024
_MERGED: Final = re.compile(rb"<(?:\w+:)?mergeCell\s")
_OLE: Final = b"\xd0\xcf\x11\xe0"  # .xls, and every workbook with a password


def inspect(data: bytes) -> None:
    """Refuse what is not a plain .xlsx of bounded size, before any of it is parsed."""
    if len(data) > LARGEST_FILE:
        raise refuse("超过5MB", "请删去图片和无关的工作表后再上传")
    if data.startswith(_OLE):
        raise refuse("是旧版 .xls 或加密的工作簿", "请另存为不加密的 .xlsx 再上传")
    try:
        with ZipFile(BytesIO(data)) as archive:
            _inspect_parts(archive)
    except (BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise refuse("不是 .xlsx 工作簿，或者已经损坏", "请用 Excel 或 WPS 另存为 .xlsx 再上传") from error


def _inspect_parts(archive: ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename.lower() for part in parts]
    if "xl/workbook.xml" not in names:
        raise refuse("不是 .xlsx 工作簿", "请用 Excel 或 WPS 另存为 .xlsx 再上传")
    if any("vbaproject" in name or "macrosheets" in name for name in names):
        raise refuse("含有宏", "请另存为不含宏的 .xlsx 再上传")
    if len(parts) > MOST_PARTS or len(set(names)) != len(names):
        raise refuse("内部结构异常", "请把内容复制到模板中再上传")
    left = LARGEST_UNPACKED
    for part in parts:
        left -= _unpacked(archive, part, left)


def _unpacked(archive: ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """The true size of a part, read piece by piece and never kept: what the archive says of itself is not believed."""
    size = 0
    tail = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > left:
                raise refuse("解压后过大", "请把内容复制到模板中再上传")
            joined = (tail + piece).replace(b"\0", b"").upper()  # UTF-16 is seen through as well
            if b"<!DOCTYPE" in joined or b"<!ENTITY" in joined:
                raise refuse("内部结构异常", "请把内容复制到模板中再上传")
            tail = piece[-40:]
    return size


def holds_merged_cells(data: bytes) -> bool:
    """Whether any sheet of an inspected workbook has merged cells: all but the first of them are read as empty."""
    with ZipFile(BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.lower().startswith("xl/worksheets/")]
        return any(_MERGED.search(archive.read(name)) for name in sheets)
