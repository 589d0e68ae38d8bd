"""`gongkai serve`: everything on one machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli import environment
from gongkai.cli.demo import load_and_project, print_logins, require_known
from gongkai.cli.errors import BadInput, CheckFailed
from gongkai.cli.migrate import bring_up
from gongkai.cli.output import console
from gongkai.cli.progress import shown

if TYPE_CHECKING:
    from gongkai.operations.service import Addresses


def serve(
    demo: Annotated[str, typer.Option("--demo", help="数据库为空时装入的演示数据，例如 heping-2017")] = "",
) -> None:
    """启动工作台、公开网站和发布进程（按 Ctrl+C 停止）。"""
    if demo:
        require_known(demo)
    environment.start_django()
    from gongkai.configuration import ConfigurationError  # noqa: PLC0415
    from gongkai.operations.service import ServiceRefused, addresses  # noqa: PLC0415
    from gongkai.portal.inbox.limits import limits_of_settings  # noqa: PLC0415

    try:
        where = addresses()
        limits_of_settings()
    except (ServiceRefused, ConfigurationError) as error:
        raise BadInput(str(error)) from error
    environment.speaking_of_storage(bring_up)()
    environment.speaking_of_storage(_fill)(demo)
    _run(where)


def _fill(demo: str) -> None:
    """Load the demo that was asked for, if there is nothing yet."""
    from gongkai.operations.projection import head_of_database  # noqa: PLC0415

    if demo and not head_of_database():
        from gongkai.operations.demo.installation import is_empty  # noqa: PLC0415 - only a first start needs it

        if is_empty():
            load_and_project(demo)


def _follow() -> None:
    """Bring the public tree up to the database: work only where a new version of the pages or a crash left some."""
    from gongkai.operations.projection import head_of_database, project_public  # noqa: PLC0415

    if head_of_database():
        with shown() as progress:
            project_public(progress)


def _run(where: Addresses) -> None:
    """Both servers come up while the public tree is looked over; the projector, its one writer, comes after that."""
    from gongkai.operations.service import (  # noqa: PLC0415
        PROJECTOR,
        SERVERS,
        Service,
        ServiceEnded,
        heard,
        stop_on_signals,
    )

    stop_on_signals()
    service = Service()
    try:
        service.start(*SERVERS)
        environment.speaking_of_storage(_follow)()
        service.start(PROJECTOR)
        service.wait_until_open(where)
        _tell(where)
        service.watch()
    except KeyboardInterrupt:
        heard()
        console.print("正在停止。")
    except ServiceEnded as error:
        raise CheckFailed(str(error)) from error
    finally:
        service.stop()


def _tell(where: Addresses) -> None:
    from gongkai.operations.demo.installation import logins  # noqa: PLC0415

    console.print(f"公开网站  {where.public}")
    console.print(f"工作台    {where.desk}")
    print_logins(logins())
    console.print("按 Ctrl+C 停止。")
