from __future__ import annotations

import pytest
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from sendings import sent_file

from gongkai.portal.inbox.parking import Parking
from gongkai.portal.inbox.sealing import InboxClosedError


@pytest.fixture
def parking(tmp_path):
    return Parking(tmp_path / "inbox/parked", seconds=7200, most_bytes=1 << 20)


def test_a_ticket_brings_the_file_back_as_often_as_it_is_shown(parking):
    ticket = parking.park(sent_file("表 格.xlsx", b"\x00\x01")).ticket
    for _ in range(2):
        found = parking.fetch(ticket)
        assert (found.file.name, found.file.data) == ("表 格.xlsx", b"\x00\x01")
        assert found.file.media_type.endswith("spreadsheetml.sheet")


def test_without_the_ticket_a_parked_file_cannot_be_read(parking):
    parking.park(sent_file("名字.pdf", b"content"))
    place = next(parking.folder.iterdir())
    data = place.read_bytes()
    assert b"content" not in data
    assert "名字".encode() not in data
    with pytest.raises(CryptoError):
        SecretBox(bytes.fromhex(place.name) * 2).decrypt(data)


@pytest.mark.parametrize("ticket", ["", "x", "../inbox.key", "0" * 32 + ".", "0" * 32 + "." + "A" * 43 + "="])
def test_an_odd_ticket_brings_nothing(parking, ticket):
    parking.park(sent_file())
    assert parking.fetch(ticket) is None


def test_a_ticket_with_another_key_brings_nothing(parking):
    first, second = (parking.park(sent_file(data=data)).ticket for data in (b"a", b"b"))
    assert parking.fetch(first.partition(".")[0] + "." + second.partition(".")[2]) is None


def test_what_has_stayed_two_hours_is_removed(parking):
    ticket = parking.park(sent_file()).ticket
    half_written = parking.folder.parent / ".abc.part"
    half_written.write_bytes(b"half")
    now = next(parking.folder.iterdir()).stat().st_mtime
    parking.sweep(now + 7100)
    assert parking.fetch(ticket) is not None
    parking.sweep(now + 7300)
    assert parking.fetch(ticket) is None
    assert not half_written.exists()


def test_a_full_parking_takes_nothing(parking):
    parking.park(sent_file(data=b"a" * 900_000))
    with pytest.raises(InboxClosedError):
        parking.park(sent_file(data=b"a" * 900_000))
