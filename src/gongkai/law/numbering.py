"""文号、索引号、统一社会信用代码: parse, write, check."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class DocumentNumber:
    """发文字号: 机关代字 + 〔year〕 + serial without leading noughts + 号; str() writes it."""

    issuer: str
    year: int
    serial: int


def parse_document_number(text: str) -> DocumentNumber:
    """ValueError with a sentence when brackets, year or serial are wrong."""
    raise NotImplementedError


def is_uscc(code: str) -> bool:
    """统一社会信用代码: 18 characters with a right check character (GB 32100)."""
    raise NotImplementedError
