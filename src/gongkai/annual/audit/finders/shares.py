"""Shares: 网上申请9件，占申请总数的45%. The share recomputes at the printed precision, half up."""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.annual.audit.counting import compatible
from gongkai.annual.audit.finders.growth import CHANGE, is_change
from gongkai.annual.audit.relation import Relation, Verdict, fits_share, judge_share, relate, show
from gongkai.annual.audit.roles import role_of, with_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.relation import Ledger
    from gongkai.annual.audit.streams import Node, Passage

SHARE = re.compile(r"占|比例|比重|占比")
BASE_WORDS = re.compile(r"收到|受理|申请|答复|办结|公开|发布|信息|文件|网站|案件|复议|诉讼|微信|微博|人员")
HEADS = re.compile(r"收到|受理|接收|新收|申请|答复|办结|办理|公开|发布|共|总|累计")
FOLLOWS = re.compile(r"的?(?:有|为|是|共|即)")
BEHIND = re.compile(r"，?的?(?:共计?|合计|计|即|有|为|是)?")
ADVERBS = re.compile(r"大?约|各|分别|共|仅|均|总|其中|所|合计|依次|据统计|已")
TOTAL = re.compile(r"总[数量]|共计?|合计|总计")
YEARS_TOTAL = re.compile(TOTAL.pattern + r"|^(?:全[年省市区县]|本年|20\d\d年).*(?:收到|受理|公开|发布|申请)")
STATED = re.compile(r"的(?:比例|比重)?(?:为|达|约)?")
REACH = 8
FAR = 80  # figures back, beyond which nothing is looked for


def find(passages: Sequence[Passage], ledger: Ledger) -> None:
    earlier: list[Node] = []
    bare: list[Node] = []
    farther: list[
        Node
    ] = []  # without those that have shares of their own: a row of lines would push the total out
    for passage in passages:
        of_shares: set[Node] = set()
        for stream in passage.streams:
            before = earlier + ([stream.anchor] if stream.anchor else [])
            groups = [(group, _counts_for(group, stream.nodes, ledger)) for group in _groups(stream.nodes)]
            shared = {count for _, counts in groups for count in counts if count is not None}
            of_shares |= shared
            bases = [n for n in before + stream.counts if n not in shared] if groups else []
            for group, counts in groups:
                _judge_group(group, counts, bases, farther, ledger)
            _of_stated_bases(stream.nodes, ledger)
        if passage.main.counts:
            farther = [*farther, *bare][-REACH:]
            earlier = passage.main.counts[-REACH:]
            bare = [n for n in earlier if n not in of_shares]


def _of_stated_bases(nodes: Sequence[Node], ledger: Ledger) -> None:
    """108件，占申请总数180件的60%: the base stands between 占 and the share."""
    for count, base, share in zip(nodes, nodes[1:], nodes[2:], strict=False):
        stated = share.share and STATED.fullmatch(share.gap) and base.label.startswith("占")
        if stated and not count.share and not base.share and compatible(count, base):
            verdict = judge_share(count.number, base.number, share.number)
            ledger.add(_share_relation(base, count, share, verdict))


def _groups(nodes: Sequence[Node]) -> list[list[Node]]:
    """Shares in a row (分别占25%、75%) belong together."""
    groups: list[list[Node]] = []
    for node in nodes:
        if not node.share or CHANGE.search(node.label) or CHANGE.search(node.tail):
            continue
        if groups and groups[-1][-1].at == node.at - 1 and node.gap.strip("，、和及") == "":
            groups[-1].append(node)
        elif (not _has_subject(node) and SHARE.search(node.gap.split("。")[-1])) or (
            node.stream.anchor is not None and len(node.stream.nodes) == 1
        ):
            groups.append([node])
    return groups


def _has_subject(share: Node) -> bool:
    """“最多跑一次”事项占比88%: the share tells of something of its own, whose count is not printed, unless in a bracket or behind."""
    in_a_row = share.separator == "、" and share.at > 0 and share.stream.nodes[share.at - 1].share
    if not (in_a_row or share.separator not in {"", "、"}) or share.brackets or FOLLOWS.match(share.tail):
        return False
    return _named_before(share) and _behind(share) is None


def _named_before(share: Node) -> bool:
    start = SHARE.search(share.label)
    return len(ADVERBS.sub("", share.label[: start.start()] if start else share.label)) > 1


