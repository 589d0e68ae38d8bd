"""A first password is dictated and typed: nothing in it is taken for something else."""

from __future__ import annotations

from math import log2

from gongkai.bodies.passwords import CHARACTERS, LENGTH, LETTERS, first_password


def test_a_first_password_begins_with_a_letter_and_holds_no_look_alike():
    for password in (first_password() for _ in range(500)):
        assert len(password) == LENGTH
        assert password[0].isalpha()
        assert password.isascii()
        assert password.isalnum()
        assert not set(password) & set("0Oo1lIi")


def test_a_first_password_cannot_be_guessed():
    assert log2(len(LETTERS)) + (LENGTH - 1) * log2(len(CHARACTERS)) > 64
    assert len({first_password() for _ in range(500)}) == 500
