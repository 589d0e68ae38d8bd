"""`gongkai audit`: sealing by hand and by the service, and the verdict on rows that somebody changed."""

from __future__ import annotations

import json
import sqlite3

import pytest

from operations.installation_programs import gongkai


@pytest.fixture
def sealed(installation):
    assert gongkai("audit", "seal", var=installation).returncode == 0
    return installation


def test_rows_as_they_were_written_agree(sealed):
    done = gongkai("audit", "verify", var=sealed)
    assert done.returncode == 0, done.stderr
    assert "与封存时一致" in done.stdout
    shown = json.loads(gongkai("audit", "verify", "--format", "json", var=sealed).stdout)
    assert shown["clean"] is True
    assert (shown["sealed"] > 10, shown["open"]) == (True, 0)
    assert shown["root"] in done.stdout


def test_a_row_changed_behind_the_back_of_the_program_is_named(sealed):
    with sqlite3.connect(sealed / "db.sqlite3") as database:
        database.execute("DROP TRIGGER bodies_auditrow_append_only_update")
        (row,) = database.execute("SELECT id FROM bodies_auditrow ORDER BY id LIMIT 1 OFFSET 4").fetchone()
        database.execute("UPDATE bodies_auditrow SET actor_id = NULL WHERE id = ?", [row])
    done = gongkai("audit", "verify", var=sealed)
    assert done.returncode == 1
    assert f"第{row}行" in done.stderr
    assert "Traceback" not in done.stderr
    shown = json.loads(gongkai("audit", "verify", "--format", "json", var=sealed).stdout)
    assert (shown["clean"], shown["finding"]["row"]) == (False, row)
