"""The small live server: files of the tree, the public log, search, and the sealed inbox. No database behind it.

Everything is looked up under `$GONGKAI_VAR/public` at each request, so a switched build takes effect at once.
"""

from __future__ import annotations

import asyncio
import os
import re
import resource
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote

from gongkai.portal.contract import Pages, product_pages
from gongkai.portal.errors import PortalError
from gongkai.portal.inbox.limits import Limits, limits_of_settings
from gongkai.portal.inbox.reception import ADDRESSES, Reception
from gongkai.portal.pages.views import SearchResults
from gongkai.portal.responses import (
    NOT_KEPT,
    SECURITY,
    Answer,
    Asked,
    Headers,
    Line,
    asked,
    file_answer,
    media_type,
    plain_file,
)
from gongkai.portal.search import MOST_CHARACTERS, Filters, Searcher
from gongkai.portal.shapes import SiteSnapshot, canonical_json, to_json
from gongkai.portal.tree import Tree, read_snapshot

if TYPE_CHECKING:
    from granian.rsgi import Scope

_PATH = re.compile(r"(?:/(?!\.)[^/\\\x00-\x1f\x7f]+)*/?")
_LONGEST_PATH = 512
_LONGEST_QUERY = 4096
_NOT_FOUND, _GONE, _FAILED = 404, 410, 503
_MOST_LINES, _OWN_FILES = 8192, 512
SILENCE = 5000
"""Milliseconds in which the head of a request must have come."""
_EMPTY_PAGE = (
    "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>{0}</title><h1>{0}</h1><p>{1}</p></html>"
)


def _bare_page(status: int, title: str, sentence: str) -> Answer:
    """A page for when the tree has none to show."""
    headers: Headers = [("content-type", media_type(".html")), ("cache-control", NOT_KEPT)]
    return Answer(status, headers, _EMPTY_PAGE.format(title, sentence).encode())


@dataclass(slots=True)
class Site:
    """Answers over one public tree."""

    tree: Tree
    pages: Pages
    searcher: Searcher = field(init=False)
    _seen: tuple[int, int] = (0, 0)
    _snapshot: SiteSnapshot | None = None

    def __post_init__(self) -> None:
        self.searcher = Searcher(self.tree.part("index"), self.tree.part("site"))

    def snapshot(self) -> SiteSnapshot | None:
        """The snapshot of the live build, read again when the build was switched."""
        try:
            found = os.stat(f"{self.tree.root}/state/snapshot.json")  # noqa: PTH116 - for every request
        except OSError:
            return None
        if (found.st_ino, found.st_mtime_ns) != self._seen:
            self._snapshot, self._seen = read_snapshot(self.tree), (found.st_ino, found.st_mtime_ns)
        return self._snapshot

    def static(self, path: str, wanted: Asked) -> Answer:
        """The file at a URL path, or why there is none."""
        part, rest = ("log", path[4:]) if path.startswith("/log/") else ("site", path)
        base = self._base(part)
        if base is None:
            return _bare_page(_FAILED, "公开目录尚未生成", "请稍后再来；管理员可查看后台的发布进度。")
        if len(path) > _LONGEST_PATH or not _PATH.fullmatch(path):
            return self._missing(wanted)
        answer = self._found(base, rest, wanted)
        if answer is None and (now := self._base(part)) not in {base, None}:  # switched while we looked
            answer = self._found(str(now), rest, wanted)
        return answer or self._missing(wanted)

    def _base(self, part: str) -> str | None:
        """Where a part of the live build stands; a copied tree has plain folders in place of the links."""
        root = str(self.tree.root)
        try:
            return f"{root}/{os.readlink(f'{root}/current')}/{part}"  # noqa: PTH115 - for every request
        except OSError:
            base = os.path.realpath(f"{root}/{part}")
            return base if self.tree.part(part).is_dir() else None

    def _found(self, base: str, path: str, wanted: Asked) -> Answer | None:
        place = base
        for name in path.split("/")[1:-1]:
            place = f"{place}/{name}"
            if _is_link(place):
                return None
        if path.endswith("/"):
            return file_answer(f"{base}{path}index.html", wanted)
        place = f"{base}{path}"
        if not place.endswith((".gz", ".gone.html")):
            answer = file_answer(place, wanted)
            if answer:
                return answer
        return _instead(base, path, wanted)

    def _missing(self, wanted: Asked) -> Answer:
        base = self._base("site")
        page = file_answer(f"{base}/404.html", wanted, _NOT_FOUND) if base else None
        return page or _bare_page(_NOT_FOUND, "没有找到这个页面", "请检查网址，或从首页查找。")

    def search(self, query_string: str, *, as_json: bool) -> Answer:
        """The search page or its JSON.

        The HTML page takes `q` and `page`; the JSON further `body`, `kind`, `year`, `column`, `area`.
        """
        snapshot = self.snapshot()
        if snapshot is None:
            return _bare_page(_FAILED, "检索暂不可用", "公开目录尚未生成，请稍后再来。")
        values = {key: found[0] for key, found in _read_query(query_string).items()}
        query = values.get("q", "")
        status = 200 if len(query) <= MOST_CHARACTERS else 400
        try:
            filters = (
                Filters(**{name: values.get(name, "") for name in Filters.__slots__})
                if as_json
                else Filters()
            )
            results = self.searcher.search(query, _number(values.get("page", "1")), filters)
        except PortalError:
            status = _FAILED
            results = SearchResults(
                total=0, page=1, pages=1, hits=(), message="检索暂不可用，请稍后再试，或从栏目和列表查找。"
            )
        if as_json:
            body, kind = canonical_json({"query": query[:MOST_CHARACTERS], **to_json(results)}), ".json"
        else:
            body, kind = self.pages.search_page(query[:MOST_CHARACTERS], results, snapshot).encode(), ".html"
        return Answer(status, [("content-type", media_type(kind)), ("cache-control", NOT_KEPT)], body)

    def noindex(self) -> bool:
        snapshot = self.snapshot()
        return snapshot is None or snapshot.noindex


