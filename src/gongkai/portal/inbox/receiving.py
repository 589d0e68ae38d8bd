"""Reading a form from the line: bounded in size, in memory, in parts and in time, whatever the other end does."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from multipart import MultipartError, MultipartSegment, PushMultipartParser, parse_options_header

from gongkai.portal.characters import visible
from gongkai.portal.file_kinds import PAPERS, damage, is_packed, is_taken, misfit
from gongkai.portal.inbox.limits import Limits
from gongkai.portal.inbox.submission import SentFile
from gongkai.portal.inbox.throttle import InFlight
from gongkai.portal.responses import media_type

"""Ends of file names; nothing that unpacks into something else."""

_MOST_PARTS = 80
_LONGEST_NAME = 120
_DRAINED = 4
_UNSAFE = re.compile(r"[\t\n\r<>:\"|?*]")
_SMALL_FORM = 8192


class BadFormError(Exception):
    """What came is no form of ours: status, and a sentence for a person who sent it in good faith."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


@dataclass(slots=True)
class Received:
    """Text by field name, in the order it came; files; and a sentence for each file that was left out.

    `held` are the bytes counted as in memory.
    """

    texts: dict[str, list[str]] = field(default_factory=dict)
    files: list[SentFile] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    held: int = 0

    def text(self, name: str) -> str:
        return self.texts.get(name, [""])[0]


@dataclass(slots=True)
class Receiver:
    """Reads one multipart body into `received`."""

    limits: Limits
    flight: InFlight
    received: Received = field(default_factory=Received)
    _part: MultipartSegment | None = None
    _data: bytearray = field(default_factory=bytearray)
    _fault: str = ""
    _text_bytes: int = 0
    _body: int = 0

    async def read(self, content_type: str, body: AsyncIterable[bytes]) -> None:
        """Fill `received`; a body beyond the limit keeps what came before it, without its last file.

        Raises:
            BadFormError: it is no multipart form, comes too slowly, or there is no memory for it.
        """
        parser = self._parser(content_type)
        try:
            async with asyncio.timeout(self.limits.patience):
                await self._feed(parser, body)
            if self._body <= self.limits.body_bytes:
                parser.close()
            elif not self.received.texts:
                raise BadFormError(413, f"提交的内容超过{size_words(self.limits.body_bytes)}，未能收下。")
        except TimeoutError as error:
            raise BadFormError(
                408, "提交的内容传送过慢，已经中断。请检查网络后重新提交；附件较大的，可以减少附件。"
            ) from error
        except (MultipartError, UnicodeError) as error:
            raise BadFormError(400, "提交的内容不完整或者格式不对。请回到申请页面重新提交。") from error

    def _parser(self, content_type: str) -> PushMultipartParser:
        kind, options = parse_options_header(content_type[:400])
        if kind != "multipart/form-data" or not options.get("boundary"):
            raise BadFormError(415, "请用申请页面上的表单提交。")
        try:
            return PushMultipartParser(
                options["boundary"], max_header_size=2048, max_segment_count=_MOST_PARTS
            )
        except (MultipartError, UnicodeError) as error:
            raise BadFormError(400, "请用申请页面上的表单提交。") from error

    async def _feed(self, parser: PushMultipartParser, body: AsyncIterable[bytes]) -> None:
        """Take what comes; after a fault or beyond the limit only listen, so that the answer can be heard."""
        fault: Exception | None = None
        async for chunk in paced(body, self.limits.silence):
            self._body += len(chunk)
            if self._body > self.limits.body_bytes * (1 if fault else _DRAINED):
                break
            if self._body > self.limits.body_bytes:
                self._cut()
            elif fault is None:
                try:
                    self._parse(parser, chunk)
                except (BadFormError, MultipartError, UnicodeError) as error:
                    fault = error
                    self._data.clear()
                    self.received.files.clear()
        if fault is not None:
            raise fault

    def _parse(self, parser: PushMultipartParser, chunk: bytes) -> None:
        for event in parser.parse(chunk):
            self._take(event)

    def _cut(self) -> None:
        if self._part is not None and self._part.filename:
            self._leave_out(
                f"附件“{file_name(self._part.filename)}”未能收下：全部内容超过{size_words(self.limits.body_bytes)}"
            )
            self._part = None
        elif not self.received.left_out:
            self._leave_out(f"全部内容超过{size_words(self.limits.body_bytes)}，其余附件未能收下")
        self._data.clear()

    def _take(self, event: Any) -> None:
        if event is None:
            self._finish()
        elif isinstance(event, MultipartSegment):
            self._part, self._data, self._fault = event, bytearray(), self._refusal(event)
        elif not self._fault:
            self._keep(event)

    def _refusal(self, part: MultipartSegment) -> str:
        """Why the file that now begins is not taken; empty for text and good files."""
        if not part.filename:
            return ""
        name = file_name(part.filename)
        if len(self.received.files) >= self.limits.files:
            return f"附件“{name}”未能收下：附件最多{self.limits.files}个"
        if not is_taken(name, PAPERS):
            return f"附件“{name}”未能收下：不接收这种类型的文件"
        return ""

    def _keep(self, data: bytes) -> None:
        is_file = self._part is not None and bool(self._part.filename)
        if not is_file:
            self._text_bytes += len(data)
            if self._text_bytes > self.limits.text_bytes:
                raise BadFormError(413, _too_much_text(self.limits.text_bytes))
        elif len(self._data) + len(data) > self.limits.file_bytes:
            name = file_name(self._part.filename if self._part else "")
            self._fault = f"附件“{name}”未能收下：单个附件不超过{size_words(self.limits.file_bytes)}"
            self._data.clear()
            return
        if not self.flight.hold(len(data)):
            raise BadFormError(503, "此刻提交的人较多，暂时收不下。请保留本页，几分钟后再提交。")
        self.received.held += len(data)
        self._data += data

    def _finish(self) -> None:
        part, data = self._part, bytes(self._data)
        self._part, self._data = None, bytearray()
        if part is None:
            return
        if self._fault:
            self._leave_out(self._fault)
        elif part.filename:
            name = file_name(part.filename)
            why = _unfit(name, data)
            if not why:
                self.received.files.append(SentFile(name, media_type(name), data))
            else:
                self._leave_out(f"附件“{name}”未能收下：{why}")
        elif part.filename is None:
            self.received.texts.setdefault(part.name, []).append(data.decode("utf-8"))

    def _leave_out(self, sentence: str) -> None:
        if len(self.received.left_out) < _MOST_PARTS:
            self.received.left_out.append(sentence)


