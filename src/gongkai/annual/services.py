"""The acts of an annual report: open, write, hand in, return, accept and freeze, send for review, publish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from gongkai.annual.compilation import Compilation, compile_report, period_of
from gongkai.annual.drafting import draft, narrative_of, words_of
from gongkai.annual.enums import ReportState
from gongkai.annual.freezing import RowKeys, frozen_cells
from gongkai.annual.measures import measures_of_year
from gongkai.annual.models import (
    AnnualReport,
    CountingStatement,
    FigureFromOutside,
    FrozenCell,
    ReportSection,
)
from gongkai.annual.outline import outline
from gongkai.annual.paper import blocks_of, paper_of
from gongkai.annual.prose import faults, names_of_figures
from gongkai.annual.rules import WRITABLE, is_over, may_become
from gongkai.bodies.access import Act
from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import record_act, require
from gongkai.publication.enums import ItemKind, Route
from gongkai.publication.models import Edition, Revision
from gongkai.publication.services import allocate_item
from gongkai.publication.services import publish as publish_revision
from gongkai.publication.services import submit as submit_revision


class ReportError(Exception):
    """An act on a report that is not lawful now: the sentence says what to do first."""


@transaction.atomic
def open_report(
    *, body: PublicBody, year: int, outline_code: str, actor: Person, at: datetime
) -> AnnualReport:
    """Open the report of a year and draft its sections from the figures.

    Raises:
        AccessDenied: the actor is no 年报填报人 of the body.
        ReportError: the report is open already.
        NoDataOfYear: there is nothing to report on.
    """
    require(actor, Act.EDIT_REPORT, body, at)
    chosen = outline(outline_code)
    compiled = _compiled(body, year)
    try:
        with transaction.atomic():
            report = AnnualReport.objects.create(
                body=body, year=year, outline=chosen.code, state=ReportState.DRAFTING
            )
    except IntegrityError as error:
        raise ReportError(f"{year}年的报告已经开始填报，请在列表中打开。") from error
    ReportSection.objects.bulk_create(
        ReportSection(report=report, position=place, title=part.title, text=part.text)
        for place, part in enumerate(draft(chosen, compiled, words_of(body, year)), start=1)
    )
    _record(report, "report.open", actor, at, new={"outline": chosen.code})
    return report


@transaction.atomic
def write_section(  # noqa: PLR0913 - the words, and the names that were read for them
    *,
    section: ReportSection,
    text: str,
    version: int,
    actor: Person,
    at: datetime,
    names: Mapping[str, str] | None = None,
) -> ReportSection:
    """Change the words of a section; figures stand in them as placeholders, `names` by key where they are read already.

    Raises:
        AccessDenied, ReportError: not now, over another person's change, or with a placeholder that is none.
    """
    report = _locked(section.report)
    require(actor, Act.EDIT_REPORT, report.body, at)
    refuse_closed(report)
    if report.version != version:
        raise ReportError("此报告在您打开之后已有他人修改，请刷新后在最新内容上修改。")
    known = names if names is not None else names_of_figures(measures_of_year(report.year))
    wrong = faults(text, known)
    if wrong:
        raise ReportError("".join(wrong))
    old, section.text = section.text, text
    section.save(update_fields=["text"])
    _save(report)
    _record(report, "report.write", actor, at, old={"text": old}, new={"title": section.title, "text": text})
    return section


def refuse_closed(report: AnnualReport) -> None:
    """Raise ReportError where the words stand as they were handed in or published."""
    if report.state == ReportState.PUBLISHED:
        raise ReportError("报告已经公布，公布以后文字和数字不再变动，不能修改；公布的全文见报告页。")
    if ReportState(report.state) not in WRITABLE:
        raise ReportError(f"报告当前为“{report.get_state_display()}”，不能修改；需要修改的，请由审核人退回。")


@transaction.atomic
def hand_in(*, report: AnnualReport, actor: Person, at: datetime) -> AnnualReport:
    """Hand the report up for checking.

    Raises:
        AccessDenied, ReportError: the year is not over, a section has neither words nor a table, a relation of its
            form does not hold, or a section speaks of an unknown figure.
    """
    report = _locked(report)
    require(actor, Act.EDIT_REPORT, report.body, at)
    if not is_over(report.year, timezone.localdate(at)):
        raise ReportError(
            f"{report.year}年度尚未结束，数据统计至{report.year}年12月31日，请在{report.year + 1}年1月1日以后报送；"
            "此前可以继续填写。"
        )
    if wordless := _wordless(report):
        raise ReportError(
            f"“{'”“'.join(wordless)}”还没有文字，请写明情况后再报送；没有相关情况的，写明没有。"
        )
    compiled = _compiled(report.body, report.year)
    failing = [check.title for check in compiled.checks if check.status == "fail"]
    if failing:
        raise ReportError(f"勾稽关系不成立，请核对后再报送：{'；'.join(dict.fromkeys(failing))}。")
    known = names_of_figures(measures_of_year(report.year))
    wrong = [fault for section in report.sections.all() for fault in faults(section.text, known)]
    if wrong:
        raise ReportError("".join(dict.fromkeys(wrong)))
    _move(report, ReportState.HANDED_IN)
    report.handed_on, report.handed_by, report.return_note = timezone.localdate(at), actor, ""
    _save(report)
    _record(report, "report.hand_in", actor, at)
    return report


def _wordless(report: AnnualReport) -> list[str]:
    """Titles of the sections that would be published empty: without words, and without a table in the outline."""
    shown = {section.title for section in outline(report.outline).sections if section.show}
    return [row.title for row in report.sections.all() if not row.text.strip() and row.title not in shown]


@transaction.atomic
def return_report(*, report: AnnualReport, note: str, actor: Person, at: datetime) -> AnnualReport:
    """Send the report back with what is to be mended; what was frozen is free again."""
    report = _locked(report)
    require(actor, Act.REVIEW_REPORT, report.body, at)
    if not note.strip():
        raise ReportError("请写明退回意见，填报人据此修改。")
    _move(report, ReportState.RETURNED)
    report.return_note, report.accepted_on, report.frozen_on = note.strip(), None, None
    _save(report)  # first: the database lets no figure of a frozen report go
    FrozenCell.objects.filter(report=report).delete()
    _record(report, "report.return", actor, at, new={"note": report.return_note})
    return report


@transaction.atomic
def accept(*, report: AnnualReport, actor: Person, at: datetime) -> AnnualReport:
    """Find the report in order and freeze its figures: printed, exact, and the rows behind each.

    Raises:
        AccessDenied, ReportError: it was not handed in, or the actor handed it in.
    """
    report = _locked(report)
    require(actor, Act.REVIEW_REPORT, report.body, at)
    if report.handed_by == actor:
        raise ReportError("报送人不能审核自己报送的报告，请由其他督办人员审核。")
    _move(report, ReportState.ACCEPTED)
    report.accepted_on = timezone.localdate(at)
    count = freeze(report=report, at=at)
    _save(report)
    _record(report, "report.accept", actor, at, new={"frozen": count})
    return report


def freeze(*, report: AnnualReport, at: datetime) -> int:
    """Store every figure as it stands now; returns how many."""
    with cross_body("roll-up"):
        compiled = compile_report(report.body, report.year)
        period = period_of(report.body, report.year)
        FrozenCell.objects.filter(report=report).delete()
        keys = RowKeys(period, measures_of_year(report.year))
        cells = list(frozen_cells(report, compiled, keys.within(period.body_ids)))
        FrozenCell.objects.bulk_create(cells, batch_size=500)
    report.frozen_on = timezone.localdate(at)
    return len(cells)


@transaction.atomic
def send_for_review(*, report: AnnualReport, actor: Person, at: datetime, notice: str = "") -> Revision:
    """Make the page of the accepted report and open its review round: the actor signs as author.

    Raises:
        AccessDenied: the actor is no author at the body.
        ReportError: the report was not accepted, or its figures changed since it was frozen.
    """
    report = _locked(report)
    if report.state != ReportState.ACCEPTED:
        raise ReportError("报告审核通过后方可送签公布。")
    if report.item is None:
        report.item = allocate_item(body=report.body, kind=ItemKind.PAPER, year=report.year + 1)
        _save(report)
    with cross_body("roll-up"):
        compiled = compile_report(report.body, report.year)
        blocks = blocks_of(compiled, narrative_of(report.body, compiled))
    content = paper_of(
        compiled,
        blocks,
        made_on=timezone.localdate(at),
        path=report.item.path,
        index_number=report.item.index_number,
        notice=notice,
    )
    return submit_revision(item=report.item, content=content, route=Route.FULL, actor=actor, at=at)


@transaction.atomic
def publish(*, report: AnnualReport, actor: Person, at: datetime) -> Edition:
    """Publish the page once its round is complete.

    Raises:
        AccessDenied, PublicationError: the round is not complete.
        ReportError: the report was not sent for review.
    """
    report = _locked(report)
    revision = Revision.objects.filter(item=report.item).order_by("-number").first() if report.item else None
    if revision is None:
        raise ReportError("报告尚未送签，请先送签。")
    edition = publish_revision(revision=revision, actor=actor, at=at)
    _move(report, ReportState.PUBLISHED)
    report.published_on = timezone.localdate(at)
    _save(report)
    _record(report, "report.publish", actor, at, new={"sequence": edition.pk})
    return edition


@transaction.atomic
def state_counting(  # noqa: PLR0913 - a statement has these facts
    *, body: PublicBody, year: int, register: str, counted: bool, source: str, actor: Person, at: datetime
) -> CountingStatement:
    """Say that a register was counted, or is left out, in a year; a later statement takes its place."""
    require(actor, Act.EDIT_REPORT, body, at)
    if not source.strip():
        raise ReportError("请写明依据：哪本台账，由谁统计。")
    values = {
        "counted": counted,
        "source": source.strip(),
        "person": actor,
        "stated_on": timezone.localdate(at),
    }
    row, _ = CountingStatement.objects.update_or_create(
        body=body, year=year, register=register, defaults=values
    )
    record_act(
        at=at,
        actor=actor,
        act="report.state_counting",
        body=body,
        subject=f"report/{body.code}/{year}",
        new={"register": register, "counted": counted, "source": row.source},
    )
    return row


@transaction.atomic
def enter_outside_figure(  # noqa: PLR0913 - a figure from outside has these facts
    *,
    body: PublicBody,
    year: int,
    key: str,
    unit_name: str,
    value: Any,
    source: str,
    actor: Person,
    at: datetime,
) -> FigureFromOutside:
    """Enter a figure that a body outside the system handed in, with its source."""
    require(actor, Act.EDIT_REPORT, body, at)
    if not source.strip() or not unit_name.strip():
        raise ReportError("请写明报送单位和来源。")
    values = {
        "value": value,
        "source": source.strip(),
        "person": actor,
        "handed_on": timezone.localdate(at),
    }
    row, _ = FigureFromOutside.objects.update_or_create(
        body=body, year=year, key=key, unit_name=unit_name.strip(), defaults=values
    )
    record_act(
        at=at,
        actor=actor,
        act="report.outside_figure",
        body=body,
        subject=f"report/{body.code}/{year}",
        new={"key": key, "unit": row.unit_name, "value": str(value), "source": row.source},
    )
    return row


def _compiled(body: PublicBody, year: int) -> Compilation:
    """A report sums over all that stood below its body, whoever acts on it."""
    with cross_body("roll-up"):
        return compile_report(body, year)


def _locked(report: AnnualReport) -> AnnualReport:
    return (
        AnnualReport.objects.select_for_update(of=("self",)).select_related("body", "item").get(pk=report.pk)
    )


def _move(report: AnnualReport, then: ReportState) -> None:
    now = ReportState(report.state)
    if not may_become(now, then):
        raise ReportError(f"报告当前为“{now.label}”，不能改为“{then.label}”，请刷新后查看。")
    report.state = then


def _save(report: AnnualReport) -> None:
    report.version += 1
    report.save()


def _record(  # noqa: PLR0913 - an audit row has these facts
    report: AnnualReport,
    act: str,
    actor: Person,
    at: datetime,
    *,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
) -> None:
    subject = f"report/{report.body.code}/{report.year}"
    record_act(at=at, actor=actor, act=act, body=report.body, subject=subject, old=old, new=new)
