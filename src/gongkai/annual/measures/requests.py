"""八: requests under the Regulation, by channel, subject, wished form and way, term and outcome; fees."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from gongkai.annual.enums import Register
from gongkai.annual.facts.requests import ASKED, CHARGED, ENDED, NOTICED, RECEIVED, WAIVED
from gongkai.annual.measure import Measure
from gongkai.annual.sources import Slice
from gongkai.casework.enums import WishedForm, WishedWay
from gongkai.casework.models import RequestSubject
from gongkai.law.decisions import OutcomeGroup
from gongkai.law.forms import form_for_year
from gongkai.law.outcomes import outcomes_of
from gongkai.law.receipt import Channel
from gongkai.law.regimes import Regime

YUAN_OF_WAN = 10_000

CHANNELS = {
    "counter": ("当面申请", (Channel.COUNTER,)),
    "fax": ("传真申请", (Channel.FAX,)),
    "web": ("网络申请", (Channel.WEB, Channel.EMAIL)),
    "letter": ("信函申请", (Channel.POST_SIGNED, Channel.POST_PLAIN, Channel.POST_ELSEWHERE)),
}
"""The four rows of the form of 2014; whether 网络 includes e-mail is not printed there [M]."""

OUTCOMES_2014 = {
    "already_public": ("3.3.1", "属于已主动公开范围"),
    "granted": ("3.3.2", "同意公开"),
    "partial": ("3.3.3", "同意部分公开"),
    "refused": ("3.3.4", "不同意公开"),
    "not_held": ("3.3.5", "不属于本行政机关公开"),
    "nonexistent": ("3.3.6", "申请信息不存在"),
    "clarify": ("3.3.7", "告知作出更改补充"),
    "redirected": ("3.3.8", "告知通过其他途径办理"),
}
REFUSALS_2014 = {
    "3.3.4.1": "涉及国家秘密",
    "3.3.4.2": "涉及商业秘密",
    "3.3.4.3": "涉及个人隐私",
    "3.3.4.4": "危及国家安全、公共安全、经济安全和社会稳定",
    "3.3.4.5": "不是《条例》所指政府信息",
    "3.3.4.6": "法律法规规定的其他情形",
}
_GROUPS = {
    OutcomeGroup.DISCLOSED: "予以公开",
    OutcomeGroup.PARTIAL: "部分公开",
    OutcomeGroup.WITHHELD: "不予公开",
    OutcomeGroup.UNAVAILABLE: "无法提供",
    OutcomeGroup.NOT_HANDLED: "不予处理",
    OutcomeGroup.OTHER: "其他处理",
}


def measures(year: int) -> Iterator[Measure]:
    yield _measure("requests.received", "收到政府信息公开申请", RECEIVED.where())
    for key, (label, channels) in CHANNELS.items():
        told = RECEIVED.where(channel=[channel.value for channel in channels])
        yield _measure(f"requests.received.{key}", label, told)
    yield from _wishes(year)
    yield from _terms()
    form = form_for_year(year)
    yield from _outcomes_2014() if form and form.code == "2014" else _groups()
    yield from _fees()


def _measure(key: str, label: str, *slices: Slice, register: Register = Register.REQUESTS) -> Measure:
    return Measure(key, label, "件", "八", slices, register)


def _wishes(year: int) -> Iterator[Measure]:
    """What requests are about, and in which form and way the answer is wanted."""
    lasting = Q(valid_from__lte=year) & (Q(valid_to=None) | Q(valid_to__gte=year))
    for subject in RequestSubject.objects.filter(lasting).order_by("position", "code"):
        about = RECEIVED.where(subject__code=subject.code)
        yield _measure(f"requests.subject.{subject.code}", f"申请事项涉及{subject.name}", about)
    for form in WishedForm:
        yield _measure(
            f"requests.form.{form.value}", f"申请提供{form.label}", RECEIVED.where(wished_form=form.value)
        )
    for way in WishedWay:
        yield _measure(
            f"requests.way.{way.value}", f"申请以{way.label}方式获取", RECEIVED.where(wished_way=way.value)
        )


def _terms() -> Iterator[Measure]:
    yield _measure("requests.completed", "申请办结", ENDED.where())
    yield _measure("requests.completed.intime", "在法定期限内办结", ENDED.where(kept=("on_time", "extended")))
    yield _measure("requests.completed.ontime", "按时办结", ENDED.where(kept="on_time"))
    yield _measure(
        "requests.completed.extended", "延期办结", ENDED.where(kept="extended"), register=Register.EXTENSIONS
    )
    yield _measure("requests.completed.late", "逾期办结", ENDED.where(kept="late"))


def leaves_2014(row: str) -> frozenset[str]:
    """Leaves of R07 whose answer stands in the row of the form of 2014, or below it."""
    return frozenset(
        leaf.key
        for leaf in outcomes_of(Regime.R07)
        if (found := leaf.rows.get("2014", "")) == row or found.startswith(f"{row}.")
    )


def _old(row: str) -> Slice:
    return ENDED.where(regime=Regime.R07.value, leaf=leaves_2014(row))


def _outcomes_2014() -> Iterator[Measure]:
    yield _measure("requests.answered", "申请答复", _old("3.3"))
    for key, (row, label) in OUTCOMES_2014.items():
        yield _measure(f"requests.outcome.{key}", label, _old(row))
    for row, label in REFUSALS_2014.items():
        yield _measure(
            f"requests.refused.{row[-1]}", f"不同意公开：{label}", _old(row), register=Register.REFUSALS
        )


def _groups() -> Iterator[Measure]:
    for group, label in _GROUPS.items():
        slices = tuple(
            ENDED.where(
                regime=regime.value, leaf=[leaf.key for leaf in outcomes_of(regime) if leaf.group is group]
            )
            for regime in Regime
        )
        yield _measure(f"requests.outcome.{group.value}", label, *slices)


def _fees() -> Iterator[Measure]:
    register = Register.FEES
    yield _measure("fees.notices", "收费通知", NOTICED.where(), register=register)
    yield Measure(
        "fees.asked",
        "收费通知载明应当缴纳的费用",
        "万元",
        "八",
        (ASKED.where(),),
        register,
        divisor=YUAN_OF_WAN,
    )
    yield Measure(
        "fees.collected",
        "依申请公开信息收取的费用",
        "万元",
        "八",
        (CHARGED.where(),),
        register,
        divisor=YUAN_OF_WAN,
    )
    yield Measure(
        "fees.waived",
        "减免的费用",
        "万元",
        "八",
        (WAIVED.where(waiving=True),),
        register,
        divisor=YUAN_OF_WAN,
    )
