"""More of what reports say: growth, staff, shares, open lists, and everything that states no relation."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from annual.audit.corpus import CLASSES, KEY_AREAS, OFFICES, Link, Slot
from annual.audit.corpus_acts import spread

if TYPE_CHECKING:
    from annual.audit.corpus import Writer


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


GROWTH = (
    "全年编发政务简报{now}期，上年为{last}期，同比{move}{rate}%。",
    "{before}年推送短视频{last}条，{year}年{now}条，{move}{rate}%。",
    "本年度发布政策解读{now}篇，同比{move}{rate}%（上年{last}篇）。",
    "公众留言数由上年的{last}件{move}到今年的{now}件，{extent}{rate}%。",
)


def growth(w: Writer) -> None:
    last = w.slot(w.rng.randint(20, 800))
    factor = w.rng.choice(("1.2", "0.85", "1.37", "0.6", "1.05"))
    now = w.slot(max(1, int(last.value * Decimal(factor))))
    if now.value == last.value:
        return
    down, scale = now.value < last.value, w.rng.choice((0, 1, 2))
    exact = abs(now.value - last.value) * 100 / last.value
    rate = Slot(exact.quantize(Decimal(1).scaleb(-scale), rounding=ROUND_HALF_UP), "share", scale)
    move = w.pick("下降", "减少") if down else w.pick("增长", "上升", "增加")
    words = {"{move}": move, "{before}": str(w.year - 1), "{year}": str(w.year)}
    words["{extent}"] = w.pick("降幅为" if down else "增幅为", "同比" + move)
    template = w.pick(*GROWTH)
    for name, word in words.items():
        template = template.replace(name, word)
    w.tell(template, {"now": now, "last": last, "rate": rate})
    w.draft.links.append(Link("percent", [last], [now], rate, down=down, growth=True))


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
            f"制定印发《{y}年政务公开工作要点》（国办发〔{y}〕{n(1, 60)}号、青政办发〔{y}〕{n(1, 90)}号），"
            f"明确{n(3, 9)}个方面{n(20, 60)}项任务。",
            f"如有疑问，请与办公室联系（地址：解放路{n(1, 300)}号{n(1, 9)}楼{n(101, 909)}室，"
            f"邮编：{n(100000, 899999)}，电话：0{n(311, 999)}-{n(2000000, 8999999)}）。",
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
