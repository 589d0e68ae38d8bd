"""The data tables of the demo, read from the TOML files beside the code."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """`data/NAME.toml` as plain data; callers do not change it."""
    source = resources.files(__package__).joinpath("data", f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
