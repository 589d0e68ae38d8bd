"""The demo heping-2017: aggregates of a published report, everything else generated.

`generate()` gives the same year on every machine and every run.
"""

from __future__ import annotations

from gongkai.operations.demo.heping2017.assembly import NOTICE, assemble
from gongkai.operations.demo.shapes import DemoYear

__all__ = ["NOTICE", "DemoYear", "generate"]


def generate() -> DemoYear:
    """The year of records, documents, posts and people, in under four seconds."""
    return assemble()
