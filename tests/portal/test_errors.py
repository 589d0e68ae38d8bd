"""Faults of the system are told in the language of everything else."""

from __future__ import annotations

import errno
import os
import re
import socket

import pytest

from gongkai.portal.errors import reason_of

COMMON = ("ENOENT", "EACCES", "EPERM", "ENOSPC", "EISDIR", "ENOTDIR", "EROFS", "EADDRINUSE", "EADDRNOTAVAIL")


@pytest.mark.parametrize("name", COMMON)
def test_a_common_fault_is_told_without_an_english_word(name):
    number = getattr(errno, name)
    assert not re.search("[A-Za-z]", reason_of(OSError(number, os.strerror(number))))


def test_a_host_that_no_name_server_knows_is_told():
    assert reason_of(socket.gaierror(-2, "Name or service not known")) == "主机名无法解析"


def test_an_unknown_fault_keeps_the_words_of_the_system():
    assert reason_of(OSError(99999, "Flux capacitor empty")) == "Flux capacitor empty"
    assert reason_of(OSError("no number")) == "no number"
