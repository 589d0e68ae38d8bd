"""Two clicks at the same moment, on two connections: one 催办单 goes out."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

import desk_world as make
from gongkai.bodies.enums import Role
from gongkai.bodies.scope import cross_body
from gongkai.oversight.enums import ReminderKind
from gongkai.oversight.models import Reminder
from gongkai.oversight.rules import OversightError
from gongkai.oversight.services.reminders import Urged, remind

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]


def test_of_two_at_once_the_second_is_told():
    body = make.body()
    who = make.person(body, Role.SUPERVISOR)
    urged = Urged(kind=ReminderKind.FILING, matter="请补报备案", due_on=make.NOON.date() + timedelta(days=7))
    start, told = Barrier(2), []

    def run() -> None:
        try:
            with cross_body("test"):
                start.wait(10)
                remind(body=body, content=urged, actor=who, at=make.NOON)
        except OversightError as refusal:
            told.append(str(refusal))
        finally:
            connections.close_all()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(told) == 1
    assert "重复发出" in told[0]
    with cross_body("test"):
        assert Reminder.objects.count() == 1
