"""The audit of a prose report: milliseconds, recall and alarms, beside a rival of three regular expressions.

Short reports as they are generated, a published one where it is at hand, and long ones of about 12,000 characters with
as many figures to a thousand characters as the published report of 2017 has (24): generated sections between paragraphs
without figures. These keep the target. The same length without such paragraphs, 54 figures to a thousand characters, is a
load that no office writes; it is printed without a verdict. Milliseconds by the wall clock; the time of the processor
stands behind in brackets, because a busy machine shows in the first and not in the second.

Run: python bench/audit_report.py [--reports N] [--file REPORT]
The rival finds 其中 lists and shares by pattern alone; it is given the same text and judged by the same relations.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import sys
import time
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from annual.audit.corpus_reports import mutate, names, told, write  # noqa: E402
from gongkai.annual.audit.reading import read_bytes, read_file  # noqa: E402
from gongkai.annual.audit.report import audit  # noqa: E402

TARGET_MS = 50
LONG = 11_500  # characters; the section that passes it makes about 12,000
DENSITY = 24  # figures to a thousand characters, blanks left out: those of the published report of 2017
PLAIN = (
    (
        "坚持以公开为常态、不公开为例外，把政务公开贯穿决策、执行、管理、服务、结果全过程。各单位按照要点分工推进重点任务，及时更新"
        "指南和目录，规范栏目设置，对群众关心的事项主动说明进展，做到应当公开的及时公开、依法不予公开的说明理由。"
    ),
    (
        "健全信息发布审核制度，落实先审查后公开的要求，明确拟稿、审核、签发各环节的责任。对涉及个人隐私、商业秘密的内容作区分处理，"
        "定期检查网站链接和附件，发现内容陈旧、表述不当的及时更正，保证公开信息准确、完整、便于查找。"
    ),
    (
        "存在的不足主要有：个别单位对公开工作重视不够，解读形式较为单一，依申请公开答复的说理还不充分，基层工作人员变动较多、业务不够"
        "熟练。下一步将加强培训和指导，完善考核办法，改进解读方式，提高答复的规范化水平。"
    ),
)
LIST = re.compile(r"(\d+)(条|件|宗|人)[，。]?其中[：，]?([^。]+)")
ITEM = re.compile(r"(\d+)(?:条|件|宗|人)(?!次)")
SHARE = re.compile(r"(\d+)(?:条|件|宗|人)[，（]占[^\d，。]*([\d.]+)%")

Found = dict[tuple[object, ...], str]


def rival(text: str) -> Found:
    """Sums behind 其中 to the full stop, and shares of the total before them."""
    found: Found = {}
    flat = text.replace(",", "，")
    for match in LIST.finditer(flat):
        total = Decimal(match[1])
        parts = [Decimal(n) for n in ITEM.findall(match[3])]
        found["sum", (total, *sorted(parts)), None] = "pass" if sum(parts) == total else "fail"
        for count, share in SHARE.findall(match[3]):
            exact = Decimal(count) * 100 / total if total else Decimal(0)
            fits = exact.quantize(Decimal(share), rounding=ROUND_HALF_UP) == Decimal(share)
            found["percent", (total, Decimal(count)), Decimal(share)] = "pass" if fits else "fail"
    return found


def ours(text: str) -> Found:
    verdicts = told(audit(read_bytes(text.encode(), "report.txt")))
    return {name: "fail" if "fail" in said else said[0] for name, said in verdicts.items()}


def quality(find: Callable[[str], Found], reports: int) -> tuple[float, float, float]:
    """Recall of relations, share of reports with a false alarm, share of changed numbers that fail."""
    expected = found = alarms = hits = tried = 0
    for seed in range(reports):
        draft = write(seed).draft
        said = find(draft.render())
        expected += len(draft.links)
        found += sum(names(link) in said for link in draft.links)
        alarms += "fail" in said.values()
        changed, broken = mutate(draft, random.Random(seed))
        if broken:
            again = find(changed.render())
            tried += 1
            hits += any(again.get(names(link)) == "fail" for link in broken)
    return found / expected, alarms / reports, hits / tried


class Spent(NamedTuple):
    wall: float
    cpu: float


def once(find: Callable[[str], object], text: str) -> Spent:
    wall, cpu = time.perf_counter(), time.process_time()
    find(text)
    return Spent((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000)


def shown(name: str, spent: Sequence[Spent]) -> float:
    """Prints median, p95 and greatest; returns p95 by the wall clock."""
    walls, cpus = sorted(s.wall for s in spent), sorted(s.cpu for s in spent)
    places = (("median", len(walls) // 2), ("p95", int(len(walls) * 0.95)), ("max", -1))
    parts = [f"{label} {walls[at]:.1f} ms ({cpus[at]:.1f})" for label, at in places]
    print(f"{name:46} {', '.join(parts)}")
    return walls[int(len(walls) * 0.95)]


def long_reports(count: int, *, plain: bool) -> list[str]:
    """Reports of about 12,000 characters: every section comes from another generated report."""
    made, seed = [], 50_000
    for _ in range(count):
        pieces: list[str] = []
        while sum(map(len, pieces)) < LONG:
            section = write(seed).draft.render()
            pieces += [section, *(between(section) if plain else ())]
            seed += 1
        made.append("\n".join(pieces))
    return made


def between(section: str) -> list[str]:
    """Paragraphs without figures that bring a section to the density of a published report."""
    figures = len(audit(read_bytes(section.encode(), "report.txt")).figures)
    missing = figures * 1000 // DENSITY - len("".join(section.split()))
    return [PLAIN[at % len(PLAIN)] for at in range(max(0, missing) // len(PLAIN[0]))]


def density(texts: Sequence[str]) -> float:
    figures = sum(len(audit(read_bytes(text.encode(), "report.txt")).figures) for text in texts)
    return figures * 1000 / sum(len("".join(text.split())) for text in texts)


def speed(reports: int, chosen: Path | None) -> bool:
    """Whether reports of every length keep the target; the dense load is printed beside them."""
    texts = [write(seed).draft.render() for seed in range(reports)]
    ours(texts[0])
    size = statistics.mean(map(len, texts))
    kept = [
        shown(f"{reports} short, {size:.0f} characters", [once(ours, text) for text in texts]) < TARGET_MS
    ]
    if chosen is not None:
        text = read_file(chosen).text
        spent = [once(ours, text) for _ in range(15)]
        kept.append(shown(f"{chosen.name}, {len(text)} characters", spent) < TARGET_MS)
    for plain in (True, False):
        long = long_reports(15, plain=plain)
        size, figures = statistics.mean(map(len, long)), density(long)
        name = f"{len(long)} long, {size:.0f} characters, {figures:.0f} figures/1000"
        p95 = shown(name, [once(ours, text) for text in long])
        if plain:
            kept.append(p95 < TARGET_MS)
    shown("the rival on the short ones", [once(rival, text) for text in texts])
    return all(kept)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--file", type=Path, help="a report that somebody published")
    chosen = parser.parse_args()
    kept = speed(chosen.reports, chosen.file)
    for name, find in (("gongkai", ours), ("rival", rival)):
        recall, alarms, hits = quality(find, chosen.reports)
        line = (
            f"recall {recall:.1%}, reports with a false alarm {alarms:.1%}, changed numbers found {hits:.1%}"
        )
        print(f"{name:8} {line}")
    print(f"target: p95 under {TARGET_MS} ms at every length of report: {'met' if kept else 'MISSED'}")
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