def _behind(share: Node) -> Node | None:
    """当面申请占12.2%，共19件: a share that names its own thing, and its count behind it."""
    nodes = share.stream.nodes
    following = nodes[share.at + 1] if share.at + 1 < len(nodes) else None
    if following is None or following.share or not BEHIND.fullmatch(following.gap):
        return None
    return following if SHARE.search(share.label) and _named_before(share) else None


def _judge_group(
    group: Sequence[Node],
    counts: Sequence[Node | None],
    bases: Sequence[Node],
    farther: Sequence[Node],
    ledger: Ledger,
) -> None:
    """`bases` holds the figures that may be a base, in order of place: none that has a share of its own.

    `farther` holds some before the last passage: one of them is the base only if it alone fits.
    """
    for share, count in zip(group, counts, strict=False):
        if count is None or ("率" in share.label and "占" not in share.label):
            continue
        behind = bisect_right(bases, _place(count, count.number.start), key=lambda n: _place(n, n.number.end))
        _judge(share, count, bases[max(0, behind - FAR) : behind], farther, ledger)


def _place(node: Node, at: int) -> tuple[int, int]:
    return node.passage.order, at


def _counts_for(group: Sequence[Node], nodes: Sequence[Node], ledger: Ledger) -> list[Node | None]:
    """The figures whose shares these are: beside them, before them in a row, or the anchor of the bracket."""
    first = group[0]
    before = nodes[max(0, first.at - FAR) : first.at]
    # 收到30件，同比减少6件，占全市的2.1%: the share is of the 30
    ahead = [n for n in before if not n.share and n.sentence == first.sentence and not is_change(n)]
    if len(group) > 1:
        members = [n for n in ahead if n in ledger.part_of and ledger.part_of[n].whole is ahead[-1]]
        if len(members) == len(group):  # A、B、C分别为…，合计800条，占比分别为…
            return list(members)
        return list(ahead[-len(group) :]) if len(ahead) >= len(group) else []
    following = nodes[first.at + 1] if first.at + 1 < len(nodes) else None
    if following and not following.share and (FOLLOWS.match(first.tail) or following is _behind(first)):
        return [following]
    if ahead and not (_own_clause(first) and following is None):
        return [ahead[-1]]
    bracketed = [s.counts[0] for s in first.brackets if len(s.counts) == 1]
    if bracketed:
        return [bracketed[0]]
    return [first.stream.anchor if first.stream.anchor and not first.stream.anchor.share else None]


def _own_clause(share: Node) -> bool:
    """网络申请占45%（9件）: the share has a subject of its own and its count stands in a bracket behind it."""
    return any(len(s.counts) == 1 for s in share.brackets) and not share.label.startswith("占")


def _judge(share: Node, count: Node, before: Sequence[Node], farther: Sequence[Node], ledger: Ledger) -> None:
    stated = share.label[share.label.find("占") + 1 :] if "占" in share.label else ""
    listed = ledger.part_of.get(count)
    home = listed.whole if listed else None
    others = [n for n in reversed(before) if n is not home and _may_be_base(n, count)]
    others = [
        n
        for n in others
        if role_of(n) != "carried_out"
        and (n not in ledger.part_of or n in ledger.heads or role_of(n) == "answered")
    ][:REACH]
    candidates = ([home] if home else []) + others
    told_long_ago = [n for n in farther if _may_be_base(n, count) and n not in ledger.part_of]
    behind = [] if candidates else _totals_behind(count)
    if not candidates and not behind:
        fitting = _only_fit(told_long_ago, count, share)
        behind = [] if fitting is None else [fitting]
    if not candidates and not behind:
        ledger.add(_lonely(share, count))
        return
    base, certain = (
        (behind[0], bool(TOTAL.search(behind[0].label))) if behind else _choose(home, others, stated, count)
    )
    verdict = judge_share(count.number, base.number, share.number)
    if verdict.status == "fail":
        fitting = _only_fit([c for c in candidates if c is not base], count, share)
        fitting = fitting or (None if home else _only_fit(told_long_ago, count, share))
        if fitting is not None:
            base, verdict = fitting, _named(fitting, count, share)
        elif home is None and (unprinted := _of_all_to_handle(before, count, share)) is not None:
            ledger.add(unprinted)
            return
        elif not certain:
            reason = f"{verdict.reason}文中没有写明占比的基数，请核对。"
            verdict = Verdict("uncertain", verdict.difference, reason)
    ledger.add(_share_relation(base, count, share, verdict))


