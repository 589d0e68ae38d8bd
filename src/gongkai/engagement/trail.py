"""How the audit trail tells the acts of engagement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gongkai.engagement.models import (
    Activity,
    ChannelAccount,
    ExternalCase,
    Interpretation,
    Proposal,
    PublicConcern,
)
from gongkai.shell.trail import Trail

_RECORD: Final = {"record": "关联的信息（序号）", "document": "所解读的文件（序号）", "reason": "不公开理由"}

TRAILS: Final[Mapping[str, Trail]] = {
    "activity": Trail("活动", (Activity,), other="计数"),
    "concern": Trail("政务舆情", (PublicConcern,)),
    "interpretation": Trail("政策解读", (Interpretation,), _RECORD),
    "proposal": Trail("建议提案", (Proposal,), _RECORD),
    "external_case": Trail("转办件", (ExternalCase,)),
    "account": Trail("政务账号", (ChannelAccount,)),
}
