"""`gongkai migrate`: bring the database to the shape that this program knows, and make the keys of the inbox."""

from __future__ import annotations

from pathlib import Path

from rich.progress import Progress

from gongkai import configuration
from gongkai.cli import environment
from gongkai.cli.output import console


def migrate() -> None:
    """建立或升级数据库。重复执行没有副作用。"""
    environment.start_django()
    done = environment.speaking_of_storage(bring_up)()
    console.print(f"数据库已就绪（本次新增 {done} 项结构）。")


def bring_up() -> int:
    """Apply what is missing, with a progress bar, and make the keys of the inbox; returns how many migrations were applied."""
    from django.core.management import call_command  # noqa: PLC0415

    from gongkai.portal.inbox.keypair import ensure_keys  # noqa: PLC0415

    keep_private(configuration.var_dir())
    pending = environment.pending_migrations()
    if pending:
        with Progress(console=console, transient=True) as progress:
            task = progress.add_task("建立数据库", total=None)
            call_command("migrate", verbosity=0, interactive=False)
            progress.update(task, total=1, completed=1)
    ensure_keys(configuration.var_dir())
    return len(pending)


def keep_private(var: Path) -> None:
    """The database holds applicants and sessions: no other user of the machine reads it, nor the files beside it."""
    if configuration.value_of("DATABASE_URL"):
        return
    place = var / "db.sqlite3"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.touch(mode=0o600, exist_ok=True)
    for file in var.glob("db.sqlite3*"):
        file.chmod(0o600)
