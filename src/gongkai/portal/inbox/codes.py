"""查询码: twenty digits in five groups. Digits, because they are read out over the telephone and typed on any phone.

Nineteen digits are drawn (63 bits), the last one checks them (ISO 7064 mod 11,10), so that a slip of the hand
is told apart from a code that nobody was given.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from stdnum.iso7064 import mod_11_10

_DRAWN = 19
_GROUP = 4
_BETWEEN = re.compile(r"[\s\-‐-―·.,，、]+")


def code_of(digest: str) -> str:
    """The code of a sending. One way: neither the digest nor the name of the sealed file follows from it."""
    drawn = hashlib.blake2b(bytes.fromhex(digest), digest_size=32, person=b"receipt code").digest()
    digits = f"{int.from_bytes(drawn, 'big') % 10**_DRAWN:0{_DRAWN}}"
    return digits + str(mod_11_10.calc_check_digit(digits))


def is_code(text: str) -> bool:
    return len(text) == _DRAWN + 1 and text.isascii() and text.isdigit() and bool(mod_11_10.is_valid(text))


def read_code(typed: str) -> str | None:
    """The code in what a person typed, with whatever spaces, dashes or full-width digits; None if it is none."""
    digits = _digits(typed)
    return digits if is_code(digits) else None


def is_miscopied(typed: str) -> bool:
    """Whether these are as many digits as a code has, of which one at least is wrong."""
    digits = _digits(typed)
    return len(digits) == _DRAWN + 1 and digits.isascii() and digits.isdigit() and not is_code(digits)


def _digits(typed: str) -> str:
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", typed[:200]))


def spaced(code: str) -> str:
    """1234 5678 9012 3456 7890."""
    return " ".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))
