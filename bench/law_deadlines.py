"""Due dates a second: the clock against stepping day by day with chinesecalendar, in one run.

Run: python bench/law_deadlines.py [--count N]
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from datetime import date, timedelta

import chinese_calendar

from gongkai.law.calendar import Calendar
from gongkai.law.clock import assess, due_on
from gongkai.law.events import (
    Consultation,
    ConsultationKind,
    Correction,
    Event,
    Extension,
    FeeNotice,
    History,
)

TARGET = 50_000
ONE = timedelta(1)


def plain(count: int, rng: random.Random) -> list[History]:
    """Requests received from 2008 to 2025, nothing happened to them."""
    return [History(date(2008, 5, 1) + timedelta(rng.randint(0, 6300))) for _ in range(count)]


def mixed(count: int, rng: random.Random) -> list[History]:
    """A busy office: of ten requests six run plainly, the others meet one or two acts."""
    return [History(history.received_on, acts(rng, history.received_on)) for history in plain(count, rng)]


def acts(rng: random.Random, received: date) -> tuple[Event, ...]:
    if rng.random() < 0.6:
        return ()
    sent = received + timedelta(rng.randint(1, 9))
    back = sent + timedelta(rng.randint(1, 12))
    third = Consultation(ConsultationKind.THIRD_PARTY, sent, sent, back)
    kinds: list[tuple[Event, ...]] = [
        (Extension(sent),),
        (Correction(sent, None, back),),
        (third,),
        (third, Extension(back)),
        (FeeNotice(sent, sent, back),),
    ]
    return rng.choice(kinds)


def stepped(received: date) -> date:
    """The rival: walk the calendar, ask chinesecalendar for each day."""
    left = 15 if received < date(2019, 5, 15) else 20
    day = received
    while left:
        day += ONE
        left -= chinese_calendar.is_workday(day)
    return day


def rate(work: Callable[[], object], count: int, rounds: int = 3) -> float:
    """The best of a few rounds, in calls a second."""
    best = min(_seconds(work) for _ in range(rounds))
    return count / best


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    count = max(100, parser.parse_args().count)
    rng = random.Random(2017)
    start = time.perf_counter()
    calendar = Calendar.load()
    loaded = time.perf_counter() - start
    simple, busy = plain(count, rng), mixed(count, rng)
    few, some = simple[: count // 10], busy[: count // 20]

    assert all(due_on(history, calendar) == stepped(history.received_on) for history in few[:2000])
    ours = rate(lambda: [due_on(history, calendar) for history in simple], len(simple))
    with_acts = rate(lambda: [due_on(history, calendar) for history in busy], len(busy))
    theirs = rate(lambda: [stepped(history.received_on) for history in few], len(few))
    explained = rate(lambda: [assess(history, calendar) for history in some], len(some))

    print(f"calendar loaded in                {loaded * 1000:10.1f} ms")
    print(f"due dates, plain requests         {ours:10,.0f} /s")
    print(f"due dates, 40 % with acts         {with_acts:10,.0f} /s   (target {TARGET:,})")
    print(f"with explanation and ledger       {explained:10,.0f} /s")
    print(f"chinesecalendar, day by day       {theirs:10,.0f} /s   (plain requests)")
    print(f"ratio, plain against day by day   {ours / theirs:10.1f} x")
    return 0 if min(ours, with_acts) > TARGET else 1


if __name__ == "__main__":
    raise SystemExit(main())
