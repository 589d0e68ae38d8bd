from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from nacl.public import PrivateKey, SealedBox
from sendings import AT, sent_file, submission

from gongkai.portal.inbox.collecting import collect
from gongkai.portal.inbox.keypair import ensure_keys, read_private_key
from gongkai.portal.inbox.sealing import SealedInbox, public_key_of, waiting


class Register:
    """A taker that remembers digests, as the desk does; it fails for the names it is told."""

    def __init__(self, fails=()):
        self.taken = {}
        self.fails = fails

    def __call__(self, sent, /, *, at):
        if sent.name in self.fails:
            raise RuntimeError(sent.name)
        if sent.digest in self.taken:
            return False
        self.taken[sent.digest] = sent
        return True

    @property
    def names(self):
        return [sent.name for sent in self.taken.values()]


@pytest.fixture
def inbox(var):
    ensure_keys(var)
    return SealedInbox(var / "public", most_files=100, most_bytes=50 << 20)


@pytest.fixture
def key(inbox, var):
    return read_private_key(var / "inbox.key")


def fill(inbox, count):
    for number in range(count):
        inbox.put(submission(name=f"申请人{number}", files=[sent_file()]))


def test_everything_that_waits_is_taken_in_the_order_in_which_it_came(inbox, key):
    fill(inbox, 7)
    register = Register()
    result = collect(inbox.folder, key, register, at=AT)
    assert (result.taken, result.known, result.problems) == (7, 0, ())
    assert register.names == [f"申请人{number}" for number in range(7)]
    assert waiting(inbox.folder) == []


def test_an_inbox_that_does_not_exist_yet_is_empty(tmp_path):
    assert collect(tmp_path / "none", PrivateKey.generate(), Register(), at=AT).taken == 0


def test_what_was_taken_before_is_removed_and_not_taken_twice(inbox, key):
    register = Register()
    fill(inbox, 2)
    collect(inbox.folder, key, register, at=AT)
    fill(inbox, 3)
    result = collect(inbox.folder, key, register, at=AT)
    assert (result.taken, result.known) == (1, 2)
    assert waiting(inbox.folder) == []


def test_one_that_cannot_be_registered_waits_and_the_others_go_on(inbox, key):
    fill(inbox, 3)
    result = collect(inbox.folder, key, Register(fails=["申请人1"]), at=AT)
    assert result.taken == 2
    assert [(problem.refused, "留待下次" in problem.sentence) for problem in result.problems] == [
        (False, True)
    ]
    assert len(waiting(inbox.folder)) == 1
    assert collect(inbox.folder, key, Register(), at=AT).taken == 1


def test_what_cannot_be_opened_is_set_aside_with_a_sentence(inbox, key, var):
    fill(inbox, 1)
    strangers = {
        "a" * 32: b"",
        "b" * 32: b"no sealed box at all" * 100,
        "c" * 32: SealedBox(PrivateKey.generate().public_key).encrypt(b"for someone else"),
        "d" * 32: SealedBox(public_key_of(var / "public")).encrypt(b"ours, but no submission"),
    }
    for name, data in strangers.items():
        (inbox.folder / f"{name}.sealed").write_bytes(data)
    result = collect(inbox.folder, key, Register(), at=AT)
    assert result.taken == 1
    assert sorted(problem.name[:1] for problem in result.problems if problem.refused) == ["a", "b", "c", "d"]
    assert waiting(inbox.folder) == []
    refused = inbox.folder / "refused"
    assert len(list(refused.glob("*.sealed"))) == 4
    assert "封存" in (refused / f"{'c' * 32}.sealed.txt").read_text("utf-8")
    assert collect(inbox.folder, key, Register(), at=AT).problems == ()


def test_a_link_a_pipe_a_device_and_a_folder_are_set_aside_unread(inbox, key, var):
    fill(inbox, 1)
    names = {name: inbox.folder / f"{name * 32}.sealed" for name in "abcde"}
    names["a"].symlink_to("/dev/zero")
    names["b"].symlink_to(var / "inbox.key")
    names["c"].symlink_to("nowhere")
    os.mkfifo(names["d"])
    names["e"].mkdir()
    result = collect(inbox.folder, key, Register(), at=AT)
    assert result.taken == 1
    assert {problem.name for problem in result.problems} == {place.name for place in names.values()}
    assert all(problem.refused and "不是普通文件" in problem.sentence for problem in result.problems)
    assert waiting(inbox.folder) == []


def test_a_turn_of_the_loop_takes_no_more_than_it_is_told(inbox, key):
    fill(inbox, 5)
    register = Register()
    assert collect(inbox.folder, key, register, at=AT, most=2).taken == 2
    assert collect(inbox.folder, key, register, at=AT).taken == 3


def test_files_that_wait_for_a_remedy_do_not_hold_up_those_behind_them(inbox, key):
    fill(inbox, 5)
    register = Register(fails=["申请人0", "申请人1", "申请人2"])
    assert collect(inbox.folder, key, register, at=AT, most=2).taken == 2
    assert len(waiting(inbox.folder)) == 3


PROGRAM = """
import os, sqlite3, sys
from datetime import datetime, UTC
from pathlib import Path
from gongkai.portal.inbox.collecting import collect
from gongkai.portal.inbox.keypair import read_private_key
var, database, last, when = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
line = sqlite3.connect(database)
count = 0
def take(sent, /, *, at):
    global count
    count += 1
    if count == last and when == "before":
        os.kill(os.getpid(), 9)
    new = line.execute("INSERT OR IGNORE INTO request VALUES (?, ?)", (sent.digest, sent.name)).rowcount
    if count == last and when == "within":
        os.kill(os.getpid(), 9)
    line.commit()
    if count == last and when == "after":
        os.kill(os.getpid(), 9)
    return bool(new)
collect(var / "public/inbox", read_private_key(var / "inbox.key"), take, at=datetime.now(UTC))
"""


@pytest.mark.parametrize("when", ["before", "within", "after"])
def test_a_collect_that_is_killed_loses_nothing_and_doubles_nothing(inbox, var, tmp_path, when):
    fill(inbox, 6)
    database = tmp_path / "register.sqlite3"
    with closing(sqlite3.connect(database)) as line, line:
        line.execute("CREATE TABLE request (digest TEXT PRIMARY KEY, name TEXT)")
    for last, code in ((1, -9), (2, -9), (3, -9), (99, 0)):
        command = [sys.executable, "-c", PROGRAM, str(var), str(database), str(last), when]
        assert subprocess.run(command, check=False).returncode == code
        with closing(sqlite3.connect(database)) as line:
            stored = {row[0] for row in line.execute("SELECT name FROM request")}
        left = len(waiting(inbox.folder))
        assert len(stored) + left >= 6
    assert stored == {f"申请人{number}" for number in range(6)}
    assert left == 0
