"""解读回应 of the year: activities with their numbers, interpretations, replies to proposals, cases of other channels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from gongkai.engagement.enums import ActivityKind, CaseSource, InterpretationForm, ProposalKind
from gongkai.engagement.importers import (
    AnsweredCase,
    By,
    RepliedProposal,
    TiedInterpretation,
    import_activities,
    import_cases,
    import_interpretations,
    import_proposals,
)
from gongkai.engagement.services.activities import Counted, Held
from gongkai.engagement.services.cases import Taken
from gongkai.engagement.services.proposals import Registered
from gongkai.operations.demo.choice import Stream
from gongkai.operations.demo.heping2017 import days
from gongkai.operations.demo.heping2017.data_files import table
from gongkai.operations.demo.loaded import Loaded
from gongkai.operations.demo.shapes import DemoRecord

_PROPOSAL = re.compile(r"(第\d+号)(建议|提案)办理结果：(.+)")
_KINDS = {"建议": ProposalKind.SUGGESTION, "提案": ProposalKind.PROPOSAL}
_EVENING = time(17)


def load(loaded: Loaded, _at: datetime) -> None:
    data = table("engagement")
    import_activities(sorted(_activities(loaded, data), key=lambda row: row[1].held_on))
    import_interpretations(list(_interpretations(loaded)))
    import_proposals(list(_proposals(loaded, data["proposals"])))
    import_cases(list(_cases(loaded, data["cases"])))


def _by(loaded: Loaded, body: str, day: date) -> By:
    """Registered by the body's author on the evening of the day."""
    author = loaded.people[_authors(loaded)[body]]
    at = timezone.make_aware(datetime.combine(day, _EVENING))
    return By(body=loaded.bodies[body], actor=author, at=at)


def _authors(loaded: Loaded) -> Mapping[str, str]:
    return {person.body: person.key for person in loaded.year.people if "author" in person.roles}


def _activities(loaded: Loaded, data: Mapping[str, Any]) -> Iterator[tuple[By, Held]]:
    for group in data["activity"]:
        for entry in group["entries"]:
            held = Held(kind=ActivityKind(group["kind"]), title=entry["title"], held_on=entry["on"])
            yield _by(loaded, entry["body"], entry["on"]), held
    yield from _outreach(loaded, data["outreach"])
    for name in ("open_day", "hotline", "training"):
        yield _counted(loaded, name, data[name], data["sources"][name])
    yield from _lessons(loaded, data["lesson"])


def _counted(loaded: Loaded, name: str, entry: Mapping[str, Any], source: str) -> tuple[By, Held]:
    until = entry.get("until")
    held = Held(
        kind=ActivityKind(name),
        title=entry["title"],
        held_on=entry["on"],
        ended_on=until,
        note=entry.get("note", ""),
        counts=[Counted(source=source, **count) for count in entry["counts"]],
    )
    return _by(loaded, entry["body"], until or entry["on"]), held


def _outreach(loaded: Loaded, entry: Mapping[str, Any]) -> Iterator[tuple[By, Held]]:
    """Spread over the working days, the streets taking turns with a few departments."""
    span = days.working_between(entry["from"], entry["until"])
    office = (loaded.year.district, "office")
    codes = Stream("outreach").shuffled([body.code for body in loaded.year.bodies if body.code not in office])
    for number in range(1, entry["count"] + 1):
        day = span[number * len(span) // (entry["count"] + 1)]
        place = entry["places"][number % len(entry["places"])]
        title = entry["title"].format(place=place, number=number)
        yield (
            _by(loaded, codes[number], day),
            Held(kind=ActivityKind.OUTREACH, title=title, held_on=day),
        )


def _lessons(loaded: Loaded, entry: Mapping[str, Any]) -> Iterator[tuple[By, Held]]:
    for number, day in enumerate(_first_working_days(entry["from"], entry["until"]), 1):
        topic = entry["topics"][number % len(entry["topics"])]
        held = Held(
            kind=ActivityKind.LESSON,
            title=entry["title"].format(number=number, topic=topic),
            held_on=day,
            note=entry["note"],
        )
        yield _by(loaded, entry["body"], day), held


def _first_working_days(first: date, last: date) -> Iterator[date]:
    """Of each week that has one."""
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        week = days.working_between(max(monday, first), min(monday + timedelta(days=6), last))
        yield from week[:1]
        monday += timedelta(days=7)


def _interpretations(loaded: Loaded) -> Iterator[tuple[By, TiedInterpretation]]:
    """From the records that say which document they explain."""
    names = {body.code: body.name for body in loaded.year.bodies}
    by_key = loaded.year.record_by_key
    for record in loaded.year.records:
        for relation in record.relations:
            if relation.kind == "被解读":
                document = by_key[relation.record]
                content = TiedInterpretation(
                    document=loaded.records[document.key],
                    record=loaded.records[record.key],
                    form=InterpretationForm.TEXT,
                    interpreter=names[record.body],
                    planned_on=document.published_on,
                )
                yield _by(loaded, document.body, record.published_on), content


def _proposals(loaded: Loaded, entry: Mapping[str, Any]) -> Iterator[tuple[By, RepliedProposal]]:
    """The 17 replies stand in a column of their own; number and kind are read from their titles."""
    replies = [record for record in loaded.year.records if record.columns == ("other",)]
    for place, reply in enumerate(replies):
        registered = _registered(reply, entry["handed_on"], place)
        content = RepliedProposal(
            registered=registered, replied_on=reply.made_on, record=loaded.records[reply.key]
        )
        yield _by(loaded, reply.body, reply.published_on), content


def _registered(reply: DemoRecord, handed_on: Sequence[date], place: int) -> Registered:
    found = _PROPOSAL.fullmatch(reply.title)
    if found is None:
        raise ValueError(f"“{reply.title}”不是建议提案办理结果的标题。")
    number, kind, title = found.groups()
    return Registered(
        kind=_KINDS[kind],
        year=reply.made_on.year,
        number=number,
        title=title,
        received_on=handed_on[place % len(handed_on)],
    )


def _cases(loaded: Loaded, data: Mapping[str, Any]) -> Iterator[tuple[By, AnsweredCase]]:
    for entry in data["entries"]:
        replied_on = days.later(entry["on"], entry["days"])
        taken = Taken(
            source=CaseSource(data["source"]),
            number=entry["number"],
            title=entry["title"],
            accepted_on=entry["on"],
            due_on=days.later(entry["on"], data["term"]),
        )
        content = AnsweredCase(
            taken=taken,
            replied_on=replied_on,
            satisfied=True,
            excellent=True,
            excellent_label=data["excellent_label"],
        )
        yield _by(loaded, entry["body"], replied_on), content
