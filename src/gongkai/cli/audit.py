"""`gongkai report audit FILE`: a published report in, its contradictions out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli.errors import BadInput


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"


def audit(
    file: Annotated[Path, typer.Argument(help="年度报告：纯文本或简单网页")],
    output: Annotated[Format, typer.Option("--format", help="输出方式")] = Format.TEXT,
) -> None:
    """核对一份已公布的政府信息公开工作年度报告：逐条列出数字之间的关系和矛盾。"""
    from gongkai.annual.audit.output import to_json, to_text  # noqa: PLC0415 - loaded when called
    from gongkai.annual.audit.reading import ReadingError, read_file  # noqa: PLC0415 - loaded when called
    from gongkai.annual.audit.report import audit as audit_document  # noqa: PLC0415 - loaded when called

    try:
        result = audit_document(read_file(file))
    except ReadingError as error:
        raise BadInput(str(error)) from error
    typer.echo(to_json(result) if output is Format.JSON else to_text(result), nl=output is Format.JSON)
    if result.with_status("fail"):
        raise typer.Exit(1)
