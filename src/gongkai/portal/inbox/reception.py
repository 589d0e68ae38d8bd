"""The public server's counter: gives out the form, takes it in sealed, and tells how far an application has come.

It knows the desk's public key and nothing that opens. Nothing typed or sent reaches a log or an address line.
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.law.receipt import BEIJING
from gongkai.law.regimes import Regime, regime_of
from gongkai.portal.inbox import codes, form, showing
from gongkai.portal.inbox.limits import Limits
from gongkai.portal.inbox.parking import Parked, Parking
from gongkai.portal.inbox.receiving import BadFormError, Received, Receiver, drain, small_form
from gongkai.portal.inbox.sealing import InboxClosedError, SealedInbox, public_key_of
from gongkai.portal.inbox.status import FOLDER, State, Status, Step, read_status, write_status
from gongkai.portal.inbox.submission import IdentityKind, SentFile, Submission, digest_of
from gongkai.portal.inbox.throttle import InFlight, Throttle, address_of
from gongkai.portal.pages import applying
from gongkai.portal.responses import NOT_KEPT, Answer, Line, media_type
from gongkai.portal.shapes import SiteSnapshot

if TYPE_CHECKING:
    from granian.rsgi import Scope

ADDRESSES = frozenset({applying.FORM_HREF, applying.TRACK_HREF})
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
_LOOKUPS = 3  # so many look-ups for each sending that the limits allow
log = logging.getLogger("gongkai.inbox")
_CLOSED = "网上申请暂时不能收件。请稍后再试；急需的，可以当面递交或者邮寄申请。"
_NO_CODE = "查询码是20位数字。请对照提交后页面上的查询码，检查有无错漏。"
_MISCOPIED = "这20位数字不是有效的查询码，至少有一位抄错。请对照提交后的页面逐位核对。"
_OFTEN = "来自您所用网络的提交过于频繁。请用浏览器的后退键回到刚才的页面，所填内容仍在，过一会儿再提交。"
_FOREIGN = "这次提交不是从本网站的页面发出的，未予接收。请打开本网站的申请页面填写。"


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Reception:
    """Answers `ADDRESSES`; `snapshot` gives the live one, None before the first build."""

    public: Path
    limits: Limits
    snapshot: Callable[[], SiteSnapshot | None]
    now: Callable[[], datetime] = _utc_now
    inbox: SealedInbox = field(init=False)
    parking: Parking = field(init=False)
    sendings: Throttle = field(init=False)
    lookups: Throttle = field(init=False)
    flight: InFlight = field(init=False)
    _draining: int = 0

    def __post_init__(self) -> None:
        limits = self.limits
        self.inbox = SealedInbox(self.public, limits.waiting_files, limits.waiting_bytes)
        self.parking = Parking(self.inbox.folder / "parked", limits.parked, limits.waiting_bytes // 4)
        self.sendings = Throttle(limits.hourly, limits.hourly_all)
        self.lookups = Throttle(limits.hourly * _LOOKUPS, limits.hourly_all * _LOOKUPS)
        self.flight = InFlight(limits.connections, limits.connections_each, limits.memory_bytes)

    async def answer(self, scope: Scope, line: Line) -> Answer | None:
        """The answer; None while there is no snapshot to make pages with."""
        snapshot = self.snapshot()
        if snapshot is None:
            return None
        form_asked = scope.path == applying.FORM_HREF
        if scope.method in {"GET", "HEAD"}:
            return self._blank(snapshot) if form_asked else _track(applying.TrackView(), snapshot)
        if scope.method != "POST":
            return _refusal(405, "不支持这种请求", "请用本页面的表单提交。", scope.path, snapshot)
        try:
            return await (self._sent if form_asked else self._tracked)(scope, line, snapshot)
        except BadFormError as error:
            await self._hear_out(line)
            return _refusal(error.status, "未能提交", error.sentence, scope.path, snapshot)

    def _blank(self, snapshot: SiteSnapshot) -> Answer:
        regime, _ = self._today()
        values = form.clean(
            {"party": form.PERSON, "identity": IdentityKind.RESIDENT, "body": snapshot.home_body}
        )
        view = showing.form_view(snapshot, self.limits, regime, values, _fresh_token())
        if not self._has_key():
            return _page(503, applying.form_page(showing.with_notice(view, _CLOSED), snapshot))
        return _page(200, applying.form_page(view, snapshot))

    async def _sent(self, scope: Scope, line: Line, snapshot: SiteSnapshot) -> Answer:
        address = self._admitted(scope, self.sendings)
        if not self.flight.enter(address):
            raise BadFormError(429, _OFTEN)
        receiver = Receiver(self.limits, self.flight)
        try:
            await receiver.read(scope.headers.get("content-type", ""), line)
            return await asyncio.to_thread(self._decide, receiver.received, snapshot)
        finally:
            self.flight.leave(address, receiver.received.held)

    async def _tracked(self, scope: Scope, line: Line, snapshot: SiteSnapshot) -> Answer:
        self._admitted(scope, self.lookups)
        typed = (await small_form(scope.headers.get("content-type", ""), line, self.limits.silence)).get(
            "code", ""
        )
        code = codes.read_code(typed)
        if code is None:
            view = applying.TrackView(
                typed=typed[:60], error=_MISCOPIED if codes.is_miscopied(typed) else _NO_CODE
            )
            return _track(view, snapshot, 422)
        status = await asyncio.to_thread(read_status, self.inbox.folder / FOLDER, code)
        if status is None:
            return _track(applying.TrackView(unknown=True), snapshot, 404)
        return _track(applying.TrackView(progress=showing.progress_view(code, status)), snapshot)

    async def _hear_out(self, line: Line) -> None:
        if self._draining >= self.limits.connections:
            return
        self._draining += 1
        try:
            await drain(line, self.limits.body_bytes, self.limits.silence)
        finally:
            self._draining -= 1

    def _admitted(self, scope: Scope, throttle: Throttle) -> str:
        """The address that asks, counted.

        Raises:
            BadFormError: another site sends this, or it comes too often.
        """
        headers = scope.headers
        if not _from_here(
            headers.get("sec-fetch-site"), headers.get("origin"), headers.get("host") or scope.authority
        ):
            raise BadFormError(403, _FOREIGN)
        address = address_of(scope.client, headers.get("x-forwarded-for", ""), self.limits.proxies)
        if not throttle.allows(address):
            raise BadFormError(429, _OFTEN)
        return address

    def _decide(self, received: Received, snapshot: SiteSnapshot) -> Answer:
        """Seal what is complete; show what is not, with everything that was typed and sent."""
        self.parking.sweep()
        values = form.clean({name: texts[0] for name, texts in received.texts.items()})
        regime, at = self._today()
        parked = self._fetched(received.texts.get("kept", []))
        files = (*(one.file for one in parked), *received.files)
        errors = self._faults(received, values, regime, snapshot, files)
        token = received.text("token") if _TOKEN.fullmatch(received.text("token")) else ""
        notice = "" if errors or token else "请核对下列内容，然后再次提交。"
        if not errors and token:
            submission = _submission(token, values, regime, files, at)
            if self._taken(submission):
                return _page(
                    200, applying.sent_page(showing.sent_view(submission, snapshot, regime), snapshot)
                )
            notice = _CLOSED
        view = showing.form_view(snapshot, self.limits, regime, values, token or _fresh_token())
        view = showing.with_errors(view, errors, notice, self._kept(parked, received.files))
        return _page(503 if notice == _CLOSED else 422, applying.form_page(view, snapshot))

    def _taken(self, submission: Submission) -> bool:
        """Seal it, and leave 已提交 so that the code can be looked up before the desk has opened anything."""
        try:
            self.inbox.put(submission)
        except InboxClosedError as error:
            log.warning("网上申请未能收下：%s", error)
            return False
        day = submission.submitted_at.astimezone(BEIJING).date()
        status = Status(steps=(Step(State.SUBMITTED, day),))
        try:
            write_status(self.inbox.folder / FOLDER, submission.receipt_code, status, replace=False)
        except OSError as error:
            log.warning("办理进度未能写出：%s", error)  # the desk writes it when it takes the application in
        return True

    def _fetched(self, tickets: list[str]) -> list[Parked]:
        """The parked files of these tickets, one more than allowed at most."""
        chosen = list(dict.fromkeys(tickets))[: self.limits.files + 1]
        return [found for ticket in chosen if (found := self.parking.fetch(ticket))]

    def _faults(
        self,
        received: Received,
        values: dict[str, str],
        regime: Regime,
        snapshot: SiteSnapshot,
        files: tuple[SentFile, ...],
    ) -> form.Errors:
        errors = form.faults(values, regime, showing.bodies_of(snapshot))
        if received.left_out:
            errors["files"] = "；".join(received.left_out[:10]) + "。其余附件已保留，请调整后再次提交。"
        elif len(files) > self.limits.files:
            errors["files"] = f"附件共{len(files)}个，最多{self.limits.files}个。请取消勾选不需要的附件。"
        elif sum(one.size for one in files) > self.limits.body_bytes:
            errors["files"] = "附件合计过大。请取消勾选不需要的附件。"
        if received.text("website"):
            errors["website"] = "此栏用于识别自动填表程序，请清空后再次提交。"
        return errors

    def _kept(self, parked: list[Parked], files: list[SentFile]) -> tuple[applying.KeptFile, ...]:
        kept = [applying.KeptFile(one.ticket, one.file.name, one.file.size) for one in parked]
        for sent in files:
            try:
                ticket = self.parking.park(sent).ticket
            except InboxClosedError:
                ticket = ""
            kept.append(applying.KeptFile(ticket, sent.name, sent.size))
        return tuple(kept)

    def _today(self) -> tuple[Regime, datetime]:
        at = self.now()
        return regime_of(at.astimezone(BEIJING).date()), at

    def _has_key(self) -> bool:
        try:
            public_key_of(self.public)
        except InboxClosedError:
            return False
        return True


def _submission(
    token: str, values: dict[str, str], regime: Regime, files: tuple[SentFile, ...], at: datetime
) -> Submission:
    application = form.application_of(values, regime)
    digest = digest_of(token, application, files)
    return Submission(
        digest=digest,
        receipt_code=codes.code_of(digest),
        submitted_at=at,
        attachments=files,
        **asdict(application),
    )


def _fresh_token() -> str:
    return secrets.token_urlsafe(24)


def _from_here(fetch_site: str | None, origin: str | None, host: str | None) -> bool:
    """Whether a page of this site sends this, as far as the browser says; other programs say nothing."""
    if fetch_site is not None:
        return fetch_site in {"same-origin", "none"}
    return origin is None or origin.partition("://")[2] == host


def _page(status: int, text: str) -> Answer:
    return Answer(status, [("content-type", media_type(".html")), ("cache-control", NOT_KEPT)], text.encode())


def _track(view: applying.TrackView, snapshot: SiteSnapshot, status: int = HTTPStatus.OK) -> Answer:
    return _page(status, applying.track_page(view, snapshot))


def _refusal(status: int, title: str, sentence: str, back: str, snapshot: SiteSnapshot) -> Answer:
    answer = _page(status, applying.refusal_page(title, sentence, back, snapshot))
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        answer.headers.append(("allow", "GET, HEAD, POST"))
    return answer
