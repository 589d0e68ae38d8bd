from __future__ import annotations

from datetime import date

import pytest
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from sendings import submission

from gongkai.portal.inbox.status import (
    State,
    Status,
    Step,
    read_status,
    remove_status,
    status_keys,
    write_status,
)

CODE = submission().receipt_code
OTHER = submission(name="申请人乙").receipt_code
SENT = Status(steps=(Step(State.SUBMITTED, date(2026, 11, 20)),))
ANSWERED = Status(
    steps=(
        Step(State.SUBMITTED, date(2026, 11, 20)),
        Step(State.RECEIVED, date(2026, 11, 23)),
        Step(State.CORRECTION, date(2026, 11, 24)),
        Step(State.ANSWERED, date(2026, 12, 1)),
    ),
    due_on=date(2026, 12, 21),
    number="示公开〔2026〕12号",
    remark="答复书已邮寄。",
)


@pytest.mark.parametrize("status", [SENT, ANSWERED])
def test_who_has_the_code_reads_what_the_desk_wrote(tmp_path, status):
    write_status(tmp_path, CODE, status)
    assert read_status(tmp_path, CODE) == status


def test_a_code_that_nobody_was_given_finds_nothing(tmp_path):
    assert read_status(tmp_path, CODE) is None
    write_status(tmp_path, CODE, SENT)
    assert read_status(tmp_path, OTHER) is None


def test_a_later_status_replaces_the_earlier_one(tmp_path):
    write_status(tmp_path, CODE, SENT)
    write_status(tmp_path, CODE, ANSWERED)
    assert read_status(tmp_path, CODE) == ANSWERED
    assert len(list(tmp_path.iterdir())) == 1


def test_a_second_click_does_not_take_a_status_back(tmp_path):
    write_status(tmp_path, CODE, ANSWERED)
    write_status(tmp_path, CODE, SENT, replace=False)
    assert read_status(tmp_path, CODE) == ANSWERED


def test_the_folder_alone_tells_neither_state_nor_code(tmp_path):
    write_status(tmp_path, CODE, ANSWERED)
    write_status(tmp_path, OTHER, SENT)
    files = list(tmp_path.iterdir())
    assert len({path.stat().st_size for path in files}) == 1
    for path in files:
        data = path.read_bytes()
        assert CODE not in path.name
        assert b"answered" not in data
        assert "示公开".encode() not in data
        with pytest.raises(CryptoError):
            SecretBox(bytes.fromhex(path.name)).decrypt(data)


def test_a_file_moved_under_the_name_of_another_code_is_not_read(tmp_path):
    write_status(tmp_path, CODE, ANSWERED)
    (tmp_path / status_keys(CODE).name).rename(tmp_path / status_keys(OTHER).name)
    assert read_status(tmp_path, OTHER) is None


@pytest.mark.parametrize("damage", [b"", b"\0" * 40, b"x" * 5000])
def test_a_damaged_file_counts_as_none(tmp_path, damage):
    (tmp_path / status_keys(CODE).name).write_bytes(damage)
    assert read_status(tmp_path, CODE) is None


def test_the_desk_may_keep_the_keys_in_place_of_the_code(tmp_path):
    keys = status_keys(CODE)
    write_status(tmp_path, keys, SENT)
    assert read_status(tmp_path, CODE) == SENT
    remove_status(tmp_path, keys)
    assert read_status(tmp_path, keys) is None
    remove_status(tmp_path, keys)


def test_a_status_has_steps_and_bounds():
    for values in ({"steps": ()}, {"steps": SENT.steps * 41}, {"steps": SENT.steps, "remark": "字" * 501}):
        with pytest.raises(ValueError, match="办理进度"):
            Status(**values)
