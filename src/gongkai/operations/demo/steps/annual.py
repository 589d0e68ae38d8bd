"""The reports of the year: those of the 42 bodies and the district's, counted, frozen and published in the next spring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from gongkai.annual.importers import PublishedReport, import_reports
from gongkai.annual.models import CountingStatement
from gongkai.bodies.enums import Role
from gongkai.bodies.models import Person, RoleAssignment
from gongkai.operations.demo.heping2017.data_files import table
from gongkai.operations.demo.heping2017.days import working_between
from gongkai.operations.demo.loaded import Loaded
from gongkai.publication.enums import Stage
from gongkai.publication.importers import Signature

_ROLES = {Stage.AUTHOR: "author", Stage.FIRST: "first", Stage.SECOND: "second", Stage.APPROVAL: "approver"}
_OFFICE = "office"


def load(loaded: Loaded, _at: datetime) -> None:
    data = table("reports")
    _assign_reporters(loaded)
    _state(loaded, data["statement"], data["days"]["opened"])
    import_reports(list(_reports(loaded, data)), loaded.year.year)


def _holder(loaded: Loaded, body: str, role: str) -> Person:
    """Who holds the role at the body; of the district's office where the body has nobody of its own."""
    people = loaded.year.people
    found = next((each for each in people if each.body == body and role in each.roles), None)
    found = found or next(each for each in people if role in each.roles)
    return loaded.people[found.key]


def _assign_reporters(loaded: Loaded) -> None:
    """In a unit the author also fills in the report; the office's clerk does so for the office and for the district."""
    clerk = _holder(loaded, _OFFICE, "reporter")
    district = loaded.year.district
    RoleAssignment.objects.bulk_create(
        RoleAssignment(
            person=clerk if body.code == district else _holder(loaded, body.code, "author"),
            body=loaded.bodies[body.code],
            role=Role.REPORTER,
            valid_from=date(2016, 1, 1),
        )
        for body in loaded.year.bodies
        if body.code != _OFFICE
    )


def _state(loaded: Loaded, statements: Sequence[Mapping[str, Any]], on: date) -> None:
    CountingStatement.objects.bulk_create(
        CountingStatement(
            body=loaded.bodies[body.code],
            year=loaded.year.year,
            register=said["register"],
            counted=said["counted"],
            source=said["source"],
            person=_holder(loaded, body.code, "author"),
            stated_on=on,
        )
        for body in loaded.year.bodies
        for said in statements
    )


def _reports(loaded: Loaded, data: Mapping[str, Any]) -> Iterator[PublishedReport]:
    """The district's first, so that its page bears the first number of the year."""
    days, outline = data["days"], data["outline"]
    year = loaded.year
    yield _report(
        loaded,
        year.district,
        outline["district"],
        (days["district_handed"], days["district_accepted"], days["district_published"]),
        days["opened"],
        remark=f"汇总数字取自{year.source}。",
    )
    spans = [
        working_between(days[f"{name}_from"], days[f"{name}_until"])
        for name in ("handed", "accepted", "published")
    ]
    units = [body.code for body in year.bodies if body.reporting]
    for place, code in enumerate(units):
        course = tuple(span[place * len(span) // len(units)] for span in spans)
        yield _report(loaded, code, outline["unit"], (course[0], course[1], course[2]), days["opened"])


def _report(  # noqa: PLR0913 - what one report is made of
    loaded: Loaded,
    code: str,
    outline: str,
    course: tuple[date, date, date],
    opened: date,
    *,
    remark: str = "",
) -> PublishedReport:
    handed, accepted, published = course
    published_at = _at(published, 10)
    clerk = _OFFICE if code == loaded.year.district else code
    role = "reporter" if clerk == _OFFICE else "author"
    return PublishedReport(
        body=loaded.bodies[code],
        outline=outline,
        reporter=_holder(loaded, clerk, role),
        reviewer=_holder(loaded, loaded.year.district, "supervisor"),
        opened_at=_at(opened, 9),
        handed_at=_at(handed, 15),
        accepted_at=_at(accepted, 11),
        signatures=_signatures(loaded, code, published_at),
        published_at=published_at,
        remark=remark,
        notice=loaded.year.notice,
    )


def _signatures(loaded: Loaded, code: str, published_at: datetime) -> tuple[Signature, ...]:
    return tuple(
        Signature(
            stage=stage,
            person=_holder(loaded, code, role),
            at=published_at - timedelta(hours=len(_ROLES) - place),
        )
        for place, (stage, role) in enumerate(_ROLES.items())
    )


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
