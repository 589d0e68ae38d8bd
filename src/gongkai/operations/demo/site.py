"""What the demo site shows besides records: the snapshot, and 指南 and 目录 published as papers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from gongkai.bodies.models import Person
from gongkai.operations.demo.loaded import Loaded
from gongkai.operations.demo.loader import GROUPS, STAGES
from gongkai.operations.demo.shapes import DemoTerm, DemoYear
from gongkai.portal.shapes import (
    BodyEntry,
    PaperContent,
    SiteSnapshot,
    Term,
)
from gongkai.publication.enums import ItemKind, Route, Stage
from gongkai.publication.importers import Cleared, Signature, import_items, import_published
from gongkai.publication.models import Item, Paper
from gongkai.publication.papers import Identity, PaperKind
from gongkai.publication.services import publish_snapshot
from gongkai.records.papers import KINDS, office_facts


def publish_site(loaded: Loaded, *, at: datetime) -> None:
    """Publish guide, catalogue and snapshot; the reports of the year are published where they were made."""
    year = loaded.year
    body = loaded.bodies[year.district]
    items = import_items([(body, year.year), (body, year.year)], ItemKind.PAPER)
    kept_at = _at(date(year.year, 1, 4), 9)
    import_published(
        [
            _cleared(loaded, item, _kept(loaded, kind, item), kept_at)
            for kind, item in zip(KINDS, items, strict=True)
        ]
    )
    Paper.objects.bulk_create(
        [Paper(item=item, body=body, kind=kind.kind) for kind, item in zip(KINDS, items, strict=True)]
    )
    publish_snapshot(snapshot=snapshot(loaded), body=body, actor=None, at=at)


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _cleared(loaded: Loaded, item: Item, content: PaperContent, at: datetime) -> Cleared:
    people = _signers(loaded)
    signatures = tuple(
        Signature(stage=stage, person=person, at=at - timedelta(hours=len(people) - place))
        for place, (stage, person) in enumerate(people)
    )
    return Cleared(item=item, content=content, route=Route.FULL, signatures=signatures, published_at=at)


def _signers(loaded: Loaded) -> list[tuple[Stage, Person]]:
    """Four different people: those of the district itself before those of its office."""
    year = loaded.year
    ranked = sorted(year.people, key=lambda person: (person.body != year.district, person.body != "office"))
    chosen: list[tuple[Stage, Person]] = []
    used: set[str] = set()
    for stage, role in zip(STAGES.values(), ("author", "first", "second", "approver"), strict=True):
        found = next(person for person in ranked if role in person.roles and person.key not in used)
        used.add(found.key)
        chosen.append((stage, loaded.people[found.key]))
    return chosen


def _kept(loaded: Loaded, kind: PaperKind, item: Item) -> PaperContent:
    """指南 or 目录 as the desk would have composed it on the third of January."""
    year = loaded.year
    who = Identity(path=item.path, index_number=item.index_number, notice=year.notice)
    return kind.compose(loaded.bodies[year.district], who, date(year.year, 1, 3))


def snapshot(loaded: Loaded) -> SiteSnapshot:
    """The site settings of the demo: its banner on every page, no index for search engines."""
    year = loaded.year
    return SiteSnapshot(
        sequence=0,
        at="",
        site_name="政府信息公开平台",
        owner_name="区人民政府办公室",
        home_body=year.district,
        year=year.year,
        columns=tuple(_term(term) for term in year.columns),
        key_areas=tuple(Term(code=area.code, name=area.label) for area in year.key_areas),
        themes=tuple(_term(term) for term in year.themes),
        bodies=tuple(
            BodyEntry(code=body.code, name=body.name, group=str(GROUPS[body.group].label))
            for body in year.bodies
        ),
        mandatory=tuple(_mandatory(year)),
        contact=office_facts(loaded.bodies[year.district]),
        banner=year.notice,
        noindex=True,
    )


def _mandatory(year: DemoYear) -> Iterator[Term]:
    """Each item of the law, followed by the columns and key areas that hold such information."""
    names = {term.code: term.name for term in year.columns} | {
        area.code: area.label for area in year.key_areas
    }
    for term in year.mandatory:
        yield _term(term)
        yield from (Term(code=code, name=names[code], parent=term.code) for code in term.related)


def _term(term: DemoTerm) -> Term:
    return Term(code=term.code, name=term.name, parent=term.parent, description=term.description)
