"""Prose against the statistics tables (rule N-1): every figure told in words equals its cell."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.annual.audit.relation import Relation, Verdict, show
from gongkai.annual.audit.roles import PAST
from gongkai.annual.audit.streams import behind_last

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongkai.annual.audit.relation import Ledger
    from gongkai.annual.audit.streams import Node, Passage

Cells = dict[str, Decimal]

LEAVES = {
    "refused": [f"T3.C3.{n}.total" for n in range(1, 9)],
    "not_provided": [f"T3.C4.{n}.total" for n in range(1, 4)],
    "not_processed": [f"T3.C5.{n}.total" for n in range(1, 6)],
}
# Every way in which a report may count the same figure; the first is the form's own.
READINGS: dict[str, list[list[str]]] = {
    "requests.received": [["T3.A.total"], ["T3.A.total", "T3.B.total"]],
    "requests.carried_in": [["T3.B.total"]],
    "requests.carried_out": [["T3.D.total"]],
    "requests.answered": [["T3.C7.total"], ["T3.A.total"]],
    "requests.completed": [["T3.C7.total"], ["T3.A.total"]],
    "requests.received.natural": [["T3.A.natural"], ["T3.A.natural", "T3.B.natural"]],
    "requests.outcome.granted": [["T3.C1.total"]],
    "requests.outcome.partial": [["T3.C2.total"]],
    "requests.outcome.refused": [LEAVES["refused"]],
    "requests.outcome.not_provided": [LEAVES["not_provided"]],
    "requests.outcome.not_processed": [LEAVES["not_processed"]],
    "reconsideration.total": [["T4.review.total"]],
    "litigation.total": [["T4.direct.total", "T4.after_review.total"], ["T4.direct.total"]],
    "litigation.direct": [["T4.direct.total"]],
    "litigation.after_review": [["T4.after_review.total"]],
    **{f"reconsideration.{o}": [[f"T4.review.{o}"]] for o in ("upheld", "corrected", "other", "pending")},
    **{
        f"litigation.{o}": [[f"T4.direct.{o}", f"T4.after_review.{o}"], [f"T4.direct.{o}"]]
        for o in ("upheld", "corrected", "other", "pending")
    },
}
# The same figures on the statistics form of 2014.
OLD_FORM: dict[str, list[str]] = {
    "requests.received": ["3.1"],
    "requests.completed": ["3.2"],
    "requests.answered": ["3.3"],
    "requests.completed.on_time": ["3.2.1"],
    "requests.completed.extended": ["3.2.2"],
    "requests.received.counter": ["3.1.1"],
    "requests.received.fax": ["3.1.2"],
    "requests.received.web": ["3.1.3"],
    "requests.received.letter": ["3.1.4"],
    "requests.outcome.already_public": ["3.3.1"],
    "requests.outcome.granted": ["3.3.2"],
    "requests.outcome.partial": ["3.3.3"],
    "requests.outcome.refused": ["3.3.4"],
    "requests.outcome.not_held": ["3.3.5"],
    "requests.outcome.nonexistent": ["3.3.6"],
    "requests.outcome.clarify": ["3.3.7"],
    "requests.outcome.redirected": ["3.3.8"],
    "reconsideration.total": ["4"],
    "reconsideration.upheld": ["4.1"],
    "reconsideration.corrected": ["4.2"],
    "litigation.total": ["5"],
    "litigation.upheld": ["5.1"],
    "litigation.corrected": ["5.2"],
    "disclosed.total": ["1.1"],
    "website.total": ["1.2.2"],
    "weibo.total": ["1.2.3"],
    "wechat.total": ["1.2.4"],
}
for _key, _cells in OLD_FORM.items():
    READINGS.setdefault(_key, []).append(_cells)
FIRM = frozenset(
    {
        "requests.received", "requests.carried_in", "requests.carried_out", "requests.answered", "requests.completed",
        "reconsideration.total", "litigation.total",
    }
)  # fmt: skip
NARROW = re.compile(
    r"办公室|政府办|政府办公厅|本级|机关|平台|网上|网站|渠道|系统|中心|街道|各镇|部门|涉及|关于|因.{0,12}(?:征收|拆迁)|直接|复议后|经复议"
)


def find(passages: Sequence[Passage], ledger: Ledger, cells: Mapping[str, object], year: int | None) -> None:
    """Keys must have been assigned; `cells` as tables.read_tables gives them."""
    known = {k: Decimal(str(v)) for k, v in cells.items() if isinstance(v, int | Decimal)}
    if not known:
        return
    for passage in passages:
        for node in passage.nodes():
            if (
                node.key in READINGS
                and node.number.exact
                and not node.number.grain
                and node.number.unit
                and _this_year(node, year)
            ):
                _judge(node, known, ledger)


def _this_year(node: Node, year: int | None) -> bool:
    clause = behind_last("。；", node.gap)
    years = re.findall(r"(?<!\d)((?:19|20)\d\d)年", node.label)
    right_year = (
        year is None
        or not years
        or int(years[-1]) == year
        or node.key in {"requests.carried_in", "requests.carried_out"}
    )
    return not PAST.search(clause) and right_year


def _judge(node: Node, cells: Cells, ledger: Ledger) -> None:
    sums = [
        sum((cells[k] for k in keys), Decimal(0))
        for keys in READINGS[node.key]
        if all(k in cells for k in keys)
    ]
    if not sums:
        return
    value = node.number.value
    if value in sums:
        verdict = Verdict("pass", Decimal(0), f"正文“{node.label}”{show(value)}，与统计表相符。")
        _add(node, value, verdict, ledger)
        return
    difference = value - sums[0]
    line = f"正文“{node.label}”{show(value)}，统计表为{show(sums[0])}，相差{show(abs(difference))}"
    status = _firmness(node, cells, ledger)
    if status == "fail":
        _add(node, sums[0], Verdict("fail", difference, f"{line}。"), ledger)
    elif status == "uncertain":
        _add(
            node,
            sums[0],
            Verdict("uncertain", difference, f"{line}；正文的范围可能小于全表，请核对口径。"),
            ledger,
        )


def _firmness(node: Node, cells: Cells, ledger: Ledger) -> str:
    """A total of the whole body must agree; a part must where its own total does; a narrower scope is a question."""
    scope = behind_last("。；", node.gap)
    if node in ledger.part_of:
        whole = ledger.part_of[node].whole
        if whole is None or not _agrees(whole, cells):
            return ""
        return "fail" if ledger.part_of[node].rule != "PART-OF-WHOLE" else "uncertain"
    if node.key not in FIRM:
        return ""
    return "uncertain" if NARROW.search(scope) else "fail"


def _agrees(whole: Node, cells: Cells) -> bool:
    return any(
        all(k in cells for k in keys) and sum(cells[k] for k in keys) == whole.number.value
        for keys in READINGS.get(whole.key, [])
    )


def _add(node: Node, told: Decimal, verdict: Verdict, ledger: Ledger) -> None:
    ledger.relations.append(
        Relation(
            "N-1", "equal", told, (node.number.value,), None, verdict.status, verdict.difference, node.passage.quote(node),
            verdict.reason, (node.passage.order, node.number.start), node, (node,),
        )
    )  # fmt: skip
