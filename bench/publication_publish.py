"""One publication through the desk's services on the real database, at 10,000 and at 1,000,000 editions.

For each size a fresh SQLite file is made. One record is published through the services; the rows of all the others
are copies of its rows with their own serial, path, title and hash, put in by INSERT ... SELECT. The two triggers that
look at every inserted signature and edition are taken off while the rows are put in and are back before anything is
measured. Then records are drafted, signed, published, corrected and withdrawn one by one.

    .venv-test/bin/python bench/publication_publish.py [--rows SMALL LARGE]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

ACTS = 20
TESTS = Path(__file__).resolve().parents[1] / "tests"
PATH = "printf('one/2017/%05d', n)"
CONTENT = (
    "replace(replace(t.content, 'one/2017/00001', printf('one/2017/%05d', n)), "
    "'one/2017-00001', printf('one/2017-%05d', n))"
)
LOGGED = "(SELECT content_sha256 FROM publication_revision r WHERE r.id = {revision} + n - 1)"
Costs = dict[str, dict[str, list[float]]]


def copied(table: str, where: str, **own: str) -> str:
    """Rows 2..N after the pattern row of a table; `own` gives an SQL expression over n for what is not copied."""
    from django.db import connection  # noqa: PLC0415 - Django is set up in the measuring process only

    with connection.cursor() as cursor:
        names = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    chosen = [name for name in names if name != "id" or "id" in own]
    values = ", ".join(own.get(name, f't."{name}"') for name in chosen)
    listed = ", ".join(f'"{name}"' for name in chosen)
    return (
        "WITH RECURSIVE numbers(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < %s) "
        f"INSERT INTO {table} ({listed}) SELECT {values} FROM {table} t CROSS JOIN numbers WHERE {where}"
    )


def statements_of(record: Any, edition: Any) -> list[str]:
    """What copies every row of one published record, in the order that foreign keys want."""
    from gongkai.publication.models import ListEntry  # noqa: PLC0415

    sequence, item, revision = edition.act_id, record.item_id, record.revision_id
    logged = LOGGED.format(revision=revision)
    statements = [
        copied(
            "publication_item", f"t.id = {item}", id=f"{item} + n - 1", serial="n", path=PATH,
            index_number="printf('one/2017-%05d', n)",
        ),
        copied(
            "publication_revision", f"t.id = {revision}", id=f"{revision} + n - 1", item_id=f"{item} + n - 1",
            content=CONTENT, content_sha256=f"sha256({CONTENT})",
        ),
    ]  # fmt: skip
    statements += [
        copied(
            "publication_clearance",
            f"t.id = {signed.pk}",
            id=f"{signed.pk} + 3 * (n - 1)",
            revision_id=f"{revision} + n - 1",
            content_sha256=logged,
        )
        for signed in edition.revision.clearances.all()
    ]
    statements += [
        copied(
            "publication_publicact", f"t.sequence = {sequence}", sequence=f"{sequence} + n - 1", path=PATH,
            content_sha256=logged,
            touched="(SELECT json_group_array(json_array(json_extract(value, '$[0]'), n - 1)) FROM json_each(t.touched))",
        ),
        copied(
            "publication_edition", f"t.act_id = {sequence}", act_id=f"{sequence} + n - 1", item_id=f"{item} + n - 1",
            revision_id=f"{revision} + n - 1", approval_id=f"{edition.approval_id} + 3 * (n - 1)",
        ),
        copied(
            "publication_standing", f"t.item_id = {item}", item_id=f"{item} + n - 1", edition_id=f"{sequence} + n - 1"
        ),
        copied(
            "records_record", f"t.id = {record.pk}", id=f"{record.pk} + n - 1", item_id=f"{item} + n - 1",
            revision_id=f"{revision} + n - 1",
        ),
        *(
            copied("publication_listentry", f"t.id = {entry.pk}", position="n - 1", item_id=f"{item} + n - 1")
            for entry in ListEntry.objects.filter(item=record.item)
        ),
    ]  # fmt: skip
    return statements


def fill(record: Any, rows: int) -> None:
    """Bring the tables of publication to so many editions, each consistent with the services' own."""
    from django.db import connection  # noqa: PLC0415

    from gongkai.portal.shapes import sha256_hex  # noqa: PLC0415
    from gongkai.publication.models import Edition, ListHead, Sequence, Serial  # noqa: PLC0415

    connection.connection.create_function("sha256", 1, lambda text: sha256_hex(text.encode()))
    edition = Edition.objects.get(item=record.item)
    statements = statements_of(record, edition)
    with quick_filling(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.replace("%05d", "%%05d"), [rows])
        ListHead.objects.update(size=rows, live=rows, by_year={"2017": rows})
        Sequence.objects.update(last=edition.act_id + rows - 1)
        Serial.objects.update(last=rows)


@contextmanager
def quick_filling() -> Iterator[None]:
    """No insert triggers, no key checks, no journal: `measure` checks every key afterwards."""
    from django.db import connection  # noqa: PLC0415

    names = ("clearance_of_other_text", "edition_not_cleared")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name IN (%s, %s)", names
        )
        triggers = cursor.fetchall()
        assert len(triggers) == len(names)
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        (former,) = cursor.execute("PRAGMA cache_size").fetchone()
        for setting in (
            "foreign_keys=OFF",
            "journal_mode=OFF",
            "synchronous=OFF",
            "cache_size=-400000",
            "temp_store=MEMORY",
        ):
            cursor.execute(f"PRAGMA {setting}")
        yield
        for _, statement in triggers:
            cursor.execute(statement)
        for setting in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "foreign_keys=ON",
            f"cache_size={former}",
        ):
            cursor.execute(f"PRAGMA {setting}")
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)


