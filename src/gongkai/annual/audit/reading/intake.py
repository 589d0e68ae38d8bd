"""From a file or bytes to a Document, or a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongkai.annual.audit.reading.document import Document, ReadingError
from gongkai.annual.audit.reading.encoding import decode
from gongkai.annual.audit.reading.html import html_document
from gongkai.annual.audit.reading.stacked import unstacked

if TYPE_CHECKING:
    from pathlib import Path

LIMIT_BYTES: Final = 50 * 1024 * 1024
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|table|div|p|meta)\b", re.IGNORECASE)
_HEAD: Final = 2000  # characters in which markup must begin


def read_file(path: Path) -> Document:
    """The file as text with its tables.

    Raises:
        ReadingError: missing, unreadable, empty, too large, binary or in an unknown encoding; the message is a sentence.
    """
    name = path.name or str(path)
    try:
        is_folder, size = path.is_dir(), path.stat().st_size
        if not is_folder and size <= LIMIT_BYTES:
            with path.open("rb") as stream:  # a pipe or a device has no size, and a device no end
                return read_bytes(stream.read(LIMIT_BYTES + 1), name)
    except FileNotFoundError as error:
        raise ReadingError(f"找不到文件“{path}”。请核对路径和文件名。") from error
    except OSError as error:
        raise ReadingError(f"文件“{path}”打不开（{error.strerror}）。请检查文件权限和路径。") from error
    if is_folder:
        raise ReadingError(f"“{name}”是文件夹，不是文件。请指明其中的年度报告文件。")
    raise _too_large(name)


def read_bytes(data: bytes, name: str) -> Document:
    """The same for bytes already in memory; `name` stands in sentences and decides, with the contents, about HTML."""
    if len(data) > LIMIT_BYTES:
        raise _too_large(name)
    text, encoding = decode(data, name) if data else ("", "utf-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ReadingError(f"“{name}”是空文件，没有可以核对的内容。请提供年度报告全文。")
    if name.lower().endswith((".html", ".htm", ".xhtml", ".shtml")) or _MARKUP.search(text[:_HEAD]):
        document = html_document(text, name, encoding)
        if not document.text.strip():
            raise ReadingError(f"网页“{name}”里没有文字。请确认保存的是年度报告正文页面。")
        return document
    lines = text.split("\n")
    if "|\n" in text:
        lines = unstacked(lines)
        text = "\n".join(lines)
    return Document(name, "text", encoding, text, tuple(lines))


def _too_large(name: str) -> ReadingError:
    return ReadingError(f"“{name}”超过 50 MB，不像一份年度报告，未予读取。请只提供报告正文。")