def _unfit(name: str, data: bytes) -> str:
    if not data:
        return "文件是空的"
    return misfit(name, data, PAPERS) or (damage(data) if is_packed(data) else "")


async def paced(body: AsyncIterable[bytes], silence: float) -> AsyncIterator[bytes]:
    """The chunks of a body; TimeoutError when the next one keeps us waiting."""
    chunks = aiter(body)
    while True:
        try:
            async with asyncio.timeout(silence):
                chunk = await anext(chunks)
        except StopAsyncIteration:
            return
        yield chunk


async def drain(body: AsyncIterable[bytes], most: int, silence: float) -> None:
    """Read and forget what still comes, for a while: who is still sending does not hear an answer."""
    size = 0
    try:
        async with asyncio.timeout(3 * silence):
            async for chunk in paced(body, silence):
                size += len(chunk)
                if size > most:
                    return
    except (TimeoutError, RuntimeError):  # too slow, or the line is closed
        return


async def small_form(content_type: str, body: AsyncIterable[bytes], silence: float) -> dict[str, str]:
    """A short form without files.

    Raises:
        BadFormError: it is long, slow, or no form.
    """
    if content_type.partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise BadFormError(415, "请用本页面上的表单提交。")
    data = bytearray()
    try:
        async with asyncio.timeout(silence):
            async for chunk in body:
                data += chunk
                if len(data) > _SMALL_FORM:
                    raise BadFormError(413, "提交的内容过长。请只填写查询码。")
        return dict(parse_qsl(data.decode("ascii"), errors="strict", max_num_fields=20))
    except TimeoutError as error:
        raise BadFormError(408, "提交的内容传送过慢，已经中断。请重新提交。") from error
    except ValueError as error:
        raise BadFormError(400, "提交的内容格式不对。请重新提交。") from error


def file_name(sent: str) -> str:
    """The last part of the name, short, without what could lead astray: folders, controls, changed direction."""
    name = _UNSAFE.sub("", visible(re.split(r"[/\\]", sent)[-1])).rstrip(" .")
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    short = stem[:_LONGEST_NAME].strip(" .") or "附件"
    return f"{short}{dot}{ending[:10]}"


def _too_much_text(most: int) -> str:
    signs = most // 3
    told = f"{signs // 10_000}万" if signs >= 10_000 else f"{signs}"  # noqa: PLR2004 - 万
    return (
        f"填写的文字合计超过{size_words(most)}（约{told}字），未能收下。请用浏览器的后退键回到刚才的页面，"
        "所填内容一般仍在；缩短后重新提交，详细内容可以作为附件。"
    )


def size_words(size: int) -> str:
    return f"{size >> 20}MB" if size >= 1 << 20 else f"{size >> 10}KB"
