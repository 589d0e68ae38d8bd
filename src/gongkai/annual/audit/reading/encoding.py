"""Bytes to text: byte order marks, UTF-8, GB18030, UTF-16; what is no text gets a sentence."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

from gongkai.annual.audit.reading.document import ReadingError

_SAMPLE: Final = 200_000  # characters looked at when judging whether a text is plausible
_HEAD: Final = 100_000  # bytes that must read as text before the rest is decoded
_TOLERATED: Final = 0.01  # share of unreadable characters that a damaged file may have
_COMMON: Final = 0.5  # share of Han characters that must be everyday ones before bytes count as GB18030
_EVERYDAY: Final = range(0xB0, 0xD8)  # lead bytes of GB2312 level one, the 3,755 everyday characters
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES: Final = (
    (b"%PDF", "PDF 文件", "请先用 pdftotext -layout 转成文本，或者另存为网页后再核对"),
    (b"PK\x03\x04", "压缩包或 Office 文件", "请先另存为纯文本或网页后再核对"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件", "请先另存为纯文本或网页后再核对"),
    (b"\x89PNG", "图片", "请先转成文字后再核对"),
    (b"\xff\xd8\xff", "图片", "请先转成文字后再核对"),
    (b"GIF8", "图片", "请先转成文字后再核对"),
    (b"\x1f\x8b", "压缩文件", "请先解压后再核对"),
    (b"{\\rtf", "RTF 文件", "请先另存为纯文本或网页后再核对"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text without byte order mark, and the name of its encoding.

    Raises:
        ReadingError: the bytes are a known binary format, or read as text in none of the encodings.
    """
    refuse_known_binaries(data, name)
    text, encoding = _by_mark(data) or _utf16_without_mark(data) or _by_trial(data, name)
    if _looks_binary(text):
        raise ReadingError(f"“{name}”不是文本文件，无法读出文字。请提供纯文本或网页格式的年度报告。")
    return text, encoding


def refuse_known_binaries(data: bytes, name: str) -> None:
    for signature, what, advice in _SIGNATURES:
        if data.startswith(signature):
            raise ReadingError(f"“{name}”是{what}，不能直接读取。{advice}。")


def _by_mark(data: bytes) -> tuple[str, str] | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), encoding
    return None


def _utf16_without_mark(data: bytes) -> tuple[str, str] | None:
    """NUL bytes all on one side of each pair mean UTF-16 whose digits and spaces stand in the other byte."""
    head = data[:_SAMPLE]
    if b"\x00" not in head or len(data) % 2:
        return None
    low, high = head[0::2].count(0), head[1::2].count(0)
    if min(low, high) * 4 > max(low, high):
        return None
    encoding = "utf-16-le" if high > low else "utf-16-be"
    text = data.decode(encoding, errors="replace")
    return (text, encoding) if _reads_as_words(text) else None


def _by_trial(data: bytes, name: str) -> tuple[str, str]:
    for encoding, errors in (
        ("utf-8", "strict"),
        ("gb18030", "strict"),
        ("utf-8", "replace"),
        ("gb18030", "replace"),
    ):
        text = _attempt(data, encoding, errors)
        if text is not None and (encoding == "utf-8" or _reads_as_chinese(text)):
            return text, encoding
    raise ReadingError(
        f"“{name}”的文字编码无法识别（试过 UTF-8、GB18030、UTF-16）。请另存为 UTF-8 编码的文本后再核对。"
    )


def _attempt(data: bytes, encoding: str, errors: str) -> str | None:
    head = data[:_HEAD].decode(encoding, errors="replace")
    if head.count("\ufffd") > 2 + len(head) * _TOLERATED:  # one may be torn at the end of the sample
        return None
    try:
        text = data.decode(encoding, errors=errors)
    except UnicodeDecodeError:
        return None
    return text if text.count("\ufffd") <= max(2, len(text) * _TOLERATED) else None


def _looks_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    odd = len(_CONTROL.findall(sample)) + sample.count("\ufffd")
    return "\x00" in sample or odd > max(2, len(sample) * _TOLERATED)


def _reads_as_words(text: str) -> bool:
    sample = text[:_SAMPLE]
    odd = sum(unicodedata.category(char) in ("Cn", "Co", "Cs") for char in sample)
    return not _looks_binary(text) and odd <= len(sample) * _TOLERATED


def _reads_as_chinese(text: str) -> bool:
    """Almost any bytes decode as GB18030; Chinese prose then is mostly everyday characters, other bytes are not."""
    han = [char for char in text[:_SAMPLE] if "\u3400" <= char <= "\u9fff"]
    everyday = sum(_is_everyday(char) for char in han)
    return bool(han) and everyday >= len(han) * _COMMON and _reads_as_words(text)


def _is_everyday(char: str) -> bool:
    encoded = char.encode("gb18030")
    return len(encoded) == 2 and encoded[0] in _EVERYDAY and encoded[1] >= 0xA1  # noqa: PLR2004 (GB2312 trail byte)
