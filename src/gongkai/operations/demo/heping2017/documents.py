"""公文库: published documents of the government, its office and the departments, and those that are not published.

The document numbers of one agency run through the year in the order of the dates, published or not.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from gongkai.operations.demo.choice import Stream, fill
from gongkai.operations.demo.heping2017 import days
from gongkai.operations.demo.heping2017.bodies import DISTRICT, OFFICE, bodies, departments, streets
from gongkai.operations.demo.heping2017.data_files import table
from gongkai.operations.demo.heping2017.drafts import Draft, Titles, csv_file, first_sentence, paragraphs
from gongkai.operations.demo.heping2017.listing import month_window
from gongkai.operations.demo.heping2017.news import department_matters, street_matters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.operations.demo.heping2017.bodies import Unit
    from gongkai.operations.demo.heping2017.news import Matter
    from gongkai.operations.demo.shapes import Attribute, DemoAttachment

DEPARTMENT_COUNTS: Final[tuple[tuple[str, int], ...]] = (
    ("PROACTIVE", 125),
    ("ON_REQUEST", 52),
    ("WITHHELD", 38),
)
NORMATIVE_OF_DEPARTMENTS: Final = 9
_LAST_YEARS: Final = 5  # documents of the departments made in December before, published in January
_DEPARTMENT_SHARE: Final = 70
_MAX_WAIT: Final = 15
_TRIES: Final = 200
# Numbers given to earlier documents of an agency before the ones that the demo holds.
_FIRST_OF_LAST_YEAR: Final = 61
_GENRES: Final = ("通告", "通报", "意见", "批复", "复函", "函", "报告", "请示", "通知", "规定", "措施")
_GENRE_NAMES: Final = {"复函": "函", "规定": "通知", "措施": "通知"}


@dataclass(slots=True, kw_only=True)
class Paper:
    """A document before its number. `published_on` is None for what is not published."""

    title: str
    body: str
    theme: str
    made_on: date
    attribute: Attribute
    normative: bool = False
    ground: str = ""
    published_on: date | None = None
    number: str = ""

    @property
    def genre(self) -> str:
        found = next((name for name in _GENRES if self.title.endswith(name)), "通知")
        return _GENRE_NAMES.get(found, found)

    @property
    def legal_character(self) -> Literal["NORMATIVE", "OTHER"]:
        return "NORMATIVE" if self.normative else "OTHER"


def ground_for(attribute: str, title: str, stream: Stream) -> str:
    """Why a document is not published on one's own motion; nothing for PROACTIVE."""
    grounds = table("documents")["grounds"]
    if attribute == "ON_REQUEST":
        to_one = title.endswith(("批复", "函"))
        return str(stream.pick(grounds["on_request"]) if to_one else grounds["on_request"][1])
    if attribute == "WITHHELD":
        found = (row["text"] for row in grounds["withheld"] if any(word in title for word in row["words"]))
        return str(next(found))
    return ""


def _government_day(months: str, stream: Stream) -> date:
    """A working day of those months, or of the year but for its last weeks, so that publication stays within."""
    whole = days.working_year()[:-_MAX_WAIT]
    return stream.pick(days.working_between(*month_window(months)) if months else whole)


def _paper(title: str, about: tuple[str, str], made_on: date, attribute: Attribute, stream: Stream) -> Paper:
    """`about` is the code of the body and of the theme."""
    published = days.later(made_on, stream.between(1, _MAX_WAIT)) if attribute == "PROACTIVE" else None
    return Paper(
        title=title,
        body=about[0],
        theme=about[1],
        made_on=made_on,
        attribute=attribute,
        ground=ground_for(attribute, title, stream),
        published_on=published,
    )


