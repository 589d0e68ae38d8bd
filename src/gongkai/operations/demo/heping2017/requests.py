"""The 51 requests of 2017: counts of channels and outcomes as published, everything else generated.

Facts only: what the law derives from them (receipt, term, letter, timeliness) is derived when they are stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from gongkai.operations.demo.choice import Stream, fill
from gongkai.operations.demo.heping2017 import bodies, days
from gongkai.operations.demo.heping2017.data_files import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BEIJING: Final = timezone(timedelta(hours=8))
_FIRST, _LAST = date(days.YEAR, 1, 5), date(days.YEAR, 12, 1)  # the last one is answered before the year ends
_PLAIN_LETTERS: Final = 8  # of the 28: without signature, confirmed by telephone on the day they came
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_NUMERALS: Final = ("", "二", "三", "四", "五", "六")
_BUSINESSES, _LAWYERS = 4, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSearch:
    at: datetime
    place: str
    terms: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoConsultation:
    party: str
    sent_on: date
    reached_on: date
    answered_on: date
    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoRequest:
    """One request and what was done with it; `channel` and `way` are values of the law and of the room."""

    body: str
    subject: str
    title: str
    channel: str
    sent_at: datetime | None
    arrived_at: datetime
    confirmed_at: datetime | None
    applicant: str
    applicant_kind: str
    phone: str
    address: str
    purpose: str
    wished_form: str
    wished_way: str
    outcome: str
    reasons: str
    searches: tuple[DemoSearch, ...]
    consultation: DemoConsultation | None
    determined_at: datetime
    submitted_at: datetime
    reviewed_at: datetime
    approved_at: datetime
    sent_on: date | None
    reached_on: date
    archived_at: datetime


@dataclass(frozen=True, slots=True)
class DemoSubject:
    code: str
    name: str


def subjects() -> tuple[DemoSubject, ...]:
    return tuple(DemoSubject(row["code"], row["name"]) for row in table("requests")["subject"])


@cache
def requests() -> tuple[DemoRequest, ...]:
    """In the order of receipt."""
    stream = Stream("requests")
    topics = stream.shuffled(list(_topics()))
    received = sorted(stream.sample(days.working_between(_FIRST, _LAST), len(topics)))
    channels, ways = _spread("channels", stream), _spread("ways", stream)
    letters = [place for place, channel in enumerate(channels) if channel == "post"]
    plain = set(stream.sample(letters, _PLAIN_LETTERS))
    kinds = _kinds(len(topics), stream)
    return tuple(
        _request(
            place,
            topic,
            received[place],
            _channel(channels[place], plain=place in plain),
            ways[place],
            kinds[place],
        )
        for place, topic in enumerate(topics)
    )


def _topics() -> Iterator[tuple[str, str, str, str]]:
    """Body, subject, title and outcome of every request."""
    for group in table("requests")["group"]:
        for title, outcome in group["rows"]:
            yield group["body"], group["subject"], title, outcome


def _spread(name: str, stream: Stream) -> list[str]:
    """Every value of a table as often as it is counted there, in drawn order."""
    counts: dict[str, int] = table("requests")[name]
    return stream.shuffled([value for value, count in counts.items() for _ in range(count)])


def _channel(channel: str, *, plain: bool) -> str:
    if channel != "post":
        return channel
    return "post_plain" if plain else "post_signed"


def _kinds(count: int, stream: Stream) -> list[str]:
    people = ["natural"] * (count - _BUSINESSES - _LAWYERS)
    return stream.shuffled([*people, *["business"] * _BUSINESSES, *["legal"] * _LAWYERS])


def _request(  # noqa: PLR0913, PLR0917 - what a request is drawn from
    place: int, topic: tuple[str, str, str, str], received: date, channel: str, way: str, kind: str
) -> DemoRequest:
    body, subject, title, outcome = topic
    stream = Stream(f"request/{place}")
    asked = outcome in {"partial", "privacy"}
    taken = stream.between(8, 11) if asked else stream.between(4, 11)
    arrived = _at(received, stream.between(9, 11), stream.below(60))
    confirmed = arrived + timedelta(hours=1) if channel in {"post_plain", "web"} else None
    approved = _after(received, taken)
    sent, reached = _handover(approved, way, stream)
    return DemoRequest(
        body=body,
        subject=subject,
        title=title,
        channel=channel,
        sent_at=_at(_after(received, -2), 15, 0) if channel.startswith("post") else None,
        arrived_at=arrived,
        confirmed_at=confirmed,
        applicant=_name(place, kind),
        applicant_kind=kind,
        phone=f"000-0001{place:04d}",
        address=f"示例路{stream.between(1, 99)}号",
        purpose=stream.pick(("了解情况", "生产经营需要", "生活需要", "科研需要")),
        wished_form=stream.pick(("paper", "paper", "paper", "electronic")),
        wished_way=way,
        outcome=outcome,
        reasons=_reasons(outcome, subject, body, stream),
        searches=_searches(body, title, received, taken, stream) if outcome == "not_held" else (),
        consultation=_consultation(received) if asked else None,
        determined_at=_at(_after(received, taken - 2), 15, 30),
        submitted_at=_at(_after(received, taken - 1), 16, 0),
        reviewed_at=_at(approved, 10, 0),
        approved_at=_at(approved, 15, 0),
        sent_on=sent,
        reached_on=reached,
        archived_at=_at(days.later(reached, 3), 16, 0),
    )


def _name(place: int, kind: str) -> str:
    turn, stem = divmod(place, len(_STEMS))
    name = f"{_STEMS[stem]}{_NUMERALS[turn]}"
    return {"business": f"申请企业{name}", "legal": f"申请律师事务所{name}"}.get(kind, f"申请人{name}")


def _after(day: date, working_days: int) -> date:
    calendar = days.calendar()
    return calendar.at(calendar.position(day) + working_days)


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), BEIJING)


def _handover(approved: date, way: str, stream: Stream) -> tuple[date | None, date]:
    """交邮 on the day of the letter or the next, or picked up within two days."""
    if way == "post":
        sent = _after(approved, stream.below(2))
        return sent, _after(sent, 2)
    return None, _after(approved, stream.between(1, 2))


def _reasons(outcome: str, subject: str, body: str, stream: Stream) -> str:
    data = table("requests")
    column = next(row["column"] for row in data["subject"] if row["code"] == subject)
    others = [unit for unit in bodies.departments() if unit.code not in {body, bodies.OFFICE}]
    other = stream.pick(others)
    office = next(row.office for row in bodies.bodies() if row.code == other.code)
    values = {"column": column, "other": other.name, "address": office.address, "phone": office.phone}
    return fill(data["reasons"][outcome], values, stream)


def _searches(body: str, title: str, received: date, taken: int, stream: Stream) -> tuple[DemoSearch, ...]:
    data: dict[str, Any] = table("requests")["search"]
    section = stream.pick(_sections(body))
    places: Sequence[str] = stream.sample(data["places"], 2)
    day = _after(received, stream.between(1, taken - 2))
    return tuple(
        DemoSearch(
            at=_at(day, 9 + number, 20),
            place=fill(place, {"section": section}, stream),
            terms=_terms(title),
            result=stream.pick(data["results"]),
        )
        for number, place in enumerate(places)
    )


def _sections(body: str) -> tuple[str, ...]:
    return bodies.unit_by_code()[body].sections


def _terms(title: str) -> str:
    """The last part of what was asked for, without whose it is."""
    return title.rsplit("的", 1)[-1] if "的" in title else title


def _consultation(received: date) -> DemoConsultation:
    data = table("requests")["opinion"]
    return DemoConsultation(
        party=data["party"],
        sent_on=_after(received, 1),
        reached_on=_after(received, 2),
        answered_on=_after(received, 4),
        opinion=data["text"],
    )
