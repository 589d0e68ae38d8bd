"""Numerals as reports print them: Arabic with separators, 万 and 亿, and numerals in Chinese characters."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
SCALES = {"": 1, "百": 100, "千": 1000} | MYRIADS


def chinese(text: str) -> int | None:
    """The value of 三十七, 一百零五, 两千 or 二〇一七; None when the characters are no well-formed numeral."""
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text)) if text else None
    total = section = 0
    digit: int | None = None
    for char in text:
        if char in DIGITS:
            if digit not in (None, 0):
                return None
            digit = DIGITS[char]
        elif char in TENS:
            section += (1 if digit is None else digit) * TENS[char]
            digit = None
        elif char in MYRIADS:
            section += digit or 0
            if section == 0:
                return None
            total, section, digit = (total + section) * MYRIADS[char], 0, None
        else:
            return None
    return total + section + (digit or 0)


def arabic(digits: str, scale: str = "") -> Decimal:
    """1,234 with scale 万 is 12340000; the precision of the print is kept (1.20 stays 1.20)."""
    if digits.isdecimal() and not scale:
        return Decimal(digits)
    value = Decimal(digits.replace(",", "").replace(" ", ""))
    return value * SCALES[scale] if scale else value
