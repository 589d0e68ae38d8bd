from __future__ import annotations

from ipaddress import ip_network

import pytest

from gongkai import configuration
from gongkai.portal.inbox.limits import MEGABYTE, limits_of_settings
from gongkai.portal.inbox.throttle import UNKNOWN, InFlight, Throttle, address_of


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_an_address_has_so_many_an_hour_and_they_come_back():
    clock = Clock()
    throttle = Throttle(hourly=4, hourly_all=100, clock=clock)
    assert [throttle.allows("a") for _ in range(6)] == [True] * 4 + [False] * 2
    assert throttle.allows("b")
    clock.now += 900
    assert [throttle.allows("a") for _ in range(2)] == [True, False]


def test_all_together_have_so_many():
    throttle = Throttle(hourly=4, hourly_all=10, clock=Clock())
    assert sum(throttle.allows(f"address {number}") for number in range(50)) == 10


def test_who_is_refused_takes_nothing_from_the_others():
    throttle = Throttle(hourly=1, hourly_all=3, clock=Clock())
    for _ in range(50):
        throttle.allows("loud")
    assert [throttle.allows("b"), throttle.allows("c")] == [True, True]


def test_a_million_addresses_do_not_fill_the_memory():
    throttle = Throttle(hourly=1, hourly_all=10, clock=Clock(), kept=100)
    for number in range(5000):
        throttle.allows(str(number))
    assert len(throttle) == 100


def test_connections_and_bytes_are_counted_and_given_back():
    flight = InFlight(most=3, most_each=2, most_bytes=100)
    assert [flight.enter("a"), flight.enter("a"), flight.enter("a")] == [True, True, False]
    assert [flight.enter("b"), flight.enter("c")] == [True, False]
    assert [flight.hold(60), flight.hold(60)] == [True, False]
    flight.leave("a", 60)
    assert [flight.enter("c"), flight.hold(100)] == [True, True]


PROXIES = (ip_network("10.0.0.0/8"), ip_network("::1/128"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.7:5000", "", "192.0.2.7"),
        ("192.0.2.7:5000", "203.0.113.9", "192.0.2.7"),
        ("10.1.1.1:80", "203.0.113.9", "203.0.113.9"),
        ("10.1.1.1:80", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("10.1.1.1:80", "198.51.100.1, 203.0.113.9, 10.2.2.2", "203.0.113.9"),
        ("10.1.1.1:80", "", "10.1.1.1"),
        ("10.1.1.1:80", "not an address", "10.1.1.1"),
        ("10.1.1.1:80", "1.2.3.4," * 4000 + "203.0.113.9", "203.0.113.9"),
        ("[::1]:80", "2001:db8::5", "20010db800000000::/64"),
        ("[2001:db8::5]:80", "", "20010db800000000::/64"),
        ("[::ffff:192.0.2.7]:80", "", "192.0.2.7"),
        ("nonsense", "203.0.113.9", UNKNOWN),
    ],
)
def test_who_asks_is_believed_from_known_proxies_only(peer, forwarded, address):
    assert address_of(peer, forwarded, PROXIES) == address


def test_limits_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("GONGKAI_APPLY_MEGABYTES", "8")
    monkeypatch.setenv("GONGKAI_PROXIES", "127.0.0.1, 10.0.0.0/8")
    limits = limits_of_settings()
    assert (limits.body_bytes, limits.file_bytes) == (8 * MEGABYTE, 8 * MEGABYTE)
    assert [str(each) for each in limits.proxies] == ["127.0.0.1/32", "10.0.0.0/8"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GONGKAI_APPLY_FILES", "0"),
        ("GONGKAI_APPLY_FILES", "五"),
        ("GONGKAI_INBOX_FILES", "-1"),
        ("GONGKAI_APPLY_MEGABYTES", "101"),
        ("GONGKAI_INBOX_MEGABYTES", "9" * 30),
        ("GONGKAI_PROXIES", "10.0.0.0/99"),
    ],
)
def test_a_limit_that_is_none_is_named(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(configuration.ConfigurationError, match=name):
        limits_of_settings()
