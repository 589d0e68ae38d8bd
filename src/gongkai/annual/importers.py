"""Many reports at once, as a past year left them: the same drafts, figures and audit rows as `services`, in bulk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from gongkai.annual.compilation import Compilation, compile_reports
from gongkai.annual.drafting import draft, narrative_of, words_of
from gongkai.annual.enums import ReportState
from gongkai.annual.freezing import RowKeys, frozen_cells
from gongkai.annual.measures import measures_of_year
from gongkai.annual.models import AnnualReport, FrozenCell, ReportSection
from gongkai.annual.outline import outline
from gongkai.annual.paper import blocks_of, paper_of
from gongkai.annual.period import Period
from gongkai.bodies.models import AuditRow, Person, PublicBody
from gongkai.bodies.queries import children_within
from gongkai.bodies.rules import descendants
from gongkai.portal.shapes import Block, Note
from gongkai.publication.enums import ItemKind, Route
from gongkai.publication.importers import Cleared, Signature, import_items, import_published

CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedReport:
    """A report with the days of its course, who filled it in and who found it in order, and its whole review round."""

    body: PublicBody
    outline: str
    reporter: Person
    reviewer: Person
    opened_at: datetime
    handed_at: datetime
    accepted_at: datetime
    signatures: tuple[Signature, ...]
    published_at: datetime
    remark: str = ""
    notice: str = ""


@transaction.atomic
def import_reports(rows: Sequence[PublishedReport], year: int) -> list[AnnualReport]:
    """Store and publish the reports of a year; every figure is counted and frozen, every page cleared."""
    items = import_items([(row.body, year + 1) for row in rows], ItemKind.PAPER)
    reports = AnnualReport.objects.bulk_create(
        [
            AnnualReport(
                body=row.body,
                year=year,
                outline=outline(row.outline).code,
                state=ReportState.ACCEPTED,
                handed_on=timezone.localdate(row.handed_at),
                handed_by=row.reporter,
                accepted_on=timezone.localdate(row.accepted_at),
                item=item,
            )
            for row, item in zip(rows, items, strict=True)
        ]
    )
    compiled = {body.pk: found for body, found in compile_reports([row.body for row in rows], year)}
    ReportSection.objects.bulk_create(
        section
        for row, report in zip(rows, reports, strict=True)
        for section in _sections(row, report, compiled[row.body.pk])
    )
    _freeze(reports, compiled, year)
    for row, report in zip(rows, reports, strict=True):
        report.frozen_on = timezone.localdate(row.accepted_at)
        report.published_on = timezone.localdate(row.published_at)
        report.state = ReportState.PUBLISHED
    AnnualReport.objects.bulk_update(reports, ["frozen_on", "published_on", "state"])
    import_published(
        [_cleared(row, report, compiled[row.body.pk]) for row, report in zip(rows, reports, strict=True)]
    )
    AuditRow.objects.bulk_create([audit for row in rows for audit in _audited(row, year)])
    return reports


def _sections(row: PublishedReport, report: AnnualReport, compiled: Compilation) -> Iterator[ReportSection]:
    words = words_of(row.body, report.year)
    for place, part in enumerate(draft(outline(row.outline), compiled, words), start=1):
        yield ReportSection(report=report, position=place, title=part.title, text=part.text)


def _freeze(reports: Sequence[AnnualReport], compiled: dict[int, Compilation], year: int) -> None:
    days = Period(year, frozenset()).days
    tree = children_within(*days)
    scopes = {report.body_id: descendants(tree, report.body_id) for report in reports}
    keys = RowKeys(Period(year, frozenset().union(*scopes.values())), measures_of_year(year))
    cells = [
        cell
        for report in reports
        for cell in frozen_cells(report, compiled[report.body_id], keys.within(scopes[report.body_id]))
    ]
    FrozenCell.objects.bulk_create(cells, batch_size=CHUNK)


def _cleared(row: PublishedReport, report: AnnualReport, compiled: Compilation) -> Cleared:
    item = report.item
    if item is None:
        raise ValueError(f"{report}: 没有条目的报告不能公布。")
    content = paper_of(
        compiled,
        (*_remark(row), *blocks_of(compiled, narrative_of(row.body, compiled))),
        made_on=timezone.localdate(row.published_at),
        path=item.path,
        index_number=item.index_number,
        notice=row.notice,
    )
    return Cleared(
        item=item,
        content=content,
        route=Route.FULL,
        signatures=row.signatures,
        published_at=row.published_at,
    )


def _remark(row: PublishedReport) -> tuple[Block, ...]:
    return (Note(text=row.remark),) if row.remark else ()


def _audited(row: PublishedReport, year: int) -> Iterator[AuditRow]:
    acts: tuple[tuple[datetime, Person, str, dict[str, str]], ...] = (
        (row.opened_at, row.reporter, "report.open", {"outline": row.outline}),
        (row.handed_at, row.reporter, "report.hand_in", {}),
        (row.accepted_at, row.reviewer, "report.accept", {}),
        (row.published_at, row.signatures[-1].person, "report.publish", {}),
    )
    for at, actor, act, new in acts:
        subject = f"report/{row.body.code}/{year}"
        yield AuditRow(at=at, actor=actor, act=act, body=row.body, subject=subject, old={}, new=new)
