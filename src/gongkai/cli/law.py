"""Commands that ask the law: deadlines and fees. They need no database and start fast."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from gongkai.cli.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from gongkai.law.calendar import Calendar
    from gongkai.law.fees import FeeAmount
    from gongkai.law.forecast import Forecast
    from gongkai.law.receipt import Channel

FORMATS: Final = ("text", "json")
_DATE: Final = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")
_WHOLE: Final = re.compile(r"-?\d{1,40}")
CHANNEL_WORDS: Final[Mapping[str, str]] = {
    "当面": "counter",
    "邮寄": "post_signed",
    "post": "post_signed",
    "mail": "post_signed",
    "平信": "post_plain",
    "letter": "post_plain",
    "传真": "fax",
    "电子邮件": "email",
    "网络": "web",
    "互联网": "web",
    "online": "web",
    "其他": "other",
}


def deadline(
    received: Annotated[str, typer.Option(help="收到申请之日，如 2026-02-10", metavar="DATE")] = "",
    channel: Annotated[
        str,
        typer.Option(
            help="收到渠道：counter 当面、post_signed 邮寄、post_plain 平信、post_elsewhere 寄至其他机构或个人、"
            "fax 传真、email 电子邮件、web 互联网、other 其他",
            metavar="CHANNEL",
        ),
    ] = "",
    extended: Annotated[bool, typer.Option("--extended", help="按最长的延期计算")] = False,  # noqa: FBT002
    known_on: Annotated[
        str, typer.Option(help="只用该日以前发布的放假通知推算，用于复核当时的期限", metavar="DATE")
    ] = "",
    output: Annotated[
        str, typer.Option("--format", help="输出格式：text 或 json", metavar="FORMAT")
    ] = "text",
) -> None:
    """推算依申请公开的答复期限，并逐句说明理由。"""
    check_format(output)
    if not received:
        raise BadInput("没有给出收到申请之日。请用 --received 给出，如 --received 2026-02-10。")
    calendar = _calendar(read_date(known_on, "--known-on") if known_on else None)
    found = _forecast(read_date(received, "--received"), calendar, _channel(channel), extended=extended)
    document = {
        "received": found.received.isoformat(),
        "regime": found.regime.value,
        "due": found.due.isoformat(),
        "provisional": found.provisional,
        "calendar": list(found.calendar_versions),
        "explanation": list(found.explanation),
    }
    write(output, document, found.explanation)


def fee(
    requests: Annotated[str, typer.Option(help="同一申请人同一自然月内的申请件数（按件）", metavar="N")] = "",
    pages: Annotated[str, typer.Option(help="一件申请提供信息的页数，A4幅面（按量）", metavar="N")] = "",
    output: Annotated[
        str, typer.Option("--format", help="输出格式：text 或 json", metavar="FORMAT")
    ] = "text",
) -> None:
    """计算政府信息公开信息处理费；按件、按量二者只取其一。"""
    check_format(output)
    if bool(requests) == bool(pages):
        raise BadInput(
            "--requests（按件）和 --pages（按量）应当给出其中一个。同一申请不得同时按两种标准收费，请选择一种。"
        )
    found = _fee(requests, pages)
    document = {
        "mode": found.mode.value,
        "amount_yuan": found.amount_yuan,
        "explanation": list(found.explanation),
    }
    write(output, document, found.explanation)


def write(output: str, document: dict[str, Any], lines: Sequence[str]) -> None:
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2) if output == "json" else "\n".join(lines))


def check_format(output: str) -> None:
    if output not in FORMATS:
        raise BadInput(f"输出格式“{output}”不支持。请用 --format text 或 --format json。")


def read_date(text: str, option: str) -> date:
    found = _DATE.fullmatch(text.strip())
    if found is None:
        raise BadInput(f"{option} 的日期“{text}”写法不对。请写作 2026-02-10 的样式。")
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        raise BadInput(f"{option} 的日期“{text}”不存在。请核对年月日。") from None


def overlay_folder() -> Path:
    """Where an office puts next year's notice: $GONGKAI_VAR/law/calendar/YYYY.json."""
    from gongkai.configuration import calendar_dir  # noqa: PLC0415 - the law is read only when it is asked

    return calendar_dir()


def _calendar(known_on: date | None) -> Calendar:
    from gongkai.law.calendar import Calendar  # noqa: PLC0415

    try:
        calendar = Calendar.load(overlay_folder())
        return calendar.as_known_on(known_on) if known_on else calendar
    except ValueError as error:
        raise BadInput(str(error)) from error


def _channel(text: str) -> Channel | None:
    from gongkai.law.receipt import Channel  # noqa: PLC0415

    if not text:
        return None
    try:
        return Channel(CHANNEL_WORDS.get(text, text))
    except ValueError:
        known = "、".join(channel.value for channel in Channel)
        raise BadInput(f"收到渠道“{text}”不认识。请从下列渠道中选择：{known}。") from None


def _forecast(received: date, calendar: Calendar, channel: Channel | None, *, extended: bool) -> Forecast:
    from gongkai.law.forecast import forecast  # noqa: PLC0415
    from gongkai.law.regimes import regime_of  # noqa: PLC0415

    try:
        regime_of(received)
        return forecast(received, calendar, extended=extended, channel=channel)
    except ValueError as error:
        raise BadInput(str(error)) from error


def _fee(requests: str, pages: str) -> FeeAmount:
    from gongkai.law.fees import fee_by_pages, fee_by_requests  # noqa: PLC0415

    text, option = (requests, "--requests") if requests else (pages, "--pages")
    if not _WHOLE.fullmatch(text.strip()):
        raise BadInput(f"{option} 应为整数，现为“{text}”。请核对。")
    try:
        return fee_by_requests(int(text)) if requests else fee_by_pages(int(text))
    except ValueError as error:
        raise BadInput(str(error)) from error
