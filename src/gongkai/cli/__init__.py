"""The command line: one entry, a module for each group of commands, each imported only when it is called.

Exit codes: 0 done, 1 a check failed, 2 bad input.
"""

from __future__ import annotations

import sys

from gongkai.cli.app import build_app
from gongkai.cli.errors import BadInput, CheckFailed


def main() -> None:
    """Run the command line; bad input ends with a sentence on stderr and exit code 2."""
    try:
        build_app()()
    except BadInput as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    except CheckFailed as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)
