"""Filled 2021 forms judged per second on one core: compiled checks against reading the definition anew each time.

The rival does the same work without the compilation: it expands every identity from its definition for every form,
adds up the cells and compares. Both must give the same verdicts before anything is timed.
"""

from __future__ import annotations

import random
import time

from gongkai.law.forms import NOT_APPLICABLE, Form, Identity, form
from gongkai.law.identities import judge

FORMS = 400
ROUNDS = 5
Cells = dict[str, object]


def filled(rng: random.Random, shape: Form) -> Cells:
    """A form whose tables add up, with one cell in three forms changed."""
    cells: Cells = dict.fromkeys(shape.cells, 0)
    for row in shape.sets["leaf"]:
        for column in shape.sets["applicant"]:
            cells[f"T3.{row}.{column}"] = rng.choice([0, 0, 0, rng.randint(1, 900)])
    for column in shape.sets["applicant"]:
        done = sum(int(str(cells[f"T3.{row}.{column}"])) for row in shape.sets["leaf"])
        carried = rng.randint(0, 9)
        cells |= {
            f"T3.C7.{column}": done,
            f"T3.D.{column}": carried,
            f"T3.A.{column}": done,
            f"T3.B.{column}": carried,
        }
    for row in shape.sets["row"]:
        cells[f"T3.{row}.total"] = sum(
            int(str(cells[f"T3.{row}.{column}"])) for column in shape.sets["applicant"]
        )
    for case in shape.sets["case"]:
        parts = [rng.randint(0, 90) for _ in shape.sets["outcome"]]
        for outcome, part in zip(shape.sets["outcome"], parts, strict=True):
            cells[f"T4.{case}.{outcome}"] = part
        cells[f"T4.{case}.total"] = sum(parts)
    if rng.random() < 1 / 3:
        key = rng.choice([key for key in cells if key.startswith("T3")])
        cells[key] = int(str(cells[key])) + 1
    return cells


def naive(shape: Form, cells: Cells) -> list[str]:
    verdicts: list[str] = []
    for identity in shape.identities:
        if identity.kind == "rollup" or any(
            term.startswith("previous:") for term in (*identity.left, *identity.right)
        ):
            continue
        members = shape.sets[identity.each] if identity.each else ("",)
        bindings = [{identity.each: member} if identity.each else {} for member in members]
        verdicts += [naive_verdict(shape, identity, bound, cells) for bound in bindings]
    return verdicts


def naive_verdict(shape: Form, identity: Identity, bound: dict[str, str], cells: Cells) -> str:
    left = [cells.get(key) for term in identity.left for key in shape.expand(term, bound)]
    right = [cells.get(key) for term in identity.right for key in shape.expand(term, bound)]
    holds = naive_holds(identity, left, right)
    if holds is None:
        return "not_assessable"
    return "pass" if holds else ("fail" if identity.severity == "error" else "uncertain")


def naive_holds(identity: Identity, left: list[object], right: list[object]) -> bool | None:
    if identity.kind == "whole":
        return all(type(value) is int and value >= 0 for value in left)
    if identity.kind == "implies":
        return True if left[0] == 0 else (None if right[0] is None else right[0] == 1)
    if any(value is None or value is NOT_APPLICABLE for value in (*left, *right)):
        return None
    one, two = sum(left), sum(right)  # type: ignore[arg-type]
    if identity.kind == "limit":
        return one <= (identity.limit or 0)
    if identity.kind == "share":
        return None if two == 0 else one <= two * (identity.limit or 0)
    return {"=": one == two, "<=": one <= two, ">=": one >= two}[identity.relation]


def rate(work: object, forms: list[Cells]) -> float:
    """Forms a second of processor time, so that other work on the machine does not count; best of some rounds."""
    best = 0.0
    for _ in range(ROUNDS):
        start = time.process_time()
        for cells in forms:
            work(cells)  # type: ignore[operator]
        best = max(best, len(forms) / (time.process_time() - start))
    return best


def main() -> None:
    shape = form("2021")
    rng = random.Random(2021)
    forms = [filled(rng, shape) for _ in range(FORMS)]
    for cells in forms:
        compiled = [judgement.status.value for judgement in judge(shape, cells)]
        if compiled != naive(shape, cells):
            raise SystemExit("the two evaluations disagree; nothing was timed")
    fast = rate(lambda cells: judge(shape, cells), forms)
    worded = rate(lambda cells: [judgement.explanation for judgement in judge(shape, cells)], forms[:50])
    slow = rate(lambda cells: naive(shape, cells), forms[:50])
    print(f"identities per form: {len(judge(shape, forms[0]))}")
    print(f"compiled:            {fast:10,.0f} forms/s of processor time (aim 5,000)")
    print(f"compiled with words: {worded:10,.0f} forms/s")
    print(f"interpreted:         {slow:10,.0f} forms/s")
    print(f"ratio:               {fast / slow:10.1f}")


if __name__ == "__main__":
    main()
