"""`gongkai organisation`: bodies, people, roles, taxonomies and the settings of the site of a real installation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai import configuration
from gongkai.cli import environment
from gongkai.cli.errors import BadInput
from gongkai.cli.output import Format, print_json, print_text
from gongkai.portal.errors import reason_of

if TYPE_CHECKING:
    from gongkai.operations.organisation.entering import Entered

app = typer.Typer(help="登记本地区的单位、人员、角色、栏目和站点设置", no_args_is_help=True)


@app.command("template")
def template(file: Annotated[Path, typer.Argument(help="写到哪里，例如 organisation.xlsx")]) -> None:
    """写出登记用的 Excel 模板；栏目和法定主动公开内容已按2019年《条例》第二十条列好，可以增删。"""
    from gongkai.operations.organisation.template import write_template  # noqa: PLC0415

    try:
        write_template(file)
    except FileExistsError as error:
        raise BadInput(f"{file} 已经存在，没有改动。请另取文件名。") from error
    except OSError as error:
        raise BadInput(f"{file} 不能写入（{reason_of(error)}）。请检查路径和权限。") from error
    print_text(f"模板已写到 {file}。填好后执行 gongkai organisation import {file}")


@app.command("import")
@environment.on_database
def import_(
    file: Annotated[Path, typer.Argument(help="填好的 .xlsx 文件")],
    format_: Annotated[Format, typer.Option("--format", help="输出格式")] = Format.TEXT,
) -> None:
    """登记工作簿中新增和变更的内容，要么全部登记，要么一项也不登记；重复导入没有副作用。"""
    from django.utils import timezone  # noqa: PLC0415

    from gongkai.operations.organisation.entering import enter  # noqa: PLC0415
    from gongkai.operations.organisation.reading import read  # noqa: PLC0415
    from gongkai.operations.organisation.shape import OrganisationRefused  # noqa: PLC0415

    if not file.is_file():
        raise BadInput(f"没有找到文件 {file}。请核对路径；模板用 gongkai organisation template 写出。")
    _refuse_beside_a_demo()
    now = timezone.now()
    try:
        entered = enter(read(file, on=timezone.localdate(now)), at=now)
    except OrganisationRefused as error:
        raise BadInput(f"{error}\n没有登记任何内容。") from error
    if format_ is Format.JSON:
        logins = [{"username": one.username, "password": one.password} for one in entered.logins]
        print_json({"entered": entered.counts, "logins": logins})
    else:
        _tell(entered)


def _refuse_beside_a_demo() -> None:
    """Real bodies never stand beside generated ones: they would be published under one name, and removed together."""
    from gongkai.operations.demo.installation import holds_demo  # noqa: PLC0415

    if holds_demo():
        raise BadInput(
            f"{configuration.var_dir()} 中装有演示数据，不能与本地区的单位和人员放在一起，没有登记任何内容。"
            "请先执行 gongkai demo remove，再执行 gongkai migrate；或者用 GONGKAI_VAR=目录 另指定空目录。"
        )


def _tell(entered: Entered) -> None:
    changed = [f"{sheet} {count} 项" for sheet, count in entered.counts.items() if count]
    print_text(f"已登记：{'、'.join(changed)}。" if changed else "没有新增或者变更的内容。")
    for remark in entered.remarks:
        print_text(remark)
    if entered.logins:
        print_text("新登录名的初始口令只显示这一次，请分别交本人，首次登录后更换：")
        for login in entered.logins:
            print_text(f"  {login.username:<16} {login.password}  {login.name}")


@app.command("password")
@environment.on_database
def password(username: Annotated[str, typer.Argument(help="登录名")]) -> None:
    """为忘记口令的人员另发口令。"""
    from django.utils import timezone  # noqa: PLC0415

    from gongkai.operations.organisation.entering import new_password  # noqa: PLC0415

    try:
        login = new_password(username, at=timezone.now())
    except LookupError as error:
        raise BadInput(str(error)) from error
    print_text(f"{login.name}（{login.username}）的新口令：{login.password}  只显示这一次，请交本人更换。")
