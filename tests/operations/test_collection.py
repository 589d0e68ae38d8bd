"""From the sealed inbox into the database: all or nothing, by hand and by the service's loop."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

import pytest
from django.db import transaction

from gongkai.casework.models import RequestSubject
from gongkai.cli.collect import show
from gongkai.cli.errors import CheckFailed
from gongkai.cli.output import Format
from gongkai.operations.collection import collect_inbox, collect_quietly
from gongkai.portal.errors import PortalError
from gongkai.portal.inbox.codes import code_of
from gongkai.portal.inbox.collecting import Collected, Problem
from gongkai.portal.inbox.keypair import ensure_keys
from gongkai.portal.inbox.sealing import SealedInbox, waiting
from gongkai.portal.inbox.submission import ApplicantKind, Submission, WishedForm, WishedWay
from operations.installation_programs import gongkai

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)


def submission(number):
    digest = f"{number:064x}"
    return Submission(
        digest=digest,
        receipt_code=code_of(digest),
        submitted_at=AT,
        body_code="one",
        applicant_kind=ApplicantKind.NATURAL,
        name=f"申请人{number}",
        description="2017年预算",
        wished_form=WishedForm.PAPER,
        wished_way=WishedWay.PICKUP,
    )


@pytest.fixture
def inbox(var):
    ensure_keys(var)
    made = SealedInbox(var / "public", most_files=100, most_bytes=50 << 20)
    for number in range(3):
        made.put(submission(number))
    return made


def register(sent, /, *, at):
    """A taker with the one property that counts: a row for each digest, and none twice."""
    _, new = RequestSubject.objects.get_or_create(
        code=sent.digest[-8:], valid_from=at.year, defaults={"name": sent.name, "position": 1}
    )
    return new


def register_but_fail(sent, /, *, at):
    new = register(sent, at=at)
    if sent.name == "申请人1":
        raise RuntimeError(sent.name)
    return new


@pytest.mark.django_db(transaction=True)
def test_what_waits_is_in_the_database_and_no_longer_in_the_inbox(inbox):
    result = collect_inbox(register, at=AT)
    assert (result.taken, result.known) == (3, 0)
    assert RequestSubject.objects.count() == 3
    assert waiting(inbox.folder) == []


@pytest.mark.django_db(transaction=True)
def test_a_registration_that_fails_leaves_no_trace_and_is_tried_again(inbox):
    result = collect_inbox(register_but_fail, at=AT)
    assert (result.taken, len(result.problems)) == (2, 1)
    assert sorted(RequestSubject.objects.values_list("name", flat=True)) == ["申请人0", "申请人2"]
    assert collect_inbox(register, at=AT).taken == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_is_taken_within_a_transaction_that_could_still_be_undone(inbox):
    with transaction.atomic():
        result = collect_inbox(register, at=AT)
    assert (result.taken, len(result.problems)) == (0, 3)
    assert len(waiting(inbox.folder)) == 3


def test_without_the_private_key_nothing_is_touched(inbox, var):
    (var / "inbox.key").unlink()
    with pytest.raises(PortalError, match=r"inbox\.key"):
        collect_inbox(register, at=AT)
    assert len(waiting(inbox.folder)) == 3


def test_the_loop_of_the_service_outlives_whatever_goes_wrong(var, caplog):
    (var / "inbox.key").write_bytes(b"damaged")
    with caplog.at_level(logging.ERROR):
        assert collect_quietly(at=AT) == 60
    assert "网上申请未能收取" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_loop_comes_back_later_when_something_waits_for_a_remedy(inbox):
    assert collect_quietly(at=AT) == 60  # no body of that code is known
    assert len(waiting(inbox.folder)) == 3
    for place in waiting(inbox.folder):
        place.unlink()
    assert collect_quietly(at=AT) is None


def test_the_command_says_what_came_of_it(capsys):
    show(Collected(taken=2, known=1), Format.TEXT)
    assert capsys.readouterr().out == "登记 2 件，此前已登记 1 件，未能收取 0 件。\n"
    with pytest.raises(CheckFailed, match=r"abc\.sealed：无法开启。"):
        show(Collected(taken=2, problems=(Problem("abc.sealed", "无法开启", refused=True),)), Format.JSON)
    assert json.loads(capsys.readouterr().out) == {
        "taken": 2,
        "known": 0,
        "problems": [{"name": "abc.sealed", "sentence": "无法开启", "refused": True}],
    }


def test_migrating_makes_the_keys_of_the_inbox(tmp_path):
    assert gongkai("migrate", var=tmp_path).returncode == 0
    assert (tmp_path / "inbox.key").stat().st_mode & 0o077 == 0
    assert (tmp_path / "public/inbox.pub").exists()
