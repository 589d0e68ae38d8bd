"""The counter over real HTTP: a server process of its own, and people of good faith."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from datetime import date

import pytest
from counters import SERVE, Counter, free_port, serving, token
from sendings import TOKEN, filled_in, organisation

from gongkai.portal.inbox.codes import code_of
from gongkai.portal.inbox.keypair import ensure_keys
from gongkai.portal.inbox.sealing import waiting
from gongkai.portal.inbox.status import State, Status, Step, read_status, write_status


def test_the_form_stands_without_script_under_a_strict_policy(counter):
    reply = counter.ask("/apply/online")
    assert reply.status == 200
    assert "form-action 'self'" in reply.headers["content-security-policy"]
    assert reply.headers["cache-control"] == "no-store"
    assert "set-cookie" not in reply.headers
    assert not re.search(r"<script|\sstyle=|\son\w+=", reply.text)
    assert "演示数据 非官方网站" in reply.text
    assert counter.ask("/apply/online", "HEAD").status == 200


def test_each_form_has_a_token_of_its_own(counter):
    tokens = {counter.ask("/apply/online").hidden("token")[0] for _ in range(5)}
    assert len(tokens) == 5
    assert {len(each) for each in tokens} == {32}


def test_an_application_arrives_sealed_and_whole(counter):
    values = filled_in(description="第一行\r\n第二行", wished_way="post", address="示例路1号")
    reply = counter.send(
        values, [("身份证明.pdf", b"%PDF-\x00\xff"), ("表.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1sheet")]
    )
    assert reply.status == 200
    (sent,) = counter.sealed()
    assert (sent.name, sent.address, sent.description) == ("申请人甲", "示例路1号", "第一行\n第二行")
    assert [(one.name, one.data) for one in sent.attachments] == [
        ("身份证明.pdf", b"%PDF-\x00\xff"),
        ("表.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1sheet"),
    ]
    assert sent.receipt_code == reply.code
    assert sent.body_code == "heping"


def test_the_answer_says_what_comes_next_and_never_speaks_of_acceptance(counter):
    text = counter.send(filled_in()).text
    assert "确认之日为收到申请之日（条例第三十一条）" in text
    assert "20个工作日" in text
    assert "受理" not in text
    assert "受理" not in counter.ask("/apply/online").text
    assert filled_in()["identity_number"] not in text


def test_a_second_click_and_a_reload_send_nothing_twice(counter):
    values = filled_in(token=token(1))
    codes = {counter.send(values, [("a.txt", b"a")]).code for _ in range(4)}
    assert len(codes) == 1
    assert len(counter.sealed()) == 1


def test_the_same_page_sent_with_another_text_is_another_application(counter):
    first = counter.send(filled_in(token=token(2)))
    second = counter.send(filled_in(token=token(2), description="另一件事"))
    assert first.code != second.code
    assert len(counter.sealed()) == 2


def test_without_a_token_nothing_is_sent_and_nothing_typed_is_lost(counter):
    for bad in ("", "x", "é" * 32, "a" * 500):
        reply = counter.send(filled_in(token=bad))
        assert reply.status == 422
        assert "请核对下列内容" in reply.text
        assert "申请人甲" in reply.text
    assert counter.sealed() == []
    fresh = reply.hidden("token")[0]
    assert counter.send(filled_in(token=fresh)).status == 200


def test_faults_stand_at_the_field_and_on_top_and_everything_typed_is_kept(counter):
    values = organisation(
        contact_name="", email="坏的", description='<b>"一"</b>\n二 ' * 5, address="示例路 & 1号"
    )
    reply = counter.send(values)
    assert reply.status == 422
    assert "有2处需要补充或者更改" in reply.text
    for field in ("contact_name", "email"):
        assert f'href="#{field}"' in reply.text
        assert f'id="{field}-fault"' in reply.text
    for value in ("示例商贸公司", "坏的", "示例路 & 1号", values["description"].strip()):
        assert value in reply.text
    assert b"<b>" not in reply.body
    assert reply.hidden("token") == [TOKEN]
    assert counter.sealed() == []


@pytest.mark.parametrize("length", [5_000, 50_000, 150_000])
def test_a_text_far_beyond_its_field_comes_back_in_the_form(counter, length):
    assert "不超过4000字" in counter.ask("/apply/online").text
    typed = "述" * length
    reply = counter.send(filled_in(description=typed))
    assert reply.status == 422
    assert f"所需政府信息现有{length}字，请缩短到4000字以内。" in reply.text
    assert typed in reply.text
    assert "申请人甲" in reply.text
    assert counter.sealed() == []


def test_a_text_beyond_what_is_taken_names_the_limit(counter):
    reply = counter.send(filled_in(description="述" * 200_000))
    assert reply.status == 413
    assert "填写的文字合计超过512KB（约17万字）" in reply.text


def test_files_are_kept_while_the_form_is_mended(counter):
    first = counter.send(
        filled_in(phone=""), [("一.txt", b"one unlikely text"), ("二.exe", b"no"), ("三.txt", b"third")]
    )
    assert first.status == 422
    assert "“二.exe”未能收下" in first.text
    tickets = first.hidden("kept")
    assert len(tickets) == 2
    assert b"one unlikely text" not in b"".join(
        path.read_bytes() for path in counter.var.rglob("*") if path.is_file()
    )
    second = counter.send(filled_in(kept=tickets), [("四.png", b"\x89PNG\r\n\x1a\nfourth")])
    assert second.status == 200
    (sent,) = counter.sealed()
    assert [(one.name, one.data) for one in sent.attachments] == [
        ("一.txt", b"one unlikely text"),
        ("三.txt", b"third"),
        ("四.png", b"\x89PNG\r\n\x1a\nfourth"),
    ]


def test_a_file_that_is_not_wanted_any_more_is_left_out(counter):
    tickets = counter.send(filled_in(phone=""), [("一.txt", b"first"), ("二.txt", b"second")]).hidden("kept")
    counter.send(filled_in(kept=tickets[1:]))
    assert [one.name for one in counter.sealed()[0].attachments] == ["二.txt"]


def test_more_files_than_allowed_are_named_also_when_they_were_kept(counter):
    tickets = counter.send(filled_in(phone=""), [(f"{n}.txt", b"%d" % n) for n in range(5)]).hidden("kept")
    reply = counter.send(filled_in(kept=tickets), [("six.txt", b"six")])
    assert (reply.status, "附件共6个，最多5个" in reply.text) == (422, True)
    assert len(reply.hidden("kept")) == 6


def test_a_file_that_is_too_large_is_named_and_the_rest_is_kept(counter):
    reply = counter.send(filled_in(), [("大.pdf", b"x" * (11 << 20)), ("小.txt", b"small")])
    assert (reply.status, "“大.pdf”未能收下：单个附件不超过10MB" in reply.text) == (422, True)
    assert len(reply.hidden("kept")) == 1
    assert "申请人甲" in reply.text


def test_more_than_the_limit_is_answered_in_words_and_keeps_the_text(counter):
    reply = counter.send(filled_in(), [(f"{n}.txt", b"x" * (7 << 20)) for n in range(3)])
    assert (reply.status, "全部内容超过12MB" in reply.text) == (422, True)
    assert "申请人甲" in reply.text
    assert counter.sealed() == []


def test_the_trap_field_stops_who_fills_in_everything_and_says_so(counter):
    reply = counter.send(filled_in(website="http://example.invalid"))
    assert (reply.status, "请清空后再次提交" in reply.text) == (422, True)
    assert counter.sealed() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Origin": "https://example.invalid"},
        {"Origin": "null"},
        {"Origin": "nonsense"},
    ],
)
def test_what_another_site_sends_is_not_taken(counter, headers):
    assert counter.send(filled_in(), **headers).status == 403
    assert counter.look_up("1" * 20, **headers).status == 403
    assert counter.sealed() == []


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_what_our_own_page_sends_is_taken(counter, site):
    own = f"http://127.0.0.1:{counter.port}"
    assert counter.send(filled_in(), Origin=own, Sec_Fetch_Site=site).status == 200
    assert counter.send(filled_in(), Origin=own).status == 200


def test_progress_is_there_at_once_and_then_as_the_desk_writes_it(counter):
    code = counter.send(filled_in(token=token(3))).code
    found = counter.look_up(code)
    assert (found.status, "已提交" in found.text) == (200, True)
    steps = (Step(State.SUBMITTED, date(2026, 11, 20)), Step(State.RECEIVED, date(2026, 11, 23)))
    write_status(
        counter.inbox / "status", code, Status(steps=steps, due_on=date(2026, 12, 21), number="示12号")
    )
    found = counter.look_up(" ".join(re.findall("....", code)))
    for words in ("已收到", "2026年11月23日", "答复期限：", "2026年12月21日", "示12号"):
        assert words in found.text
    assert code not in found.text
    counter.send(filled_in(token=token(3)))
    assert read_status(counter.inbox / "status", code).state is State.RECEIVED


def test_an_unknown_code_gets_a_calm_sentence(counter):
    found = counter.look_up(code_of("00" * 32))
    assert (found.status, "没有查到这个查询码" in found.text) == (404, True)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "查询码是20位数字"),
        ("1234", "查询码是20位数字"),
        ("<script>", "查询码是20位数字"),
        ("\0" * 30, "查询码是20位数字"),
        ("９" * 20, "至少有一位抄错"),
        ("0" * 20, "至少有一位抄错"),
    ],
)
def test_what_is_no_code_is_named_at_the_field(counter, typed, sentence):
    found = counter.look_up(typed)
    assert (found.status, sentence in found.text) == (422, True)
    assert b"<script" not in found.body


def test_a_code_in_the_address_is_not_looked_up(counter):
    code = counter.send(filled_in()).code
    assert "已提交" not in counter.ask(f"/track?code={code}").text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", ["/apply/online", "/track"])
def test_other_methods_are_refused(counter, method, path):
    reply = counter.ask(path, method)
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, POST")


@pytest.mark.parametrize(
    "path", ["/inbox/", "/inbox.pub", "/inbox/status/", "/../inbox.pub", "/inbox/parked/"]
)
def test_nothing_of_the_inbox_has_an_address(counter, path):
    counter.send(filled_in())
    assert counter.ask(path).status == 404
    assert counter.ask(f"/inbox/{waiting(counter.inbox)[0].name}").status == 404


def test_the_public_process_never_opens_the_private_key(tmp_path):
    """In its place stands a pipe without a writer: whoever opened it would wait for ever."""
    with serving(tmp_path) as counter:
        (tmp_path / "inbox.key").unlink()
        os.mkfifo(tmp_path / "inbox.key")
        code = counter.send(filled_in(), [("a.txt", b"a")]).code
        assert counter.look_up(code).status == 200
        assert len(waiting(counter.inbox)) == 1


def test_without_a_key_the_form_says_that_it_is_closed_and_loses_nothing(tmp_path):
    with serving(tmp_path) as counter:
        (tmp_path / "public/inbox.pub").unlink()
        shown = counter.ask("/apply/online")
        assert (shown.status, "暂时不能收件" in shown.text) == (503, True)
        reply = counter.send(filled_in(), [("a.txt", b"a")])
        assert (reply.status, "暂时不能收件" in reply.text, "申请人甲" in reply.text) == (503, True, True)
        ensure_keys(tmp_path)
        assert counter.send(filled_in(kept=reply.hidden("kept"))).status == 200
        assert [one.name for one in counter.sealed()[0].attachments] == ["a.txt"]


def test_a_full_inbox_says_so_calmly(tmp_path):
    with serving(tmp_path, GONGKAI_INBOX_FILES="2") as counter:
        assert [counter.send(filled_in(token=token(n))).status for n in range(3)] == [200, 200, 503]
        assert counter.send(filled_in(token=token(0))).status == 200


def test_too_many_from_one_address_are_asked_to_wait(tmp_path):
    with serving(tmp_path, GONGKAI_APPLY_HOURLY="3") as counter:
        replies = [counter.send(filled_in(token=token(n)), X_Forwarded_For=f"192.0.2.{n}") for n in range(6)]
        assert [reply.status for reply in replies] == [200, 200, 200, 429, 429, 429]
        assert "过于频繁" in replies[-1].text
        assert [counter.look_up("1" * 20).status for _ in range(12)] == [422] * 9 + [429] * 3
        assert counter.ask("/apply/online").status == 200


def test_behind_a_known_proxy_each_person_counts_alone(tmp_path):
    with serving(tmp_path, GONGKAI_APPLY_HOURLY="1", GONGKAI_PROXIES="127.0.0.1") as counter:
        replies = [
            counter.send(filled_in(token=token(n)), X_Forwarded_For=f"192.0.2.{n % 2}") for n in range(4)
        ]
        assert [reply.status for reply in replies] == [200, 200, 429, 429]


def test_before_there_is_a_site_there_is_a_sentence(tmp_path):
    port = free_port()
    with subprocess.Popen([sys.executable, "-c", SERVE, str(tmp_path), str(port)]) as process:
        try:
            while process.poll() is None:
                with socket.socket() as one:
                    if one.connect_ex(("127.0.0.1", port)) == 0:
                        break
            counter = Counter(tmp_path, port, process.pid)
            assert [counter.ask(path).status for path in ("/apply/online", "/track")] == [503, 503]
            assert counter.send(filled_in()).status == 503
        finally:
            process.terminate()


def test_who_is_refused_while_still_sending_hears_why(tmp_path):
    with serving(tmp_path, GONGKAI_APPLY_HOURLY="1") as counter:
        counter.send(filled_in(token=token(0)))
        reply = counter.send(filled_in(token=token(1)), [("大.pdf", b"x" * (8 << 20))])
        assert (reply.status, "过于频繁" in reply.text) == (429, True)
