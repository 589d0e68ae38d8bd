"""The audit of a prose report: milliseconds, recall and alarms, beside a rival of three regular expressions.

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

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from annual.audit.corpus_reports import mutate, names, told, write  # noqa: E402
from gongkai.annual.audit.reading import read_bytes, read_file  # noqa: E402
from gongkai.annual.audit.report import audit  # noqa: E402

TARGET_MS = 50
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


def quality(find: object, reports: int) -> tuple[float, float, float]:
    """Recall of relations, share of reports with a false alarm, share of changed numbers that fail."""
    expected = found = alarms = hits = tried = 0
    for seed in range(reports):
        draft = write(seed).draft
        said = find(draft.render())  # type: ignore[operator]
        expected += len(draft.links)
        found += sum(names(link) in said for link in draft.links)
        alarms += "fail" in said.values()
        changed, broken = mutate(draft, random.Random(seed))
        if broken:
            again = find(changed.render())  # type: ignore[operator]
            tried += 1
            hits += any(again.get(names(link)) == "fail" for link in broken)
    return found / expected, alarms / reports, hits / tried


def times(find: object, texts: list[str]) -> list[float]:
    spent = []
    for text in texts:
        start = time.perf_counter()
        find(text)  # type: ignore[operator]
        spent.append((time.perf_counter() - start) * 1000)
    return sorted(spent)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--file", type=Path)
    chosen = parser.parse_args()
    texts = [write(seed).draft.render() for seed in range(chosen.reports)]
    long = "\n".join(texts[:8])
    print(
        f"{chosen.reports} reports, {statistics.mean(map(len, texts)):.0f} characters on average; long one {len(long)}"
    )
    worst = 0.0
    for name, find in (("gongkai", ours), ("rival", rival)):
        spent = times(find, texts)
        worst = max(worst, spent[int(len(spent) * 0.95)]) if name == "gongkai" else worst
        recall, alarms, hits = quality(find, chosen.reports)
        line = f"median {statistics.median(spent):.2f} ms, p95 {spent[int(len(spent) * 0.95)]:.2f} ms, max {spent[-1]:.2f} ms"
        print(f"{name:8} {line}; long {times(find, [long])[0]:.1f} ms")
        print(
            f"{'':8} recall {recall:.1%}, reports with a false alarm {alarms:.1%}, changed numbers found {hits:.1%}"
        )
    if chosen.file:
        document = read_file(chosen.file)
        spent = sorted(_once(document) for _ in range(9))
        print(f"{chosen.file.name}: median {spent[4]:.1f} ms")
    print(f"target: p95 under {TARGET_MS} ms: {'met' if worst < TARGET_MS else 'MISSED'}")
    return int(worst >= TARGET_MS)


def _once(document: object) -> float:
    start = time.perf_counter()
    audit(document)  # type: ignore[arg-type]
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    sys.exit(main())
