"""Running the installed command against a folder of its own, and waiting for what it should bring about."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

GONGKAI = Path(sys.executable).with_name("gongkai")
TESTS = Path(__file__).resolve().parents[1]
PATIENCE = 90.0


def environment(var: Path, **more: str) -> dict[str, str]:
    return {
        **os.environ,
        "GONGKAI_VAR": str(var),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "gongkai.settings",
        **more,
    }


def gongkai(
    *arguments: str, var: Path, prefix: tuple[str, ...] = (), **more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*prefix, str(GONGKAI), *arguments],
        env=environment(var, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def small_installation(var: Path) -> Path:
    """Migrate an empty folder and put three published records into it, in a process of its own."""
    subprocess.run(
        [sys.executable, str(TESTS / "operations/small_world.py")],
        env=environment(var, PYTHONPATH=str(TESTS)),
        check=True,
    )
    return var


def copy_of(installation: Path, to: Path) -> Path:
    return Path(shutil.copytree(installation, to, symlinks=True))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def until(condition: Callable[[], bool], what: str) -> None:
    """Return as soon as the condition holds; fail when it does not within a generous patience."""
    limit = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < limit, what
        time.sleep(0.05)


def processes_of(var: Path) -> list[int]:
    """Every living process whose environment names this folder (Linux)."""
    mark = f"GONGKAI_VAR={var}\0".encode()
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (place / "environ").read_bytes() + b"\0":
                found.append(int(place.name))
        except OSError:
            continue
    return found


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """Hold a refusal against the contract: exit code 2, one sentence with these words, no traceback, no result."""
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    sentence = done.stderr.strip().splitlines()[-1]
    assert sentence.endswith("。")
    for word in words:
        assert word in sentence, sentence


@contextmanager
def served(var: Path) -> Iterator[tuple[subprocess.Popen[bytes], int, int, Path]]:
    """A running service: its process and its two ports; whatever is left of it is killed at the end."""
    desk, public = free_port(), free_port()
    ports = {"GONGKAI_DESK_PORT": str(desk), "GONGKAI_PUBLIC_PORT": str(public)}
    log = var.parent / "serve.log"
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [str(GONGKAI), "serve"], env=environment(var, **ports), stdout=sink, stderr=sink
        )
        try:
            until(
                lambda: "按 Ctrl+C 停止" in log.read_text() or process.poll() is not None,
                "the service started",
            )
            assert process.poll() is None, log.read_text()
            yield process, desk, public, log
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
            for pid in processes_of(var):
                with suppress(ProcessLookupError):  # it ended between the two
                    os.kill(pid, signal.SIGKILL)
