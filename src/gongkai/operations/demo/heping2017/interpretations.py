"""政策解读: records that explain a published document, and the questions and answers of the key areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongkai.operations.demo.choice import Stream, fill
from gongkai.operations.demo.heping2017 import days
from gongkai.operations.demo.heping2017.bodies import DISTRICT, OFFICE, bodies
from gongkai.operations.demo.heping2017.data_files import table
from gongkai.operations.demo.heping2017.drafts import Draft, Titles, first_sentence, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

COUNT: Final = 35
OF_GOVERNMENT: Final = 25
WITH_AREA: Final = 12  # carry the key area 政策解读信息 from the policy column, 模型假设
_MAX_DELAY: Final = 3  # working days after the document


def _chosen(documents: Sequence[Draft], stream: Stream) -> list[Draft]:
    """Documents of public interest: 通知, 意见 and 通告, most of them the government's."""
    fit = [
        draft for draft in documents if draft.genre in {"通知", "意见", "通告"} and _in_year(draft.made_on)
    ]
    top = [draft for draft in fit if draft.body in {DISTRICT, OFFICE}]
    normative = [draft for draft in fit if draft not in top and draft.legal_character == "NORMATIVE"]
    others = [draft for draft in fit if draft not in top and draft not in normative]
    rest = COUNT - OF_GOVERNMENT - len(normative)
    return [*stream.sample(top, OF_GOVERNMENT), *normative, *stream.sample(others, rest)]


def _in_year(day: date) -> bool:
    return day.year == days.YEAR


def interpretations(documents: Sequence[Draft], titles: Titles) -> Iterator[Draft]:
    stream = Stream("interpretations")
    names = {body.code: body.name for body in bodies()}
    text = table("documents")["interpretation"]
    for place, document in enumerate(_chosen(documents, stream)):
        values = {"x": document.title, "body": names[document.body]}
        lead = fill(stream.pick(text["leads"]), values, stream)
        points = [fill(point, values, stream) for point in text["points"]]
        yield Draft(
            title=titles.take(fill(text["title"], values, stream)),
            body=document.body,
            columns=("policy",),
            key_areas=("interpretation",) if place < WITH_AREA else (),
            area_assumed=place < WITH_AREA,
            theme=document.theme,
            made_on=document.made_on,
            published_on=days.later(document.published_on, stream.below(_MAX_DELAY + 1)),
            html=paragraphs((lead, *points)),
            summary=first_sentence(lead),
            keywords=("政策解读", *document.keywords[:1]),
            explains=document.ref,
        )


def earlier_document(draft: Draft, documents: Sequence[Draft]) -> str:
    """The `ref` of the latest document that its own body, else the government, had published before."""
    before = [row for row in documents if row.published_on < draft.made_on]
    own = [row for row in before if row.body == draft.body] or [row for row in before if row.body == DISTRICT]
    return max(own, key=lambda row: (row.published_on, row.ref)).ref if own else ""
