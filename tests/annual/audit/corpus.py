"""Reports that could have been published, with the relations they state: phrases as offices write them, not as the parser reads.

A draft is a list of words and slots. A slot is one printed number; relations name slots, so that changing one number tells
which relations must break. The oracle (`Link.verdict`) is arithmetic of its own.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

PLACES = [
    "青源区",
    "临江县",
    "望海市",
    "云溪镇",
    "南岭街道办事处",
    "北川区水务局",
    "东湖区教育局",
    "西岭县人民政府",
    "松河区人民政府办公室",
    "石桥市住房和城乡建设局",
]
OFFICES = [
    "民政局",
    "水利局",
    "教育局",
    "司法局",
    "财政局",
    "住建局",
    "卫健局",
    "农业农村局",
    "人社局",
    "自然资源局",
]
CLASSES = [
    "机构职能类",
    "政策法规类",
    "规划计划类",
    "业务动态类",
    "工作动态类",
    "人事任免类",
    "财政资金类",
    "公共服务类",
    "应急管理类",
    "统计数据类",
    "行政执法类",
    "重大项目类",
    "民生实事类",
    "社会救助类",
    "环境保护类",
    "食品安全类",
    "招标采购类",
    "会议公开类",
    "概况信息类",
    "通知公告类",
]
KEY_AREAS = [
    "财政预决算",
    "保障性住房",
    "食品药品安全",
    "环境保护",
    "安全生产",
    "价格收费",
    "征地拆迁",
    "公共企事业单位",
    "教育公平",
    "医疗卫生",
    "就业创业",
    "扶贫救助",
]


@dataclass
class Slot:
    """One printed number. `scale` is the number of decimals (shares only)."""

    value: Decimal
    style: str = "plain"
    scale: int = 0


@dataclass
class Link:
    """One relation over slots. `mode`: exact, open (parts may fall short), floor (total with 余), ask (a question, never a failure)."""

    kind: str
    total: list[Slot]
    parts: list[Slot]
    printed: Slot | None = None
    mode: str = "exact"
    down: bool = False

    def slots(self) -> list[Slot]:
        return [*self.total, *self.parts, *([self.printed] if self.printed else [])]

    def numbers(self) -> tuple[str, Decimal, tuple[Decimal, ...], Decimal | None]:
        total = sum((s.value for s in self.total), Decimal(0))
        parts = tuple(s.value for s in self.parts)
        printed = self.printed.value if self.printed else None
        return self.kind, total, parts, printed

    def holds(self) -> bool:
        _, total, parts, printed = self.numbers()
        if self.kind == "percent":
            exact = parts[0] * 100 / total if not self.growth else abs(parts[0] - total) * 100 / total
            grain = Decimal(1).scaleb(-self.printed.scale) if self.printed else Decimal(1)
            return exact.quantize(grain, rounding=ROUND_HALF_UP) == printed
        if self.kind == "equal":
            return all(p == total for p in parts)
        return sum(parts) == total if self.mode != "open" else sum(parts) <= total

    growth: bool = False

    def verdict(self) -> str:
        if self.mode == "floor":
            return "not_assessable"
        if self.mode == "ask":
            return "pass" if self.holds() else "uncertain"
        return "pass" if self.holds() else "fail"


@dataclass
class Draft:
    words: list[str | Slot] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def render(self) -> str:
        return "".join(w if isinstance(w, str) else printed(w) for w in self.words)


HAN = "零一二三四五六七八九"


def han(n: int) -> str:
    """A number below ten thousand in characters, as a clerk writes it."""
    if n < 10:
        return HAN[n]
    if n < 20:
        return "十" + (HAN[n % 10] if n % 10 else "")
    out, zero = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, power)
        if digit:
            out += ("零" if zero and out else "") + HAN[digit] + name
            zero = False
        elif out:
            zero = True
    return out


def printed(slot: Slot) -> str:
    if slot.scale or slot.style == "share":
        return f"{slot.value:.{slot.scale}f}"
    n = int(slot.value)
    if slot.style == "comma":
        return f"{n:,}"
    if slot.style == "wide":
        return "".join(chr(ord(c) + 0xFEE0) for c in str(n))
    if slot.style == "han" and n < 10000:
        return han(n)
    return str(n)


class Writer:
    """Writes one report; every choice comes from one seeded generator."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.year = self.rng.randint(2009, 2025)
        self.place = self.rng.choice(PLACES)
        self.draft = Draft()
        self.style = self.rng.choices(("plain", "wide", "comma", "han"), (80, 6, 10, 4))[0]

    # numbers ------------------------------------------------------------------------------------------------
    def slot(self, value: int) -> Slot:
        style = self.style if self.style != "han" or value < 1000 else "plain"
        return Slot(Decimal(value), style)

    def split(self, total: int, count: int) -> list[int]:
        cuts = sorted(self.rng.sample(range(1, total), count - 1)) if total > count else [1] * (count - 1)
        ends = [0, *cuts, max(total, count)]
        return [b - a for a, b in pairwise(ends)]

    def share(self, part: int, total: int, scale: int | None = None) -> Slot:
        scale = self.rng.choice((0, 1, 2, 2)) if scale is None else scale
        exact = Decimal(part) * 100 / Decimal(total)
        return Slot(exact.quantize(Decimal(1).scaleb(-scale), rounding=ROUND_HALF_UP), "share", scale)

    # words --------------------------------------------------------------------------------------------------
    def say(self, *words: str | Slot) -> None:
        self.draft.words.extend(words)

    def tell(self, template: str, slots: dict[str, Slot]) -> None:
        """A sentence with {names} of slots."""
        for piece in re.split(r"(\{\w+\})", template):
            self.say(slots[piece[1:-1]] if piece.startswith("{") else piece)

    def link(self, kind: str, total: list[Slot], parts: list[Slot], **more: object) -> None:
        self.draft.links.append(Link(kind, total, parts, **more))  # type: ignore[arg-type]

    def pick(self, *choices: str) -> str:
        return self.rng.choice(choices)

    def maybe(self, text: str, chance: float = 0.5) -> str:
        return text if self.rng.random() < chance else ""

    def comma(self) -> str:
        return self.pick("，", "，", "，", ",")

    def pick_channels(self) -> tuple[str, ...]:
        from annual.audit.corpus_acts import CHANNELS  # noqa: PLC0415

        return self.rng.choice(CHANNELS)
