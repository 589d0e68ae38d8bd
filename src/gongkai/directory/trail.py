"""How the audit trail tells the register of the directory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gongkai.directory.rules import KINDS
from gongkai.shell.trail import Trail

TRAILS: Final[Mapping[str, Trail]] = {
    f"directory.{kind.key}": Trail(
        kind.title,
        (kind.model,),
        {"item": "政务服务事项", "valid_from": kind.since, "valid_to": kind.until},
        tail=lambda rest: rest.rpartition("/")[2],
    )
    for kind in KINDS
}
