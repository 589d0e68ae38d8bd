"""What reports say, act by act: each function writes one or two sentences into a Writer and states their relations."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from annual.audit.corpus import CLASSES, KEY_AREAS, OFFICES, Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
        w.pick("全年共收到政府信息公开申请", f"{w.year}年，我区共受理依申请公开", "本年度收到政府信息公开申请", "今年以来，共接收政府信息公开申请", "全年受理公民、法人和其他组织政府信息公开申请"),
        received, unit,
    )  # fmt: skip
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


def carried(w: Writer) -> None:
    new, before, after = w.rng.randint(10, 300), w.rng.randint(1, 12), w.rng.randint(1, 12)
    received, carried_in, carried_out = w.slot(new), w.slot(before), w.slot(after)
    done = w.slot(new + before - after)
    form = w.rng.randint(0, 4)
    if form == 0:
        w.say(
            "全年新收政府信息公开申请",
            received,
            "件，上年结转",
            carried_in,
            "件，办结",
            done,
            "件，结转下年度继续办理",
            carried_out,
            "件。",
        )
    elif form == 1:
        w.say(
            "上年度结转政府信息公开申请",
            carried_in,
            "件，本年新收",
            received,
            "件，本年度共办理答复",
            done,
            "件，另有",
            carried_out,
            "件顺延至下年度办理。",
        )
    elif form == 2:
        w.say(
            "全市共受理政府信息公开申请",
            received,
            "件，答复",
            done,
            "件（含上年度结转申请",
            carried_in,
            "件，另有",
            carried_out,
            "件转次年答复），均在法定期限内答复。",
        )
    elif form == 3:
        w.say(
            f"{w.year}年收到申请",
            received,
            f"件，{w.year - 1}年结转",
            carried_in,
            "件；已办结",
            done,
            "件，",
            carried_out,
            "件留待下年继续办理。",
        )
    else:
        whole = w.slot(new + before)
        w.say(
            "全年收到政府信息公开申请",
            whole,
            "件（含上年结转",
            carried_in,
            "件），办结",
            done,
            "件，结转下一年度",
            carried_out,
            "件。",
        )
        w.link("carry", [done, carried_out], [whole])
        return
    w.link("carry", [done, carried_out], [received, carried_in])


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


def proposals(w: Writer) -> None:
    """A total behind its parts."""
    a, b = w.slot(w.rng.randint(5, 90)), w.slot(w.rng.randint(5, 90))
    total = w.slot(int(a.value + b.value))
    w.say(
        "全年承办人大代表建议",
        a,
        "件、政协委员提案",
        b,
        "件，",
        w.pick("共计", "合计", "总计"),
        total,
        "件，办复率100%。",
    )
    w.link("sum", [total], [a, b])


def growth(w: Writer) -> None:
    last = w.slot(w.rng.randint(20, 800))
    factor = w.rng.choice((Decimal("1.2"), Decimal("0.85"), Decimal("1.37"), Decimal("0.6"), Decimal("1.05")))
    now = w.slot(max(1, int(last.value * factor)))
    down = now.value < last.value
    scale = w.rng.choice((0, 1, 2))
    rate = (abs(now.value - last.value) * 100 / last.value).quantize(
        Decimal(1).scaleb(-scale), rounding="ROUND_HALF_UP"
    )
    slot = Slot(rate, "share", scale)
    move = w.pick("下降", "减少") if down else w.pick("增长", "上升", "增加")
    form = w.rng.randint(0, 3)
    if now.value == last.value:
        return
    if form == 0:
        w.say("全年编发政务简报", now, "期，上年为", last, "期，同比", move, slot, "%。")
    elif form == 1:
        w.say(f"{w.year - 1}年推送短视频", last, f"条，{w.year}年", now, "条，", move, slot, "%。")
    elif form == 2:
        w.say("本年度发布政策解读", now, "篇，同比", move, slot, "%（上年", last, "篇）。")
    else:
        w.say(
            "公众留言数由上年的",
            last,
            "件",
            move,
            "到今年的",
            now,
            "件，",
            w.pick("增幅" if not down else "降幅", "同比" + move),
            "为" if w.draft.words[-1] in {"增幅", "降幅"} else "",
            slot,
            "%。",
        )
    w.draft.links.append(_growth_link(last, now, slot, down=down))


def _growth_link(last: Slot, now: Slot, rate: Slot, *, down: bool):
    from annual.audit.corpus import Link  # noqa: PLC0415

    return Link("percent", [last], [now], rate, down=down, growth=True)


def open_list(w: Writer) -> None:
    total = w.slot(w.rng.randint(300, 4000))
    a, b = w.slot(int(total.value) // 5), w.slot(int(total.value) // 4)
    form = w.rng.randint(0, 2)
    if form == 0:
        w.say("全年发布信息", total, "条，其中主要有政务动态", a, "条、通知公告", b, "条。")
    elif form == 1:
        w.say("网站共更新信息", total, "条，其中会议信息", a, "条、领导活动", b, "条等。")
    else:
        w.say("全年公开政府信息", total, "条，包括但不限于财政信息", a, "条、采购信息", b, "条。")
    w.link("sum", [total], [a, b], mode="open")


def approximate(w: Writer) -> None:
    base = w.rng.randint(20, 90) * 100
    a = w.slot(base // 3)
    b = w.slot(base + w.rng.randint(1, 60) - base // 3)
    total = w.slot(base)
    w.say("全年发布各类信息", total, "余条，其中网站信息", a, "条、公开栏信息", b, "条。")
    w.link("sum", [total], [a, b], mode="floor")


def staff(w: Writer) -> None:
    total = w.slot(w.rng.randint(6, 80))
    items = spread(w, ("专职人员", "兼职人员"), int(total.value))
    w.say("从事政府信息公开工作人员", total, "人", w.pick("，其中", "，其中：", "（"))
    opened = w.draft.words[-1] == "（"
    w.say(
        items[0][0],
        items[0][1],
        w.pick("人、", "人，"),
        items[1][0],
        items[1][1],
        "人",
        "）。" if opened else "。",
    )
    w.link("sum", [total], [s for _, s in items])


def stated_base(w: Writer) -> None:
    received = w.slot(w.rng.randint(20, 500))
    online = w.slot(w.rng.randint(1, int(received.value) - 1))
    share = w.share(int(online.value), int(received.value))
    w.say(
        "全年共收到政府信息公开申请",
        received,
        "件。",
        w.pick("网上申请", "通过互联网提出的申请"),
        online,
        "件，占申请总数的",
        share,
        "%。",
    )
    w.link("percent", [received], [online], printed=share)


def share_first(w: Writer) -> None:
    received = w.slot(w.rng.randint(20, 500))
    online, letter = w.split(int(received.value), 2)
    a, b = w.slot(online), w.slot(letter)
    x, y = w.share(online, int(received.value), 1), w.share(letter, int(received.value), 1)
    w.say(
        "受理公开申请", received, "件，其中网络申请", a, "件、信函申请", b, "件，分别占", x, "%、", y, "%。"
    )
    w.link("sum", [received], [a, b])
    w.link("percent", [received], [a], printed=x)
    w.link("percent", [received], [b], printed=y)


def all_answered(w: Writer) -> None:
    received = w.slot(w.rng.randint(3, 200))
    answered = w.slot(int(received.value))
    w.say(
        "全年收到政府信息公开申请",
        received,
        "件，",
        w.pick("均已办结", "全部按时答复", "均依法答复"),
        "，其中网上答复及书面答复合并统计，共答复",
        answered,
        "件。",
    )
    w.link("equal", [received], [answered])


def lines_of_items(w: Writer) -> None:
    """A total, a colon, and numbered lines."""
    total = w.slot(w.rng.randint(60, 3000))
    items = spread(w, w.rng.sample(CLASSES, 4), int(total.value))
    w.say("全年共公开政府信息", total, "条，具体情况如下：\n")
    for at, (name, slot) in enumerate(items, start=1):
        w.say(f"{at}.{name}信息", slot, "条", "。" if at == len(items) else "；\n")
    w.link("sum", [total], [s for _, s in items])


def cumulative(w: Writer) -> None:
    now = w.rng.randint(100, 900)
    w.say(f"2008年以来累计公开政府信息{now * 11}条，本年公开{now}条。")


def channels_overlap(w: Writer) -> None:
    a, b, c = (w.rng.randint(50, 900) for _ in range(3))
    w.say(f"除门户网站外，还通过政务微博发布信息{a}条、政务微信发布{b}条、其他新媒体发布{c}条。")


def noise(w: Writer) -> None:
    n = w.rng.randint
    y = w.year
    w.say(
        w.pick(
            f"制定印发《{y}年政务公开工作要点》（国办发〔{y}〕{n(1, 60)}号、青政办发〔{y}〕{n(1, 90)}号），明确{n(3, 9)}个方面{n(20, 60)}项任务。",
            f"如有疑问，请与办公室联系（地址：解放路{n(1, 300)}号{n(1, 9)}楼{n(101, 909)}室，邮编：{n(100000, 899999)}，电话：0{n(311, 999)}-{n(2000000, 8999999)}）。",
            f"组织业务培训{n(1, 9)}次，参训{n(30, 400)}人次，编发工作简报{n(3, 20)}期。",
            f"{y}年{n(1, 12)}月{n(1, 28)}日，召开全区政务公开工作会议，{n(20, 90)}个单位{n(100, 300)}余人参加。",
            f"12345政务服务便民热线受理群众诉求{n(1, 9)}.{n(1, 9)}万余件，满意率{n(90, 99)}.{n(1, 9)}%。",
            f"开设“放管服”改革等专栏{n(2, 12)}个，召开新闻发布会{n(2, 15)}场，回应社会关切{n(3, 40)}次。",
            f"根据《条例》第{n(10, 50)}条、第{n(10, 50)}条第（{w.pick('一', '二', '三')}）项规定，依法履行公开职责。",
            f"报告电子版可在门户网站（http://www.qy{n(10, 99)}.gov.cn）下载，电子邮箱zwgk{n(100, 999)}@163.com。",
            f"全区{n(10, 30)}个部门和{n(5, 20)}个街道办事处的{n(60, 300)}名工作人员参加“5·15政务公开日”活动，发放资料{n(1, 9)}000余份。",
            f"网站年访问量达{n(2, 90)}万人次，日均浏览{n(300, 9000)}人次，在全省{n(10, 20)}个市州评估中列第{n(1, 9)}位。",
            f"{w.pick(*OFFICES)}等{n(10, 40)}家单位在{n(5, 20)}个工作日内完成整改，公开率、解读率均达100%。",
            f"印制服务指南{n(2, 9)}种，梳理政务服务事项{n(200, 2000)}项，其中“最多跑一次”事项占比{n(80, 99)}%。",
            f"出动宣传车{n(3, 20)}台次，接待咨询{n(100, 900)}人次，发放宣传品{n(1000, 9000)}余份。",
            "坚持以公开为常态、不公开为例外，遵循公正、公平、合法、便民的原则。一是加强组织领导，二是健全制度机制，三是强化监督检查。",
            f"承办第{n(3, 15)}届政务公开培训班{w.pick('一', '两', '三')}期，推进“一网通办”“一件事一次办”改革。",
        )
    )


def key_area_section(w: Writer) -> None:
    """A list under a heading; its total stands elsewhere: a question when they differ."""
    counts = [w.rng.randint(2, 60) for _ in KEY_AREAS[:7]]
    w.say("；".join(f"{name}信息{n}条" for name, n in zip(KEY_AREAS, counts, strict=False)), "。")


# A report tells each thing once: at most one act of a group.
GROUPS: tuple[tuple[Callable[[Writer], None], ...], ...] = (
    (
        requests,
        requests,
        requests,
        outcomes,
        carried,
        carried,
        nested,
        respectively,
        stated_base,
        share_first,
        all_answered,
    ),
    (disclosed, disclosed, disclosed, in_total_items, open_list, approximate, lines_of_items),
    (disputes,),
    (growth,),
    (staff,),
    (proposals,),
    (key_area_section,),
)
ASIDES: tuple[Callable[[Writer], None], ...] = (noise,)
