"""政务服务 of the year: the register of each body, its page 机构信息 and the guide of every item, published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from gongkai.bodies.models import Person
from gongkai.directory.importers import ImportedEntry, ImportedPaper, import_entries, import_papers
from gongkai.directory.models import (
    ComplaintLine,
    Dated,
    InnerOffice,
    Leader,
    ServiceGuide,
    ServiceItem,
    ServiceWindow,
    WindowStaff,
)
from gongkai.directory.papers import INSTITUTION, service_kind
from gongkai.directory.queries import with_guides
from gongkai.operations.demo.heping2017 import days
from gongkai.operations.demo.heping2017.directory import SINCE, DemoDirectory, DemoEntry, directory
from gongkai.operations.demo.loaded import Loaded
from gongkai.publication.enums import Stage
from gongkai.publication.importers import Signature
from gongkai.publication.papers import PaperKind

_STAGES = {
    Stage.AUTHOR: "author",
    Stage.FIRST: "first",
    Stage.SECOND: "second",
    Stage.APPROVAL: "approver",
}
_PAGES_FROM, _PAGES_TO = date(2017, 6, 12), date(2017, 7, 21)


def load(loaded: Loaded, _at: datetime) -> None:
    found = directory()
    windows = _load_register(loaded, found)
    _load_services(loaded, found, windows)
    import_papers([*_institutions(loaded), *_guides(loaded, found)])


def _load_register(loaded: Loaded, found: DemoDirectory) -> Mapping[str, Dated]:
    """Everything but the catalogue; returns the window of each body that has one."""
    rows = [
        *_rows(loaded, Leader, found.leaders),
        *_rows(loaded, InnerOffice, found.inner_offices),
        *_rows(loaded, ComplaintLine, found.lines),
    ]
    import_entries(rows)
    windows = import_entries(list(_rows(loaded, ServiceWindow, [row.entry for row in found.windows])))
    staff = [
        _row(loaded, WindowStaff, entry, window=window)
        for row, window in zip(found.windows, windows, strict=True)
        for entry in row.staff
    ]
    import_entries(staff)
    return {row.entry.body: window for row, window in zip(found.windows, windows, strict=True)}


def _rows(loaded: Loaded, model: type[Dated], entries: Sequence[DemoEntry]) -> Iterator[ImportedEntry]:
    return (_row(loaded, model, entry) for entry in entries)


def _row(loaded: Loaded, model: type[Dated], entry: DemoEntry, **further: object) -> ImportedEntry:
    return ImportedEntry(
        model=model,
        body=loaded.bodies[entry.body],
        values={**further, **entry.values},
        since=entry.since,
        last=entry.last,
        actor=_author(loaded, entry.body),
        at=_at(entry.since, 9),
    )


def _author(loaded: Loaded, body: str) -> Person:
    return _people(loaded, body)["author"]


def _people(loaded: Loaded, body: str) -> Mapping[str, Person]:
    return {
        role: loaded.people[person.key]
        for person in loaded.year.people
        if person.body == body
        for role in person.roles
    }


def _load_services(loaded: Loaded, found: DemoDirectory, windows: Mapping[str, Dated]) -> None:
    items = import_entries(
        [
            _row(
                loaded,
                ServiceItem,
                DemoEntry(
                    body=row.body, values={"code": row.code, "name": row.name, "kind": row.kind}, since=SINCE
                ),
            )
            for row in found.services
        ]
    )
    guides = [
        _row(
            loaded,
            ServiceGuide,
            DemoEntry(body=row.body, values=row.guide, since=row.revised_on),
            item=item,
            window=windows[row.body],
        )
        for row, item in zip(found.services, items, strict=True)
    ]
    import_entries(guides)


def _institutions(loaded: Loaded) -> Iterator[ImportedPaper]:
    """One page a body, on working days after the changes of June."""
    reporting = [body for body in loaded.year.bodies if body.reporting]
    open_days = days.working_between(_PAGES_FROM, _PAGES_TO)
    for place, body in enumerate(reporting):
        on = open_days[place * len(open_days) // len(reporting)]
        yield _paper(loaded, body.code, on, INSTITUTION)


def _guides(loaded: Loaded, found: DemoDirectory) -> Iterator[ImportedPaper]:
    published = {row.code: row for row in found.services}
    items = with_guides(ServiceItem.objects.select_related("body"), days.working_year()[-1])
    for item in items.order_by("pk"):
        row = published[item.code]
        yield _paper(loaded, row.body, row.published_on, service_kind(item))


def _paper(loaded: Loaded, body: str, on: date, kind: PaperKind) -> ImportedPaper:
    published_at = _at(on, 15)
    people = _people(loaded, body)
    signatures = tuple(
        Signature(stage=stage, person=people[role], at=published_at - timedelta(hours=len(_STAGES) - place))
        for place, (stage, role) in enumerate(_STAGES.items())
    )
    return ImportedPaper(
        kind=kind,
        body=loaded.bodies[body],
        signatures=signatures,
        published_at=published_at,
        notice=loaded.year.notice,
    )


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
