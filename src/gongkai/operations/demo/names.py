"""The demonstrations that there are, by name; known before any place is touched, so without Django."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gongkai.operations.demo.shapes import DemoYear


class DemoRefused(Exception):  # noqa: N818 - a refusal, not a fault
    """The demo cannot be put in or taken out here: the sentence says why and what to do."""


def _heping_2017() -> DemoYear:
    from gongkai.operations.demo.heping2017 import generate  # noqa: PLC0415 - the generator is only needed here

    return generate()


DEMOS: Mapping[str, Callable[[], DemoYear]] = {"heping-2017": _heping_2017}


def generator_of(name: str) -> Callable[[], DemoYear]:
    """What makes the demo of this name.

    Raises:
        DemoRefused: there is none.
    """
    if name not in DEMOS:
        raise DemoRefused(f"没有名为“{name}”的演示数据，可用的有：{'、'.join(DEMOS)}。")
    return DEMOS[name]
