"""How much the public server takes in, from whom, and how fast."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Final, TypeAlias

from gongkai import configuration

Network: TypeAlias = IPv4Network | IPv6Network
MEGABYTE: Final = 1 << 20
_LARGEST_BODY: Final = 100 * MEGABYTE  # sealed it must stay below what the desk opens


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`hourly` counts sendings for one address, `hourly_all` for everyone; looking up a code may be done as often.

    What is typed within `text_bytes` comes back in the form, however far beyond the length of its field; every answer
    with it is made in memory. `proxies` are the addresses whose X-Forwarded-For is believed. Times are in seconds.
    """

    body_bytes: int = 20 * MEGABYTE
    file_bytes: int = 10 * MEGABYTE
    files: int = 5
    text_bytes: int = 512 << 10
    hourly: int = 20
    hourly_all: int = 600
    waiting_files: int = 2000
    waiting_bytes: int = 2048 * MEGABYTE
    memory_bytes: int = 128 * MEGABYTE
    connections: int = 64
    connections_each: int = 16
    silence: float = 20.0
    patience: float = 300.0
    parked: float = 7200.0
    proxies: tuple[Network, ...] = ()


def limits_of_settings() -> Limits:
    """The limits that the environment gives.

    Raises:
        ConfigurationError: a number or a network cannot be read.
    """
    body = configuration.number_of("GONGKAI_APPLY_MEGABYTES") * MEGABYTE
    if body > _LARGEST_BODY:
        raise configuration.ConfigurationError("环境变量 GONGKAI_APPLY_MEGABYTES 最多为 100。")
    return Limits(
        body_bytes=body,
        file_bytes=min(Limits().file_bytes, body),
        files=configuration.number_of("GONGKAI_APPLY_FILES"),
        hourly=configuration.number_of("GONGKAI_APPLY_HOURLY"),
        hourly_all=configuration.number_of("GONGKAI_APPLY_HOURLY_ALL"),
        waiting_files=configuration.number_of("GONGKAI_INBOX_FILES"),
        waiting_bytes=configuration.number_of("GONGKAI_INBOX_MEGABYTES") * MEGABYTE,
        memory_bytes=max(Limits().memory_bytes, 2 * body),
        proxies=_networks(configuration.value_of("GONGKAI_PROXIES")),
    )


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise configuration.ConfigurationError(
            f"环境变量 GONGKAI_PROXIES 的值“{text}”无法识别，请填写地址或网段，以逗号分隔，例如 127.0.0.1,10.0.0.0/8。"
        ) from error
