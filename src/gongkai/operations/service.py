"""`gongkai serve`: desk, public server and projector as children that live and die with this process."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from types import FrameType
from typing import NoReturn

from gongkai import configuration
from gongkai.portal.errors import reason_of

SERVERS = ("desk", "public")
PROJECTOR = "projector"
_PATIENCE = 30.0


class ServiceRefused(Exception):  # noqa: N818 - a refusal, not a fault
    """The service cannot start here: the sentence says why and what to do."""


class ServiceEnded(Exception):  # noqa: N818 - an event
    """A child ended by itself; the others were stopped."""


@dataclass(frozen=True, slots=True)
class Addresses:
    host: str
    desk_port: int
    public_port: int

    @property
    def desk(self) -> str:
        return f"http://{self.host}:{self.desk_port}/"

    @property
    def public(self) -> str:
        return f"http://{self.host}:{self.public_port}/"


def addresses() -> Addresses:
    """Where both servers will listen.

    Raises:
        ServiceRefused: a port is taken, or both are the same.
    """
    found = Addresses(
        configuration.value_of("GONGKAI_HOST"),
        configuration.port_of("GONGKAI_DESK_PORT"),
        configuration.port_of("GONGKAI_PUBLIC_PORT"),
    )
    if found.desk_port == found.public_port:
        raise ServiceRefused("GONGKAI_DESK_PORT 与 GONGKAI_PUBLIC_PORT 不能相同，请改用两个端口。")
    for name, port in (("GONGKAI_DESK_PORT", found.desk_port), ("GONGKAI_PUBLIC_PORT", found.public_port)):
        _require_free(found.host, port, name)
    return found


def _require_free(host: str, port: int, name: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ServiceRefused(
                f"{host}:{port} 不能监听（{reason_of(error)}）。请先停止占用该端口的程序，或用 {name} 另选端口。"
            ) from error


class Service:
    """The children, started one by one or together; `stop` ends them all, `watch` returns when one has ended."""

    def __init__(self) -> None:
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, *roles: str) -> None:
        for role in roles:
            self._children[role] = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "gongkai.operations.child", role], stdin=subprocess.DEVNULL
            )

    def wait_until_open(self, where: Addresses) -> None:
        """Return when both ports answer.

        Raises:
            ServiceEnded: a child ended first, or nothing answered in time.
        """
        limit = time.monotonic() + _PATIENCE
        waiting = [where.desk_port, where.public_port]
        while waiting:
            self._require_alive()
            if time.monotonic() > limit:
                raise ServiceEnded(f"端口 {waiting[0]} 在 {_PATIENCE:.0f} 秒内没有应答，服务未能启动。")
            waiting = [port for port in waiting if not _answers(where.host, port)]
            time.sleep(0.05)

    def watch(self) -> NoReturn:
        while True:
            self._require_alive()
            time.sleep(0.5)

    def _require_alive(self) -> None:
        for role, child in self._children.items():
            if child.poll() is not None:
                raise ServiceEnded(f"{role} 进程意外结束（退出码 {child.returncode}），已停止全部服务。")

    def stop(self) -> None:
        for child in self._children.values():
            if child.poll() is None:
                child.terminate()
        for child in self._children.values():
            try:
                child.wait(timeout=10)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=0.5):
            return True
    except OSError:
        return False


def stop_on_signals() -> None:
    """Turn SIGTERM into KeyboardInterrupt, so that one path ends the service.

    What is raised inside a destructor is lost, so the request is repeated each second until `heard`.
    """

    def interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
        signal.alarm(1)
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGALRM, interrupt)


def heard() -> None:
    """The request to stop is being carried out."""
    signal.alarm(0)
