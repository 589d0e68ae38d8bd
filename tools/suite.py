"""The whole suite: everything on SQLite, then the tests marked `postgres` on a throw-away cluster.

Both runs happen even if the first fails, and their closing lines are the last thing printed, the whole suite's last.
Further arguments go to the first run: `python tools/suite.py -k deadline`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CLOSING = re.compile(r"^=+ .* in [0-9.]+s.* =+$")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def main(extra: list[str]) -> int:
    os.chdir(ROOT)
    os.environ.pop("DATABASE_URL", None)
    # A third worker for two cores: much of the suite waits for programs that it started.
    suite, suite_line = follow([*tests(3), *extra])
    if extra:
        return suite
    print("\nThe same on PostgreSQL, tests marked postgres:", flush=True)
    postgres, postgres_line = follow([sys.executable, "tools/with_postgres.py", *tests(2), "-m", "postgres"])
    print(f"\nPostgreSQL\n{postgres_line}\nSQLite, the whole suite\n{suite_line}", flush=True)
    return suite or postgres


def tests(workers: int) -> list[str]:
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    spread = ["-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder"]
    return [sys.executable, "-m", "pytest", *spread, *colour]


def follow(command: list[str]) -> tuple[int, str]:
    """Run the command, show what it says as it says it, and keep its closing line."""
    tail = b""
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
        while chunk := os.read(process.stdout.fileno(), 65536) if process.stdout else b"":
            sys.stdout.buffer.write(chunk)
            sys.stdout.flush()
            tail = (tail + chunk)[-65536:]
    lines = tail.decode("utf-8", "replace").splitlines()
    closing = [line for line in lines if CLOSING.match(COLOUR.sub("", line))]
    return process.returncode, (closing or [line for line in lines if line.strip()] or ["no output"])[-1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
