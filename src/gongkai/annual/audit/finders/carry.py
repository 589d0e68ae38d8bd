"""Carry: 新收31件，上年结转2件，办结30件，结转下年3件: what came in and was carried in is answered or carried out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from gongkai.annual.audit.counting import compatible
from gongkai.annual.audit.families import families_of, names_a_rest
from gongkai.annual.audit.relation import Relation, Verdict, show
from gongkai.annual.audit.roles import CARRIED_IN, ENDED, role_of, scope_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.relation import Ledger
    from gongkai.annual.audit.streams import Node, Passage, Role

NO_CARRY_IN = re.compile(r"(?:无|没有)(?:上一?年|去年)(?:度)?(?:的)?(?:结转|遗留)")
NO_CARRY_OUT = re.compile(r"(?:无|没有|未)(?:结转(?:至|到)?)?下一?年度?(?:的)?(?:结转|继续办理)?|无结转")
YEAR = re.compile(r"(?<!\d)(20\d\d)年(?!末|底)")
WITHIN = re.compile(r"(?:含|包括|其中)[^，。；]{0,6}$")
OUTCOME_FAMILY = "办理结果"
FEWEST_OUTCOMES, MANY_OUTCOMES = 2, 5
REACH = 2


class Reading(NamedTuple):
    """One way to count: what came in and was carried in on the left, what was done and carried over on the right."""

    parts: Sequence[Decimal]
    right: Decimal
    convention: str
    with_ended: bool


@dataclass(frozen=True, slots=True)
class Terms:
    received: Node
    answered: tuple[Node, ...]  # one figure; or, where no total is told, every outcome
    carried_in: Node | None
    carried_out: Node | None
    included: bool  # the carried-in ones stand inside the received figure, by bracket or 其中
    ended: tuple[Node, ...] = ()  # withdrawn and the like, told beside the answered

    def nodes(self) -> list[Node]:
        told = (self.received, self.carried_in, *self.answered, *self.ended, self.carried_out)
        return [n for n in told if n is not None]


def find(passages: Sequence[Passage], ledger: Ledger) -> None:
    for passage in passages:
        nodes = [n for n in passage.in_order if not n.share]
        terms = _terms(nodes, ledger)
        if terms is not None:
            relation = _relation(terms, passage)
            if relation.status != "fail" or not _told_by_a_sum(terms, ledger):
                ledger.add(relation)


def _terms(nodes: Sequence[Node], ledger: Ledger) -> Terms | None:
    by_role: dict[Role, list[Node]] = {"received": [], "answered": [], "carried_in": [], "carried_out": []}
    for node, role in _of_one_year(nodes):
        if not _divides_the_same(node, role, ledger):
            by_role[role].append(node)
    if not by_role["received"] or not (by_role["carried_in"] or by_role["carried_out"]):
        return None
    pivot = (by_role["carried_out"] or by_role["carried_in"])[0]
    one = _near(by_role["answered"], pivot)
    answered = (one,) if one is not None else tuple(outcomes(nodes, pivot, ledger))
    if not answered:
        return None
    carried_in = _near(by_role["carried_in"], pivot) or _only(by_role["carried_in"])
    carried_out = _near(by_role["carried_out"], pivot)
    told = [n for n in by_role["received"] if n not in answered]
    received = _balancing(told, answered, carried_in, carried_out) or _of_scope(told, answered[0], pivot)
    if received is None or _shared_out(received, answered, ledger):
        return None
    until = carried_out or answered[0]
    ended = tuple(_ended_beside(nodes, answered[0], until, received, ledger)) if one is not None else ()
    included = _within(received, carried_in, ledger)
    terms = Terms(received, answered, carried_in, carried_out, included, ended)
    return None if one is None and len(answered) < FEWEST_OUTCOMES and not _balances(terms) else terms


def _of_one_year(nodes: Sequence[Node]) -> list[tuple[Node, Role]]:
    """2024年新收91件，2023年新收70件；2023年结转下年5件: what a year left is carried in by the next."""
    told = [(node, role) for node in nodes if (role := role_of(node)) is not None]
    year = max((y for node, role in told if role == "received" and (y := _year_of(node))), default=0)
    left = [n for n, role in told if role == "carried_out" and _year_of(n) == year - 1]
    if not left:
        return told
    kept = [(n, role) for n, role in told if role == "carried_in" or _year_of(n) in {0, year}]
    return [*kept, *((n, "carried_in") for n in left)]


def _year_of(node: Node) -> int:
    years = YEAR.findall(node.label)
    return int(years[-1]) if years else 0


def outcomes(nodes: Sequence[Node], pivot: Node, ledger: Ledger) -> list[Node]:
    """予以公开57件、部分公开15件……: the outcomes side by side where no figure says how many were answered in all."""
    found = [
        n for n in nodes if OUTCOME_FAMILY in families_of(n) and role_of(n) is None and compatible(n, pivot)
    ]
    found = [n for n in found if abs(n.sentence - pivot.sentence) <= REACH and n.stream.anchor is None]
    return [n for n in found if n not in ledger.part_of or ledger.part_of[n].whole not in found]


def _ended_beside(
    nodes: Sequence[Node], answered: Node, until: Node, received: Node, ledger: Ledger
) -> list[Node]:
    """答复9件，4件撤回，结转2件: from the sentence of the answered to that of the carried over, and no part of them."""
    first, last = sorted((answered.sentence, until.sentence))
    beside = [n for n in nodes if first <= n.sentence <= last and n.stream is answered.stream]
    found = [n for n in beside if compatible(n, answered) and ENDED.search(n.words) and role_of(n) is None]
    return [n for n in found if n not in ledger.part_of or ledger.part_of[n].whole is received]


def _told_by_a_sum(terms: Terms, ledger: Ledger) -> bool:
    """收到12件，答复8件、撤回2件、在办2件: a list with a further part divides what came in, and it holds."""
    home = ledger.part_of.get(terms.answered[0])
    further = home is not None and any(n not in terms.nodes() for n in home.members)
    return home is not None and home.whole is terms.received and home.difference == 0 and further


def _balances(terms: Terms) -> bool:
    """收到2件，予以公开1件，结转下年1件: so few outcomes may be all there were only if they make what came in."""
    carried_in = terms.carried_in.number.value if terms.carried_in else Decimal(0)
    done = sum((n.number.value for n in terms.answered), Decimal(0))
    due = done + (terms.carried_out.number.value if terms.carried_out else Decimal(0))
    received = terms.received.number.value
    return terms.carried_out is not None and due in {received, received + carried_in}


def _shared_out(received: Node, answered: Sequence[Node], ledger: Ledger) -> bool:
    """办理58件（含上年结转3件），其中公开22件、…: the outcomes make the figure, so that nothing is left to balance."""
    homes = [ledger.part_of.get(n) for n in answered] if len(answered) > 1 else []
    return any(home is not None and home.whole is received and home.difference == 0 for home in homes)


def _balancing(
    told: Sequence[Node], answered: Sequence[Node], carried_in: Node | None, carried_out: Node | None
) -> Node | None:
    """收到19件，上年结转9件，受理28件，答复28件: of two figures the new ones are those that balance with what was carried in."""
    if carried_in is None or len(told) < 2:  # noqa: PLR2004 - no choice
        return None
    due = sum(n.number.value for n in [*answered, *([carried_out] if carried_out else [])])
    return next((n for n in told if n.number.value + carried_in.number.value == due), None)


def _of_scope(received: Sequence[Node], answered: Node, pivot: Node) -> Node | None:
    """What the same office received: 全区收到318件，其中办公室收到42件。办公室办结41件，结转1件."""
    scope = scope_of(answered)
    received = [n for n in received if n.number.start < answered.number.start] or received
    same = _near([n for n in received if scope_of(n) == scope], pivot)
    if same is not None:
        return same
    same = _near([n for n in received if not scope or not scope_of(n)], pivot)
    return same or _only(received)


def _within(received: Node, carried_in: Node | None, ledger: Ledger) -> bool:
    if carried_in is None:
        return False
    if carried_in.stream.anchor is received:
        return True
    if carried_in in ledger.part_of and ledger.part_of[carried_in].whole is received:
        return True
    before = carried_in.gap[: _label_start(carried_in)]
    return bool(WITHIN.search(before)) and _follows(received, carried_in)


def _divides_the_same(node: Node, role: Role, ledger: Ledger) -> bool:
    """办结18件，其中按时办结17件: a part of what was answered is not what was answered."""
    home = ledger.part_of.get(node)
    if home is None or home.whole is None or role_of(home.whole) != role:
        return False
    if role == "received" and any(role_of(n) == "carried_in" for n in home.members):
        return False  # 应办理220件，其中新收211件、上年结转9件
    return role != "received" or home.rule != "PART-OF-WHOLE" or not scope_of(node)


def _label_start(node: Node) -> int:
    match = CARRIED_IN.search(node.gap)
    return match.start() if match else len(node.gap)


def _follows(first: Node, second: Node) -> bool:
    return first.stream is second.stream and first.at + 1 == second.at


def _near(nodes: Sequence[Node], pivot: Node) -> Node | None:
    """The figure nearest to the carried one, within two sentences."""
    close = [n for n in nodes if abs(n.sentence - pivot.sentence) <= REACH]
    return min(close, key=lambda n: abs(n.number.start - pivot.number.start)) if close else None


def _only(nodes: Sequence[Node]) -> Node | None:
    """收到43件，上年结转2件。…。…。办结44件，结转下年1件: however far, where the passage tells no other."""
    return nodes[0] if len({n.number.value for n in nodes}) == 1 else None


def _relation(terms: Terms, passage: Passage) -> Relation:
    readings = _readings(terms)
    verdict, reading = _judge(terms, readings, passage)
    if verdict.status == "fail" and _stands_apart(terms) and terms.received.number.value in _rights(terms):
        reason = f"{verdict.reason}若收到数已含上年结转，则相符，请核对口径。"
        verdict = Verdict("uncertain", verdict.difference, reason)
    place = (passage.order, min(n.number.start for n in terms.nodes()))
    quote = passage.quote(*terms.nodes())
    return Relation(
        "CARRY-OVER",
        "carry",
        reading.right,
        tuple(reading.parts),
        None,
        verdict.status,
        verdict.difference,
        quote,
        verdict.reason,
        place,
        None,
        tuple(terms.nodes()),
    )


def _rights(terms: Terms) -> list[Decimal]:
    """What was answered and carried over; and the same with what ended otherwise, where that is told beside."""
    done = sum((n.number.value for n in terms.answered), Decimal(0))
    right = done + (terms.carried_out.number.value if terms.carried_out else Decimal(0))
    ended = sum((n.number.value for n in terms.ended), Decimal(0))
    return [right, right + ended] if ended else [right]


def _readings(terms: Terms) -> list[Reading]:
    """Every way in which the figures may balance, the likeliest first."""
    received = terms.received.number.value
    separate = [received, *([terms.carried_in.number.value] if terms.carried_in else [])]
    lefts = [(separate, "新收数不含上年结转"), ([received], "收到数已含上年结转")]
    if terms.included:
        lefts.reverse()
    elif _stands_apart(terms):
        lefts = lefts[:1]
    rights = _rights(terms)
    return [
        Reading(parts, right, convention, with_ended=right != rights[0])
        for right in rights
        for parts, convention in lefts
    ]


def _gap(reading: Reading) -> Decimal:
    return abs(sum(reading.parts, Decimal(0)) - reading.right)


def _stands_apart(terms: Terms) -> bool:
    """本年新收, or the carried-in ones told inside the answered: the received figure does not hold them."""
    inside = terms.carried_in is not None and terms.carried_in.stream.anchor in terms.answered
    return inside or bool(re.search(r"新收|新增|本年", terms.received.label))


def _judge(terms: Terms, readings: Sequence[Reading], passage: Passage) -> tuple[Verdict, Reading]:
    if not all(n.number.exact for n in terms.nodes()):
        return Verdict("not_assessable", None, "含约数，只能证伪，不能证实。"), readings[0]
    for one in readings:
        if sum(one.parts) == one.right:
            done = "办结、终结与结转下年之和" if one.with_ended else "办结与结转下年之和"
            line = f"{'＋'.join(map(show, one.parts))}＝{show(one.right)}（{done}），相符；口径：{one.convention}。"
            return Verdict("pass", Decimal(0), line), one
    reading = min(readings[:: len(readings) // len(_rights(terms))], key=_gap)
    parts, right = reading.parts, reading.right
    difference = sum(parts, Decimal(0)) - right
    left = f"{'＋'.join(map(show, parts))}＝{show(sum(parts, Decimal(0)))}"
    line = f"收到与上年结转{left}，办结与结转下年合计{show(right)}，相差{show(abs(difference))}"
    if len(terms.answered) > 1 and not _all_told(terms.answered):
        return Verdict("uncertain", difference, f"{line}；各类办理结果可能没有列全，请核对。"), reading
    if _unsaid(terms, difference, passage):
        return Verdict(
            "uncertain", difference, f"{line}；文中没有列出{_unsaid(terms, difference, passage)}，请核对。"
        ), reading
    conventions = dict.fromkeys(one.convention for one in readings)
    return Verdict(
        "fail", difference, f"{line}；按{'和'.join(f'“{name}”' for name in conventions)}的口径都不平衡。"
    ), reading


def _all_told(answered: Sequence[Node]) -> bool:
    return any(names_a_rest(n) for n in answered) or len(answered) >= MANY_OUTCOMES


def _unsaid(terms: Terms, difference: Decimal, passage: Passage) -> str:
    """The term that the text leaves out and that could explain the gap."""
    if terms.carried_out is None and difference > 0 and not NO_CARRY_OUT.search(passage.text):
        return "结转下年数"
    if terms.carried_in is None and difference < 0 and not NO_CARRY_IN.search(passage.text):
        return "上年结转数"
    return ""
