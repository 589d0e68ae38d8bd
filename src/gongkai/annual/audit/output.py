"""What an audit says: JSON by the contract, and a text that a reader can act on."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.annual.audit.relation import show

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.annual.audit.relation import Relation
    from gongkai.annual.audit.report import Audit

KINDS = {
    "sum": "合计",
    "percent": "占比或增幅",
    "equal": "同一数字",
    "carry": "结转",
    "identity": "统计表勾稽",
}
FORMS = {
    "narrative": "叙述式（无统计表）",
    "2014": "2014年统计表",
    "2019": "2019年试行格式",
    "2021": "2021年格式",
}


def number(value: Decimal | int | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def to_json(audit: Audit) -> str:
    """Keys, kinds and meanings as the project's contract for `report audit --format json` fixes them."""
    return json.dumps(to_dict(audit), ensure_ascii=False, indent=2)


def to_dict(audit: Audit) -> dict[str, object]:
    return {
        "file": audit.file,
        "body": audit.body,
        "year": audit.year,
        "form": audit.form,
        "figures": [
            {
                "key": f.key,
                "label": f.label,
                "value": number(f.value),
                "unit": f.unit,
                "approximate": f.approximate,
                "quote": f.quote,
            }
            for f in audit.figures
        ],
        "tables": {key: number(value) for key, value in audit.tables.items()},
        "relations": [_relation(r) for r in audit.relations],
    }


def _relation(relation: Relation) -> dict[str, object]:
    return {
        "rule": relation.rule,
        "kind": relation.kind,
        "total": number(relation.total),
        "parts": [number(p) for p in relation.parts],
        "printed": number(relation.printed),
        "status": relation.status,
        "difference": number(relation.difference),
        "quote": relation.quote,
        "explanation": relation.explanation,
    }


def to_text(audit: Audit) -> str:
    return "\n".join(_lines(audit)) + "\n"


def _lines(audit: Audit) -> Iterator[str]:
    fails, questions = audit.with_status("fail"), audit.with_status("uncertain")
    passed, open_ones = audit.with_status("pass"), audit.with_status("not_assessable")
    yield f"文件：{audit.file}"
    yield f"单位：{audit.body or '文中未写明'}　年度：{audit.year or '文中未写明'}　格式：{FORMS[audit.form]}"
    yield f"读出数字{len(audit.figures)}个、统计表{len(audit.tables)}栏；核对关系{len(audit.relations)}条："
    yield f"相符{len(passed)}条，矛盾{len(fails)}条，存疑{len(questions)}条，无从判断{len(open_ones)}条。"
    yield from _section("矛盾", fails)
    yield from _section("存疑，请核对", questions)
    if not audit.relations:
        yield "文中没有可以互相核对的数字。"
    elif not fails and not questions:
        yield "没有发现矛盾。"


def _section(title: str, relations: Sequence[Relation]) -> Iterator[str]:
    if not relations:
        return
    yield ""
    yield f"{title}："
    for at, relation in enumerate(relations, start=1):
        yield f"{at}. {KINDS[relation.kind]}（{relation.rule}）"
        yield f"   原文：{relation.quote}"
        yield f"   {_sides(relation)}"
        yield f"   说明：{relation.explanation}"


def _sides(relation: Relation) -> str:
    left = "＋".join(show(p) for p in relation.parts) or "（文中未列）"
    right = "（文中未列）" if relation.total is None else show(relation.total)
    gap = "无法计算" if relation.difference is None else show(abs(relation.difference))
    if relation.kind == "percent":
        return f"基数：{right}；分子：{left}；印出：{show(relation.printed or Decimal(0))}%；相差：{gap}"
    return f"左边：{left}；右边：{right}；相差：{gap}"
