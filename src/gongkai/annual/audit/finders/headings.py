"""A list under a heading and a total elsewhere that bears the heading's name: a question when they differ, never a failure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.annual.audit.counting import compatible
from gongkai.annual.audit.relation import Verdict, relate, show, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.relation import Ledger
    from gongkai.annual.audit.streams import Node, Passage

LEAST = 5
COMMON = re.compile(
    r"政府信息公开|政府信息|信息公开|主动公开|公开|信息|工作|情况|推进|开展|有关|相关|类|方面|的|详细|进展|年度|年"
)
NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+[、.．]|（[一二三四五六七八九十]+）|\d+[.．、])")
SHARED = 3


def find(passages: Sequence[Passage], ledger: Ledger) -> None:
    for passage in passages:
        counts = passage.main.counts
        if (
            len(counts) < LEAST
            or not passage.headings
            or any(n in ledger.part_of or n in ledger.heads for n in counts)
        ):
            continue
        if len({n.number.unit for n in counts}) > 1 or len({n.sentence for n in counts}) > 1:
            continue
        core = _core(passage.headings[-1])
        namesakes = _namesakes(passages, passage, core, counts[0]) if core else []
        if len({n.number.value for n in namesakes}) == 1:
            _ask(namesakes[0], counts, passage, ledger)


def _core(text: str) -> str:
    core = COMMON.sub("", NUMBER.sub("", text))
    return core if len(core) >= SHARED else ""


def _namesakes(passages: Sequence[Passage], own: Passage, core: str, like: Node) -> list[Node]:
    elsewhere = [n for p in passages if p is not own for n in p.main.counts if core[0] in n.label]
    return [n for n in elsewhere if compatible(n, like) and n.number.exact and core in _core(n.label)]


def _ask(whole: Node, parts: Sequence[Node], passage: Passage, ledger: Ledger) -> None:
    difference = sum(p.number.value for p in parts) - whole.number.value
    heading = NUMBER.sub("", passage.headings[-1])
    line = f"“{whole.label}”为{show(whole.number.value)}，“{heading}”所列{len(parts)}项合计{show(whole.number.value + difference)}"
    if not all(p.number.exact for p in parts):
        verdict = Verdict("not_assessable", None, f"{line}；含约数，无从比对。")
    elif difference == 0:
        verdict = Verdict("pass", whole.number.value * 0, f"{line}，相符。")
    else:
        reason = f"{line}，相差{show(abs(difference))}；文中没有说明二者是否同一口径（{shown([p.number for p in parts])}），请核对。"
        verdict = Verdict("uncertain", abs(difference), reason)
    ledger.add(relate("LIST-UNDER-HEADING", "sum", whole, parts, verdict))
