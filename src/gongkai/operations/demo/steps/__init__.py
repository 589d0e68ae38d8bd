"""What a demonstration year holds besides records, one module a room, in the order in which they are stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from gongkai.operations.demo.loaded import Loaded
from gongkai.operations.demo.steps import annual, casework, directory, disputes, engagement, oversight

Step = Callable[[Loaded, datetime], None]

STEPS: tuple[Step, ...] = (
    casework.load,
    disputes.load,
    engagement.load,
    directory.load,
    oversight.load,
    annual.load,
)
"""Each runs inside the transaction and the open scope of the loading."""
