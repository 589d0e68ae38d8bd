"""The whole suite: everything on SQLite, and beside it the tests marked `postgres` on a throw-away cluster.

The two share the processor, which neither fills by itself. What the second says is kept until the first is done. Both
go to their end even if one fails, and their closing lines are the last thing printed, the whole suite's last.
Folders of tests stand in memory where the machine gives some for files: a hundred thousand small ones are made.
Further arguments go to the first run, and then it is alone: `python tools/suite.py -k deadline`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

ROOT = Path(__file__).resolve().parents[1]
CLOSING = re.compile(r"^=+ .* in [0-9.]+s.* =+$")
MEMORY = Path("/dev/shm")  # noqa: S108 - files in memory, of this run alone
ENOUGH = 6 << 30
"""Bytes free there, twice of what the suite takes."""
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def main(extra: list[str]) -> int:
    os.chdir(ROOT)
    os.environ.pop("DATABASE_URL", None)
    # A third worker for two cores: much of the suite waits for programs that it started.
    sqlite = [*tests(3), *extra]
    with folders():
        return follow(sqlite, sys.stdout.buffer)[0] if extra else both(sqlite)


@contextmanager
def folders() -> Iterator[None]:
    """The folder for what tests make: in memory if that is large enough, else where the system has it."""
    for left in MEMORY.glob("gongkai-tests-*"):
        if not Path("/proc", left.name.split("-")[2]).exists():  # by a run that was killed
            shutil.rmtree(left, ignore_errors=True)
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH
    with TemporaryDirectory(prefix=f"gongkai-tests-{os.getpid()}-", dir=MEMORY if roomy else None) as place:
        os.environ["TMPDIR"] = place
        yield


def both(sqlite: list[str]) -> int:
    with ThreadPoolExecutor(1) as beside, BytesIO() as said:
        command = [sys.executable, "tools/with_postgres.py", *tests(1), "-m", "postgres", *marked()]
        second = beside.submit(follow, command, said)
        suite, suite_line = follow(sqlite, sys.stdout.buffer)
        postgres, postgres_line = second.result()
        print("\nThe same on PostgreSQL, tests marked postgres:", flush=True)
        sys.stdout.buffer.write(said.getvalue())
    print(f"\nPostgreSQL\n{postgres_line}\nSQLite, the whole suite\n{suite_line}", flush=True)
    return suite or postgres


def tests(workers: int) -> list[str]:
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    spread = ["-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder"]
    return [sys.executable, "-m", "pytest", *spread, *colour]


def marked() -> list[str]:
    """The files in which a test is marked for PostgreSQL: to read all the others takes as long as a quarter of these."""
    return [
        str(path) for path in sorted(Path("tests").rglob("test_*.py")) if "mark.postgres" in path.read_text()
    ]


def follow(command: list[str], shown: BinaryIO) -> tuple[int, str]:
    """Run the command, pass on what it says as it says it, errors too, and keep its closing line."""
    tail = b""
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        while chunk := os.read(process.stdout.fileno(), 65536) if process.stdout else b"":
            shown.write(chunk)
            shown.flush()
            tail = (tail + chunk)[-65536:]
    lines = tail.decode("utf-8", "replace").splitlines()
    closing = [line for line in lines if CLOSING.match(COLOUR.sub("", line))]
    return process.returncode, (closing or [line for line in lines if line.strip()] or ["no output"])[-1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
