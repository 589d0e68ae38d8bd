"""Writes docs/settings.md and docs/cli.md from the code that they describe; `--check` compares instead.

The settings come from `gongkai.configuration.SETTINGS`, the commands from the typer application itself.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import typer

from gongkai.cli.app import build_app
from gongkai.configuration import SETTINGS

ROOT = Path(__file__).resolve().parents[1]
NOTICE = "<!-- Written by `make docs`; edit the code instead. -->"


def main(arguments: list[str]) -> int:
    pages = {ROOT / "docs" / "settings.md": settings_page(), ROOT / "docs" / "cli.md": commands_page()}
    stale = [
        path for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    names = ", ".join(str(path.relative_to(ROOT)) for path in stale)
    if "--check" in arguments:
        print(
            f"out of date: {names}; run make docs"
            if stale
            else "docs/settings.md and docs/cli.md are up to date"
        )
        return 1 if stale else 0
    for path in stale:
        path.write_text(pages[path], encoding="utf-8")
    print(f"written: {names}" if stale else "nothing to write")
    return 0


def settings_page() -> str:
    rows = [
        (f"`{each.name}`", each.kind, f"`{each.default}`" if each.default else "", each.meaning)
        for each in SETTINGS
    ]
    return page(
        "Settings",
        "Everything is read from the environment when a process starts. An empty variable counts as absent.",
        table(("variable", "kind", "default", "meaning"), rows),
    )


def commands_page() -> str:
    command = typer.main.get_command(build_app())
    return page(
        "Command line",
        "Exit codes: 0 done, 1 a check failed, 2 bad input. With `--format json` one JSON document stands on "
        "stdout and nothing else; on bad input stdout stays empty and the sentence stands on stderr. "
        "`gongkai --version` tells the version.",
        *describe(command, "gongkai"),
    )


def describe(command: Any, path: str) -> Iterator[str]:
    """A group is described by its commands; a command by its help, its usage and its parameters."""
    members: dict[str, Any] = getattr(command, "commands", {})
    if members:
        for name in sorted(members):
            yield from describe(members[name], f"{path} {name}")
        return
    shown = [each for each in command.params if not getattr(each, "hidden", False)]
    yield f"## {path}"
    yield f"```\n{' '.join([path, *(usage(each) for each in shown)])}\n```"
    if command.help:
        yield str(command.help).strip()
    if shown:
        rows = [
            (f"`{names(each)}`", kind(each, command), default(each), getattr(each, "help", None) or "")
            for each in shown
        ]
        yield table(("parameter", "kind", "default", "meaning"), rows)


def usage(parameter: Any) -> str:
    text = names(parameter) if is_argument(parameter) else parameter.opts[0]
    if not is_argument(parameter) and not parameter.is_flag:
        text += f" {parameter.opts[0].strip('-').upper()}"
    return text if parameter.required else f"[{text}]"


def names(parameter: Any) -> str:
    if is_argument(parameter):
        return str(parameter.name).upper()
    return ", ".join([*parameter.opts, *parameter.secondary_opts])


def kind(parameter: Any, command: Any) -> str:
    if getattr(parameter, "is_flag", False):
        return "flag"
    return str(parameter.display_type(typer.Context(command))).strip("<>").replace("|", ", ")


def default(parameter: Any) -> str:
    if parameter.required:
        return "required"
    value = parameter.default
    if value is None or callable(value) or value in ((), [], "", False):
        return ""
    return f"`{getattr(value, 'value', value)}`"


def is_argument(parameter: Any) -> bool:
    return str(parameter.param_type_name) == "argument"


def page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", NOTICE, *parts]) + "\n"


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [
        head,
        tuple("---" for _ in head),
        *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows),
    ]
    return "\n".join(f"| {' | '.join(' '.join(cell.split()) for cell in line)} |" for line in lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
