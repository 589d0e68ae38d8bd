"""A whole with its parts, as one reading of the text has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.annual.audit.streams import Node


@dataclass(eq=False, slots=True)
class Listing:
    """A whole with its parts; `end` is the index of the first figure behind the list."""

    whole: Node
    parts: list[Node]
    end: int
    inner: list[Listing] = field(default_factory=list)
    crossed: int = 0  # hard boundaries run over
    cut: int = 0  # figures left outside although no boundary stands before them
    makes_total: bool | None = None  # asked often, added up once
    strength: int | None = None  # of the boundary behind the last part, where it is known

    def balanced(self) -> bool:
        if self.makes_total is None:
            summed = sum([p.number.value for p in self.parts])
            self.makes_total = bool(self.parts) and summed == self.whole.number.value
        return self.makes_total

    def all(self) -> Iterator[Listing]:
        yield self
        for listing in self.inner:
            yield from listing.all()
