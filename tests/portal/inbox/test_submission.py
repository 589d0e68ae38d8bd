from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sendings import TOKEN, application, sent_file, submission

from gongkai.portal.inbox.codes import code_of, is_code, read_code, spaced
from gongkai.portal.inbox.submission import (
    DamagedError,
    IdentityKind,
    WishedWay,
    bucket,
    digest_of,
    from_bytes,
    to_bytes,
)


@pytest.mark.parametrize(
    "sent",
    [
        submission(),
        submission(identity_kind=None, identity_number=""),
        submission(files=[sent_file(), sent_file("空格 名.docx", b"\x00" * 70_000)]),
        submission(description="多行\n文字 " * 300, wished_way=WishedWay.POST, address="示例路1号"),
    ],
    ids=["plain", "without identity", "with files", "long"],
)
def test_what_was_sealed_is_read_back_unchanged(sent):
    assert from_bytes(to_bytes(sent)) == sent


@given(st.binary(max_size=300))
def test_odd_bytes_are_no_submission(junk):
    with pytest.raises(DamagedError):
        from_bytes(b"gongkai submission 1\n" + junk)


@given(st.integers(0, 900), st.integers(1, 255))
def test_a_changed_byte_is_never_read_as_something_unchecked(place, change):
    data = bytearray(to_bytes(submission(files=[sent_file()])))
    data[place] ^= change
    try:
        found = from_bytes(bytes(data))
    except DamagedError:
        return
    assert all(len(getattr(found, field.name) or "") < 20_000 for field in fields(application()))
    assert is_code(found.receipt_code)


def test_bytes_behind_the_last_file_are_not_ignored():
    data = bytearray(to_bytes(submission()))
    data[-1] = 1
    with pytest.raises(DamagedError):
        from_bytes(bytes(data))


def test_a_file_whose_bytes_are_not_those_of_its_hash_is_refused():
    data = to_bytes(submission(files=[sent_file(data=b"the real thing")]))
    with pytest.raises(DamagedError):
        from_bytes(data.replace(b"the real thing", b"the fake thing"))


@pytest.mark.parametrize(
    ("size", "expected"), [(1, 65536), (65536, 65536), (65537, 131072), (20 << 20, 32 << 20)]
)
def test_sizes_are_rounded_up_to_few_steps(size, expected):
    assert bucket(size) == expected


def test_a_letter_more_or_less_does_not_change_the_size():
    sizes = {len(to_bytes(submission(description="预" * length))) for length in (1, 30, 1000, 4000)}
    assert sizes == {65536}


def test_the_same_sending_has_the_same_identity_and_another_has_another():
    same = digest_of(TOKEN, application(), (sent_file(),))
    assert same == digest_of(TOKEN, application(), (sent_file(),))
    others = {
        digest_of(TOKEN[::-1], application(), (sent_file(),)),
        digest_of(TOKEN, application(phone="000-00000001"), (sent_file(),)),
        digest_of(TOKEN, application(identity_kind=IdentityKind.OTHER), (sent_file(),)),
        digest_of(TOKEN, application(), (sent_file(data=b"other"),)),
        digest_of(TOKEN, application(), (sent_file("另一个.pdf"),)),
        digest_of(TOKEN, application(), ()),
    }
    assert len(others | {same}) == 7


def test_a_code_is_twenty_digits_in_five_groups():
    code = submission().receipt_code
    assert len(code) == 20
    assert code.isdigit()
    assert [len(group) for group in spaced(code).split(" ")] == [4, 4, 4, 4, 4]


@given(st.binary(min_size=32, max_size=32), st.integers(0, 19), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(digest, place, change):
    code = code_of(digest.hex())
    wrong = code[:place] + str((int(code[place]) + change) % 10) + code[place + 1 :]
    assert is_code(code)
    assert not is_code(wrong)


@pytest.mark.parametrize("between", ["", " ", "-", "　", "－", "—", "\n", " - "])
def test_a_code_is_read_however_its_groups_are_parted(between):
    code = submission().receipt_code
    assert read_code(between.join(spaced(code).split())) == code


def test_full_width_digits_are_digits():
    code = submission().receipt_code
    assert read_code(code.translate({ord("0") + n: ord("０") + n for n in range(10)})) == code


@pytest.mark.parametrize("typed", ["", "1", "1" * 20, "1" * 5000, "²" * 20, "٣" * 20, "\0" * 20, "abc"])
def test_what_is_no_code_is_not_looked_up(typed):
    assert read_code(typed) is None
