"""Correct paragraphs put together from many ways to say the same: whatever is found in one of them, none of it may fail.

Each sentence is drawn by itself, so that lists, views, brackets, carried-over and withdrawn requests stand beside each other
in ways that no corpus of whole reports has. Numbers add up by construction. Nothing here knows how the finders work.
"""

from __future__ import annotations

import itertools
import random
from decimal import ROUND_HALF_UP, Decimal

Items = list[tuple[str, int]]

WHEN = (
    "全年",
    "2023年，",
    "本年度",
    "2023年度，我局",
    "一年来，",
    "报告期内，",
    "年内",
    "2023年1月至12月，本机关",
)
CAME_IN = (
    "共收到政府信息公开申请", "收到依申请公开", "新收政府信息公开申请", "登记受理依申请公开事项", "收到信息公开申请",
    "共接收公民、法人和其他组织政府信息公开申请", "接收公众公开申请",
)  # fmt: skip
CHANNELS = (
    ("网络申请", "信函申请", "当面申请"), ("网上提交", "邮寄提交", "现场提交"), ("通过网站", "通过邮寄", "通过当面递交"),
    ("在线提交", "书面邮寄", "到场提交"), ("政府网站", "邮政快递", "现场窗口", "传真"), ("互联网渠道", "信函渠道"),
)  # fmt: skip
APPLICANTS = (("自然人", "法人或其他组织"), ("自然人", "商业企业", "科研机构", "社会公益组织"))
OUTCOMES = (
    ("予以公开", "部分公开", "不予公开", "无法提供"), ("公开", "部分公开", "不予公开"), ("公开", "不公开", "不存在", "其他"),
    ("同意公开", "不予公开", "信息不存在", "非本机关掌握"), ("准予公开", "区分处理后公开", "不予公开", "信息不存在"),
    ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"),
)  # fmt: skip
CARRIED_IN = (
    "，上年结转{}件", "，2022年结转{}件", "，另有上年结转{}件", "；此外2022年度遗留{}件", "。加上年结转{}件",
    "。连同上一年度转来的{}件",
)  # fmt: skip
ANSWERED = (
    "已答复{}件", "{}件已答复", "共办结{}件", "办结申请{}件", "全年答复{}件", "{}件已办理完毕", "均已依法办理，答复{}件",
    "截至年底已办结{}件", "作出答复{}件", "{}件作出书面答复", "已出具答复{}件",
)  # fmt: skip
WITHDRAWN = ("，{}件申请人撤回", "，申请人主动撤回{}件", "，另有{}件终止办理", "、撤回{}件")
CARRIED_OUT = (
    "，结转下年{}件", "，{}件结转下年度办理", "，{}件正在办理", "，尚有{}件在法定期限内办理", "，其余{}件结转至2024年办理",
    "，{}件延期至2024年答复", "，年末在办{}件",
)  # fmt: skip
VIEWS = (
    "。答复中，", "。已答复的申请中，", "。办结件中，", "。从答复结果看，", "。按答复类型分，", "。在办结的申请中，",
    "。从办理结果看，", "。答复结果为：", "。答复情况如下：", "。办理结果方面，", "。具体答复情况：", "。其中，", "。",
    "。所有答复中，", "。就办理结果而言，", "；从结果看，",
)  # fmt: skip
PUBLISHED = (
    "全年共主动公开政府信息{}条", "2023年，通过各类渠道公开信息{}条", "全区公开政府信息{}条", "累计发布政府信息{}条",
    "年内公开信息{}条", "本单位通过政府网站主动公开{}条",
)  # fmt: skip
KINDS = (
    ("机构职能类", "政策文件类", "规划计划类", "工作动态类"), ("政务动态", "通知公告", "财政信息", "人事信息", "其他信息"),
    ("概况信息", "法规文件", "业务动态"), ("区级部门", "镇街"), ("村务公开", "民生保障", "乡村振兴", "其他"),
    ("网站", "政务新媒体"),
)  # fmt: skip
LEADS = ("，其中", "（", "。其中，", "：", "，包括", "。具体为：", "，分别为")
SUBLISTS = (
    "。{}中，甲类{}条、乙类{}条", "；{}中甲类{}条、乙类{}条", "。在{}中，甲类{}条，乙类{}条", "。{}方面，甲类{}条、乙类{}条",
)  # fmt: skip
OTHERS = (
    ("制发规范性文件{}件，其中主动公开{}件、依申请公开{}件、不予公开{}件。", 3),
    ("审核公文{}件，主动公开{}件，依申请公开{}件，不予公开{}件。", 3),
    ("办理建议提案{}件，其中人大建议{}件、政协提案{}件。", 2),
    ("办复建议提案{}件，建议{}件、提案{}件。", 2),
    ("清理行政规范性文件{}件，保留{}件，废止{}件。", 2),
    ("处理网民来信{}封，已回复{}封，办理中{}封。", 2),
    ("被申请行政复议{}件（结果维持{}件，结果纠正{}件，尚未审结{}件）。", 3),
    ("发生行政诉讼{}件，维持{}件，纠正{}件，未审结{}件。", 3),
    ("回应公众关切{}次，其中在线访谈{}次、新闻发布会{}次、其他方式{}次。", 3),
)


