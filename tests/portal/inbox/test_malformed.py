"""What no browser of good faith sends, over real HTTP."""

from __future__ import annotations

import json
import sys
from urllib.parse import urlencode

import pytest
from counters import EDGE, MULTIPART, form, token
from sendings import filled_in


def request_of(body, content_type=MULTIPART, path="/apply/online", length=None, more=b""):
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {content_type}\r\n"
    head += f"Content-Length: {len(body) if length is None else length}\r\n"
    return head.encode() + more + b"\r\n" + body


GOOD = form(filled_in())
BAD = {
    "no boundary": request_of(GOOD, "multipart/form-data"),
    "empty boundary": request_of(GOOD, 'multipart/form-data; boundary=""'),
    "another boundary": request_of(GOOD, "multipart/form-data; boundary=other"),
    "a boundary of 100 kB": request_of(GOOD, "multipart/form-data; boundary=" + "b" * 100_000),
    "no type": request_of(GOOD, ""),
    "json": request_of(json.dumps(filled_in()).encode(), "application/json"),
    "urlencoded": request_of(urlencode(filled_in()).encode(), "application/x-www-form-urlencoded"),
    "no body": request_of(b""),
    "cut short": request_of(GOOD[:300]),
    "hung up halfway": request_of(GOOD[:300], length=len(GOOD)),
    "length below the body": request_of(GOOD, length=100),
    "negative length": request_of(GOOD, length=-1),
    "length of words": request_of(GOOD, length="many"),
    "absurd length": request_of(GOOD, length=10**30),
    "two lengths": request_of(GOOD, more=b"Content-Length: 3\r\n"),
    "broken chunks": request_of(b"zz\r\nxx", more=b"Transfer-Encoding: chunked\r\n"),
    "chunks and length": request_of(b"0\r\n\r\n", more=b"Transfer-Encoding: chunked\r\n"),
    "invalid utf-8": request_of(form(filled_in()).replace("申请人甲".encode(), b"\xff\xfe\xc3(")),
    "invalid utf-8 in a name": request_of(GOOD.replace(b'name="phone"', b'name="\xff\xfe"')),
    "NULs everywhere": request_of(GOOD.replace(b"0", b"\0")),
    "only NULs": request_of(b"\0" * 5000),
    "headers in a part without end": request_of(f"--{EDGE}\r\n".encode() + b"X: " + b"y" * 200_000),
    "a thousand headers in a part": request_of(f"--{EDGE}\r\n".encode() + b"X-A: b\r\n" * 1000 + b"\r\nx"),
    "a thousand parts": request_of(form({f"field{n}": "x" for n in range(1000)})),
    "a field of 1 MB": request_of(form(filled_in(description="x" * (1 << 20)))),
    "a thousand values of one field": request_of(form(filled_in(description=["x"] * 1000))),
    "nested multipart": request_of(
        GOOD.replace(b"\r\n\r\n", b"\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n", 1)
    ),
    "huge headers": request_of(GOOD, more=b"X-Long: " + b"x" * 1_000_000 + b"\r\n"),
    "ten thousand headers": request_of(GOOD, more=b"X-Many: y\r\n" * 10_000),
    "a header with NUL": request_of(GOOD, more=b"X-Nul: a\0b\r\n"),
    "gzip said": request_of(b"\x1f\x8b" + b"\0" * 500, more=b"Content-Encoding: gzip\r\n"),
    "tracking with a form of 1 MB": request_of(
        b"code=" + b"1" * (1 << 20), "application/x-www-form-urlencoded", "/track"
    ),
    "tracking with multipart": request_of(GOOD, path="/track"),
    "tracking with thousands of fields": request_of(
        b"code=1&" * 1000, "application/x-www-form-urlencoded", "/track"
    ),
    "no protocol at all": b"\x16\x03\x01" + b"\0" * 100,
}


@pytest.mark.parametrize("request_", BAD.values(), ids=BAD)
def test_a_malformed_request_is_refused_and_leaves_nothing(counter, request_):
    answer = counter.raw(request_)
    if answer:
        assert int(answer.split()[1]) in {400, 411, 413, 415, 422, 431}, answer[:200]
        assert b"Traceback" not in answer
    assert counter.sealed() == []
    assert counter.ask("/apply/online").status == 200


@pytest.mark.parametrize(
    "name",
    [
        "../../../../etc/cron.d/x.txt",
        "..\\..\\inbox.key.txt",
        "/etc/passwd.txt",
        "a%00.txt",
        "%2e%2e%2fx.txt",
        "｡｡/x.txt",
    ],
)
def test_a_file_name_that_leads_elsewhere_writes_nothing_there(counter, name):
    before = sorted(path for path in counter.var.rglob("*") if "inbox" not in path.parts)
    assert counter.send(filled_in(), [(name, b"x")]).status == 200
    (sent,) = counter.sealed()
    assert not set(sent.attachments[0].name) & set('/\\\0"')
    assert sorted(path for path in counter.var.rglob("*") if "inbox" not in path.parts) == before


def patiently(counter, values):
    """Send again while the counter is busy with what others left half done."""
    for _ in range(200):
        reply = counter.send(values)
        if reply.status != 429:
            break
    return reply


def test_a_thousand_malformed_oversized_and_repeated_ones_harm_nothing(counter):
    """In between, an honest application arrives; memory and folder end as they began."""
    counter.send(filled_in(token=token(40)))
    before = counter.memory() if sys.platform == "linux" else 0
    requests = [
        *BAD.values(),
        request_of(GOOD),
        request_of(form(filled_in(), [("大.pdf", b"x" * (11 << 20))])),
    ]
    for number in range(1000):
        heavy = number % 100 == 99
        counter.raw(requests[-1] if heavy else requests[number % (len(requests) - 1)])
        if number == 500:
            assert patiently(counter, filled_in(token=token(41))).status == 200
    assert len(counter.sealed()) == 3
    assert [path.name for path in counter.inbox.glob(".*")] == []
    assert counter.ask("/").status == 200
    if before:
        assert counter.memory() - before < 200 << 20
