"""What reports say, act by act: each function writes one or two sentences into a Writer and states their relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annual.audit.corpus import CLASSES, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annual.audit.corpus import Writer

CHANNELS = (
    ("当面申请", "信函申请", "网络申请"),
    ("通过网络申请的", "通过信函申请的", "当面申请的"),
    ("网上提交", "邮政寄送", "现场递交", "传真"),
    ("信函方式", "网络平台方式", "当面提交方式"),
    ("互联网申请", "书面信函申请", "其他方式申请"),
)
OUTCOMES_OLD = (
    "属于已主动公开范围",
    "同意公开",
    "同意部分公开",
    "不同意公开",
    "不属于本行政机关公开",
    "申请信息不存在",
    "告知作出更改补充",
    "告知通过其他途径办理",
)
OUTCOMES_NEW = ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理")
DISPUTES = (
    ("结果维持", "结果纠正", "其他结果", "尚未审结"),
    ("维持具体行政行为", "被依法纠错", "其他情形"),
    ("维持", "纠正", "驳回", "尚在审理"),
)


def spread(w: Writer, names: Sequence[str], total: int) -> list[tuple[str, Slot]]:
    return [(name, w.slot(v)) for name, v in zip(names, w.split(total, len(names)), strict=True)]


def enumerate_items(
    w: Writer, items: Sequence[tuple[str, Slot]], unit: str, total: Slot | None = None
) -> None:
    """A list in one of the ways lists are printed; shares follow if a total is given."""
    mark = w.pick("、", "，", "；", "，", ",")
    mixed = w.rng.random() < 0.15
    numbered = w.rng.random() < 0.12
    shares = total is not None and w.rng.random() < 0.35
    bracket = w.rng.random() < 0.2
    phrase = (
        w.pick("占总数的", "占", "占比", "占总量的", "约占总数的", "占全部的")
        if not bracket
        else w.pick("占", "")
    )
    phrase = "占总数的" if phrase.startswith("约") else phrase
    scale = w.rng.choice((1, 2, 2))
    if shares:
        mark = w.pick("；", "，", "；")
    for at, (name, slot) in enumerate(items):
        last = at == len(items) - 1
        w.say(f"{at + 1}.{name}" if numbered else name, slot, unit)
        if shares and total is not None:
            share = w.share(int(slot.value), int(total.value), scale)
            w.say(*(("（", phrase, share, "%）") if bracket else ("，", phrase, share, "%")))
            w.link("percent", [total], [slot], printed=share)
        if not last:
            w.say(
                w.pick("和", "以及")
                if at == len(items) - 2 and mark == "、" and not numbered and w.rng.random() < 0.3
                else mark
            )
            if mixed:
                mark = w.pick("，", "；", "、")


def disclosed(w: Writer) -> None:
    """The total of the year and its classes."""
    count = w.rng.randint(2, 8)
    total = w.slot(w.rng.randint(count * 12, 9000))
    names = w.rng.sample(CLASSES, count)
    if w.rng.random() < 0.4:
        names[-1] = w.pick("其他类", "其他信息", "其他栏目")
    items = spread(w, names, int(total.value))
    opening = w.pick(
        "全年通过各种渠道主动公开政府信息",
        f"{w.year}年，共主动公开各类政府信息",
        "本年度，我单位在门户网站共发布信息",
        "全年累计公开政府信息",
        f"截至{w.year}年12月31日，本年度主动公开政府信息",
        "年内在政府网站更新信息",
    )
    w.say(opening, total, "条")
    w.say(
        w.pick(
            "，其中：",
            "，其中",
            "。其中，",
            "，其中，",
            "，具体为：",
            "，包括",
            "，内容涵盖",
            "。其中：",
            "，具体情况如下：",
            "，分别为",
            "。按信息类别分，",
            "。从内容看，",
        )
    )
    enumerate_items(w, items, "条", total)
    w.say("。")
    w.link("sum", [total], [s for _, s in items])


def in_total_items(w: Writer) -> None:
    """主动公开的420条信息中，…: the total stands inside its own clause."""
    total = w.slot(w.rng.randint(40, 2000))
    items = spread(w, w.rng.sample(CLASSES, 4), int(total.value))
    w.say("在公开的", total, "条信息中，")
    enumerate_items(w, items, "条", total)
    w.say("。")
    w.link("sum", [total], [s for _, s in items])


def requests(w: Writer) -> None:
    """Requests by channel, answers by outcome, the rate."""
    received = w.slot(w.rng.randint(12, 400))
    names = w.pick_channels()
    items = spread(w, names, int(received.value))
    unit = w.pick("件", "件", "件", "宗", "条")
    w.say(
        w.pick(
            "全年共收到政府信息公开申请",
            f"{w.year}年，我区共受理依申请公开",
            "本年度收到政府信息公开申请",
            "今年以来，共接收政府信息公开申请",
            "全年受理公民、法人和其他组织政府信息公开申请",
        ),
        received,
        unit,
    )
    w.say(
        w.pick(
            "，其中",
            "，其中：",
            "。其中，",
            "，",
            "。从申请方式看，",
            "。按申请渠道划分，",
            "，按申请方式统计：",
        )
    )
    enumerate_items(w, items, unit, received)
    w.link("sum", [received], [s for _, s in items])
    tail = w.rng.random()
    if tail < 0.3:
        w.say(w.pick("，均已按时答复。", "，均在法定期限内答复。", "，全部按期办结。"))
        return
    if tail < 0.5:
        answered = w.slot(int(received.value))
        w.say(
            "，",
            w.pick("主要涉及征地拆迁、房屋征收等方面，", ""),
            "已答复",
            answered,
            unit,
            "，答复率",
            rate := w.share(1, 1, 0),
            "%。",
        )
        w.link("percent", [received], [answered], printed=rate)
        return
    w.say("。")
    if tail < 0.85:
        outcomes(w, unit, int(received.value))


def outcomes(w: Writer, unit: str = "件", total: int | None = None) -> None:
    answered = w.slot(total or w.rng.randint(15, 300))
    family = w.rng.choice((OUTCOMES_OLD, OUTCOMES_NEW))
    count = min(w.rng.randint(2, len(family)), int(answered.value))
    names = list(family[:count])
    items = spread(w, names, int(answered.value))
    w.say(
        w.pick("全年共答复申请", "在法定期限内作出答复", "已办结申请", "按时办结"),
        answered,
        unit,
        w.pick("，其中", "。其中：", "。从办理结果看，", "，其中："),
    )
    if w.rng.random() < 0.25:
        for at, (name, slot) in enumerate(items):
            w.say("，" if at else "", slot, unit, name)
    else:
        enumerate_items(w, items, unit, answered)
    w.say("。")
    w.link("sum", [answered], [s for _, s in items])


CARRIED = (
    "全年新收政府信息公开申请{new}件，上年结转{before}件，办结{done}件，结转下年度继续办理{after}件。",
    "上年度结转政府信息公开申请{before}件，本年新收{new}件，本年度共办理答复{done}件，另有{after}件顺延至下年度办理。",
    "全市共受理政府信息公开申请{new}件，答复{done}件（含上年度结转申请{before}件，另有{after}件转次年答复），均在法定期限内答复。",
    "{year}年收到申请{new}件，{last}年结转{before}件；已办结{done}件，{after}件留待下年继续办理。",
    "全年收到政府信息公开申请{whole}件（含上年结转{before}件），办结{done}件，结转下一年度{after}件。",
)


def carried(w: Writer) -> None:
    new, before, after = w.rng.randint(10, 300), w.rng.randint(1, 12), w.rng.randint(1, 12)
    slots = {
        "new": w.slot(new),
        "before": w.slot(before),
        "after": w.slot(after),
        "done": w.slot(new + before - after),
        "whole": w.slot(new + before),
    }
    template = w.pick(*CARRIED)
    w.tell(template.replace("{year}", str(w.year)).replace("{last}", str(w.year - 1)), slots)
    left = ["whole"] if "{whole}" in template else ["new", "before"]
    w.link("carry", [slots["done"], slots["after"]], [slots[name] for name in left])


def disputes(w: Writer) -> None:
    family = w.rng.choice(DISPUTES)
    opening = w.pick("因政府信息公开引发的", "全年发生政府信息公开", "全区政府信息公开类")
    for at, name in enumerate(("行政复议", "行政诉讼")):
        total = w.slot(w.rng.randint(len(family) + 1, 90))
        items = spread(w, family, int(total.value))
        w.say(
            opening if at == 0 else "",
            name,
            w.maybe("案件", 0.3),
            total,
            "件",
            w.pick("，其中", "，其中：", "，其中，", "（") if at == 0 else w.pick("，其中", "，其中："),
        )
        opened = w.draft.words[-1] == "（"
        for i, (label, slot) in enumerate(items):
            w.say("，" if i and not opened else "、" if i else "", label, slot, "件")
        w.say("）" if opened else "", "；" if at == 0 else "。")
        w.link("sum", [total], [s for _, s in items])


def nested(w: Writer) -> None:
    total = w.slot(w.rng.randint(30, 600))
    first, second = spread(w, ("网络申请", "信函申请"), int(total.value))
    if int(first[1].value) < 3:
        return
    inner = spread(w, ("自然人提出", "法人或其他组织提出"), int(first[1].value))
    bracket = w.rng.random() < 0.5
    w.say(
        "共收到政府信息公开申请",
        total,
        "件，其中",
        first[0],
        first[1],
        "件",
        "（其中" if bracket else "，其中",
    )
    w.say(
        inner[0][0],
        inner[0][1],
        "件、",
        inner[1][0],
        inner[1][1],
        "件",
        "）；" if bracket else "；",
        second[0],
        second[1],
        "件。",
    )
    w.link("sum", [total], [first[1], second[1]])
    w.link("sum", [first[1]], [s for _, s in inner])


def respectively(w: Writer) -> None:
    values = [w.slot(w.rng.randint(2, 90)) for _ in range(3)]
    total = w.slot(sum(int(v.value) for v in values))
    names = "当面、信函、网络" if w.rng.random() < 0.5 else "自然人、企业、社会组织"
    if w.rng.random() < 0.5:
        w.say(
            "全年收到信息公开申请",
            total,
            "件，",
            names,
            "申请分别为",
            values[0],
            "件、",
            values[1],
            "件、",
            values[2],
            "件。",
        )
    else:
        w.say(
            names,
            "申请分别为",
            values[0],
            "件、",
            values[1],
            "件和",
            values[2],
            "件，",
            w.pick("共计", "合计", "总计"),
            total,
            "件。",
        )
    w.link("sum", [total], values)
