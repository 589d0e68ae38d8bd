from __future__ import annotations

from datetime import datetime

from gongkai.operations.demo.loaded import Loaded


def load(_loaded: Loaded, _at: datetime) -> None:
    """Nothing of this room is in the demonstration yet."""
