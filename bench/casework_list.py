"""The list of requests at 100,000 cases: every filter, first page and deep pages, by key and by OFFSET in the same run.

A fresh SQLite file holds one district of 42 bodies; the cases are spread over them and over ten years. Measured are the
statements that the list's page needs for the supervisor of the whole district (42 bodies) and for one body, and the whole
page through the desk. The milliseconds are processor time, the least of three runs: SQLite runs inside this process, so
that is what a page costs, whoever else works on the machine.

    .venv-test/bin/python bench/casework_list.py [--rows 100000]
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

TESTS = Path(__file__).resolve().parents[1] / "tests"
BODIES, REPEATS, LIMIT = 42, 3, 100.0
FIRST = date(2016, 1, 4)
TODAY = date(2026, 1, 19)
OPEN = ("to_confirm", "handling", "correcting", "consulting", "to_review", "to_sign", "to_deliver")
FILTERS = (
    {},
    {"state": "archived"},
    {"state": "handling"},
    {"state": "to_confirm"},
    {"channel": "counter"},
    {"channel": "fax"},
    {"subject": "first"},
    {"due": "overdue"},
    {"due": "soon"},
    {"due": "open"},
    {"text": "补偿"},
    {"text": "第99号"},
    {"text": "没有这样的字样"},
    {"state": "handling", "due": "overdue", "channel": "web", "text": "补偿"},
)


def build(rows: int) -> Any:
    """The district with its cases; returns its head, the first body and a subject."""
    import desk_world as make  # noqa: PLC0415
    from gongkai.casework.models import Request, RequestSubject  # noqa: PLC0415

    top = make.body("top", "示例区人民政府")
    bodies = [make.body(f"body-{number:02d}", parent=top) for number in range(BODIES - 1)]
    subjects = RequestSubject.objects.bulk_create(
        [
            RequestSubject(code=f"s{number}", name=f"主题{number}", position=number, valid_from=2008)
            for number in range(9)
        ]
    )
    for start in range(0, rows, 5000):
        batch = range(start, min(start + 5000, rows))
        Request.objects.bulk_create([case(number, rows, bodies, subjects) for number in batch])
    return top, bodies[0], subjects[0]


def case(number: int, rows: int, bodies: list[Any], subjects: list[Any]) -> Any:
    """Spread by arithmetic: the last three hundred are open, the others archived."""
    from gongkai.casework.models import Request  # noqa: PLC0415

    received = FIRST + timedelta(days=number * 3650 // rows)
    open_case = number >= rows - 300
    body = bodies[number % len(bodies)]
    channels = ("counter", "post_signed", "post_plain", "web", "web", "email")
    return Request(
        body=body,
        year=received.year,
        serial=number,
        number=f"{body.code}-{received.year}-{number:06d}",
        channel="fax" if number % 997 == 0 else channels[number % 6],
        received_on=received,
        receipt_basis="handed_in",
        regime="R19" if received >= date(2019, 5, 15) else "R07",
        applicant_kind="natural",
        title=f"示例地块第{number}号房屋征收补偿方案",
        description="申请公开示例地块房屋征收补偿方案及其附件。" * 12,
        subject=subjects[number * 7 % 9],
        state=OPEN[number % len(OPEN)] if open_case else "archived",
        due_on=received + timedelta(days=28),
        updated_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def queries_of(values: dict[str, str], subject: Any) -> Any:
    from gongkai.casework.filtering import filtered  # noqa: PLC0415
    from gongkai.casework.forms import FilterForm  # noqa: PLC0415
    from gongkai.casework.models import Request  # noqa: PLC0415
    from gongkai.casework.working_days import current_calendar  # noqa: PLC0415

    chosen = {name: str(subject.pk) if name == "subject" else value for name, value in values.items()}
    form = FilterForm(chosen, subjects=[(str(subject.pk), subject.name)], bodies=[])
    return filtered(Request.objects.all(), form, TODAY, current_calendar())


def spent(work: Callable[[], object]) -> float:
    """Milliseconds of processor time, the least of a few runs."""
    found = []
    for _ in range(REPEATS):
        start = time.process_time()
        work()
        found.append((time.process_time() - start) * 1000)
    return min(found)


def measure(bodies: list[int], subject: Any) -> float:
    """Print a line for each filter; the slowest page by key."""
    from gongkai.bodies.scope import scope_to  # noqa: PLC0415
    from gongkai.casework.views.listing import listed  # noqa: PLC0415
    from gongkai.shell.paging import PAGE_SIZE  # noqa: PLC0415

    slowest = 0.0
    with scope_to(bodies):
        for values in FILTERS:
            found = queries_of(values, subject)
            count = found.count()
            keys = list(found.order_by("-pk").values_list("pk", flat=True))
            deep = keys[len(keys) * 9 // 10] if keys else 0
            offset = len(keys) * 9 // 10
            first = spent(lambda found=found: listed(found, {}))
            older = spent(lambda found=found, deep=deep: listed(found, {"after": str(deep)}))
            newer = spent(lambda found=found, deep=deep: listed(found, {"before": str(deep)}))
            skipped = spent(
                lambda found=found, offset=offset: list(
                    found.order_by("-pk")[offset : offset + PAGE_SIZE + 1]
                )
            )
            name = " ".join(f"{key}={value}" for key, value in values.items()) or "no filter"
            print(f"{name:58.58} {count:7d} {first:9.1f} {older:9.1f} {newer:9.1f} {skipped:9.1f}")
            slowest = max(slowest, first, older, newer)
    return slowest


def page_through_the_desk(top: Any) -> float:
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    import desk_world as make  # noqa: PLC0415
    from gongkai.bodies.enums import Role  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    client.force_login(make.person(top, Role.SUPERVISOR))
    return spent(lambda: client.get(reverse("requests"), {"state": "archived", "after": "50000"}))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    sys.path.insert(0, str(TESTS))
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(GONGKAI_VAR=folder, DJANGO_SETTINGS_MODULE="gongkai.settings", DATABASE_URL="")
        import django  # noqa: PLC0415

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415
        from django.db import connection  # noqa: PLC0415

        from gongkai.bodies.models import PublicBody  # noqa: PLC0415
        from gongkai.bodies.scope import cross_body  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        with cross_body("bench"):
            top, one, subject = build(rows)
            everybody = list(PublicBody.objects.values_list("pk", flat=True))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        head = f"{'filter':58} {'rows':>7} {'first ms':>9} {'older ms':>9} {'newer ms':>9} {'OFFSET ms':>9}"
        print(f"{rows} cases, deep pages at nine tenths of what a filter finds")
        print(f"\nthe whole district, {BODIES} bodies\n{head}")
        slowest = measure(everybody, subject)
        print(f"\none body\n{head}")
        slowest = max(slowest, measure([one.pk], subject))
        page = page_through_the_desk(top)
        print(
            f"\nslowest page by key {slowest:.1f} ms; a page through the desk {page:.1f} ms (limit {LIMIT:.0f})"
        )
        connection.close()
    return 0 if max(slowest, page) < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
