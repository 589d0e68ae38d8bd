"""`gongkai report compile` and `gongkai report audit`."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai.cli import audit, environment
from gongkai.cli.errors import BadInput
from gongkai.cli.output import print_json, print_text

if TYPE_CHECKING:
    from gongkai.annual.checks import Check
    from gongkai.annual.compilation import Compilation
    from gongkai.annual.drafting import Narrative
    from gongkai.annual.figures import Figure

app = typer.Typer(help="编制与核查年度报告", no_args_is_help=True)
app.command("audit")(audit.audit)


class ReportFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    HTML = "html"


@app.command("compile")
@environment.on_database
def compile_(
    body: Annotated[str, typer.Option(help="公开主体代码，例如 heping")],
    year: Annotated[int, typer.Option(help="报告年度，例如 2017")],
    format_: Annotated[ReportFormat, typer.Option("--format", help="输出格式")] = ReportFormat.TEXT,
    *,
    own: Annotated[bool, typer.Option("--own", help="只统计本级，不含下级单位")] = False,
) -> None:
    """从记录编制一年的统计数字。"""
    report = _compiled(body, year, own=own)
    if format_ is ReportFormat.JSON:
        print_json(document(report))
        return
    from gongkai.annual.paper import text_of, title_of  # noqa: PLC0415

    if format_ is ReportFormat.TEXT:
        print_text(text_of(title_of(report), report, _narrative(report)))
        return
    print_text(_page(report))


def _narrative(report: Compilation) -> Narrative:
    from gongkai.annual.compilation import find_body  # noqa: PLC0415
    from gongkai.annual.drafting import narrative_of  # noqa: PLC0415
    from gongkai.bodies.scope import cross_body  # noqa: PLC0415

    with cross_body("report compile"):
        return narrative_of(find_body(report.body), report)


def _page(report: Compilation) -> str:
    """The compilation as the page that the public site would show, with the live site's names."""
    from datetime import date  # noqa: PLC0415

    from gongkai.annual.paper import blocks_of, paper_of  # noqa: PLC0415
    from gongkai.portal.pages import paper_page  # noqa: PLC0415
    from gongkai.portal.shapes import Edition, SiteSnapshot  # noqa: PLC0415
    from gongkai.publication.source import open_source  # noqa: PLC0415

    with open_source() as source:
        snapshot = source.snapshot() or SiteSnapshot.bare(report.body, report.body_name, report.year)
    blocks = blocks_of(report, _narrative(report))
    content = paper_of(report, blocks, made_on=date(report.year + 1, 1, 1))
    edition = Edition(
        sequence=0, at="", first_published_on="", change_note="", content_sha256="", content=content
    )
    return paper_page(edition, snapshot)


def _compiled(body: str, year: int, *, own: bool) -> Compilation:
    from gongkai.annual.compilation import NoDataOfYear, NoSuchBody, compile_report, find_body  # noqa: PLC0415
    from gongkai.bodies.scope import cross_body  # noqa: PLC0415

    if not 2008 <= year <= 9998:  # noqa: PLR2004 - the Regulation's first year; the calendar's last
        raise BadInput(f"年度“{year}”不在本系统范围内，请填写 2008 年及以后的四位年份。")
    try:
        with cross_body("report compile"):
            return compile_report(find_body(body), year, own=own)
    except NoSuchBody as error:
        raise BadInput(str(error)) from error
    except NoDataOfYear as error:
        raise BadInput(f"{error}年度由 --year 给出。") from error


def document(report: Compilation) -> dict[str, Any]:
    """The compilation as the JSON document of the command."""
    from gongkai.annual.checks import plain  # noqa: PLC0415

    return {
        "body": report.body,
        "year": report.year,
        "form": report.form,
        "scope": report.scope,
        "cells": {key: plain(value) for key, value in report.cells.items()},
        "local": {key: _local(figure) for key, figure in report.local.items()},
        "checks": [_check(check) for check in report.checks],
        "notes": list(report.notes),
    }


def _check(check: Check) -> dict[str, Any]:
    from gongkai.annual.checks import plain  # noqa: PLC0415

    return {
        "rule": check.rule,
        "status": check.status,
        "left": plain(check.left),
        "right": plain(check.right),
        "cells": list(check.cells),
        "explanation": check.explanation,
    }


def _local(figure: Figure) -> dict[str, Any]:
    return {
        "label": figure.label,
        "value": figure.value,
        "unit": figure.unit,
        "exact": float(figure.exact) if isinstance(figure.exact, Decimal) else figure.exact,
        "approximate": figure.approximate,
        "measure": figure.measure,
    }
