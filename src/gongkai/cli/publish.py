"""`gongkai publish rebuild|verify`: the public tree from its editions, and its proof."""

from __future__ import annotations

from typing import Annotated

import typer

from gongkai import configuration
from gongkai.cli import environment
from gongkai.cli.errors import CheckFailed
from gongkai.cli.output import Format, console, print_json, print_text
from gongkai.cli.progress import shown

app = typer.Typer(help="生成与核验公开网站", no_args_is_help=True)


@app.command("rebuild")
@environment.on_database
def rebuild() -> None:
    """从已发布的版本重新生成整个公开网站，完成后一次切换。"""
    from gongkai.operations.projection import rebuild_public  # noqa: PLC0415

    with shown() as progress:
        head = rebuild_public(progress)
    console.print(f"公开网站已重新生成，对应序号 {head}。")


@app.command("verify")
@environment.on_database
def verify(format_: Annotated[Format, typer.Option("--format", help="输出格式")] = Format.TEXT) -> None:
    """逐字节核对公开网站与已发布的版本；有差异时逐一列出，退出码为 1。"""
    from gongkai.portal.verify import verify_against  # noqa: PLC0415
    from gongkai.publication.source import open_source  # noqa: PLC0415

    with shown() as progress, open_source() as source:
        findings = verify_against(source, configuration.public_dir(), progress=progress)
    rows = [
        {"path": finding.path, "kind": finding.kind, "explanation": finding.explanation}
        for finding in findings
    ]
    if format_ is Format.JSON:
        print_json({"clean": not rows, "findings": rows})
    else:
        print_text("\n".join(row["explanation"] for row in rows) or "公开网站与已发布的版本逐字节一致。")
    if rows:
        raise CheckFailed(f"核验发现 {len(rows)} 处差异；可执行 gongkai publish rebuild 重新生成。")
