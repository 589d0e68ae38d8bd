"""A public server of its own over a small site, and what a citizen's browser, or someone else, sends to it."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import socket
import subprocess
import sys
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from memory_source import MemorySource, snapshot

from gongkai.portal.inbox.codes import read_code
from gongkai.portal.inbox.keypair import ensure_keys, read_private_key
from gongkai.portal.inbox.reading import read_sealed
from gongkai.portal.inbox.sealing import waiting
from gongkai.portal.projector import project

SERVE = "import sys; from pathlib import Path; from gongkai.portal.server import serve_public; "
SERVE += "serve_public(Path(sys.argv[1]), '127.0.0.1', int(sys.argv[2]))"
EDGE = "----edge-of-the-form"
MULTIPART = f"multipart/form-data; boundary={EDGE}"
GENEROUS = {
    "GONGKAI_APPLY_HOURLY": "100000",
    "GONGKAI_APPLY_HOURLY_ALL": "1000000",
    "GONGKAI_APPLY_MEGABYTES": "12",
}


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self):
        return unescape(self.body.decode())

    @property
    def code(self):
        return read_code(re.search(r'<p class="code">([0-9 ]+)</p>', self.text)[1])

    def hidden(self, name):
        return re.findall(rf'name="{name}" value="([^"]*)"', self.text)


@dataclass
class Counter:
    var: Path
    port: int
    pid: int

    @property
    def inbox(self):
        return self.var / "public/inbox"

    def ask(self, path, method="GET", body=None, **headers):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            line.request(
                method, path, body, {name.replace("_", "-"): value for name, value in headers.items()}
            )
            reply = line.getresponse()
            return Reply(
                reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()
            )
        finally:
            line.close()

    def send(self, values, files=(), path="/apply/online", **headers):
        return self.ask(path, "POST", form(values, files), Content_Type=MULTIPART, **headers)

    def look_up(self, code, **headers):
        body = urlencode({"code": code})
        return self.ask("/track", "POST", body, Content_Type="application/x-www-form-urlencoded", **headers)

    def raw(self, request):
        """Whatever comes back; the server may hang up first."""
        answer = b""
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as line:
            with contextlib.suppress(OSError):
                line.sendall(request)
                line.shutdown(socket.SHUT_WR)
            with contextlib.suppress(OSError):
                while piece := line.recv(65536):
                    answer += piece
        return answer

    def sealed(self):
        return [read_sealed(place, read_private_key(self.var / "inbox.key")) for place in waiting(self.inbox)]

    def memory(self):
        """Resident bytes of the server and its worker."""
        pages = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                fields = stat.read_text().rpartition(")")[2].split()
                if self.pid in {int(fields[1]), int(stat.parent.name)}:
                    pages += int(fields[21])
        return pages * os.sysconf("SC_PAGE_SIZE")


def form(values, files=()):
    texts = [
        (name, value)
        for name, given in values.items()
        for value in (given if isinstance(given, list) else [given])
    ]
    parts = [
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in texts
    ]
    for name, data in files:
        head = f'--{EDGE}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: x/y\r\n\r\n'
        parts.append(head.encode() + data + b"\r\n")
    return b"".join(parts) + f"--{EDGE}--\r\n".encode()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextlib.contextmanager
def serving(var, **settings):
    source, port = MemorySource(), free_port()
    source.publish_snapshot(snapshot())
    project(source, var / "public", durable=False)
    ensure_keys(var)
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, str(var), str(port)], env={**os.environ, **settings}
    ) as process:
        try:
            while process.poll() is None:
                with socket.socket() as one:
                    if one.connect_ex(("127.0.0.1", port)) == 0:
                        break
            yield Counter(var, port, process.pid)
        finally:
            process.terminate()


def token(number):
    return f"{number:032}"
