"""`gongkai audit`: the seals over the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai.cli import environment
from gongkai.cli.errors import CheckFailed
from gongkai.cli.output import Format, console, print_json, print_text
from gongkai.cli.progress import shown

if TYPE_CHECKING:
    from gongkai.bodies.seals import Verdict

app = typer.Typer(help="封存与核验审计记录", no_args_is_help=True)


@app.command("seal")
@environment.on_database
def seal() -> None:
    """封存尚未封存的审计记录；服务运行时每分钟自动进行一次。"""
    from django.utils import timezone  # noqa: PLC0415

    from gongkai.bodies.seals import seal_rows  # noqa: PLC0415

    console.print(f"已封存 {seal_rows(at=timezone.now())} 行审计记录。")


@app.command("verify")
@environment.on_database
def verify(format_: Annotated[Format, typer.Option("--format", help="输出格式")] = Format.TEXT) -> None:
    """按封存值逐行核验审计记录；指出第一处不一致，退出码为 1。"""
    from gongkai.bodies.models import AuditRow  # noqa: PLC0415
    from gongkai.bodies.scope import cross_body  # noqa: PLC0415
    from gongkai.bodies.seals import verify as verify_rows  # noqa: PLC0415

    with shown() as progress:
        with cross_body("count audit rows"):
            total = AuditRow.objects.count()
        verdict = verify_rows(progress=lambda done: progress("核验审计记录", done, total))
    if format_ is Format.JSON:
        print_json(_document(verdict))
    elif verdict.finding is None:
        print_text(_sentence(verdict))
    if verdict.finding is not None:
        raise CheckFailed(
            f"审计记录核验不通过：{verdict.finding.sentence}此前的 {verdict.sealed} 行一致。"
            "请保留现场，由安全审计员会同系统管理员核查。"
        )


def _sentence(verdict: Verdict) -> str:
    waiting = f"另有 {verdict.open} 行尚未封存。" if verdict.open else ""
    root = f"最近一次封存值：{verdict.root}" if verdict.root else "还没有封存过。"
    return f"已封存的 {verdict.sealed} 行审计记录（{verdict.seals} 批）与封存时一致。{waiting}\n{root}"


def _document(verdict: Verdict) -> dict[str, Any]:
    finding = verdict.finding
    return {
        "clean": finding is None,
        "seals": verdict.seals,
        "sealed": verdict.sealed,
        "open": verdict.open,
        "root": verdict.root,
        "finding": {"row": finding.row, "explanation": finding.sentence} if finding else None,
    }
