from __future__ import annotations

import asyncio

import pytest

from gongkai.portal.inbox.limits import Limits
from gongkai.portal.inbox.receiving import BadFormError, Receiver, drain, file_name, small_form
from gongkai.portal.inbox.throttle import InFlight

EDGE = "----edge"
TYPE = f"multipart/form-data; boundary={EDGE}"
SMALL = Limits(body_bytes=40_000, file_bytes=10_000, files=2, text_bytes=5_000, silence=0.05, patience=0.2)


def part(name, data, filename=None):
    head = f'Content-Disposition: form-data; name="{name}"' + (f'; filename="{filename}"' if filename else "")
    return f"--{EDGE}\r\n{head}\r\n\r\n".encode() + data + b"\r\n"


def body_of(*parts, end=True):
    return b"".join(parts) + (f"--{EDGE}--\r\n".encode() if end else b"")


async def pieces(data, size=1000):
    for start in range(0, len(data), size):
        yield data[start : start + size]


def receive(data, *, limits=SMALL, size=1000, content_type=TYPE, flight=None):
    receiver = Receiver(limits, flight or InFlight(9, 9, 1 << 20))
    asyncio.run(receiver.read(content_type, pieces(data, size)))
    return receiver.received


@pytest.mark.parametrize("size", [1, 7, 64, 100_000])
def test_a_form_is_read_however_it_is_cut(size):
    found = receive(
        body_of(
            part("a", "一".encode()),
            part("kept", b"x"),
            part("kept", b"y"),
            part("files", b"\r\n--data", "a.txt"),
        ),
        size=size,
    )
    assert found.texts == {"a": ["一"], "kept": ["x", "y"]}
    assert [(sent.name, sent.data) for sent in found.files] == [("a.txt", b"\r\n--data")]
    assert found.left_out == []


def test_an_empty_choice_of_files_is_no_file():
    found = receive(
        f'--{EDGE}\r\nContent-Disposition: form-data; name="files"; filename=""\r\n\r\n\r\n--{EDGE}--'.encode()
    )
    assert (found.texts, found.files, found.left_out) == ({}, [], [])


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([part("files", b"x" * 10_001, "大.pdf")], "单个附件不超过9KB"),
        ([part("files", b"x", f"{n}.txt") for n in range(3)], "附件最多2个"),
        ([part("files", b"x", "a.exe")], "不接收这种类型"),
        ([part("files", b"x", "a.pdf.zip")], "不接收这种类型"),
        ([part("files", b"", "空.pdf")], "文件是空的"),
        ([part("files", b"MZ\x90\x00", "程序.pdf")], "内容不是pdf格式"),
        ([part("files", b"MZ\x90\x00", "程序.txt")], "内容不是txt格式"),
        ([part("files", b"PK\x03\x04junk", "坏.docx")], "“坏.docx”未能收下：文件已经损坏或者不完整"),
        ([part("files", b"x" * 9_000, f"{n}.txt") for n in range(5)], "附件最多2个"),
    ],
)
def test_a_file_that_is_not_taken_is_named_and_the_text_is_kept(parts, words):
    found = receive(body_of(part("description", b"text"), *parts))
    assert words in "".join(found.left_out)
    assert found.text("description") == "text"


@pytest.mark.parametrize(("most", "words"), [(512 << 10, "512KB（约17万字）"), (5_000, "4KB（约1666字）")])
def test_a_text_beyond_the_limit_names_it_and_what_to_do(most, words):
    limits = Limits(text_bytes=most, silence=1, patience=5)
    data = body_of(part("description", b"x" * (most + 1)))
    with pytest.raises(BadFormError) as refused:
        receive(data, limits=limits)
    assert f"填写的文字合计超过{words}，未能收下" in refused.value.sentence
    assert "用浏览器的后退键" in refused.value.sentence


def test_a_body_beyond_the_limit_keeps_the_text_before_it():
    limits = Limits(body_bytes=20_000, file_bytes=1 << 20, files=5)
    found = receive(
        body_of(part("a", b"text"), part("files", b"x" * 60_000, "大.pdf"), part("b", b"late")), limits=limits
    )
    assert (found.text("a"), found.text("b"), found.files) == ("text", "", [])
    assert "“大.pdf”未能收下" in found.left_out[0]