def _government(titles: Titles) -> Iterator[Paper]:
    sets: tuple[tuple[str, Attribute], ...] = (
        ("proactive", "PROACTIVE"),
        ("on_request", "ON_REQUEST"),
        ("withheld", "WITHHELD"),
    )
    for name, attribute in sets:
        stream = Stream(f"government/{name}")
        items = stream.shuffled(table("documents")["government"][name])
        for item in items:
            subject, _, months = item.partition("@")
            yield _government_paper(subject, _government_day(months, stream), attribute, titles, stream)


def _government_paper(
    item: str, made_on: date, attribute: Attribute, titles: Titles, stream: Stream
) -> Paper:
    marks, subject = item.rsplit("/", 1) if "/" in item else ("", item)
    by_government = "g" in marks.split("/")
    name = "区人民政府" if by_government else "区人民政府办公室"
    body = DISTRICT if by_government else OFFICE
    title = titles.take(name + subject)
    paper = _paper(title, (body, "affairs"), made_on, attribute, stream)
    paper.normative = "n" in marks.split("/")
    return paper


def _boundary(titles: Titles) -> Iterator[Paper]:
    """Documents just before and just after the year, none of them published in it."""
    stream = Stream("boundary")
    windows = {
        "2016": (date(2016, 12, 12), date(2016, 12, 30)),
        "2018": (date(2018, 1, 2), date(2018, 1, 19)),
    }
    for year, (start, end) in windows.items():
        for item in table("documents")["boundary"][year]:
            mark, subject = item.split("/")
            attribute: Attribute = "WITHHELD" if mark == "w" else "ON_REQUEST"
            made_on = stream.pick(days.working_between(start, end))
            title = titles.take(f"区人民政府办公室{subject}")
            yield _paper(title, (OFFICE, "affairs"), made_on, attribute, stream)


def _candidates(unit: Unit) -> Sequence[Matter]:
    return street_matters() if unit.street else department_matters(unit.code, unit.theme)


def _fits(template: str, matter: Matter) -> bool:
    wanted = "check" if "检查" in template else "training" if "培训" in template else ""
    wanted = wanted or ("campaign" if "活动" in template else "work")
    return matter.shape == wanted


def _department_title(
    unit: Unit, made_on: date, templates: Sequence[str], titles: Titles, stream: Stream
) -> tuple[str, Matter]:
    for _ in range(_TRIES):
        matter, template = stream.pick(_candidates(unit)), stream.pick(templates)
        in_season = not matter.months or made_on.month in matter.months
        title = unit.name + fill(template, {"x": matter.text}, stream)
        if in_season and _fits(template, matter) and titles.offer(title):
            return title, matter
    raise RuntimeError(f"{unit.name}的文件标题已经用尽；请在 data/documents.toml 增补。")


def _department_day(number: int, attribute: str, stream: Stream) -> date:
    if attribute == "PROACTIVE" and number < _LAST_YEARS:
        return stream.pick(days.working_between(date(2016, 12, 22), date(2016, 12, 30)))
    return stream.pick(days.working_year()[:-_MAX_WAIT])


def _of_departments(attribute: Attribute, count: int, titles: Titles) -> Iterator[Paper]:
    stream = Stream(f"departments/{attribute}")
    texts = table("documents")["department"]
    others = tuple(unit for unit in departments() if unit.code != OFFICE)
    for number in range(count):
        normative = (
            attribute == "PROACTIVE" and _LAST_YEARS <= number < _LAST_YEARS + NORMATIVE_OF_DEPARTMENTS
        )
        of_department = normative or stream.below(100) < _DEPARTMENT_SHARE
        unit = stream.pick(others if of_department else streets())
        name = {"ON_REQUEST": "on_request", "WITHHELD": "withheld"}.get(attribute, "titles")
        name = "normative" if normative else "street_titles" if unit.street and name == "titles" else name
        made_on = _department_day(number, attribute, stream)
        title, matter = _department_title(unit, made_on, texts[name], titles, stream)
        paper = _paper(title, (unit.code, matter.theme), made_on, attribute, stream)
        paper.normative = normative
        yield paper


