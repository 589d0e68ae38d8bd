"""The command tree. Heavy rooms are imported inside the commands, so that small ones start fast."""

from __future__ import annotations

from typing import Annotated

import typer

from gongkai.cli import collect, demo, law, migrate, organisation, publish, report, serve, trail
from gongkai.cli.output import print_text


def _tell_version(asked: bool) -> None:  # noqa: FBT001 - the form of a callback of typer
    if asked:
        from importlib.metadata import version  # noqa: PLC0415

        print_text(f"gongkai {version('gongkai')}")
        raise typer.Exit


def gongkai(
    *,
    _version: Annotated[
        bool, typer.Option("--version", help="显示版本，不执行命令", callback=_tell_version, is_eager=True)
    ] = False,
) -> None:
    """政府信息公开平台 gongkai"""


def build_app() -> typer.Typer:
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(gongkai)
    app.command("collect")(collect.collect)
    app.command("deadline")(law.deadline)
    app.command("fee")(law.fee)
    app.command("migrate")(migrate.migrate)
    app.command("serve")(serve.serve)
    app.add_typer(trail.app, name="audit")
    app.add_typer(demo.app, name="demo")
    app.add_typer(organisation.app, name="organisation")
    app.add_typer(publish.app, name="publish")
    app.add_typer(report.app, name="report")
    return app
