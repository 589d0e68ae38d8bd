"""Pages a second: the public server against Django views of the same page, each with one worker of granian.

One Django view reads the edition from an SQLite row and renders the page, the other reads the finished page from a
row. The client keeps 32 connections and one request in flight on each; rounds alternate.

    .venv-test/bin/python bench/portal_server.py [seconds]
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from portal_records import GeneratedSource

from gongkai.portal.contract import product_pages
from gongkai.portal.projector import rebuild
from gongkai.portal.shapes import Edition, canonical_json, content_from_json, snapshot_from_json, to_json

CONNECTIONS, ROUNDS, RECORDS = 32, 3, 500
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
OURS = "import sys; from pathlib import Path; from gongkai.portal.server import serve_public; "
OURS += "serve_public(Path(sys.argv[1]), '127.0.0.1', int(sys.argv[2]))"
THEIRS = "import sys; from granian.server import Server; from granian.constants import Interfaces; "
THEIRS += (
    "Server('portal_server:wsgi', address='127.0.0.1', port=int(sys.argv[2]), interface=Interfaces.WSGI, "
)
THEIRS += "workers=1, log_enabled=False).serve()"


def __getattr__(name: str) -> Any:
    """`wsgi` for the worker that serves the Django views."""
    if name != "wsgi":
        raise AttributeError(name)
    return django_application(Path(os.environ["BENCH_DATABASE"]))


def django_application(database: Path) -> Any:
    import django  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.http import HttpRequest, HttpResponse  # noqa: PLC0415
    from django.urls import path  # noqa: PLC0415

    pages = product_pages()
    with sqlite3.connect(database) as line:
        snapshot = snapshot_from_json(json.loads(line.execute("select data from snapshot").fetchone()[0]))

    def one(sql: str, key: str) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(sql, [key])
            return cursor.fetchone()[0]

    def rendered(_request: HttpRequest, key: str) -> HttpResponse:
        data = json.loads(one("select data from edition where path = %s", key))
        edition = Edition(**{**data, "content": content_from_json(data["content"])})
        return HttpResponse(pages.record_page(edition, snapshot))

    def ready(_request: HttpRequest, key: str) -> HttpResponse:
        return HttpResponse(one("select page from edition where path = %s", key))

    urls = type("urls", (), {"urlpatterns": [path("r/<path:key>", rendered), path("p/<path:key>", ready)]})
    sys.modules["bench_urls"] = urls  # type: ignore[assignment]
    settings.configure(
        ROOT_URLCONF="bench_urls",
        ALLOWED_HOSTS=["*"],
        SECRET_KEY="bench",
        DATABASES={
            "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(database), "CONN_MAX_AGE": None}
        },
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.middleware.common.CommonMiddleware",
        ],
    )
    django.setup()
    return get_wsgi_application()


def lay_out(folder: Path) -> str:
    """A public tree and a database of the same editions; the path that is asked for."""
    source, pages = GeneratedSource(RECORDS), product_pages()
    rebuild(source, folder / "public")
    snapshot = source.snapshot()
    assert snapshot is not None
    with sqlite3.connect(folder / "bench.sqlite") as line:
        line.execute("create table snapshot (data text)")
        line.execute("create table edition (path text primary key, data text, page text)")
        line.execute("insert into snapshot values (?)", [canonical_json(to_json(snapshot)).decode()])
        for serial in range(RECORDS):
            edition = source.edition(serial)
            data = canonical_json(to_json(edition)).decode()
            values = [edition.content.path, data, pages.record_page(edition, snapshot)]
            line.execute("insert into edition values (?, ?, ?)", values)
    return source.content_path(RECORDS // 2)


class Client(asyncio.Protocol):
    """Sends a request, waits for the whole answer, sends the next."""

    def __init__(self, path: str, until: float) -> None:
        self.request = f"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode()
        self.until, self.done, self.size = until, 0, 0
        self.ended = asyncio.get_running_loop().create_future()
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head = self.buffer.find(b"\r\n\r\n")
        if head < 0:
            return
        length = _LENGTH.search(self.buffer, 0, head)
        assert length, self.buffer[:head]
        if len(self.buffer) < head + 4 + int(length[1]):
            return
        assert self.buffer.startswith(b"HTTP/1.1 200"), self.buffer[:head]
        self.size, self.buffer = int(length[1]), b""
        self.done += 1
        if time.perf_counter() < self.until:
            self.transport.write(self.request)
        else:
            self.transport.close()
            self.ended.set_result(None)


async def pages_a_second(port: int, path: str, seconds: float) -> tuple[float, int]:
    loop, started = asyncio.get_running_loop(), time.perf_counter()
    clients = [
        (await loop.create_connection(lambda: Client(path, started + seconds), "127.0.0.1", port))[1]
        for _ in range(CONNECTIONS)
    ]
    await asyncio.gather(*(client.ended for client in clients))
    return sum(client.done for client in clients) / (time.perf_counter() - started), clients[0].size


@contextlib.contextmanager
def serving(code: str, folder: Path) -> Iterator[int]:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    paths = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "BENCH_DATABASE": str(folder / "bench.sqlite"), "PYTHONPATH": paths}
    process = subprocess.Popen([sys.executable, "-c", code, str(folder), str(port)], env=environment)
    try:
        while process.poll() is None:
            with socket.socket() as one:
                one.settimeout(1)
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
        yield port
    finally:
        process.terminate()
        process.wait(30)


def main(seconds: float) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        key = lay_out(folder)
        with serving(OURS, folder) as ours, serving(THEIRS, folder) as theirs:
            rivals = {
                "public server, file of the tree": (ours, f"/{key}.html"),
                "Django, page rendered from a row": (theirs, f"/r/{key}"),
                "Django, ready page from a row": (theirs, f"/p/{key}"),
            }
            rates: dict[str, list[float]] = {rival: [] for rival in rivals}
            sizes = {}
            for port, path in rivals.values():
                asyncio.run(pages_a_second(port, path, 0.5))
            for _ in range(ROUNDS):
                for rival, (port, path) in rivals.items():
                    rate, sizes[rival] = asyncio.run(pages_a_second(port, path, seconds))
                    rates[rival].append(rate)
    base = statistics.median(rates["public server, file of the tree"])
    print(
        f"{CONNECTIONS} connections, {ROUNDS} rounds of {seconds:g} s, one worker each; client on the same machine"
    )
    for rival, found in rates.items():
        rate = statistics.median(found)
        print(
            f"{rival:36}{rate:10,.0f} pages/s   {sizes[rival]:,} bytes   public server is {base / rate:5.1f} times"
        )


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 3.0)