def test_a_body_without_end_is_left():
    async def endless():
        while True:
            yield b"x" * 10_000

    receiver = Receiver(SMALL, InFlight(9, 9, 1 << 20))
    with pytest.raises(BadFormError):
        asyncio.run(receiver.read(TYPE, endless()))
    assert receiver.received.held == 0


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"", 400),
        (b"nonsense", 400),
        (body_of(part("a", b"x"), end=False), 400),
        (body_of(part("a", b"x"))[:-9], 400),
        (body_of(part("a", b"\xff\xfe")), 400),
        (body_of(part("a", b"x" * 6_000)), 413),
        (body_of(*(part("a", b"") for _ in range(200))), 400),
        (f"--{EDGE}\r\n".encode() + b"X-Long: " + b"x" * 5_000, 400),
        (f"--{EDGE}\r\nContent-Disposition: attachment\r\n\r\nx\r\n--{EDGE}--".encode(), 400),
        (f"--{EDGE}\r\n\r\nx\r\n--{EDGE}--".encode(), 400),
    ],
)
def test_what_is_no_form_of_ours_is_refused(data, status):
    with pytest.raises(BadFormError) as refused:
        receive(data)
    assert refused.value.status == status
    assert refused.value.sentence.endswith("。")


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/mixed; boundary=x",
    ],
)
def test_another_kind_of_body_is_refused(content_type):
    with pytest.raises(BadFormError) as refused:
        receive(body_of(part("a", b"x")), content_type=content_type)
    assert refused.value.status == 415


async def slowly(data, wait):
    yield data
    await wait.wait()


def test_who_falls_silent_is_not_waited_for():
    async def run():
        await Receiver(SMALL, InFlight(9, 9, 1 << 20)).read(TYPE, slowly(b"--", asyncio.Event()))

    with pytest.raises(BadFormError) as refused:
        asyncio.run(run())
    assert refused.value.status == 408


def test_who_drips_is_not_waited_for_longer_than_our_patience():
    async def drip():
        yield f"--{EDGE}\r\n".encode()
        while True:
            await asyncio.sleep(0)
            yield b""

    with pytest.raises(BadFormError) as refused:
        asyncio.run(Receiver(SMALL, InFlight(9, 9, 1 << 20)).read(TYPE, drip()))
    assert refused.value.status in {400, 408}


def test_more_than_the_memory_for_all_is_refused():
    with pytest.raises(BadFormError) as refused:
        receive(body_of(part("files", b"x" * 9_000, "a.pdf")), flight=InFlight(9, 9, 5_000))
    assert refused.value.status == 503


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../inbox.key.pdf", "inbox.key.pdf"),
        ("C:\\fakepath\\身份证.PDF", "身份证.PDF"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        ("<script>.txt", "script.txt"),
        (".pdf", "附件.pdf"),
        ("...", "附件"),
        ("", "附件"),
        ("长" * 500 + ".docx", "长" * 120 + ".docx"),
        ("x." + "y" * 500, "x." + "y" * 10),
    ],
)
def test_a_file_name_leads_nowhere(sent, kept):
    assert file_name(sent) == kept


def ask(data, content_type="application/x-www-form-urlencoded"):
    return asyncio.run(small_form(content_type, pieces(data), 0.05))


def test_a_short_form_is_read():
    assert ask(b"code=1234+5678&x=") == {"code": "1234 5678"}


@pytest.mark.parametrize(
    ("data", "content_type", "status"),
    [
        (b"code=1", "text/plain", 415),
        (b"x" * 9_000, "application/x-www-form-urlencoded", 413),
        (b"code=%ff", "application/x-www-form-urlencoded", 400),
        (b"\xff", "application/x-www-form-urlencoded", 400),
        (b"a=1&" * 50, "application/x-www-form-urlencoded", 400),
    ],
)
def test_an_odd_short_form_is_refused(data, content_type, status):
    with pytest.raises(BadFormError) as refused:
        ask(data, content_type)
    assert refused.value.status == status


def test_what_still_comes_after_a_refusal_is_read_up_to_a_bound():
    read = []

    async def endless():
        while True:
            read.append(1)
            yield b"x" * 1000

    asyncio.run(drain(endless(), 5_000, 5.0))
    assert len(read) == 6
    asyncio.run(drain(slowly(b"x", asyncio.Event()), 5_000, 0.01))
