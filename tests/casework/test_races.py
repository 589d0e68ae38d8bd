"""Two people at the same moment, on two connections: one act wins, the other is told; numbers have no gap and no double."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, connections

import case_world as make
import desk_world
from gongkai.bodies.enums import Role
from gongkai.bodies.scope import cross_body
from gongkai.casework import services
from gongkai.casework.enums import ReplyStage, RequestState
from gongkai.casework.models import Notice, ReplySignature, Request
from gongkai.casework.services import CaseError, Handover, Identity, Wanted
from gongkai.law.events import DeliveryWay
from gongkai.law.numbering import parse_document_number

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]


def race(*acts: Callable[[], Any]) -> list[Any]:
    """What each act returned, or the sentence that refused it; they start together, each on its own connection."""
    start, found = Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            with cross_body("test"):
                start.wait(10)
                found[place] = act()
        except CaseError as refusal:
            found[place] = str(refusal)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not [thread for thread in threads if thread.is_alive()]
    return found


def refused(found: list[Any]) -> list[str]:
    return [one for one in found if isinstance(one, str)]


@pytest.fixture
def office():
    return make.Office()


def test_two_heads_agree_to_extend_and_one_letter_is_made(office):
    other = desk_world.person(office.body, Role.DISCLOSURE_HEAD)
    made = make.case(office)
    pages = [(make.fresh(made), head) for head in (office.head, other)]
    found = race(
        *(
            lambda page=page, head=head: services.extend(
                request=page, days=10, reason="须会商", actor=head, at=make.OLD
            )
            for page, head in pages
        )
    )
    assert len(refused(found)) == 1
    assert "又有新的办理记录" in refused(found)[0]
    with cross_body("test"):
        assert Notice.objects.count() == 1


def test_two_approvers_sign_one_reply_and_it_has_one_number(office):
    other = desk_world.person(office.body, Role.APPROVER)
    made = make.bring_to(office, make.case(office), RequestState.TO_SIGN)
    pages = [(make.fresh(made), who) for who in (office.approver, other)]
    found = race(
        *(
            lambda page=page, who=who: services.sign(
                request=page,
                stage=ReplyStage.APPROVAL,
                sha256=page.reply.text_sha256,
                actor=who,
                at=make.OLD,
            )
            for page, who in pages
        )
    )
    assert len(refused(found)) == 1
    with cross_body("test"):
        assert ReplySignature.objects.filter(stage=ReplyStage.APPROVAL).count() == 1
    assert make.fresh(made).reply.document_number.endswith("1号")


def test_one_letter_is_told_once(office):
    made = make.case(office)
    with cross_body("test"):
        notice = services.extend(request=made, days=10, reason="须会商", actor=office.head, at=make.OLD)
    pages = [make.fresh(made) for _ in range(2)]
    found = race(
        *(
            lambda page=page: services.serve(
                request=page,
                notice_id=notice.pk,
                handover=Handover(way=DeliveryWay.HANDED, arrived_on=make.OLD.date()),
                actor=office.officer,
                at=make.OLD,
            )
            for page in pages
        )
    )
    assert len(refused(found)) == 1
    assert make.fresh(made).extension.days == 10


def test_requests_that_come_in_together_are_numbered_without_gap_or_double(office):
    many = 6
    found = race(
        *(
            lambda number=number: services.register(
                body=office.body,
                arrival=make.arrival(make.OLD - timedelta(minutes=number)),
                applicant=Identity(name=f"申请人{number}"),
                wanted=Wanted(title="方案", description="方案全文"),
                actor=office.registrar,
                at=make.OLD,
            )
            for number in range(many)
        )
    )
    assert not refused(found)
    with cross_body("test"):
        assert sorted(Request.objects.values_list("serial", flat=True)) == list(range(1, many + 1))


def test_letters_of_different_cases_made_together_share_the_series_without_gap_or_double(office):
    many = 5
    rows = [make.case(office) for _ in range(many)]
    found = race(
        *(
            lambda row=row: services.extend(
                request=row, days=10, reason="须会商", actor=office.head, at=make.OLD
            )
            for row in rows
        )
    )
    assert not refused(found)
    with cross_body("test"):
        numbers = [
            parse_document_number(text).serial
            for text in Notice.objects.values_list("document_number", flat=True)
        ]
    assert sorted(numbers) == list(range(1, many + 1))
