"""A desk with a small world in it, as a program: prints one JSON line with addresses and logins, then serves.

`GONGKAI_VAR` names an empty folder, `PYTHONPATH` holds tests/ and tests/browser/. It is a program because the
append-only tables cannot be emptied between tests, and because a browser wants a server of its own.
"""

from __future__ import annotations

import json
import socketserver
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application


class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Requests are no news."""


def main() -> None:
    django.setup()
    from desk_scene import world  # noqa: PLC0415 - models can be imported only now

    call_command("migrate", verbosity=0)
    places = world()
    with make_server("127.0.0.1", 0, get_wsgi_application(), Server, Quiet) as server:
        print(json.dumps({"url": f"http://127.0.0.1:{server.server_port}", **places}), flush=True)  # noqa: T201
        server.serve_forever()


if __name__ == "__main__":
    main()
