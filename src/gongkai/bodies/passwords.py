"""The first password of an account: told once, on paper or by telephone, and replaced at the first sign-in."""

from __future__ import annotations

import secrets
import string
from typing import Final

LENGTH: Final = 12
"""Twelve of these characters are 68 bits."""
LOOK_ALIKE: Final = frozenset("0Oo1lIi")
LETTERS: Final = "".join(one for one in string.ascii_letters if one not in LOOK_ALIKE)
CHARACTERS: Final = LETTERS + "".join(one for one in string.digits if one not in LOOK_ALIKE)


def first_password() -> str:
    """A random one that can be read aloud: a letter first, nothing that looks like something else."""
    rest = (secrets.choice(CHARACTERS) for _ in range(LENGTH - 1))
    return secrets.choice(LETTERS) + "".join(rest)
