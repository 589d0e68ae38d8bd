"""The 51 requests of the demo year: counts as published, terms as the law gives them, words beyond offence."""

from __future__ import annotations

import re
import runpy
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import desk_world as make
from gongkai.bodies.models import AuditRow, Person, PublicBody
from gongkai.bodies.scope import cross_body
from gongkai.casework import letters, rules
from gongkai.casework.enums import RequestState
from gongkai.casework.models import Reply
from gongkai.casework.queries import answered_in, cases, open_at, received_in, replied_in
from gongkai.law.calendar import Calendar
from gongkai.law.clock import assess
from gongkai.law.receipt import Channel
from gongkai.operations.demo.heping2017.bodies import bodies, people
from gongkai.operations.demo.heping2017.requests import requests
from gongkai.operations.demo.loaded import Loaded
from gongkai.operations.demo.steps import casework

pytestmark = pytest.mark.django_db
CALENDAR = Calendar.load()
FIRST, LAST = date(2017, 1, 1), date(2017, 12, 31)
LETTERS = {Channel.POST_SIGNED, Channel.POST_PLAIN}


class _Year:
    bodies = bodies()


@pytest.fixture
def loaded():
    made = PublicBody.objects.bulk_create([PublicBody(code=body.code) for body in bodies()])
    persons = Person.objects.bulk_create(
        [Person(username=person.key, display_name=person.name, password="!") for person in people()]
    )
    found = Loaded(
        _Year(), {body.code: body for body in made}, {person.username: person for person in persons}, {}
    )
    with cross_body("test"):
        casework.load(found, make.NOON)
        yield list(cases().order_by("received_on"))


def test_counts_of_channels_and_outcomes_are_those_of_the_report(loaded):
    assert len(loaded) == 51
    channels = Counter("letter" if row.channel in LETTERS else row.channel for row in loaded)
    assert channels == {"counter": 20, "letter": 28, "web": 3}
    assert Counter(row.decision.outcome for row in loaded) == {
        "already_public": 9,
        "disclosed": 9,
        "partial": 4,
        "not_held": 22,
        "not_responsible": 6,
        "privacy": 1,
    }
    subjects = Counter(row.subject.name for row in loaded).most_common(2)
    assert [name for name, _ in subjects] == ["房屋征收", "市场监管"]


def test_every_due_date_is_the_laws_and_every_reply_is_on_time(loaded):
    for row in loaded:
        judged = assess(rules.history_of(row), CALENDAR)
        assert row.due_on == judged.due
        assert judged.delivery.on_time
        assert row.delivery.on_time
        assert row.delivery.counted_on == judged.delivery.counted_on <= row.due_on
        assert (row.state, rules.state_of(row)) == (RequestState.ARCHIVED, RequestState.ARCHIVED)
        receipt = rules.receipt_of(row)
        assert (row.received_on, row.receipt_basis) == (receipt.received_on, receipt.basis)
        assert CALENDAR.is_working(row.received_on)


def test_nothing_is_carried_over_and_every_request_is_answered_within_the_year(loaded):
    assert received_in(FIRST, LAST).count() == 51
    assert answered_in(FIRST, LAST).count() == replied_in(FIRST, LAST).count() == 51
    assert open_at(LAST).count() == 0
    assert open_at(date(2017, 6, 30)).count() > 0
    assert {row.regime for row in loaded} == {"R07"}
    assert len({row.body_id for row in loaded}) >= 10
    assert {row.received_on.month for row in loaded} >= set(range(1, 12))


def test_searches_letters_and_signatures_are_complete(loaded):
    for row in loaded:
        assert bool(row.searches.all()) is (row.decision.outcome == "not_held")
        assert bool(row.consultations.all()) is (row.decision.outcome in {"partial", "privacy"})
        reply = row.reply
        assert re.fullmatch(r"示.+公开〔2017〕\d+号", reply.document_number)
        assert reply.text_sha256 == letters.text_hash(reply.title, reply.text)
        assert letters.BLANK not in reply.text
        signed = list(reply.signatures.all())
        assert len({signature.person_id for signature in signed}) == 3
        assert row.applicant.name.startswith("申请")
        assert row.delivery.proof is not None


def test_document_numbers_run_without_gap_in_the_order_of_dates(loaded):
    series: dict[str, list[tuple[int, date]]] = {}
    for reply in Reply.objects.all():
        mark, serial = re.fullmatch(r"(.+)〔2017〕(\d+)号", reply.document_number).groups()
        series.setdefault(mark, []).append((int(serial), reply.made_on))
    for rows in series.values():
        rows.sort()
        assert [serial for serial, _ in rows] == list(range(1, len(rows) + 1))
        assert [day for _, day in rows] == sorted(day for _, day in rows)


def test_the_trail_tells_every_act_and_no_person(loaded):
    acts = Counter(AuditRow.objects.filter(act__startswith="request.").values_list("act", flat=True))
    assert acts["request.register"] == acts["request.deliver"] == acts["request.archive"] == 51
    assert acts["request.sign"] == 153
    assert acts["request.search"] == 44
    told = str(list(AuditRow.objects.values_list("new", flat=True)))
    assert "申请人" not in told


def test_words_are_those_of_2017_and_name_nobody(loaded):
    lists = runpy.run_path(str(Path(__file__).with_name("test_demo_heping_2017.py")))
    text = "\n".join(
        f"{row.title}\n{row.reply.text}\n{[one.place for one in row.searches.all()]}" for row in loaded
    )
    assert [word for word in (*lists["AVOIDED"], *lists["YOUNGER"]) if word in text] == []


def test_the_year_is_the_same_each_time():
    requests.cache_clear()
    first = requests()
    requests.cache_clear()
    assert requests() == first
