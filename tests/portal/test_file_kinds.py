from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from gongkai.portal import file_kinds
from gongkai.portal.file_kinds import damage, is_packed

BROKEN = "文件已经损坏或者不完整，请用编辑它的软件打开核对，重新保存后再上传"


def packed(parts: int = 3, method: int = ZIP_DEFLATED, content: str = "<w:document/>" * 40) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", method) as archive:
        for number in range(parts):
            archive.writestr(f"word/第{number}部分.xml", content)
    return out.getvalue()


@pytest.mark.parametrize("method", [ZIP_DEFLATED, ZIP_STORED])
def test_a_whole_packed_document_is_taken(method):
    data = packed(method=method)
    assert is_packed(data)
    assert damage(data) == ""


def test_a_document_that_holds_another_is_whole():
    inner = packed().decode("latin-1")
    assert damage(packed(method=ZIP_STORED, content=inner)) == ""


@pytest.mark.parametrize("kept", [8, 100, -1, -30])
def test_half_a_document_is_damaged(kept):
    assert damage(packed()[:kept]) == BROKEN


def test_a_document_that_lost_a_piece_in_the_middle_is_damaged():
    data = packed(method=ZIP_STORED)
    assert damage(data[:200] + data[300:]) == BROKEN


def test_a_packed_file_without_any_part_is_damaged():
    assert damage(b"PK\x03\x04" + packed(0)) == BROKEN


def test_whatever_stands_in_the_list_is_answered():
    data = bytearray(packed())
    start = data.index(b"PK\x01\x02")
    for place in range(start, len(data)):
        for value in (0, 0xFF):
            changed = bytes([*data[:place], value, *data[place + 1 :]])
            assert damage(changed) in {"", BROKEN}


def test_a_list_beyond_the_limit_is_not_read(monkeypatch):
    monkeypatch.setattr(file_kinds, "MOST_PARTS", 3)
    assert damage(packed(3)) == ""
    monkeypatch.delattr(file_kinds, "_is_whole")
    assert damage(packed(4)).startswith("文件内部超过3个部分")
