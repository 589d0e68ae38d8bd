"""The command line: one entry, a module for each group of commands, each imported only when it is called.

Exit codes: 0 done, 1 a check failed, 2 bad input.
"""

from __future__ import annotations

import sys

import typer

from gongkai.cli.app import build_app
from gongkai.cli.errors import BadInput, CheckFailed
from gongkai.cli.usage import asks_for_help, explain_help, sentence_of


def main() -> None:
    """Run the command line; bad input ends with a sentence on stderr and exit code 2."""
    try:
        command = explain_help(typer.main.get_command(build_app()))
        sys.exit(command(standalone_mode=False))
    except BadInput as error:
        _end(str(error), 2)
    except CheckFailed as error:
        _end(str(error), 1)
    except typer.Abort:
        _end("已中止。", 1)
    except typer.TyperException as error:
        _end(error.format_message() if asks_for_help(error) else sentence_of(error), 2)


def _end(sentence: str, code: int) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.exit(code)
