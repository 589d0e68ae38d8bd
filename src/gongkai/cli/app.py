"""The command tree. Heavy rooms are imported inside the commands, so that small ones start fast."""

from __future__ import annotations

import typer

from gongkai.cli import collect, demo, law, migrate, organisation, publish, report, serve, trail


def build_app() -> typer.Typer:
    app = typer.Typer(
        help="政府信息公开平台 gongkai",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
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
