"""The audit of a prose report: milliseconds, recall and alarms, beside a rival of three regular expressions.

Three lengths: short reports as they are generated, a published one where it is at hand, and long ones of about 12,000
characters, each joined from the sections of different generated reports. Milliseconds by the wall clock; the time of the
processor stands behind in brackets, because a busy machine shows in the first and not in the second.

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
    print(f"{name:36} {', '.join(parts)}")
    return walls[int(len(walls) * 0.95)]


def long_reports(count: int) -> list[str]:
    """Reports of about 12,000 characters: every section comes from another generated report."""
    made, seed = [], 50_000
    for _ in range(count):
        pieces: list[str] = []
        while sum(map(len, pieces)) < LONG:
            pieces.append(write(seed).draft.render())
            seed += 1
        made.append("\n".join(pieces))
    return made


def speed(reports: int, chosen: Path | None) -> bool:
    """Whether every length keeps the target."""
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
    long = long_reports(15)
    size = statistics.mean(map(len, long))
    kept.append(
        shown(f"{len(long)} long, {size:.0f} characters", [once(ours, text) for text in long]) < TARGET_MS
    )
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
    print(f"target: p95 under {TARGET_MS} ms at every length: {'met' if kept else 'MISSED'}")
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