class Meter:
    """SQL statements, milliseconds and bytes put into the database's log by each kind of act."""

    def __init__(self) -> None:
        self.costs: Costs = {}

    def run(self, name: str, act: Callable[[], Any]) -> Any:
        from django.db import connections  # noqa: PLC0415

        count = 0

        def counted(execute: Any, *arguments: Any) -> Any:
            nonlocal count
            count += 1
            return execute(*arguments)

        with connections["default"].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        log = Path(f"{connections['default'].settings_dict['NAME']}-wal")
        with connections["default"].execute_wrapper(counted), connections["reader"].execute_wrapper(counted):
            started = time.perf_counter()
            result = act()
            spent = time.perf_counter() - started
        row = self.costs.setdefault(name, {"statements": [], "milliseconds": [], "bytes": []})
        row["statements"].append(count)
        row["milliseconds"].append(spent * 1e3)
        row["bytes"].append(log.stat().st_size)
        return result


def read_as_projector() -> None:
    """What following the newest act asks of the database: the act, what stands there, its lists' newest pages."""
    from gongkai.portal.source import PAGE_SIZE  # noqa: PLC0415
    from gongkai.publication.source import open_source  # noqa: PLC0415

    with open_source() as source:
        for act in source.acts(source.head() - 1):
            source.current([act.path])
            for touch in act.touched:
                head = source.list_head(touch.list_key)
                source.list_slice(touch.list_key, max(0, head.size - 2 * PAGE_SIZE), head.size)


def acts(team: Any, meter: Meter) -> None:
    from factories import moment  # noqa: PLC0415

    for number in range(ACTS):
        one_life(team, meter, number, moment(2017, 6) + timedelta(hours=number))


def one_life(team: Any, meter: Meter, number: int, at: datetime) -> None:
    """Draft, publish, correct and withdraw one record, each act measured by itself."""
    from factories import clear_all, make_draft  # noqa: PLC0415
    from gongkai.records import services  # noqa: PLC0415
    from gongkai.records.services import Draft  # noqa: PLC0415

    record = meter.run("draft", lambda: make_draft(team, at, title=f"新发第{number}号"))

    def make_public(name: str, note: str) -> None:
        meter.run(f"submit to {name}", lambda: services.submit(record=record, actor=team.author, at=at))
        meter.run(f"sign to {name}", lambda: clear_all(team, record, at))
        meter.run(name, lambda: services.publish(record=record, actor=team.approver, at=at, change_note=note))
        meter.run(f"projector reads, {name}", read_as_projector)
        record.refresh_from_db()

    make_public("publish", "")
    content = Draft(title=f"更正第{number}号", made_on=record.made_on, columns=("news",), html="<p>新。</p>")
    services.edit(record=record, content=content, version=record.version, actor=team.author, at=at)
    make_public("correct", "更正内容")
    gone = {"actor": team.approver, "at": at, "reason": "内容有误，予以撤回。"}
    meter.run("withdraw", lambda: services.withdraw(record=record, **gone))
    meter.run("projector reads, withdraw", read_as_projector)


def measure(rows: int) -> Costs:
    """In a process of its own: make the database in `$GONGKAI_VAR`, fill it, act on it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.settings"
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from factories import make_body, make_published, make_taxonomies, make_team, moment  # noqa: PLC0415
    from gongkai.bodies.scope import cross_body  # noqa: PLC0415
    from gongkai.publication.models import Edition, ListEntry  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    with cross_body("bench"):
        make_taxonomies()
        team = make_team(make_body("one", "甲局"))
        record = make_published(team, moment(2017), html="<p>正文。</p>" * 8)
        started = time.perf_counter()
        fill(record, rows)
        assert Edition.objects.count() == rows
        filled = time.perf_counter() - started
        print(f"{rows:,} editions put in within {filled:.0f} s", file=sys.stderr)
        last = ListEntry.objects.filter(position=rows - 1).select_related("item")
        assert {entry.item.serial for entry in last} == {rows}
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_key_check")
            assert cursor.fetchall() == []
        meter = Meter()
        acts(team, meter)
    return meter.costs


def measured_apart(rows: int) -> Costs:
    with tempfile.TemporaryDirectory() as var:
        environment = {**os.environ, "GONGKAI_VAR": var, "DATABASE_URL": "", "PYTHONPATH": str(TESTS)}
        done = subprocess.run(
            [sys.executable, __file__, "--measure", str(rows)],
            env=environment,
            stdout=subprocess.PIPE,
            check=True,
        )
    costs: Costs = json.loads(done.stdout)
    return costs


def report(small: int, large: int) -> None:
    few, many = measured_apart(small), measured_apart(large)
    print(f"{ACTS} acts of each kind; statements are of all of them, time and bytes their median")
    print(f"{'':32}{small:>14,}{large:>14,}     ratio")
    for name in few:
        for unit in ("statements", "milliseconds", "bytes"):
            one, other = (costs[name][unit] for costs in (few, many))
            typical = sum if unit == "statements" else statistics.median
            left, right = typical(one), typical(other)
            same = "   equal, act by act" if one == other else ""
            ratio = f"{right / left:10.3f}" if left else f"{'-':>10}"
            print(f"{name + ', ' + unit:36}{left:>10,.1f}{right:>14,.1f}{ratio}{same}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs=2, default=(10_000, 1_000_000), metavar=("SMALL", "LARGE"))
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure(given.measure)))
    else:
        report(*given.rows)


if __name__ == "__main__":
    main()