def _is_link(place: str) -> bool:
    try:
        return stat.S_ISLNK(os.lstat(place).st_mode)
    except OSError:
        return False


def _instead(base: str, path: str, wanted: Asked) -> Answer | None:
    """What stands for an address that is no file: a tombstone, or the address that was meant."""
    stem, suffix = os.path.splitext(path)  # noqa: PTH122 - a URL path
    page = stem if suffix in {".html", ".json"} else path
    for left in (page, path.rpartition("/")[0]):  # the page and its JSON; its attachments
        gone = f"{base}{left}.gone.html"
        if plain_file(gone):
            return file_answer(gone, wanted, _GONE)
    if page is path and plain_file(f"{base}{path}.html"):
        return _moved(f"{path}.html")
    if plain_file(f"{base}{path}/index.html") and not _is_link(f"{base}{path}"):
        return _moved(f"{path}/")
    return None


def _read_query(query_string: str) -> dict[str, list[str]]:
    try:
        return parse_qs(query_string[:_LONGEST_QUERY], errors="replace", max_num_fields=20)
    except ValueError:
        return {}


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 1  # noqa: PLR2004 - no page is that far


def _moved(place: str) -> Answer:
    return Answer(308, [("location", quote(place)), ("cache-control", NOT_KEPT)])


class App:
    """The RSGI application."""

    def __init__(self, public: Path, pages: Pages | None = None, limits: Limits | None = None) -> None:
        self.site = Site(Tree(public), pages or product_pages())
        self.reception = Reception(public, limits or Limits(), self.site.snapshot)

    async def __rsgi__(self, scope: Scope, protocol: Line) -> None:
        if scope.proto != "http":
            return
        answer = await self.answer(scope, protocol)
        headers = [*answer.headers, *SECURITY]
        if self.site.noindex():
            headers.append(("x-robots-tag", "noindex, nofollow"))
        if answer.file:
            headers.append(("content-length", str(answer.size)))
        if scope.method == "HEAD":
            if not answer.file:
                headers.append(("content-length", str(len(answer.body))))
            protocol.response_empty(answer.status, headers)
        elif answer.file:
            protocol.response_file(answer.status, headers, answer.file)
        elif answer.body:
            protocol.response_bytes(answer.status, headers, answer.body)
        else:
            protocol.response_empty(answer.status, headers)

    async def answer(self, scope: Scope, protocol: Line) -> Answer:
        if scope.path in ADDRESSES:
            found = await self.reception.answer(scope, protocol)
            return found or _bare_page(_FAILED, "暂时不能办理", "公开目录尚未生成，请稍后再来。")
        if scope.method not in {"GET", "HEAD"}:
            refused = _bare_page(405, "不支持这种请求", "公开网站只供查阅。")
            return Answer(405, [*refused.headers, ("allow", "GET, HEAD")], refused.body)
        if scope.path in {"/search", "/search.json"}:
            return await asyncio.to_thread(
                self.site.search, scope.query_string, as_json=scope.path == "/search.json"
            )
        headers = scope.headers
        return self.site.static(
            scope.path, asked(headers.get("accept-encoding"), headers.get("if-none-match"))
        )


def public_dir(var: Path) -> Path:
    return var / "public"


def __getattr__(name: str) -> App:
    """`app` for the server's workers, made when it is asked for: the folder comes from the environment."""
    if name != "app":
        raise AttributeError(name)
    return App(public_dir(Path(os.environ.get("GONGKAI_VAR", "var"))), limits=limits_of_settings())


def serve_public(var: Path, host: str, port: int, workers: int = 1) -> None:
    """Serve the public tree under `var` until the process is told to stop.

    Strangers may hold lines open: there are many, and one on which no request comes is closed soon. HTTP/2, which
    browsers speak over TLS alone, closes no silent line and is left to the proxy.
    """
    from granian.constants import HTTPModes, Interfaces  # noqa: PLC0415 - only the serving process loads the server
    from granian.http import HTTP1Settings  # noqa: PLC0415
    from granian.server import Server  # noqa: PLC0415

    os.environ["GONGKAI_VAR"] = str(var.resolve())
    Server(
        "gongkai.portal.server:app",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=workers,
        websockets=False,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=SILENCE),
        backpressure=_lines_to_hold(),
        log_enabled=False,
    ).serve()


def _lines_to_hold() -> int:
    """How many connections may stand open in one process: each takes a descriptor, of which the rest must have some."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_LINES + _OWN_FILES
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return max(most - _OWN_FILES, most // 2)
