"""依申请公开 in three steps, in the words of the Regulation that is in force on the day.

R07: 国务院令第492号, 2008-05-01 to 2019-05-14. R19: 国务院令第711号, since 2019-05-15.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from gongkai.law.remedies import general_remedy
from gongkai.portal.shapes import SiteSnapshot

R19_FROM = "2019-05-15"


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Application:
    """`later` says what holds for who applies after this regime has ended; empty while it has no end.

    `holds_for` then says, beside each rule of this regime, whose it is.
    """

    who: str
    steps: tuple[Step, ...]
    rules: tuple[tuple[str, str], ...]
    basis: str
    later: str = ""
    holds_for: str = ""


_HAND_IN = Step(
    "递交申请",
    "当面递交，或者邮寄至信息公开工作机构；也可以使用指南载明的其他渠道。书写确有困难的，可以口头提出，由工作人员代为填写。",
)
R07 = Application(
    who="公民、法人或者其他组织除查阅主动公开的信息外，还可以根据自身生产、生活、科研等特殊需要，申请获取相关政府信息。",
    steps=(
        Step(
            "写明申请",
            "写清申请人的姓名或者名称、联系方式，所需政府信息的内容描述，以及希望以什么形式提供。内容描述越具体，查找越快。",
        ),
        _HAND_IN,
        Step(
            "等候答复",
            "能够当场答复的，当场答复；不能当场答复的，自收到申请之日起15个工作日内答复。",
        ),
    ),
    rules=(
        (
            "答复期限",
            "自收到申请之日起15个工作日；经信息公开工作机构负责人同意并告知申请人，可以延长不超过15个工作日。征求第三方意见所需时间不计算在内。",
        ),
        ("内容不明确", "申请内容不明确的，会告知申请人作出更改、补充。"),
        (
            "费用",
            "除检索、复制、邮寄等成本费用外，不收取其他费用；经济确有困难的，可以申请减免。",
        ),
        ("阅读困难", "存在阅读困难或者视听障碍的，信息公开工作机构提供必要的帮助。"),
    ),
    basis="《中华人民共和国政府信息公开条例》（国务院令第492号）第十三条、第二十条、第二十一条、第二十四条、第二十七条、第二十八条、第三十三条",
    later=(
        "2019年5月15日起提出的申请，包括现在在线提交的，适用修订后的条例（国务院令第711号）："
        "应当提供身份证明，自收到申请之日起20个工作日内答复。本页其余内容是此前的条例（国务院令第492号）的规定，"
        "只适用于2019年5月15日前收到的申请：自收到申请之日起15个工作日内答复。"
    ),
    holds_for="以下适用于2019年5月15日前收到的申请。现在提出的，应当提供身份证明，20个工作日内答复。",
)

R19 = Application(
    who="公民、法人或者其他组织除查阅主动公开的信息外，还可以申请获取相关政府信息。",
    steps=(
        Step(
            "写明申请",
            "写清申请人的姓名或者名称、身份证明、联系方式，所需政府信息的名称、文号或者其他特征性描述，以及获取信息的方式、途径。",
        ),
        _HAND_IN,
        Step(
            "等候答复",
            "能够当场答复的，当场答复；不能当场答复的，自收到申请之日起20个工作日内答复。",
        ),
    ),
    rules=(
        (
            "答复期限",
            "自收到申请之日起20个工作日；经信息公开工作机构负责人同意并告知申请人，可以延长不超过20个工作日。征求第三方和其他机关意见所需时间不计算在内。",
        ),
        (
            "补正",
            "申请内容不明确的，自收到申请之日起7个工作日内一次性告知补正事项；答复期限自收到补正的申请之日起计算。",
        ),
        (
            "费用",
            "不收取费用；申请的数量、频次明显超过合理范围的，可以收取信息处理费。",
        ),
        ("阅读困难", "存在阅读困难或者视听障碍的，信息公开工作机构提供必要的帮助。"),
    ),
    basis="《中华人民共和国政府信息公开条例》（国务院令第711号）第二十七条、第二十九条、第三十条、第三十三条、第四十二条、第四十三条、第五十一条",
)


def application_on(day: str) -> Application:
    """What holds for a request received on that ISO day; the remedy is that against a reply of the day."""
    found = R07 if day < R19_FROM else R19
    remedy = ("救济", general_remedy(date.fromisoformat(day), "答复"))
    return replace(found, rules=(*found.rules, remedy))


def application_of(snapshot: SiteSnapshot) -> Application:
    """The regime of the snapshot's day; a site that shows a past year keeps to the law of that year."""
    return application_on(min(snapshot.at[:10], f"{snapshot.year:04d}-12-31"))
