"""How the audit trail tells the acts on disputes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gongkai.disputes.models import Complaint, Lawsuit, Reconsideration
from gongkai.shell.trail import Trail

_NAMES: Final = {"request": "涉及的申请（序号）", "reconsideration": "先前的复议（序号）"}

TRAILS: Final[Mapping[str, Trail]] = {
    "reconsideration": Trail("行政复议", (Reconsideration,), _NAMES),
    "lawsuit": Trail("行政诉讼", (Lawsuit,), _NAMES),
    "complaint": Trail("举报投诉", (Complaint,)),
}
