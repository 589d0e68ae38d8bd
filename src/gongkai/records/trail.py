"""How the audit trail tells the acts on records and on everything that takes the same review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gongkai.publication.enums import Stage
from gongkai.records.models import Determination, Record, Taxonomy
from gongkai.shell.trail import Trail


def _terms() -> Mapping[str, str]:
    """Columns and key areas by their code; of a code that was renamed, the last name."""
    return dict(Taxonomy.objects.order_by("valid_from").values_list("code", "name"))


def _path(rest: str) -> str:
    """The subject is the path of the page: its first part is the body, which stands beside it."""
    return rest


_NAMES: Final = {
    "revision": "送审稿次",
    "stage": "环节",
    "sequence": "公开序号",
    "change_note": "更正说明",
    "reason": "理由",
    "note": "退回意见",
    "name": "文件名",
}
_REVIEWED: Final = Trail(
    "公开条目",
    names=_NAMES,
    words={"stage": {stage.value: str(stage.label) for stage in Stage}},
    tail=_path,
)

TRAILS: Final[Mapping[str, Trail]] = {
    "record": Trail(
        "政府信息",
        (Record, Determination),
        names=_NAMES,
        words={"columns": _terms, "key_areas": _terms},
        tail=_path,
    ),
    "return": _REVIEWED,
    "clear": _REVIEWED,
    "publish": _REVIEWED,
    "withdraw": _REVIEWED,
    "publish_snapshot": Trail("站点设置", names=_NAMES, tail=lambda _rest: ""),
}
