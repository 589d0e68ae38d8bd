"""Runs a command with DATABASE_URL set to a PostgreSQL cluster that exists only as long as the command does.

    python tools/with_postgres.py pytest -m postgres

initdb refuses root, so root hands the cluster to an unprivileged account. The socket stands in a short path
(the limit is 107 bytes), nothing listens on the network, and nothing is synced to the disk.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn
from urllib.parse import quote

SERVERS = Path("/usr/lib/postgresql")
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
}


def main(command: list[str]) -> int:
    programs = server_programs()
    if programs is None:
        print("PostgreSQL tests skipped: no server under /usr/lib/postgresql; make test-deps", flush=True)
        return 1 if os.environ.get("CI") == "true" else 0
    signal.signal(signal.SIGTERM, stop)
    with cluster(programs) as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


def stop(_number: int, _frame: FrameType | None) -> NoReturn:
    """A polite end of this program ends the cluster too."""
    sys.exit(143)


def server_programs() -> Path | None:
    """The folder of the newest PostgreSQL server installed, or of the one on the PATH."""
    versions = [path.parent for path in SERVERS.glob("*/bin/initdb")]
    if versions:
        return max(versions, key=lambda path: float(path.parent.name))
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """A fresh cluster: its URL, good until the block ends."""
    account = unprivileged()
    short = "/tmp" if os.access("/tmp", os.W_OK) else None  # noqa: S108 - the socket's path must be short
    with tempfile.TemporaryDirectory(prefix="pg-", dir=short) as name:
        folder = Path(name)
        if account:
            os.chown(folder, account["user"], account["group"])
        data, log = folder / "data", folder / "log"
        run(
            [
                programs / "initdb",
                "-D",
                data,
                "-U",
                "gongkai",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-locale",
                "-N",
            ],
            account,
        )
        options = " ".join(f"-c {name}={value or repr('')}" for name, value in OPTIONS.items())
        run(
            [programs / "pg_ctl", "-D", data, "-l", log, "-w", "-o", f"{options} -k {folder}", "start"],
            account,
        )
        try:
            yield f"postgresql://gongkai@/postgres?host={quote(name, safe='')}"
        finally:
            run([programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], account)


def unprivileged() -> dict[str, Any]:
    """Whom to run as: `postgres` or `nobody` for root, nobody else for anyone else."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    sys.exit("PostgreSQL refuses to run as root, and there is no account postgres or nobody on this machine.")


def run(command: list[str | Path], account: dict[str, Any]) -> None:
    """Quiet unless it fails.

    The server keeps what it inherits open, so its output goes to a file: a pipe would never end.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False, cwd="/", **account
        )
        if done.returncode:
            output.seek(0)
            sys.exit(f"{Path(command[0]).name} failed:\n{output.read()}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