def paragraph(seed: int) -> str:
    """Two of three are on requests."""
    rng = random.Random(seed)
    text = rng.choice((_requests, _requests, _publication))(rng)
    for _ in range(rng.randint(0, 2)):
        pattern, parts = rng.choice(OTHERS)
        numbers = _split(rng, rng.randint(6, 90), parts)
        text += pattern.format(sum(numbers), *numbers)
    return text


def _split(rng: random.Random, total: int, parts: int, least: int = 0) -> list[int]:
    free = total - least * parts
    cuts = [0, *sorted(rng.randint(0, free) for _ in range(parts - 1)), free]
    return [after - before + least for before, after in itertools.pairwise(cuts)]


def _named(rng: random.Random, names: tuple[str, ...], total: int, least: int = 0) -> Items:
    return list(zip(names, _split(rng, total, len(names), least), strict=True))


def _row(rng: random.Random, items: Items, unit: str = "件") -> str:
    pattern = rng.choice(("{}{}{}", "{}{}{}", "{}的{}{}", "{}的有{}{}"))
    return rng.choice("、，，；").join(pattern.format(name, count, unit) for name, count in items)


def _requests(rng: random.Random) -> str:
    total = rng.randint(12, 300)
    carried_in = rng.choice((0, rng.randint(1, 9)))
    carried_out = rng.choice((0, rng.randint(1, 6)))
    withdrawn = rng.choice((0, 0, 1, 2))
    answered = total + carried_in - carried_out - withdrawn
    text = f"{rng.choice(WHEN)}{rng.choice(CAME_IN)}{total}件{_divided(rng, total)}"
    text += rng.choice(CARRIED_IN).format(carried_in) + rng.choice("，；。") if carried_in else "。"
    text += rng.choice(ANSWERED).format(answered)
    behind = rng.choice(WITHDRAWN).format(withdrawn) if withdrawn else ""
    behind += rng.choice(CARRIED_OUT).format(carried_out) if carried_out else ""
    outcomes = _row(rng, _named(rng, rng.choice(OUTCOMES), answered))
    lead = rng.choice(("，其中", "（", "：", "，包括", "，分别为", "，", "，结果为："))
    close = "）" if lead == "（" else ""
    if rng.random() < 0.5:
        return f"{text}{behind}{rng.choice(VIEWS)}{outcomes}。"
    return f"{text}{lead}{outcomes}{close}{behind}。"


def _divided(rng: random.Random, total: int) -> str:
    channels = _named(rng, rng.choice(CHANNELS), total)
    applicants = _row(rng, _named(rng, rng.choice(APPLICANTS), total))
    return rng.choice(
        (
            "",
            f"（{_row(rng, channels)}）",
            f"，其中{_row(rng, channels)}",
            f"，其中：{applicants}",
            f"。从申请渠道看，{_row(rng, channels)}",
            f"。从申请主体看，{applicants}",
            "，" + "、".join(f"{name}{n}件（占比{_share(n, total)}%）" for name, n in channels),
        )
    )


def _share(part: int, total: int) -> Decimal:
    return (Decimal(part * 100) / total).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _publication(rng: random.Random) -> str:
    total = rng.randint(90, 9000)
    kinds = _named(rng, rng.choice(KINDS), total, least=1)
    lead = rng.choice(LEADS)
    text = (
        rng.choice(PUBLISHED).format(total) + lead + _row(rng, kinds, "条") + ("）" if lead == "（" else "")
    )
    name, count = rng.choice(kinds)
    if count > 6 and rng.random() < 0.6:
        text += rng.choice(SUBLISTS).format(name, *_split(rng, count, 2, least=1))
    before = rng.randint(90, 9000)
    if rng.random() < 0.4:
        step = f"{'增加' if total >= before else '减少'}{abs(total - before)}条"
        text += rng.choice(("，上年为{}条{}", "，比上年的{}条{}")).format(before, step)
    return f"{text}。"