def _number(papers: list[Paper]) -> None:
    marks = {body.code: body.mark for body in bodies()}
    last: dict[tuple[str, int], int] = defaultdict(int)
    for paper in papers:
        series = (marks[paper.body], paper.made_on.year)
        if not last[series] and paper.made_on.year < days.YEAR:
            last[series] = _FIRST_OF_LAST_YEAR
        last[series] += 1
        paper.number = f"{series[0]}〔{series[1]}〕{last[series]}号"


def papers(titles: Titles) -> list[Paper]:
    """The register in the order of its dates, every paper with its number."""
    found = [*_government(titles), *_boundary(titles)]
    for attribute, count in DEPARTMENT_COUNTS:
        found.extend(_of_departments(attribute, count, titles))  # type: ignore[arg-type]
    found.sort(key=lambda paper: (paper.made_on, paper.body, paper.title))
    _number(found)
    return found


def subject_of(paper: Paper) -> str:
    """What a title is about: between 关于 and the kind of document."""
    _, _, rest = paper.title.partition("关于")
    return (
        rest.removeprefix("印发").removesuffix("的通知").removesuffix("的意见").removesuffix("的通告")
        or paper.title
    )


def _sections(stream: Stream) -> list[str]:
    text = table("documents")["text"]
    parts = (
        [stream.pick(text["goals"])],
        sorted(stream.sample(text["tasks"], 3), key=text["tasks"].index),
        [fill(stream.pick(text["steps"]), {}, stream)],
        [stream.pick(text["guards"])],
    )
    numerals = "一二三四五"
    tasks = [f"（{numerals[place]}）{task[3:]}" for place, task in enumerate(parts[1])]
    heads = text["heads"]
    return [heads[0], *parts[0], heads[1], *tasks, heads[2], *parts[2], heads[3], *parts[3]]


_CLOSING: Final = {
    "PROACTIVE": "（此件公开发布）",
    "ON_REQUEST": "（此件依申请公开）",
    "WITHHELD": "（此件不予公开）",
}


def text_of(paper: Paper) -> str:
    """The document as sent out, with the note on its disclosure under the date."""
    stream = Stream(f"document/{paper.title}")
    text = table("documents")["text"]
    name = next(body.name for body in bodies() if body.code == paper.body)
    addressee = text["addressee"] if paper.body in {DISTRICT, OFFICE} else text["department_addressee"]
    lead = fill(stream.pick(text["leads"]), {"x": subject_of(paper)}, stream)
    day = f"{paper.made_on.year}年{paper.made_on.month}月{paper.made_on.day}日"
    return paragraphs((addressee, lead, *_sections(stream), name, day, _CLOSING[paper.attribute]))


def published(paper: Paper) -> Draft:
    """The publication of a PROACTIVE document, in the policy column."""
    assert paper.published_on is not None
    html = text_of(paper)
    return Draft(
        title=paper.title,
        ref=paper.number,
        body=paper.body,
        columns=("policy",),
        theme=paper.theme,
        genre=paper.genre,
        legal_character=paper.legal_character,
        document_number=paper.number,
        made_on=paper.made_on,
        published_on=paper.published_on,
        effective_on=paper.made_on if paper.normative else None,
        html=html,
        summary=first_sentence(html.split("<p>", 2)[2]),
        keywords=(subject_of(paper), paper.genre),
        attachments=(_tasks(paper),) if paper.body in {DISTRICT, OFFICE} and "印发" in paper.title else (),
        kind="document",
    )


def _tasks(paper: Paper) -> DemoAttachment:
    """任务分工表 of a document of the government."""
    stream = Stream(f"tasks/{paper.title}")
    tasks = table("documents")["text"]["tasks"]
    lead = stream.sample([unit.short for unit in departments()], len(tasks))
    rows = [
        f"{place},{task[3:].split('，')[0]},{who}"
        for place, (task, who) in enumerate(zip(tasks, lead, strict=True), 1)
    ]
    return csv_file(f"{paper.number}任务分工表", ("序号,任务,牵头单位", *rows))
