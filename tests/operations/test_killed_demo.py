"""A demo killed while it is put in leaves nothing or everything."""

from __future__ import annotations

import random
import sqlite3
import subprocess
from contextlib import closing

import pytest

from operations.installation_programs import GONGKAI, PATIENCE, environment, gongkai, refused, until

WHOLE = 5334


def count(var, table):
    with closing(sqlite3.connect(var / "db.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def written(var):
    """Bytes that the loading has put beside its database so far."""
    try:
        return (var / "db.sqlite3-wal").stat().st_size
    except FileNotFoundError:
        return 0


def kill_while_loading(var, reached, seconds=PATIENCE):
    """Start the load, kill it when the condition holds and, when it does at once, so many seconds later."""
    loading = subprocess.Popen(
        [str(GONGKAI), "demo", "load", "heping-2017"],
        env=environment(var),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until(lambda: reached() or loading.poll() is not None, "the load reached the moment of its end")
        if seconds < PATIENCE:
            loading.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        pass
    finally:
        loading.kill()
        loading.wait()


def empty_or_whole(var):
    bodies, records = count(var, "bodies_publicbody"), count(var, "publication_edition")
    assert (bodies > 0) == (records > 0)
    assert count(var, "bodies_auditrow") >= records
    return records


def test_a_load_killed_in_its_transaction_leaves_an_empty_database(tmp_path):
    var = tmp_path / "var"
    assert gongkai("migrate", var=var).returncode == 0
    before = written(var)
    kill_while_loading(var, lambda: written(var) > before + 200_000)
    assert empty_or_whole(var) == 0
    assert count(var, "publication_sequence") == 1
    assert gongkai("migrate", var=var).returncode == 0


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(6))
def test_a_load_killed_at_any_moment_can_be_done_again(tmp_path, seed):
    var = tmp_path / "var"
    assert gongkai("migrate", var=var).returncode == 0
    kill_while_loading(var, lambda: True, random.Random(seed).uniform(1, 40))
    again = gongkai("demo", "load", "heping-2017", var=var)
    if empty_or_whole(var) and again.returncode:
        refused(again, "demo remove")
        assert gongkai("publish", "rebuild", var=var).returncode == 0
    else:
        assert again.returncode == 0, again.stderr
    assert empty_or_whole(var) > WHOLE
    assert gongkai("publish", "verify", var=var).returncode == 0
