"""The desk's few small files, read once and answered from memory; the token sheet is the portal's own file.

An address carries the first digits of the file's hash, so a browser may keep it for good and never shows an old one.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response

from gongkai import portal

PREFIX = "/static/"
OWN = Path(__file__).resolve().parent / "static"
SHARED = Path(portal.__file__).resolve().parent / "static"
_FILES = {"desk.css": OWN, "desk.js": OWN, "tokens.css": SHARED, "icon.svg": SHARED}
_FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class StaticFile:
    data: bytes
    media_type: str
    version: str

    @property
    def etag(self) -> str:
        return f'"{self.version}"'


@cache
def static_files() -> dict[str, StaticFile]:
    """Name → file, for the whole life of the process."""
    return {name: _read(folder / name) for name, folder in _FILES.items()}


def _read(path: Path) -> StaticFile:
    data = path.read_bytes()
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if media_type.startswith("text/"):
        media_type += "; charset=utf-8"
    return StaticFile(data, media_type, hashlib.sha256(data).hexdigest()[:16])


def static_href(name: str) -> str:
    """The address of a file; an unknown name is a programming error (KeyError)."""
    return f"{PREFIX}{name}?v={static_files()[name].version}"


class StaticMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return self._get_response(request)
        file = static_files().get(request.path.removeprefix(PREFIX))
        if file is None or request.method not in {"GET", "HEAD"}:
            return HttpResponse("没有这个文件。", status=404, content_type="text/plain; charset=utf-8")
        return _answer(request, file)


def _answer(request: HttpRequest, file: StaticFile) -> HttpResponse:
    response = HttpResponse(file.data, content_type=file.media_type)
    current = request.GET.get("v") == file.version
    response.headers["Cache-Control"] = _FOREVER if current else "no-cache"
    response.headers["ETag"] = file.etag
    conditional = get_conditional_response(request, etag=file.etag, response=response)
    if isinstance(conditional, HttpResponseNotModified):
        conditional.headers["Cache-Control"] = response.headers["Cache-Control"]
    return response if conditional is None else conditional
