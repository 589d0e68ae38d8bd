"""Acts and the law's words as the screens of this room show them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gongkai.directory.models import Dated
from gongkai.directory.rules import KINDS, holds
from gongkai.directory.services import act_of
from gongkai.shell.marks import Mark

_VERBS = {"add": "登记", "replace": "变更", "end": "截止"}
ACTS: Mapping[str, str] = {
    act_of(kind, verb): f"{word}{kind.title}" for kind in KINDS for verb, word in _VERBS.items()
}

_INSTITUTION = "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名，应当主动公开（2019年《条例》第二十条第（二）项）。"
LAW: Mapping[str, str] = {
    "post": _INSTITUTION,
    "functions": _INSTITUTION,
    "place": _INSTITUTION,
    "basis": "办理行政许可和其他对外管理服务事项的依据、条件、程序，应当主动公开（2019年《条例》第二十条第（五）项）。",
    "fee": "行政事业性收费写明项目、依据和标准（2019年《条例》第二十条第（八）项）；不收费的写“不收费”。",
    "since": "变更不覆盖原有登记：原登记截止于前一日，新登记自此日起有效，各年的情况都可以查到；与原登记同日的，视为更正。",
    "code": "编码登记后用作网页的标识，事项改名时不变。",
}


def period_mark(row: Dated, on: date) -> Mark:
    if holds(row.valid_from, row.valid_to, on):
        return Mark("现行", "valid", "good")
    return Mark("未起始" if row.valid_from > on else "已截止", "ended", "quiet-state")
