"""`gongkai demo load NAME` and `gongkai demo remove`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gongkai import configuration
from gongkai.cli import environment
from gongkai.cli.errors import BadInput
from gongkai.cli.migrate import bring_up
from gongkai.cli.output import console
from gongkai.cli.progress import shown

if TYPE_CHECKING:
    from gongkai.operations.demo.loader import Login

app = typer.Typer(help="装入或移除演示数据", no_args_is_help=True)


@app.command("load")
def load(name: Annotated[str, typer.Argument(help="演示数据名称，例如 heping-2017")]) -> None:
    """装入演示数据（空库），并生成公开网站。"""
    require_known(name)
    environment.start_django()
    environment.speaking_of_storage(bring_up)()
    logins = environment.speaking_of_storage(load_and_project)(name)
    print_logins(logins)


def require_known(name: str) -> None:
    """Refuse an unknown name before anything is made for it."""
    from gongkai.operations.demo.names import DemoRefused, generator_of  # noqa: PLC0415

    try:
        generator_of(name)
    except DemoRefused as error:
        raise BadInput(str(error)) from error


def load_and_project(name: str) -> list[Login]:
    """Store the demo and build its public tree, with progress bars."""
    from gongkai.operations.demo.installation import load_demo  # noqa: PLC0415
    from gongkai.operations.demo.names import DemoRefused  # noqa: PLC0415
    from gongkai.operations.projection import project_public  # noqa: PLC0415

    try:
        with shown() as progress:
            logins = load_demo(name, progress=progress)
            project_public(progress)
    except DemoRefused as error:
        raise BadInput(str(error)) from error
    return logins


@app.command("remove")
def remove() -> None:
    """移除演示数据：数据库、文件和公开网站。仅用于装有演示数据的目录。"""
    if not environment.has_database():
        raise BadInput(
            f"{configuration.var_dir()} 中没有演示数据，未删除任何内容。数据在别处的，请用 GONGKAI_VAR=目录 指明后重新执行。"
        )
    environment.start_django()
    from gongkai.operations.demo.installation import remove_demo  # noqa: PLC0415
    from gongkai.operations.demo.names import DemoRefused  # noqa: PLC0415

    try:
        environment.speaking_of_storage(remove_demo)()
    except DemoRefused as error:
        raise BadInput(str(error)) from error
    console.print("演示数据已移除。")


def print_logins(logins: list[Login]) -> None:
    """The demo's logins, one a line: name, password, role."""
    if not logins:
        return
    console.print("演示登录（口令随机生成）：")
    for login in logins:
        console.print(f"  {login.username:<12} {login.password}  {login.name}（{login.role}）")
