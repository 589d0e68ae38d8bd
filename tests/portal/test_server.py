from __future__ import annotations

import contextlib
import gzip
import http.client
import json
import re
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from memory_source import MemorySource, record, snapshot

from gongkai.portal.projector import project, rebuild

SERVE = "import sys; from pathlib import Path; from gongkai.portal.server import serve_public; "
SERVE += "serve_public(Path(sys.argv[1]), '127.0.0.1', int(sys.argv[2]))"


ONE_REQUEST = b"GET /all/ HTTP/1.1\r\nhost: portal\r\n\r\n"


@contextlib.contextmanager
def more_descriptors() -> Iterator[None]:
    """Room in this process for as many lines as a stranger holds."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 2000:
        pytest.skip("this machine allows too few open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2000), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Portal:
    var: Path
    port: int
    source: MemorySource

    @property
    def public(self) -> Path:
        return self.var / "public"

    def follow(self) -> None:
        project(self.source, self.public, durable=False)

    def ask(self, path: str, method: str = "GET", **headers: str) -> Reply:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request(
                method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
            )
            reply = line.getresponse()
            return Reply(
                reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()
            )
        finally:
            line.close()

    def raw(self, request: bytes, *, hang_up: bool = False) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as line:
            line.sendall(request)
            if hang_up:
                with contextlib.suppress(OSError):  # the server may have hung up first
                    line.shutdown(socket.SHUT_WR)
            answer = b""
            with contextlib.suppress(ConnectionResetError):
                while piece := line.recv(65536):
                    answer += piece
        return answer


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_until_it_answers(process: subprocess.Popen[bytes], port: int) -> None:
    while process.poll() is None:
        with socket.socket() as one:
            one.settimeout(1)
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
    pytest.fail("the server ended before it answered")


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    var, port = tmp_path_factory.mktemp("served"), free_port()
    source = MemorySource()
    source.publish_snapshot(snapshot())
    for serial in range(1, 31):
        source.publish(record(serial))
    big = source.store(b"%PDF-1.4 " + b"x" * 400_000, "大附件.pdf")
    source.publish(record(31, title="预算公开表", attachments=(big, source.store(b"\x00small", "表.et"))))
    source.publish(record(32, attachments=(source.store(b"leaked", "名单.pdf"),)))
    (var / "public" / "outside").mkdir(parents=True)
    (var / "public" / "outside" / "secret.html").write_text("秘密")
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(var), str(port)])
    try:
        wait_until_it_answers(process, port)
        found = Portal(var, port, source)
        early = found.ask("/")
        assert (early.status, "尚未生成" in early.text) == (503, True)
        found.follow()
        yield found
    finally:
        process.terminate()
        process.wait(30)


def test_a_page_comes_with_its_type_and_strict_headers(portal: Portal) -> None:
    reply = portal.ask("/heping/2017/00001.html")
    assert reply.status == 200
    assert "关于第1号事项的通知" in reply.text
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["cache-control"] == "no-cache"
    policy = reply.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert reply.headers["x-robots-tag"] == "noindex, nofollow"


def test_pages_obey_their_own_policy(portal: Portal) -> None:
    for path in (
        "/",
        "/heping/2017/00031.html",
        "/all/",
        "/search?q=事项".replace("事项", "%E4%BA%8B%E9%A1%B9"),
    ):
        page = portal.ask(path).text
        assert not re.search(r"<script|\sstyle=|\son\w+=|javascript:|<style", page), path


@pytest.mark.parametrize(
    "path", ["/", "/all/", "/column/news/", "/kind/guide/", "/all/0/1.html", "/robots.txt"]
)
def test_standing_pages_answer(portal: Portal, path: str) -> None:
    assert portal.ask(path).status == 200


def test_a_feed_answers_as_one(portal: Portal) -> None:
    reply = portal.ask("/all/index.atom")
    assert reply.status == 200
    assert reply.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert reply.text.startswith("<?xml")


def test_a_known_tag_is_answered_with_not_modified(portal: Portal) -> None:
    first = portal.ask("/all/")
    again = portal.ask("/all/", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert portal.ask("/all/", If_None_Match='"another"').status == 200


def test_the_gzip_twin_is_sent_to_who_takes_it(portal: Portal) -> None:
    plain = portal.ask("/all/")
    packed = portal.ask("/all/", Accept_Encoding="br, gzip")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["vary"] == plain.headers["vary"] == "accept-encoding"
    assert packed.headers["etag"] != plain.headers["etag"]
    assert "content-encoding" not in portal.ask("/all/", Accept_Encoding="gzip;q=0").headers


def test_head_gives_the_headers_alone(portal: Portal) -> None:
    page, head = portal.ask("/all/"), portal.ask("/all/", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(page.body))
    assert head.headers["etag"] == page.headers["etag"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_other_methods_are_refused(portal: Portal, method: str) -> None:
    reply = portal.ask("/all/", method)
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD")


def test_large_attachments_arrive_whole(portal: Portal) -> None:
    hrefs = re.findall(r'href="(/heping/2017/00031/[^"]+)"', portal.ask("/heping/2017/00031.html").text)
    bodies = {len(portal.ask(href).body): portal.ask(href) for href in hrefs}
    assert sorted(bodies) == [6, 400_009]
    assert bodies[400_009].headers["content-type"] == "application/pdf"
    assert bodies[400_009].headers["content-length"] == "400009"
    assert bodies[6].headers["content-disposition"] == "attachment"


def test_an_unknown_page_gets_our_own_page(portal: Portal) -> None:
    reply = portal.ask("/heping/2017/99999.html")
    assert reply.status == 404
    assert reply.body == (portal.public / "site/404.html").read_bytes()


def test_a_path_without_suffix_leads_to_the_page(portal: Portal) -> None:
    assert portal.ask("/heping/2017/00001").headers["location"] == "/heping/2017/00001.html"
    assert portal.ask("/column/news").headers["location"] == "/column/news/"


def test_a_withdrawn_page_answers_gone_at_every_address_at_once(portal: Portal) -> None:
    page = portal.ask("/heping/2017/00032.html")
    attachment = re.findall(r'href="(/heping/2017/00032/[^"]+)"', page.text)[0]
    assert portal.ask(attachment).body == b"leaked"
    portal.source.withdraw("heping/2017/00032", "含有不应公开的个人信息。")
    portal.follow()
    for path in ("/heping/2017/00032.html", "/heping/2017/00032.json", "/heping/2017/00032", attachment):
        gone = portal.ask(path, If_None_Match=page.headers["etag"])
        assert gone.status == 410, path
        assert "含有不应公开的个人信息" in gone.text
        assert gone.headers["cache-control"] == "no-cache"


ODD = [
    "/../../etc/passwd",
    "/..%2f..%2fetc/passwd",
    "/%2e%2e/outside/secret.html",
    "/heping/%2e%2e/%2e%2e/outside/secret.html",
    "//etc/passwd",
    "/heping//2017/00001.html",
    "/heping/2017/00001.html%00.json",
    "/%00",
    "/%ff%fe",
    "/heping%5c2017",
    "/heping/2017/00001.html.gz",
    "/heping/2017/00032.gone.html",
    "/.lock",
    "/" + "a" * 3000,
    "/" + "%E4%B8%AD" * 150,
    "/all/index.html/",
    "/log/../state/cursor.json",
    "/log/%2e%2e/state/cursor.json",
]


@pytest.mark.parametrize("path", ODD)
def test_odd_paths_find_nothing(portal: Portal, path: str) -> None:
    reply = portal.raw(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    assert int(reply.split()[1]) in {400, 404, 410, 414}, reply[:200]
    assert "秘密".encode() not in reply
    assert b"root:" not in reply


def test_odd_bytes_on_the_line_do_not_stop_the_server(portal: Portal) -> None:
    for junk in (
        b"\x16\x03\x01\x02\x00",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\r\n" * 50,
        b"GET\r\n\r\n",
    ):
        portal.raw(junk, hang_up=True)
    assert portal.ask("/all/").status == 200


def test_a_symbolic_link_in_the_site_is_not_followed(portal: Portal) -> None:
    site = (portal.public / "site").resolve()
    for name, target in (("linked.html", "secret.html"), ("folder", ".")):
        (site / name).symlink_to(portal.public / "outside" / target)
    try:
        assert portal.ask("/linked.html").status == 404
        assert portal.ask("/folder/secret.html").status == 404
    finally:
        (site / "linked.html").unlink()
        (site / "folder").unlink()


def test_the_log_is_public(portal: Portal) -> None:
    origin, size, _root, _ = portal.ask("/log/checkpoint").text.split("\n")
    assert (origin, int(size)) == ("gongkai/log/1", portal.source.head())


def test_search_finds_pages_and_shows_them(portal: Portal) -> None:
    reply = portal.ask("/search?q=%E9%A2%84%E7%AE%97")
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert reply.status == 200
    assert "/heping/2017/00031.html" in reply.text
    assert reply.headers["cache-control"] == "no-store"
    data = json.loads(portal.ask("/search.json?q=%E9%A2%84%E7%AE%97&body=heping").body)
    assert [hit["path"] for hit in data["hits"]] == ["heping/2017/00031"]
    assert json.loads(portal.ask("/search.json?q=%E9%A2%84%E7%AE%97&body=finance").body)["total"] == 0


def test_what_was_just_published_is_found_without_a_restart(portal: Portal) -> None:
    words = "/search.json?q=%E6%96%B0%E7%AB%A0%E7%A8%8B"
    assert json.loads(portal.ask(words).body)["total"] == 0
    portal.source.publish(record(500, html="<p>本局新章程自发布之日起施行。</p>"))
    portal.follow()
    assert json.loads(portal.ask(words).body)["total"] == 1
    portal.source.withdraw("heping/2017/00500")
    portal.follow()
    assert json.loads(portal.ask(words).body)["total"] == 0


QUERIES = {
    "too long": ("q=" + "a" * 101, 400),
    "cut bytes": ("q=" + "%E4" * 90, 200),
    "null": ("q=%00%ff", 200),
    "negative page": ("q=1&page=-3", 200),
    "huge page": ("q=1&page=99999999999999999999", 200),
    "empty": ("&&&=", 200),
    "many fields": ("x=1" + "&x=1" * 500, 200),
    "markup": ("q=%27%22%3Cscript%3E", 200),
}


@pytest.mark.parametrize(("query", "status"), QUERIES.values(), ids=QUERIES)
def test_odd_queries_get_a_page(portal: Portal, query: str, status: int) -> None:
    reply = portal.ask(f"/search?{query}")
    assert reply.status == status
    assert "<script" not in reply.text
    assert portal.ask(f"/search.json?{query}").status == status


HELD = {"nothing": b"", "a head that does not end": b"GET / HTTP/1.1\r\nx-slow: ", "kept alive": ONE_REQUEST}


@pytest.mark.parametrize("opening", HELD.values(), ids=HELD)
def test_lines_that_strangers_hold_open_do_not_keep_others_out(portal: Portal, opening: bytes) -> None:
    with contextlib.ExitStack() as held, more_descriptors():
        for _ in range(1200):
            line = held.enter_context(socket.create_connection(("127.0.0.1", portal.port), timeout=20))
            line.sendall(opening)
        started = time.monotonic()
        assert portal.ask("/all/").status == 200
        assert time.monotonic() - started < 10


def test_http_2_whose_silent_lines_nobody_closes_is_not_spoken(portal: Portal) -> None:
    answer = portal.raw(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\x00\x00\x00\x04" + b"\x00" * 5)
    assert not answer.startswith(b"\x00\x00")  # the frame of settings with which HTTP/2 begins
    assert portal.ask("/all/").status == 200


def test_a_line_on_which_no_request_comes_is_closed_soon(portal: Portal) -> None:
    started = time.monotonic()
    assert portal.raw(b"GET / HTTP/1.1\r\nx-slow: ") in {b"", b"HTTP/1.1 408 Request Timeout\r\n\r\n"}
    assert time.monotonic() - started < 15


def test_a_new_build_is_picked_up_without_a_restart(portal: Portal) -> None:
    portal.source.publish_snapshot(snapshot(site_name="改名后的平台", noindex=False))
    portal.follow()
    reply = portal.ask("/")
    assert "改名后的平台" in reply.text
    assert "x-robots-tag" not in reply.headers
    assert "改名后的平台" in portal.ask("/search?q=1").text
    rebuild(portal.source, portal.public, durable=False)
    assert json.loads(portal.ask("/search.json?q=%E4%BA%8B%E9%A1%B9").body)["total"] == len(
        portal.source.live()
    )


def test_a_damaged_index_leaves_the_pages_standing(portal: Portal) -> None:
    stored = next((portal.public / "index").resolve().rglob("meta.json"))
    stored.write_bytes(b"{}")
    (portal.public / "index" / "stamp").write_bytes(b"changed")
    reply = portal.ask("/search?q=%E4%BA%8B%E9%A1%B9")
    assert (reply.status, "检索暂不可用" in reply.text) == (503, True)
    assert portal.ask("/all/").status == 200
    rebuild(portal.source, portal.public, durable=False)
    assert portal.ask("/search?q=%E4%BA%8B%E9%A1%B9").status == 200
