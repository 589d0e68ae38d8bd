"""Starting Django for a command, with a sentence for every way in which the place may not be fit."""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from pkgutil import iter_modules
from typing import ParamSpec, TypeVar

from gongkai import configuration
from gongkai.cli.errors import BadInput
from gongkai.portal.errors import PortalError, reason_of

SELDOM = 100_000, 50, 100
"""A load holds some hundred thousand objects that are no garbage: to look for it less often saves a tenth of the time."""
P = ParamSpec("P")
R = TypeVar("R")
_ANOTHER_PLACE = "数据在别处的，请用 GONGKAI_VAR=目录 指明后重新执行；就是这里的，请先执行 gongkai migrate。"


def has_database() -> bool:
    """Whether the place holds one already; a server is asked later, when it is spoken to."""
    return bool(configuration.value_of("DATABASE_URL")) or (configuration.var_dir() / "db.sqlite3").exists()


def start_django() -> None:
    """Set up Django over `$GONGKAI_VAR`.

    Raises:
        BadInput: the folder cannot be written or a setting cannot be read.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings")
    gc.set_threshold(*SELDOM)
    folder = configuration.var_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        import django  # noqa: PLC0415 - heavy, and only commands on data need it

        django.setup()
    except configuration.ConfigurationError as error:
        raise BadInput(str(error)) from error
    except OSError as error:
        raise BadInput(
            f"数据目录 {folder} 无法写入（{reason_of(error)}）。请检查该目录的权限和剩余空间，或用 GONGKAI_VAR 另指定目录。"
        ) from error


def pending_migrations() -> list[str]:
    """Names of the migrations that the database lacks.

    Raises:
        BadInput: the database is newer than this program, or cannot be opened.
    """
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.recorder import MigrationRecorder  # noqa: PLC0415
    from django.db.utils import DatabaseError  # noqa: PLC0415

    try:
        applied = set(MigrationRecorder(connection).applied_migrations())
    except (DatabaseError, sqlite3.Error) as error:
        raise BadInput(_broken(str(error))) from error
    known = set(_migrations())
    ours = {app for app, _ in known}
    unknown = sorted(f"{app}.{name}" for app, name in applied - known if app in ours)
    if unknown:
        raise BadInput(
            f"数据库由更新版本的 gongkai 建立（本程序不认识 {unknown[0]}）。"
            "请升级程序后再运行；数据库未作任何改动。"
        )
    return sorted(f"{app}.{name}" for app, name in known - applied)


def _migrations() -> Iterator[tuple[str, str]]:
    """Application and name of every migration of this program, by their files: to load them all would cost as much as Django."""
    from django.apps import apps  # noqa: PLC0415

    for app in apps.get_app_configs():
        folder = Path(app.path, "migrations")
        yield from ((app.label, module.name) for module in iter_modules([str(folder)]) if not module.ispkg)


def require_current_database() -> None:
    """Raise BadInput unless the database has exactly the shape that this program knows."""
    pending = pending_migrations()
    if pending:
        raise BadInput(
            f"{configuration.var_dir()} 的数据库尚未就绪（缺 {len(pending)} 项结构）。{_ANOTHER_PLACE}"
        )


def on_database(command: Callable[P, R]) -> Callable[P, R]:
    """A command that starts Django and insists on a current database; where there is none it leaves nothing behind."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if not has_database():
            raise BadInput(f"{configuration.var_dir()} 中没有数据库。{_ANOTHER_PLACE}")
        start_django()
        require_current_database()
        return speaking_of_storage(command)(*args, **kwargs)

    return run


def speaking_of_storage(command: Callable[P, R]) -> Callable[P, R]:
    """A command whose storage faults end in a sentence instead of a traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        from django.db.utils import DatabaseError  # noqa: PLC0415

        try:
            return command(*args, **kwargs)
        except PortalError as error:
            raise BadInput(str(error)) from error
        except OSError as error:
            where = error.filename or configuration.var_dir()
            raise BadInput(
                f"{where} 无法读写（{reason_of(error)}）。已完成的部分保持完整；请检查剩余空间和权限后重新执行。"
            ) from error
        except DatabaseError as error:
            raise BadInput(_broken(str(error))) from error

    return run


def _broken(detail: str) -> str:
    return (
        f"数据库无法使用（{detail}）。未作任何改动；请检查 {configuration.var_dir()} 的剩余空间、权限，"
        "或核对 DATABASE_URL；文件损坏时请从备份恢复。"
    )
