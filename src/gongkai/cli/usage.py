"""Errors of the command line's own grammar as sentences: what is wrong, where, what to do next; exit code 2."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import wraps
from typing import Any

import typer

_QUOTED = re.compile(r"['\"](.*?)['\"]", re.DOTALL)
_EXTRA = re.compile(r"^Got unexpected extra argument.*\((.*)\)$", re.DOTALL)
_EXPECTED: Mapping[str, str] = {
    "int": "整数",
    "float": "数字",
    "datetime": "日期",
    "path": "路径",
    "file": "文件",
}


def speak_chinese() -> None:
    """Headings of `--help` in the language of everything else that the command says."""
    from typer import rich_utils  # noqa: PLC0415 - a tenth of a start, and only help shows them

    rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    rich_utils.REQUIRED_LONG_STRING = "［必填］"
    rich_utils.DEFAULT_STRING = "［默认：{}］"


HELP = "显示用法说明，不执行命令"


def explain_help(command: Any) -> Any:
    """The command with its help in the same language, and all below it.

    The library makes the option of each command on first use and keeps it; there is no setting for its words.
    """
    option = command.get_help_option(typer.Context(command))
    if option is not None:
        option.help = HELP
    command.format_help = _spoken(command.format_help)
    for child in getattr(command, "commands", {}).values():
        explain_help(child)
    return command


def _spoken(format_help: Callable[..., None]) -> Callable[..., None]:
    @wraps(format_help)
    def run(*args: Any) -> None:
        speak_chinese()
        format_help(*args)

    return run


def asks_for_help(error: typer.TyperException) -> bool:
    """Whether nothing was asked for: the answer is the help text itself."""
    return type(error).__name__ == "NoArgsIsHelpError"


def sentence_of(error: typer.TyperException) -> str:
    """The sentence for any error of usage, with the command whose `--help` says more."""
    return f"{_what(error)}用法见 {_path(error)} --help。"


def _path(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    return str(context.command_path) if context else "gongkai"


def _what(error: typer.TyperException) -> str:
    return _KINDS.get(type(error).__name__, _general)(error)


def _missing(error: Any) -> str:
    if error.param is None:
        return "缺少必填的参数，请补上后重新执行；"
    help_text = getattr(error.param, "help", "") or ""
    about = f"（{help_text}）" if help_text else ""
    return f"缺少必填的{_named(error.param)}{about}，请补上后重新执行；"


def _named(param: Any) -> str:
    if str(param.param_type_name) == "argument":
        return f"参数“{str(param.name).upper()}”"
    return f"选项“{max(param.opts, key=len)}”"


def _bad_value(error: Any) -> str:
    if error.param is None:
        return "参数的取值不正确，请核对后重新执行；"
    value = _value_of(error)
    shown = f"“{value}”" if value else ""
    return f"{_named(error.param)}的取值{shown}不正确，{_expected(error)}；"


def _value_of(error: Any) -> str:
    cause = error.__cause__
    if hasattr(cause, "errors"):
        return str(cause.errors()[0]["input"])
    found = _QUOTED.search(error.message)
    return found.group(1) if found else ""


def _expected(error: Any) -> str:
    label = str(error.param.display_type(error.ctx)).strip("<>")
    if "|" in label:
        return f"请从 {'、'.join(label.split('|'))} 中选一个"
    return f"应为{_EXPECTED[label]}，请改正后重新执行" if label in _EXPECTED else "请改正后重新执行"


def _no_option(error: Any) -> str:
    near = "、".join(f"“{name}”" for name in sorted(error.possibilities or ()))
    meant = f"您要的可能是{near}" if near else "请核对写法"
    return f"没有选项“{error.option_name}”，{meant}；"


def _option_use(error: Any) -> str:
    if "does not take a value" in error.message:
        return f"选项“{error.option_name}”不带取值，请去掉等号后面的部分；"
    return f"选项“{error.option_name}”后面缺少取值，请补上后重新执行；"


def _general(error: Any) -> str:
    """Errors that the parser tells apart only by their words."""
    extra = _EXTRA.match(error.message)
    if extra:
        return f"多出了不认识的参数“{extra.group(1)}”，请去掉后重新执行；"
    if error.message.startswith("Missing command"):
        return f"还缺要执行的命令，可用的有：{'、'.join(_commands(error))}；"
    if error.message.startswith("No such command"):
        return _no_command(error)
    return "命令行的写法不正确，请核对后重新执行；"


def _no_command(error: Any) -> str:
    found = _QUOTED.search(error.message)
    name = found.group(1) if found else ""
    near = get_close_matches(name, _commands(error))
    meant = "、".join(f"“{each}”" for each in near) if near else ""
    choice = f"您要的可能是{meant}" if meant else f"可用的有：{'、'.join(_commands(error))}"
    return f"没有命令“{name}”，{choice}；"


def _commands(error: Any) -> list[str]:
    command = error.ctx.command if getattr(error, "ctx", None) else None
    return list(getattr(command, "commands", {}))


_KINDS: Mapping[str, Callable[[Any], str]] = {
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
    "NoSuchOption": _no_option,
    "BadOptionUsage": _option_use,
}
