"""What nobody will fetch leaves the inbox, by its age, and nothing else does."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest

from gongkai.operations.upkeep import keep_up_quietly, tidy_inbox

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.fixture
def inbox(var):
    folder = var / "public" / "inbox"
    for name in ("parked", "refused"):
        (folder / name).mkdir(parents=True)
    return folder


def lay(place, age: timedelta):
    place.write_bytes(b"sealed")
    moment = (AT - age).timestamp()
    os.utime(place, (moment, moment))
    return place


def test_parked_files_go_after_two_hours_and_refused_ones_after_their_days(inbox):
    gone = [
        lay(inbox / "parked" / "old", timedelta(hours=3)),
        lay(inbox / "refused" / "old", timedelta(days=181)),
    ]
    kept = [
        lay(inbox / "parked" / "new", timedelta(hours=1)),
        lay(inbox / "refused" / "new", timedelta(days=179)),
        lay(inbox / "waiting.sealed", timedelta(days=400)),
    ]
    assert tidy_inbox(at=AT) == 2
    assert [place.exists() for place in gone] == [False, False]
    assert all(place.exists() for place in kept)
    assert tidy_inbox(at=AT) == 0


def test_the_days_are_a_setting(inbox, monkeypatch):
    monkeypatch.setenv("GONGKAI_REFUSED_DAYS", "7")
    lay(inbox / "refused" / "old", timedelta(days=8))
    assert tidy_inbox(at=AT) == 1


@pytest.mark.django_db
def test_the_turn_of_the_service_works_where_there_is_no_inbox_yet(var):
    keep_up_quietly(at=AT)
