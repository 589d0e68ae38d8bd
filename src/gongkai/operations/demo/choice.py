"""Choices that are the same on every platform and every Python: SplitMix64 over a hashed name.

The `random` module promises only `random()` across versions, not `choice` or `shuffle`, so the demo does not
lean on it.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

T = TypeVar("T")

_MASK = (1 << 64) - 1
_SLOT = re.compile(r"\{([^{}]+)\}")
_RANGE = re.compile(r"(\d+)-(\d+)")


class Stream:
    """An endless row of choices named by what it is for."""

    __slots__ = ("_state",)

    def __init__(self, name: str) -> None:
        self._state = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big")

    def below(self, bound: int) -> int:
        """A number 0 <= n < bound; the bias of the remainder is beneath notice for demo data."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return (mixed ^ (mixed >> 31)) % bound

    def between(self, low: int, high: int) -> int:
        return low + self.below(high - low + 1)

    def pick(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]

    def sample(self, items: Sequence[T], count: int) -> list[T]:
        """`count` different items in drawn order; all of them where there are fewer."""
        pool = list(items)
        drawn: list[T] = []
        while pool and len(drawn) < count:
            drawn.append(pool.pop(self.below(len(pool))))
        return drawn

    def shuffled(self, items: Sequence[T]) -> list[T]:
        return self.sample(items, len(items))


def fill(template: str, values: Mapping[str, str], stream: Stream) -> str:
    """Fill `{name}` from `values` and `{3-20}` with a number of that range, both ends included.

    Raises:
        KeyError: the template names a slot that has no value.
    """

    def slot(match: re.Match[str]) -> str:
        name = match.group(1)
        span = _RANGE.fullmatch(name)
        if span:
            return str(stream.between(int(span.group(1)), int(span.group(2))))
        return values[name]

    return _SLOT.sub(slot, template)
