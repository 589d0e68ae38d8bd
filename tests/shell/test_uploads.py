"""The name under which a file is kept, from the name that a browser sends."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

import desk_world as make
from gongkai.bodies.scope import cross_body
from gongkai.shell.uploads import LONGEST_NAME, UploadField, file_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("附件%22引号%22.pdf", "附件_引号_.pdf"),
        ("第一行%0D%0A第二行.txt", "第一行_第二行.txt"),
        ("完成率100%.txt", "完成率100%.txt"),
        ("增长22%25以内%20.txt", "增长22%25以内%20.txt"),  # browsers write three characters so, and no others
        ("a<b>c:d|e?f*g.txt", "a_b_c_d_e_f_g.txt"),
        ("会议纪要（定稿）“一”.txt", "会议纪要（定稿）“一”.txt"),
        (" 空格在前.txt ", "空格在前.txt"),
        ("通知\u202efdp.exe\u200b.txt", "通知fdp.exe.txt"),
    ],
)
def test_what_browsers_write_otherwise_is_undone_and_what_no_file_system_takes_is_replaced(sent, kept):
    assert file_name(sent) == kept


def test_the_length_that_counts_is_that_of_the_kept_name():
    sent = "%22".join("字" * 50) + ".txt"
    assert len(sent) > LONGEST_NAME
    assert UploadField("附件").clean(SimpleUploadedFile(sent, b"a")).name == file_name(sent)


@pytest.mark.parametrize("sent", ["...", " ", "%0A.exe"])
def test_a_name_of_which_nothing_is_left_is_refused_in_a_sentence(sent):
    with pytest.raises(ValidationError, match="请转换为"):
        UploadField("附件").clean(SimpleUploadedFile(sent, b"a"))


@pytest.mark.django_db
def test_an_attachment_is_kept_by_its_own_name(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_VAR", str(tmp_path))
    make.column()
    team = make.Team(make.body())
    record = make.record(team, "附件的名称")
    client = Client()
    client.force_login(team.author)
    file = SimpleUploadedFile("附件%22引号%22.txt", "内容".encode())
    answer = client.post(
        reverse("record_attach", args=[record.pk]), {"file": file, "version": record.version}
    )
    assert answer.status_code == 302
    with cross_body("test"):
        assert [each.name for each in record.attachments.all()] == ["附件_引号_.txt"]
