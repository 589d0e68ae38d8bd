"""The size gate: module <= 500 lines, function <= 60 lines; the rest is printed and not gated.

Data tables (folders called `data` or `migrations`) are exempt. A module or function that must be longer carries
`# size: why` on its first line (of a function: on the `def` line); at most five of these in the project.
"""

from __future__ import annotations

import ast
import re
import statistics
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

MODULE, FUNCTION, EXEMPTIONS = 500, 60, 5
GATED = ("src", "tools", "bench", "tests")
DATA = {"data", "migrations"}
REASON = re.compile(r"#\s*size:\s*\S+")


@dataclass(frozen=True)
class Size:
    where: str
    lines: int
    limit: int
    exempt: bool

    @property
    def over(self) -> bool:
        return self.lines > self.limit


def main(root: Path) -> int:
    sizes = {area: list(measure(root, area)) for area in GATED}
    everything = [size for area in sizes.values() for size in area]
    exempt = [size for size in everything if size.exempt]
    over = [size for size in everything if size.over and not size.exempt]
    for size in over:
        print(f"{size.where}: {size.lines} lines, at most {size.limit}")
    if len(exempt) > EXEMPTIONS:
        print(f"{len(exempt)} exemptions, at most {EXEMPTIONS}: {', '.join(size.where for size in exempt)}")
    print_statistics(sizes["src"], sizes["tests"], len(exempt))
    return 1 if over or len(exempt) > EXEMPTIONS else 0


def measure(root: Path, area: str) -> Iterator[Size]:
    for path in sorted((root / area).rglob("*.py")):
        place = path.relative_to(root)
        if DATA.isdisjoint(place.parts) and "node_modules" not in place.parts:
            yield from measure_module(place, path.read_text(encoding="utf-8"))


def measure_module(place: Path, text: str) -> Iterator[Size]:
    """The module itself, then its functions; nested functions count for themselves and for their outer one."""
    lines = text.splitlines()
    if not lines:
        return
    yield Size(str(place), len(lines), MODULE, exempt=bool(REASON.search(lines[0])))
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            exempt = bool(REASON.search(lines[node.lineno - 1]))
            yield Size(f"{place}:{node.lineno} {node.name}", length, FUNCTION, exempt)


def print_statistics(source: Iterable[Size], tests: Iterable[Size], exemptions: int) -> None:
    modules = sorted(size.lines for size in source if size.limit == MODULE)
    functions = sorted(size.lines for size in source if size.limit == FUNCTION)
    checked = sum(size.lines for size in tests if size.limit == MODULE)
    print(f"modules   {len(modules):5}  median {percentile(modules, 50):4}  p90 {percentile(modules, 90):4}")
    print(
        f"functions {len(functions):5}  median {percentile(functions, 50):4}  p90 {percentile(functions, 90):4}"
    )
    print(
        f"lines     {sum(modules):5}  test : code {checked / max(1, sum(modules)):.2f}  exemptions {exemptions}"
    )


def percentile(values: list[int], share: int) -> int:
    if len(values) < 2:  # noqa: PLR2004 - quantiles need two
        return sum(values)
    return round(statistics.quantiles(values, n=100, method="inclusive")[share - 1])


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[1]))
