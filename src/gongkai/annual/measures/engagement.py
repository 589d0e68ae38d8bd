"""五 to 七: proposals, interpretation, activities and their counts, concerns, cases of other channels; 十: training."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.annual.enums import Register
from gongkai.annual.facts import engagement as facts
from gongkai.annual.measure import Measure
from gongkai.engagement.enums import ActivityKind, CaseSource, ResponseWay
from gongkai.engagement.models import Count, ExternalCase

PEOPLE = frozenset({"人次", "人", "名"})


@dataclass(frozen=True, slots=True)
class _Kind:
    key: str
    unit: str
    section: str
    register: Register
    approximate: bool = False


_KINDS = {
    ActivityKind.PRESS_CONFERENCE: _Kind("press.conferences", "次", "六", Register.PRESS),
    ActivityKind.ONLINE_INTERVIEW: _Kind("interviews.online", "次", "六", Register.INTERVIEWS),
    ActivityKind.MICRO_INTERVIEW: _Kind("interviews.micro", "次", "六", Register.MICRO_INTERVIEWS),
    ActivityKind.OUTREACH: _Kind("outreach.events", "次", "六", Register.ACTIVITIES, approximate=True),
    ActivityKind.MEETING: _Kind("meetings.held", "次", "十", Register.MEETINGS),
    ActivityKind.TRAINING: _Kind("training.sessions", "次", "十", Register.TRAINING),
}
_SECTION_OF_COUNTS = {ActivityKind.TRAINING: "十", ActivityKind.MEETING: "十", ActivityKind.LESSON: "十"}


def measures(year: int) -> Iterator[Measure]:
    yield Measure(
        "proposals.published",
        "公开建议提案办理结果",
        "件",
        "五",
        (facts.PROPOSALS.where(),),
        Register.PROPOSALS,
    )
    yield Measure(
        "interpretations.published",
        "政策解读稿件",
        "篇",
        "六",
        (facts.INTERPRETATIONS.where(),),
        Register.INTERPRETATIONS,
    )
    yield from _activities()
    yield from _counts(year)
    yield from _concerns()
    for source in _sources(year):
        yield from _cases(source)


def _activities() -> Iterator[Measure]:
    for kind, way in _KINDS.items():
        yield Measure(
            way.key,
            kind.label,
            way.unit,
            way.section,
            (facts.ACTIVITIES.where(kind=kind.value),),
            way.register,
            approximate=way.approximate,
            coarse=True,
        )
    yield _with_leader("press", ActivityKind.PRESS_CONFERENCE, Register.PRESS_LEADER)
    yield _with_leader("interviews", ActivityKind.ONLINE_INTERVIEW, Register.INTERVIEWS_LEADER)


def _with_leader(key: str, kind: ActivityKind, register: Register) -> Measure:
    """主要负责同志参加: stated only where somebody recorded of any of them whether the leader was there."""
    known = facts.ACTIVITIES.where(kind=kind.value, leader=(facts.LEADER, facts.NO_LEADER))
    present = facts.ACTIVITIES.where(kind=kind.value, leader=facts.LEADER)
    return Measure(
        f"{key}.leader", f"主要负责同志参加{kind.label}", "次", "六", (present,), register, basis=(known,)
    )


def _counts(year: int) -> Iterator[Measure]:
    """A measure for each number that activities of the year carry, named by those who counted."""
    rows = (
        Count.objects.filter(activity__held_on__year=year)
        .order_by("pk")
        .values_list("activity__kind", "key", "label", "unit", "approximate")
    )
    found: dict[tuple[str, str, str], tuple[str, bool]] = {}
    for kind, key, label, unit, approximate in rows:
        known = found.get((kind, key, unit))
        found[kind, key, unit] = (known[0] if known else label, approximate or bool(known and known[1]))
    for (kind, key, unit), (label, approximate) in found.items():
        if kind == ActivityKind.TRAINING and unit in PEOPLE:
            continue
        yield _count(ActivityKind(kind), key, unit, label, approximate=approximate)
    yield _trained(found)


def _count(kind: ActivityKind, key: str, unit: str, label: str, *, approximate: bool) -> Measure:
    return Measure(
        f"activity.{kind.value}.{key}",
        label,
        unit,
        _SECTION_OF_COUNTS.get(kind, "六"),
        (facts.COUNTS.where(activity__kind=kind.value, key=key, unit=unit),),
        Register.TRAINING if kind is ActivityKind.TRAINING else Register.ACTIVITIES,
        approximate=approximate,
        coarse=True,
    )


def _trained(found: dict[tuple[str, str, str], tuple[str, bool]]) -> Measure:
    """接受培训人员数 of the form: every count of trainings that is told in people."""
    approximate = any(
        told[1] for (kind, _, unit), told in found.items() if kind == ActivityKind.TRAINING and unit in PEOPLE
    )
    return Measure(
        "training.people",
        "接受培训人员",
        "人次",
        "十",
        (facts.COUNTS.where(activity__kind=ActivityKind.TRAINING.value, unit=PEOPLE),),
        Register.TRAINING,
        approximate=approximate,
        coarse=True,
    )


def _concerns() -> Iterator[Measure]:
    register = Register.CONCERNS
    every = (facts.CONCERNS.where(),)
    yield Measure("concerns.answered", "回应公众关注热点或重大舆情", "次", "七", every, register)
    social = (facts.CONCERNS.where(way=ResponseWay.WEIBO_WECHAT.value),)
    yield Measure("concerns.social", "微博微信回应事件", "次", "七", social, register)
    other = (facts.CONCERNS.where(way=ResponseWay.OTHER.value),)
    yield Measure("concerns.other", "其他方式回应事件", "次", "七", other, register)


def _sources(year: int) -> list[CaseSource]:
    """The other channels from which a case came in the year."""
    rows = ExternalCase.objects.filter(accepted_on__year=year).values_list("source", flat=True)
    present = set(rows.distinct().order_by())
    return [source for source in CaseSource if source.value in present]


def _cases(source: CaseSource) -> Iterator[Measure]:
    """Cases of one channel: accepted, and by the year's end answered in time, to satisfaction, excellently."""
    name, where = source.label, facts.EXTERNAL_CASES.where
    register = Register.EXTERNAL_CASES

    def measure(key: str, label: str, **chosen: str) -> Measure:
        rows = (where(source=source.value, **chosen),)
        return Measure(f"cases.{source.value}.{key}", label, "件", "七", rows, register)

    yield measure("total", f"{name}转办件")
    yield measure("timely", f"{name}按时反馈", timely="yes")
    yield measure("pleased", f"{name}群众满意", pleased="yes")
    yield measure("good", f"{name}评价优秀", good="yes")
