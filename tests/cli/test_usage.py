"""Every error of usage of every command is one Chinese sentence: what is wrong, where, what to do next; exit code 2."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import pytest
import typer

from gongkai.cli import main
from gongkai.cli.app import build_app
from gongkai.cli.usage import HELP

ENGLISH = re.compile(
    r"\b(error|usage|invalid|missing|option|argument|command|value|try|valid)\b", re.IGNORECASE
)


def commands(command: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    command = command or typer.main.get_command(build_app())
    yield path, command
    for name, child in getattr(command, "commands", {}).items():
        yield from commands(child, (*path, name))


LEAVES = [(path, command) for path, command in commands() if not getattr(command, "commands", {})]
GROUPS = [(path, command) for path, command in commands() if getattr(command, "commands", {})]


def options(command: Any) -> list[Any]:
    return [p for p in command.params if p.param_type_name == "option" and p.name != "help"]


def label(parameter: Any, command: Any) -> str:
    return str(parameter.display_type(typer.Context(command))).strip("<>")


def filled(command: Any, without: Any = None) -> list[str]:
    """Words that satisfy every required parameter but one."""
    words: list[str] = []
    for parameter in command.params:
        if not parameter.required or parameter is without:
            continue
        value = "2017" if label(parameter, command) == "int" else "x"
        words += [value] if parameter.param_type_name == "argument" else [parameter.opts[0], value]
    return words


def cases() -> Iterator[tuple[str, list[str], str]]:
    """Name, command line, and a word that the sentence must hold."""
    for path, command in LEAVES:
        name = " ".join(path)
        yield f"{name}: unknown option", [*path, *filled(command), "--no-such-option"], "--no-such-option"
        takes = sum(p.param_type_name == "argument" for p in command.params)
        if not takes:
            yield f"{name}: one word too many", [*path, *filled(command), "多余"], "多余"
        for parameter in command.params:
            yield from parameter_cases(path, command, parameter)
    for path, _ in GROUPS:
        yield f"{' '.join(path) or 'gongkai'}: unknown command", [*path, "nosuchthing"], "nosuchthing"
        yield (
            f"{' '.join(path) or 'gongkai'}: unknown option",
            [*path, "--no-such-option"],
            "--no-such-option",
        )


def parameter_cases(
    path: tuple[str, ...], command: Any, parameter: Any
) -> Iterator[tuple[str, list[str], str]]:
    name = f"{' '.join(path)} {parameter.name}"
    words = filled(command, parameter)
    if parameter.required:
        yield f"{name}: missing", [*path, *words], max(parameter.opts, key=len).strip("-").upper()[:3]
    if parameter.param_type_name == "argument" or parameter.name == "help":
        return
    opt = max(parameter.opts, key=len)
    if parameter.is_flag:
        yield f"{name}: a value for a flag", [*path, *words, f"{opt}=1"], opt
        return
    yield f"{name}: no value", [*path, *words, opt], opt
    kind = label(parameter, command)
    if "|" in kind:
        yield f"{name}: no such choice", [*path, *words, opt, "nonsense"], kind.split("|")[0]
    if kind == "int":
        yield f"{name}: no number", [*path, *words, opt, "今年"], "整数"


CASES = list(cases())


def test_the_cases_cover_every_command_and_every_kind_of_error():
    kinds = {name.rsplit(": ", 1)[1] for name, _, _ in CASES}
    assert len(kinds) == 8
    assert {path for path, _ in LEAVES} == {
        tuple(words[: len(path)])
        for path, _ in LEAVES
        for _, words, _ in CASES
        if tuple(words[: len(path)]) == path
    }


def spoken(words: list[str], monkeypatch, capsys) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["gongkai", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    shown = capsys.readouterr()
    return ended.value.code, shown.out, shown.err


@pytest.mark.parametrize(("words", "named"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_an_error_of_usage_is_a_sentence(words, named, monkeypatch, capsys):
    code, out, err = spoken(words, monkeypatch, capsys)
    assert code == 2
    assert out == ""
    (sentence,) = err.strip().splitlines()
    assert sentence.endswith("--help。")
    assert named.lower() in sentence.lower()
    about = re.sub(r"“[^”]*”|gongkai [a-z ]*--help|（[^）]*）", "", sentence)
    assert not ENGLISH.search(about), sentence


def test_a_near_miss_names_what_was_meant(monkeypatch, capsys):
    assert "“serve”" in spoken(["sevre"], monkeypatch, capsys)[2]
    assert "“--body”" in spoken(["report", "compile", "--bdy", "x"], monkeypatch, capsys)[2]


@pytest.mark.parametrize("path", [path for path, _ in GROUPS], ids=lambda path: " ".join(path) or "gongkai")
def test_a_group_without_a_command_shows_its_help(path, monkeypatch, capsys):
    code, out, err = spoken(list(path), monkeypatch, capsys)
    assert code == 2
    assert "命令" in out + err
    assert "Traceback" not in err


def test_the_headings_of_the_help_are_chinese(monkeypatch, capsys):
    code, out, _ = spoken(["report", "compile", "--help"], monkeypatch, capsys)
    assert code == 0
    assert "选项" in out
    assert "Options" not in out


@pytest.mark.parametrize(
    "path", [path for path, _ in commands()], ids=lambda path: " ".join(path) or "gongkai"
)
def test_the_help_of_every_command_is_chinese_to_its_last_line(path, monkeypatch, capsys):
    code, out, _ = spoken([*path, "--help"], monkeypatch, capsys)
    assert code == 0
    assert HELP in out
    assert not re.search(r"\b(show|message|exit|this|and)\b", out, re.IGNORECASE)


def test_the_version_is_that_of_the_package(monkeypatch, capsys):
    code, out, _ = spoken(["--version"], monkeypatch, capsys)
    assert (code, out) == (0, f"gongkai {version('gongkai')}\n")
    assert "显示版本" in spoken(["--help"], monkeypatch, capsys)[1]
