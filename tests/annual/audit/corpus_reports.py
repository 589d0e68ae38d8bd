"""Whole reports from acts: sections, noise, page furniture, wrapped lines or HTML; and the comparison with what an audit says."""

from __future__ import annotations

import copy
import html
import random
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from annual.audit.corpus import Draft, Link, Slot, Writer
from annual.audit.corpus_acts import (
    carried,
    disclosed,
    disputes,
    in_total_items,
    nested,
    outcomes,
    requests,
    respectively,
)
from annual.audit.corpus_more import (
    all_answered,
    approximate,
    channels_overlap,
    cumulative,
    growth,
    key_area_section,
    lines_of_items,
    noise,
    open_list,
    proposals,
    share_first,
    staff,
    stated_base,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.report import Audit

SECTIONS = (
    "概述",
    "主动公开政府信息情况",
    "依申请公开政府信息情况",
    "行政复议和行政诉讼情况",
    "存在的主要问题和改进措施",
    "其他需要报告的事项",
)
# A report tells each thing once: at most one act of a group.
GROUPS = (
    (
        requests,
        requests,
        requests,
        outcomes,
        carried,
        carried,
        nested,
        respectively,
        stated_base,
        share_first,
        all_answered,
    ),
    (disclosed, disclosed, disclosed, in_total_items, open_list, approximate, lines_of_items),
    (disputes,),
    (growth,),
    (staff,),
    (proposals,),
    (key_area_section,),
)
HAN = "一二三四五六七八九十"


def write(seed: int) -> Writer:
    """A correct report in prose."""
    w = Writer(seed)
    title = w.pick(
        "{p}{y}年政府信息公开工作年度报告",
        "{p}{y}年度政府信息公开年度报告",
        "{y}年{p}政府信息公开工作报告",
        "{p}政府信息公开工作{y}年度报告",
    )
    w.say(title.format(p=w.place, y=w.year), "\n")
    w.say(
        f"本报告依据《中华人民共和国政府信息公开条例》编制，所列数据统计期限为{w.year}年1月1日至12月31日。\n"
    )
    acts = [w.rng.choice(group) for group in w.rng.sample(GROUPS, w.rng.randint(3, len(GROUPS)))]
    acts += [act for act in (channels_overlap, cumulative) if w.rng.random() < 0.3]
    per = max(1, len(acts) // 3)
    for at, name in enumerate(SECTIONS):
        w.say(f"{HAN[at]}、{name}\n")
        for _ in range(w.rng.randint(0, 2)):
            noise(w)
            if w.rng.random() < 0.5:
                w.say("\n")
        chosen, acts = acts[:per], acts[per:]
        for act in chosen:
            w.say("\n")
            if w.rng.random() < 0.25:
                w.say(
                    f"（{HAN[w.rng.randint(0, 4)]}）",
                    w.pick("主动公开情况。", "工作开展情况。", "基本情况。"),
                )
            act(w)
            if w.rng.random() < 0.3:
                noise(w)
            w.say("\n")
        w.say("\n")
    return w


def layout(text: str, rng: random.Random) -> tuple[bytes, str]:
    """The report as a file: a paragraph a line, wrapped like a PDF with page marks, or HTML."""
    lines = [line for line in text.split("\n") if line.strip()]
    form = rng.choice(("plain", "plain", "indented", "wrapped", "html"))
    if form == "html":
        paragraphs = "\n".join(f"<p>　　{html.escape(line)}</p>" for line in lines)
        return (
            f"<html><head><meta charset='utf-8'><title>年报</title></head><body>{paragraphs}</body></html>".encode(),
            "r.html",
        )
    if form == "wrapped":
        return "\n".join(_wrap(lines, rng.randint(26, 34))).encode(), "r.txt"
    if form == "indented":
        return "\n\n".join("　　" + line for line in lines).encode(
            "gb18030" if rng.random() < 0.5 else "utf-8"
        ), "r.txt"
    return "\n".join(lines).encode(), "r.txt"


def _wrap(lines: Sequence[str], width: int) -> list[str]:
    """Lines as a printer sets them: full to the margin by display width, numbers unbroken, page marks between."""
    out: list[str] = []
    page = 1
    for line in lines:
        row, used = "    ", 4
        for word in re.findall(r"[0-9０-９.,%]+|.", line):
            size = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in word)
            if used + size > width * 2:
                out.append(row)
                row, used = "", 0
                if len(out) % 30 == 29:
                    out += ["", f"                         - {page} -", ""]
                    page += 1
            row, used = row + word, used + size
        out.append(row)
    return out


@dataclass
class Score:
    expected: int = 0
    found: int = 0
    right: int = 0
    reports: int = 0
    alarms: int = 0
    missed: list[str] = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        self.missed = []


def names(link: Link) -> tuple[object, ...]:
    kind, total, parts, printed = link.numbers()
    everything = sorted([total, *parts]) if kind == "equal" else [total, *sorted(parts)]
    return kind, tuple(everything), printed


def told(audit: Audit) -> dict[tuple[object, ...], list[str]]:
    """What the audit found, by the same names."""
    found: dict[tuple[object, ...], list[str]] = {}
    for r in audit.relations:
        total = r.total if r.total is not None else Decimal(-1)
        everything = sorted([total, *r.parts]) if r.kind == "equal" else [total, *sorted(r.parts)]
        found.setdefault((r.kind, tuple(everything), r.printed), []).append(r.status)
    return found


def mutate(draft: Draft, rng: random.Random) -> tuple[Draft, list[Link]]:
    """The same report with one printed number changed; the strict relations that hold it."""
    changed = copy.deepcopy(draft)
    strict = [link for link in changed.links if link.mode == "exact"]
    slots = [
        w
        for w in changed.words
        if isinstance(w, Slot) and any(w is s for link in strict for s in link.slots())
    ]
    if not slots:
        return changed, []
    slot = rng.choice(slots)
    slot.value = _another(slot, rng)
    touched = [link for link in strict if any(s is slot for s in link.slots())]
    return changed, [link for link in touched if not link.holds()]


def _another(slot: Slot, rng: random.Random) -> Decimal:
    old = slot.value
    if slot.style == "share":
        grain = Decimal(1).scaleb(-slot.scale)
        return max(grain, old + grain * rng.choice((-30, -7, -1, 1, 2, 9, 40)))
    text = list(str(int(old)))
    if rng.random() < 0.5:
        at = rng.randrange(len(text))
        text[at] = str(rng.choice([d for d in range(1 if at == 0 else 0, 10) if str(d) != text[at]]))
        return Decimal("".join(text))
    return old + rng.choice([d for d in (-9, -3, -2, -1, 1, 2, 3, 11) if old + d > 0])
