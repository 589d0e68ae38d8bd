"""Stable keys of figures (keys.toml): the same figure has the same key in every report that tells it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from gongkai.annual.audit.roles import role_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongkai.annual.audit.relation import Ledger
    from gongkai.annual.audit.streams import Node, Passage

ROLE_KEYS = {
    "received": "requests.received",
    "carried_in": "requests.carried_in",
    "answered": "requests.answered",
    "carried_out": "requests.carried_out",
}
COMPLETED = re.compile(r"办结|办理完毕|处理完毕|办复")


@dataclass(frozen=True, slots=True)
class KeyRule:
    key: str
    label: str
    words: re.Pattern[str]
    heading: re.Pattern[str] | None
    parent: re.Pattern[str] | None
    units: frozenset[str]  # empty: any


@lru_cache(maxsize=256)
def own_rules(unit: str) -> tuple[KeyRule, ...]:
    """The rules for a figure with this counting word that is a part of nothing."""
    return tuple(rule for rule in rules() if rule.parent is None and (not rule.units or unit in rule.units))


@lru_cache(maxsize=256)
def own_words(unit: str) -> re.Pattern[str]:
    """What no rule of theirs can fit without."""
    return re.compile("|".join(f"(?:{rule.words.pattern})" for rule in own_rules(unit)) or "(?!)")


@lru_cache(maxsize=256)
def rules_under(whole: str) -> tuple[KeyRule, ...]:
    """The rules for the parts of a figure with this key."""
    return tuple(rule for rule in rules() if whole and rule.parent is not None and rule.parent.match(whole))


@lru_cache(maxsize=1)
def rules() -> tuple[KeyRule, ...]:
    text = resources.files("gongkai.annual.audit").joinpath("keys.toml").read_text(encoding="utf-8")
    return tuple(_rule(entry) for entry in tomllib.loads(text)["keys"])


def _rule(entry: Mapping[str, str]) -> KeyRule:
    def pattern(name: str) -> re.Pattern[str] | None:
        return re.compile(entry[name]) if name in entry else None

    return KeyRule(
        entry["key"],
        entry["label"],
        re.compile(entry["words"]),
        pattern("heading"),
        pattern("parent"),
        frozenset(re.findall(r"人次|万元|.", entry.get("unit", ""))),
    )


def assign(passages: Sequence[Passage], ledger: Ledger) -> None:
    """Give every figure its key; wholes before their parts, so that parts follow them."""
    nodes = [node for passage in passages for node in passage.in_order]
    for node in nodes:
        if node not in ledger.part_of and not node.share:
            node.key = _own_key(node)
    for node in nodes:
        if node in ledger.part_of and not node.share:
            whole = ledger.part_of[node].whole
            node.key = _part_key(node, whole.key if whole else "")
    for slug, node in enumerate((n for n in nodes if not n.key), start=1):
        node.key = f"f{slug}"


def _own_key(node: Node) -> str:
    role = role_of(node)
    if role is not None:
        return (
            "requests.completed" if role == "answered" and COMPLETED.search(node.words) else ROLE_KEYS[role]
        )
    words, unit = node.words, node.number.unit
    if not own_words(unit).search(words):
        return ""
    for rule in own_rules(unit):
        if rule.words.search(words) and (rule.heading is None or _stands_under(rule.heading, node)):
            return rule.key
    return ""


def _part_key(node: Node, whole: str) -> str:
    for rule in rules_under(whole):
        if rule.words.search(node.words):
            return rule.key
    return _own_key(node)


def _stands_under(heading: re.Pattern[str], node: Node) -> bool:
    return any(heading.search(h) for h in node.passage.headings)
