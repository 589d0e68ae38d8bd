"""The desk's record list at 100,000 rows: every filter, first page, next and previous at depth, against a plain LIKE.

The rows are put in by bulk statements over 43 bodies, with texts of about a page; a supervisor of the district looks
at all of them. Each figure is the best of several rounds of the list's own queries: on SQLite, which works inside this
process, its processor time, so that other work on the machine does not count; on PostgreSQL the time that passed.
`plain LIKE` is the same page with the text sought by LIKE in the records themselves.

    .venv-test/bin/python bench/desk_lists.py [--rows 100000]
    .venv-test/bin/python tools/with_postgres.py .venv-test/bin/python bench/desk_lists.py
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

LIMIT = 100.0
ROUNDS = 5
BODIES = 43
TESTS = Path(__file__).resolve().parents[1] / "tests"
TOPICS = (
    "道路养护",
    "供热管网巡查",
    "预算公开",
    "安全生产检查",
    "义务教育招生",
    "社会救助",
    "环境监测",
    "就业服务",
)
TEXT = "<p>" + "为做好相关工作，各单位按职责分工组织实施，并公开进展情况。" * 12 + "</p>"
RARE = "琉璃瓦"


def rows_of(number: int, bodies: list[Any], author: Any) -> None:
    from gongkai.publication.models import Item  # noqa: PLC0415
    from gongkai.records.lines import import_lines  # noqa: PLC0415
    from gongkai.records.models import Determination, Record  # noqa: PLC0415

    at = datetime(2017, 1, 3, 4, 0, tzinfo=UTC)
    for start in range(0, number, 5000):
        span = range(start, min(start + 5000, number))
        items = Item.objects.bulk_create([item_of(n, bodies) for n in span])
        records = Record.objects.bulk_create(
            [record_of(n, item, author, at) for n, item in zip(span, items, strict=True)]
        )
        Determination.objects.bulk_create(
            [
                Determination(
                    record=record,
                    attribute="WITHHELD" if n % 1000 == 7 else "PROACTIVE",
                    ground="依据" if n % 1000 == 7 else "",
                    person=author,
                    valid_from=record.made_on,
                )
                for n, record in zip(span, records, strict=True)
            ]
        )
        import_lines(
            records,
            {
                record.pk: "WITHHELD" if n % 1000 == 7 else "PROACTIVE"
                for n, record in zip(span, records, strict=True)
            },
        )


def item_of(n: int, bodies: list[Any]) -> Any:
    from gongkai.publication.models import Item  # noqa: PLC0415

    body = bodies[n % BODIES]
    place = f"{body.code}/2017"
    return Item(
        body=body,
        kind="record",
        year=2017,
        serial=n,
        path=f"{place}/{n:06d}",
        index_number=f"{place}-{n:06d}",
    )


def record_of(n: int, item: Any, author: Any, at: datetime) -> Any:
    from gongkai.records.models import Record  # noqa: PLC0415

    rare = RARE if n == 1234 else ""
    return Record(
        body=item.body,
        item=item,
        kind="document" if n % 50 == 3 else "information",
        title=f"关于{TOPICS[n % len(TOPICS)]}工作的情况（第{n}号）{rare}",
        document_number=f"示政发〔2017〕{n}号" if n % 50 == 3 else "",
        made_on=date(2016 if n % 5000 == 11 else 2017, 1, 3) + timedelta(days=n % 360),
        columns=["organisation" if n % 4000 == 9 else "news"],
        html=TEXT,
        state="returned" if n % 9000 == 5 else "published",
        author=author,
        updated_at=at,
    )


def page_of(query: dict[str, str], bodies: list[Any], *, plain: bool = False) -> list[Any]:
    """What the list view asks of the database for this query string."""
    from django.db.models import Q  # noqa: PLC0415

    from gongkai.records.filtering import filtered  # noqa: PLC0415
    from gongkai.records.forms import FilterForm  # noqa: PLC0415
    from gongkai.records.models import Record, RecordLine  # noqa: PLC0415
    from gongkai.records.views.listing import records_page  # noqa: PLC0415
    from gongkai.shell.paging import keyset_page  # noqa: PLC0415

    text = query.get("text", "") if plain else ""
    kept = {name: value for name, value in query.items() if not (plain and name == "text")}
    columns = [("news", "工作动态"), ("organisation", "组织机构")]
    form = FilterForm(kept, columns=columns, bodies=[(body.pk, body.code) for body in bodies])
    if plain:
        sought = Q(title__icontains=text) | Q(document_number__icontains=text)
        rows = Record.objects.select_related("item", "author").defer("html")
        return keyset_page(rows.filter(sought | Q(item__index_number__icontains=text)), query).rows
    return records_page(filtered(RecordLine.objects.all(), form), query).rows


def best_ms(work: Callable[[], object]) -> float:
    from django.db import connection  # noqa: PLC0415

    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    spent = []
    for _ in range(ROUNDS):
        start = clock()
        work()
        spent.append((clock() - start) * 1000)
    return min(spent)


def queries(keys: list[int], code: str) -> dict[str, dict[str, str]]:
    middle, deep = str(keys[len(keys) // 2]), str(keys[200])
    texts = {"common word": "工作", "one topic in eight": "环境监测", "rare word": RARE, "no hit": "无此字样"}
    texts |= {"document number": "〔2017〕50003号", "index number": f"{code}/2017-0", "one character": "瓦"}
    found = {f"text: {name}": {"text": text} for name, text in texts.items()}
    found |= {
        "no filter": {},
        "no filter, next in the middle": {"after": middle},
        "no filter, previous in the depth": {"before": deep},
        "common word, next in the middle": {"text": "工作", "after": middle},
        "common word, previous in the depth": {"text": "工作", "before": deep},
        "rare word, previous in the depth": {"text": RARE, "before": deep},
        "no hit, next in the middle": {"text": "无此字样", "after": middle},
        "state: few": {"state": "returned"},
        "state: no row": {"state": "draft"},
        "state: most": {"state": "published"},
        "state: most, next in the middle": {"state": "published", "after": middle},
        "state: few, previous in the depth": {"state": "returned", "before": deep},
        "column: few": {"column": "organisation"},
        "column: most": {"column": "news"},
        "column: few, previous in the depth": {"column": "organisation", "before": deep},
        "kind: documents": {"kind": "document"},
        "kind: no row": {"kind": "rule"},
        "year: few": {"year": "2016"},
        "year: no row": {"year": "2012"},
        "attribute: few": {"attribute": "WITHHELD"},
        "attribute: no row": {"attribute": "ON_REQUEST"},
        "attribute: none determined": {"attribute": "none"},
        "attribute: most": {"attribute": "PROACTIVE", "after": middle},
        "body: one": {"body": "{body}"},
        "everything at once": {
            "text": "环境监测",
            "state": "published",
            "column": "news",
            "kind": "information",
            "year": "2017",
            "attribute": "PROACTIVE",
            "after": middle,
        },
        "everything at once, no row": {
            "text": "工作",
            "state": "published",
            "column": "organisation",
            "kind": "document",
            "year": "2017",
            "attribute": "PROACTIVE",
        },
    }
    return found


def main(number: int) -> int:
    sys.path.insert(0, str(TESTS))
    os.environ.setdefault("GONGKAI_VAR", tempfile.mkdtemp())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings")
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection, transaction  # noqa: PLC0415

    from factories import make_body, make_person  # noqa: PLC0415
    from gongkai.bodies.scope import cross_body, scope_to  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    bodies = [make_body(f"b{n:02d}") for n in range(BODIES)]
    with cross_body("bench"), transaction.atomic():
        rows_of(number, bodies, make_person())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return measured(number, bodies, connection.vendor, scope_to({body.pk for body in bodies}))


def measured(number: int, bodies: list[Any], vendor: str, scope: Any) -> int:
    from gongkai.records.models import Record  # noqa: PLC0415

    worst = 0.0
    with scope:
        keys = sorted(Record.objects.values_list("pk", flat=True))
        print(f"{number:,} records at {BODIES} bodies, {vendor}; best of {ROUNDS} rounds in ms")
        for name, query in queries(keys, bodies[7].code).items():
            asked = {key: value.format(body=bodies[7].pk) for key, value in query.items()}
            spent = best_ms(lambda asked=asked: page_of(asked, bodies))
            worst = max(worst, spent)
            beside = (
                f"{best_ms(lambda asked=asked: page_of(asked, bodies, plain=True)):9.1f}"
                if "text" in asked
                else ""
            )
            print(f"{name:<40}{spent:9.1f}{beside and '   plain LIKE' + beside}")
    print(f"worst {worst:.1f} ms, limit {LIMIT:.0f} ms")
    return int(worst > LIMIT)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    sys.exit(main(parser.parse_args().rows))
