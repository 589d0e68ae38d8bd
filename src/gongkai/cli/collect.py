"""`gongkai collect`: what citizens sent, out of the sealed inbox and into the register."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli import environment
from gongkai.cli.errors import CheckFailed
from gongkai.cli.output import Format, print_json, print_text

if TYPE_CHECKING:
    from gongkai.portal.inbox.collecting import Collected


@environment.on_database
def collect(
    format_: Annotated[Format, typer.Option("--format", help="输出格式")] = Format.TEXT,
) -> None:
    """收取网上申请：开启封存的提交并登记。

    可以重复执行；未能收取的逐一列出，退出码为 1。
    """
    from django.utils import timezone  # noqa: PLC0415

    from gongkai.operations.collection import collect_inbox  # noqa: PLC0415

    show(collect_inbox(at=timezone.now()), format_)


def show(result: Collected, format_: Format) -> None:
    """Print what came of it.

    Raises:
        CheckFailed: something was not taken in.
    """
    if format_ is Format.JSON:
        print_json(asdict(result))
    else:
        print_text(
            f"登记 {result.taken} 件，此前已登记 {result.known} 件，未能收取 {len(result.problems)} 件。"
        )
    if result.problems:
        raise CheckFailed("\n".join(f"{each.name}：{each.sentence}。" for each in result.problems))
