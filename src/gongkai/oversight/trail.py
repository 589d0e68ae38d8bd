"""How the audit trail tells the acts of oversight."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gongkai.oversight.models import Filing, Problem, Reminder, Task, TaskProgress
from gongkai.shell.trail import Trail

TRAILS: Final[Mapping[str, Trail]] = {
    "task": Trail("要点任务", (Task, TaskProgress), {"file": "佐证材料"}),
    "filing": Trail("答复备案", (Filing,)),
    "reminder": Trail("催办单", (Reminder,)),
    "problem": Trail("存在问题", (Problem,)),
}