def _totals_behind(count: Node) -> list[Node]:
    """占申请总量的94%……全年申请总量250件: where no total stands before, one that calls itself total may stand behind."""
    counts = count.passage.main.counts
    at = bisect_right(counts, count.number.end, key=lambda n: n.number.start)
    told = [n for n in counts[at : at + FAR] if YEARS_TOTAL.search(n.label) and _may_be_base(n, count)]
    return told if len({n.number.value for n in told}) == 1 else []


def _may_be_base(node: Node, count: Node) -> bool:
    return compatible(node, count) and node.number.value >= count.number.value and node.number.value > 0


def _choose(home: Node | None, others: Sequence[Node], stated: str, count: Node) -> tuple[Node, bool]:
    """The base that the words point to, and whether they leave no doubt."""
    named = BASE_WORDS.findall(stated)
    if named and not (home and any(w in home.clause for w in named)):
        fitting = [n for n in others if any(w in n.clause for w in named)]
        if fitting and (home is None or len({n.number.value for n in fitting}) == 1):
            return fitting[0], home is None and len({n.number.value for n in fitting}) == 1
    if home is not None:
        return home, True
    near = [n for n in others if n.passage is count.passage] or list(others)
    return near[0], len({n.number.value for n in others if n.passage is count.passage}) == 1


def _only_fit(rest: Sequence[Node], count: Node, share: Node) -> Node | None:
    """Another total in reach that the share fits, if there is exactly one."""
    fits = {
        n.number.value: n
        for n in rest
        if HEADS.search(n.clause) and fits_share(count.number, n.number, share.number)
    }
    return next(iter(fits.values())) if len(fits) == 1 else None


def _of_all_to_handle(rest: Sequence[Node], count: Node, share: Node) -> Relation | None:
    """新收163件，上年结转7件，结转下年9件；予以公开96件、占56.47%: of the 170 to handle, or of the 161 handled, printed nowhere."""
    own = [n for n in rest if n.passage is count.passage]
    received, carried_in = with_role(own, "received"), with_role(own, "carried_in")
    if not received or not carried_in:
        return None
    terms = [received[0], carried_in[0]]
    handled = [(term, 1) for term in terms] + [(term, -1) for term in with_role(own, "carried_out")[:1]]
    for signed in ([(term, 1) for term in terms], handled):
        base = sum((term.number.value * sign for term, sign in signed), Decimal(0))
        number = count.number._replace(value=base)
        if all(term.number.exact for term, _ in signed) and fits_share(count.number, number, share.number):
            made = "".join(f"{'－' if sign < 0 else '＋'}{show(term.number.value)}" for term, sign in signed)
            again = judge_share(count.number, number, share.number)
            reason = f"{again.reason}占比的基数为新收与上年结转之和{made.removeprefix('＋')}＝{show(base)}。"
            if len(signed) > len(terms):
                reason = reason.replace("之和", "之和减去结转下年")
            relation = _share_relation(terms[0], count, share, Verdict("pass", again.difference, reason))
            relation.total, relation.whole = base, None
            return relation
    return None


def _named(base: Node, count: Node, share: Node) -> Verdict:
    again = judge_share(count.number, base.number, share.number)
    reason = f"{again.reason}占比的基数为“{base.label}”{show(base.number.value)}。"
    return Verdict(again.status, again.difference, reason)


def _share_relation(base: Node, count: Node, share: Node, verdict: Verdict) -> Relation:
    relation = relate("PERCENT-SHARE", "percent", base, [count], verdict, share.number.value)
    if share.passage is count.passage:
        nodes = [n for n in (base, count, share) if n.passage is share.passage]
        relation.quote = share.passage.quote(*nodes)
    return relation


def _lonely(share: Node, count: Node) -> Relation:
    verdict = Verdict(
        "not_assessable", None, f"印出占比{show(share.number.value)}%，上下文没有可作基数的总数，无从复算。"
    )
    relation = relate("PERCENT-SHARE", "percent", count, [count], verdict, share.number.value)
    relation.total = None
    return relation
