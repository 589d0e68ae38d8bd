"""3,517 items of 工作动态: who did what, where, when, in titles that do not repeat."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from gongkai.operations.demo.choice import Stream, fill
from gongkai.operations.demo.heping2017 import days
from gongkai.operations.demo.heping2017.bodies import Unit, departments, streets
from gongkai.operations.demo.heping2017.data_files import table
from gongkai.operations.demo.heping2017.drafts import Draft, Titles, first_sentence, paragraphs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

COUNT: Final = 3517
_STREET_SHARE: Final = 55  # of a hundred items of news
_SHAPES: Final = (
    *("check",) * 22,
    *("training",) * 13,
    *("campaign",) * 26,
    *("work",) * 27,
    *("service",) * 12,
)
_WORDS: Final = {"check": "检查", "training": "培训", "campaign": "活动", "work": "工作", "service": "服务"}
_SEASONAL: Final = ("季", "节", "汛", "春", "秋", "冬", "夏", "年", "周", "月")
_GROUNDS: Final = ("辖区楼院", "辖区商铺", "社区广场", "社区活动室", "辖区小区")
_TRIES: Final = 400


@dataclass(frozen=True, slots=True)
class Matter:
    """事项: a thing that one body does something about. `months` is empty for all the year."""

    text: str
    shape: str
    theme: str
    months: frozenset[int]
    facts: tuple[str, ...]
    partners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A title with the values that its text repeats."""

    title: str
    matter: Matter
    values: dict[str, str]


def months_of(mark: str) -> frozenset[int]:
    """`3-5,9` to {3, 4, 5, 9}; the empty mark to no limit."""
    found: set[int] = set()
    for part in filter(None, mark.split(",")):
        low, _, high = part.partition("-")
        found.update(range(int(low), int(high or low) + 1))
    return frozenset(found)


def _matters(topic: Mapping[str, Any], theme: str) -> list[Matter]:
    rows: list[Matter] = []
    for shape in _WORDS:
        for item in topic.get(shape, ()):
            text, _, mark = item.partition("@")
            facts, partners = tuple(topic["facts"]), tuple(topic.get("partners", ()))
            rows.append(Matter(text, shape, theme, months_of(mark), facts, partners))
    return rows


@cache
def street_matters() -> tuple[Matter, ...]:
    topics = table("news")["street"].values()
    return tuple(matter for topic in topics for matter in _matters(topic, topic["theme"]))


@cache
def department_matters(code: str, theme: str) -> tuple[Matter, ...]:
    return tuple(_matters(table("news")["topic"][code], theme))


@cache
def _choices(code: str, theme: str, month: int) -> Mapping[str, Sequence[Matter]]:
    """Matters of one month by shape; the code `street` stands for all streets."""
    rows = street_matters() if code == "street" else department_matters(code, theme)
    found: dict[str, list[Matter]] = defaultdict(list)
    for matter in rows:
        if not matter.months or month in matter.months:
            found[matter.shape].append(matter)
    return found


def festival(day: date) -> str:
    """The feast that is near, or nothing."""
    rows = table("news")["calendar"]["festivals"]
    return next((row["name"] for row in rows if row["from"] <= day <= row["to"]), "")


def _in_time(matter: Matter, day: date) -> bool:
    """An act of a fixed day, like 5·15, only in the days around it."""
    rows = table("news")["calendar"]["occasions"]
    return all(start <= day <= end for word, start, end in rows if word in matter.text)


def _places(unit: Unit, matter: Matter, stream: Stream) -> dict[str, str]:
    venue = stream.pick(table("news")["places"]["common"])
    if not unit.street:
        street = stream.pick(streets())
        where = street.short if stream.below(3) else stream.pick(street.communities)
        partner = stream.pick(streets()).short
        return {"who": unit.short, "body": unit.name, "where": where, "venue": venue, "partner": partner}
    partner = stream.pick(matter.partners)
    community = stream.pick(unit.communities)
    if stream.below(2):
        return {
            "who": unit.short,
            "body": unit.name,
            "where": community,
            "venue": community,
            "partner": partner,
        }
    body = f"{unit.short}{community}"
    ground = stream.pick(_GROUNDS)
    return {"who": community, "body": body, "where": ground, "venue": venue, "partner": partner}


def _template_fits(template: str, values: Mapping[str, str], matter: Matter) -> bool:
    if "{festival}" in template and not values["festival"]:
        return False
    if values["where"] in _GROUNDS and "{who}" not in template:
        return False
    timed = "{season}" in template or "{festival}" in template
    return not (timed and any(sign in matter.text for sign in _SEASONAL))


def _attempt(unit: Unit, made_on: date, stream: Stream) -> Story | None:
    code = "street" if unit.street else unit.code
    choices = _choices(code, unit.theme, made_on.month)
    shape = stream.pick(_SHAPES)
    if not choices.get(shape):
        return None
    matter = stream.pick(choices[shape])
    if not _in_time(matter, made_on):
        return None
    template = stream.pick(table("news")["shape"][shape]["titles"])
    event = made_on.replace(day=max(1, made_on.day - stream.below(3)))
    calendar = table("news")["calendar"]
    values = {
        **_places(unit, matter, stream),
        "x": matter.text,
        "month": str(event.month),
        "day": str(event.day),
        "season": calendar["season"][str(event.month)],
        "festival": festival(made_on),
        "ordinal": stream.pick(calendar["ordinals"][: 1 + event.month // 2]),  # the eighth is not in January
    }
    if not _template_fits(template, values, matter):
        return None
    return Story(fill(template, values, stream), matter, values)


def _story(unit: Unit, made_on: date, stream: Stream, titles: Titles) -> Story:
    for _ in range(_TRIES):
        story = _attempt(unit, made_on, stream)
        if story and titles.offer(story.title):
            return story
    raise RuntimeError(f"{unit.name}的动态标题已经用尽；请在 data/news.toml 增补事项。")


def _text(story: Story, stream: Stream) -> list[str]:
    shape = table("news")["shape"][story.matter.shape]
    lead, result, end = (stream.pick(shape[part]) for part in ("leads", "results", "ends"))
    middle = "".join(stream.sample(shape["middles"], 3))
    fact = stream.pick(story.matter.facts)
    texts = (lead, middle, fact + result, end)
    return [fill(text, story.values, stream) for text in texts]


def _draft(unit: Unit, made_on: date, stream: Stream, titles: Titles) -> Draft:
    story = _story(unit, made_on, stream, titles)
    texts = _text(story, stream)
    return Draft(
        title=story.title,
        body=unit.code,
        columns=("news",),
        theme=story.matter.theme,
        made_on=made_on,
        published_on=days.later(made_on, stream.pick((0, 0, 0, 1, 1, 2, 3))),
        html=paragraphs(texts),
        summary=first_sentence(texts[0]),
        keywords=(story.matter.text, _WORDS[story.matter.shape], unit.short),
    )


def news(titles: Titles) -> list[Draft]:
    """The year's news, spread over its working days; departments and streets in turn."""
    stream = Stream("news")
    found: list[Draft] = []
    for number in range(COUNT):
        made_on = days.working_year()[number * len(days.working_year()) // COUNT]
        pool = streets() if stream.below(100) < _STREET_SHARE else departments()
        found.append(_draft(stream.pick(pool), made_on, stream, titles))
    return found
