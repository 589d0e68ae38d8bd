"""How often: buckets of tokens in memory, for one address and for all, never more than a fixed number of them."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import NamedTuple

from gongkai.portal.inbox.limits import Network

_HOUR = 3600.0
_KEPT = 10_000
_IPV6_BITS = 64  # one household has so many addresses of its own
UNKNOWN = "unknown"


class _Bucket(NamedTuple):
    tokens: float
    at: float


@dataclass(slots=True)
class Throttle:
    """So many an hour for each address and for everyone together; what was not used comes back steadily.

    When there are too many addresses the one heard of longest ago is forgotten: the bound for everyone still holds.
    """

    hourly: int
    hourly_all: int
    clock: Callable[[], float] = time.monotonic
    kept: int = _KEPT
    _buckets: OrderedDict[str, _Bucket] = field(default_factory=OrderedDict)
    _all: _Bucket | None = None

    def allows(self, address: str) -> bool:
        """Take one token, if both buckets hold one."""
        now = self.clock()
        own = self._filled(self._buckets.get(address), self.hourly, now)
        shared = self._filled(self._all, self.hourly_all, now)
        allowed = own.tokens >= 1 and shared.tokens >= 1
        taken = 1 if allowed else 0
        self._buckets[address] = own._replace(tokens=own.tokens - taken)
        self._buckets.move_to_end(address)
        self._all = shared._replace(tokens=shared.tokens - taken)
        while len(self._buckets) > self.kept:
            self._buckets.popitem(last=False)
        return allowed

    def __len__(self) -> int:
        return len(self._buckets)

    @staticmethod
    def _filled(bucket: _Bucket | None, hourly: int, now: float) -> _Bucket:
        if bucket is None:
            return _Bucket(hourly, now)
        return _Bucket(min(hourly, bucket.tokens + (now - bucket.at) * hourly / _HOUR), now)


@dataclass(slots=True)
class InFlight:
    """What is being received now: connections for one address and for all, and the bytes they hold in memory."""

    most: int
    most_each: int
    most_bytes: int
    bytes: int = 0
    _each: dict[str, int] = field(default_factory=dict)

    def enter(self, address: str) -> bool:
        held = self._each.get(address, 0)
        if held >= self.most_each or sum(self._each.values()) >= self.most:
            return False
        self._each[address] = held + 1
        return True

    def leave(self, address: str, size: int) -> None:
        self.bytes -= size
        self._each[address] -= 1
        if not self._each[address]:
            del self._each[address]

    def hold(self, size: int) -> bool:
        """Count bytes that are about to be kept."""
        if self.bytes + size > self.most_bytes:
            return False
        self.bytes += size
        return True


def address_of(peer: str, forwarded: str, proxies: tuple[Network, ...]) -> str:
    """Who asks: the peer, or behind known proxies the last address in X-Forwarded-For that is none of them.

    IPv6 addresses count by their first 64 bits.
    """
    nearest_first = (_without_port(peer), *reversed([part.strip() for part in forwarded[-2000:].split(",")]))
    address: IPv4Address | IPv6Address | None = None
    for text in nearest_first:
        try:
            address = ip_address(text)
        except ValueError:
            break
        if not any(address in network for network in proxies):
            break
    return UNKNOWN if address is None else _counted(address)


def _counted(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or f"{int(address) >> (128 - _IPV6_BITS):x}::/64")


def _without_port(peer: str) -> str:
    return peer.rpartition(":")[0].strip("[]") or peer
