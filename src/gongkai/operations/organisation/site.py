"""The settings of the site as the registers have them: published when they differ from those that stand."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone

from gongkai.bodies.enums import Group
from gongkai.bodies.models import PublicBody
from gongkai.bodies.queries import periods_within
from gongkai.operations.organisation.shape import SiteLine
from gongkai.portal.shapes import BodyEntry, SiteSnapshot, Term, snapshot_from_json
from gongkai.publication.models import Snapshot
from gongkai.publication.services import publish_snapshot
from gongkai.records.models import Taxonomy
from gongkai.records.papers import office_facts
from gongkai.records.queries import terms_of_year


def publish_if_changed(site: SiteLine, home: PublicBody, *, at: datetime) -> bool:
    """Publish the settings of the day unless they stand already; says whether it did."""
    wanted = _composed(site, home, timezone.localdate(at))
    last = Snapshot.objects.order_by("-act_id").first()
    if last is not None:
        standing = snapshot_from_json(json.loads(last.content))
        if standing == replace(wanted, sequence=standing.sequence, at=standing.at):
            return False
    publish_snapshot(snapshot=wanted, body=home, actor=None, at=at)
    return True


def _composed(site: SiteLine, home: PublicBody, today: date) -> SiteSnapshot:
    kinds = Taxonomy.Kind
    return SiteSnapshot(
        sequence=0,
        at="",
        site_name=site.site_name,
        owner_name=site.owner_name,
        home_body=home.code,
        year=today.year,
        columns=_terms(kinds.COLUMN, today.year),
        key_areas=_terms(kinds.KEY_AREA, today.year),
        themes=_terms(kinds.THEME, today.year),
        bodies=tuple(
            BodyEntry(code=period.body.code, name=period.name, group=str(Group(period.group).label))
            for period in periods_within(today, today).select_related("body")
        ),
        mandatory=_terms(kinds.MANDATORY, today.year),
        contact=office_facts(home),
        site_url=site.site_url,
        site_code=site.site_code,
    )


def _terms(kind: Taxonomy.Kind, year: int) -> tuple[Term, ...]:
    return tuple(
        Term(
            code=term.code,
            name=term.name,
            parent=term.code.rpartition(".")[0],
            description=term.description,
        )
        for term in terms_of_year(kind, year)
    )
