"""The service as a person runs it: its processes, its ports, and its sentences when something is not right."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from operations.installation_programs import (
    answers,
    free_port,
    gongkai,
    processes_of,
    refused,
    served,
    until,
)

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def body_of(url):
    with urlopen(url, timeout=30) as answer:
        return answer.read().decode()


@linux
def test_both_ports_answer_and_sigterm_ends_everything(installation):
    with served(installation) as (process, desk, public, _log):
        assert "第2号事项" in body_of(f"http://127.0.0.1:{public}/one/2017/00003.html")
        assert "登录" in body_of(f"http://127.0.0.1:{desk}/login/")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
        assert not answers(desk)
        assert not answers(public)
        assert processes_of(installation) == []


@linux
def test_the_children_end_with_a_parent_that_was_killed(installation):
    with served(installation) as (process, desk, public, _log):
        assert len(processes_of(installation)) >= 4
        process.kill()
        process.wait()
        until(lambda: processes_of(installation) == [], "every child ended")
        assert not answers(desk)
        assert not answers(public)


@linux
@pytest.mark.parametrize(
    "role", ["desk", *(pytest.param(role, marks=pytest.mark.soak) for role in ("public", "projector"))]
)
def test_when_a_child_ends_the_service_ends_and_says_which(installation, role):
    with served(installation) as (process, desk, public, log):
        child = next(pid for pid in processes_of(installation) if is_role(pid, role, process.pid))
        os.kill(child, signal.SIGKILL)
        assert process.wait(timeout=60) == 1
        assert f"{role} 进程意外结束" in log.read_text()
        assert "Traceback" not in log.read_text()
        until(lambda: processes_of(installation) == [], "nothing of the service is left")
        assert not answers(desk)
        assert not answers(public)


def is_role(pid, role, parent):
    """Whether this is the child itself and not a worker that it forked."""
    words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    born_of = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
    return role.encode() in words and int(born_of) == parent


def test_a_taken_port_is_named_with_its_setting(installation):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = gongkai(
            "serve", var=installation, GONGKAI_DESK_PORT=port, GONGKAI_PUBLIC_PORT=str(free_port())
        )
    refused(done, port, "端口已被占用", "GONGKAI_DESK_PORT")


def test_one_port_for_both_servers_is_refused(installation):
    port = str(free_port())
    done = gongkai("serve", var=installation, GONGKAI_DESK_PORT=port, GONGKAI_PUBLIC_PORT=port)
    refused(done, "GONGKAI_DESK_PORT", "GONGKAI_PUBLIC_PORT")


@pytest.mark.parametrize(
    "port", ["65536", "八千", *(pytest.param(port, marks=pytest.mark.soak) for port in ("0", "-1"))]
)
def test_a_port_that_is_none_is_refused(installation, port):
    refused(gongkai("serve", var=installation, GONGKAI_DESK_PORT=port), "GONGKAI_DESK_PORT", port)


COMMANDS = (
    ("migrate",),
    ("serve",),
    ("demo", "load", "heping-2017"),
    ("publish", "rebuild"),
    ("publish", "verify"),
    ("report", "compile", "--body", "one", "--year", "2017"),
    ("collect",),
)


def alike(commands):
    """For the long counts: they look at the place by the same lines as those before them."""
    return [pytest.param(command, marks=pytest.mark.soak) for command in commands]


@pytest.mark.parametrize("command", [*COMMANDS[:3], *alike(COMMANDS[3:])], ids=" ".join)
def test_a_newer_database_is_left_alone(installation, command):
    with closing(sqlite3.connect(installation / "db.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('bodies', '9999_later', '2030-01-01')"
        )
    refused(gongkai(*command, var=installation, **two_ports()), "bodies.9999_later", "升级")


@pytest.mark.parametrize("command", [COMMANDS[1], *alike(COMMANDS[3::2])], ids=" ".join)
def test_a_damaged_database_is_named(installation, command):
    (installation / "db.sqlite3").write_bytes(b"nothing of a database " * 400)
    refused(gongkai(*command, var=installation, **two_ports()), "数据库", str(installation))


@pytest.mark.parametrize("command", [COMMANDS[1], *alike(COMMANDS[3::2])], ids=" ".join)
def test_a_data_folder_that_is_a_file_is_named(tmp_path, command):
    place = tmp_path / "file"
    place.write_text("")
    refused(gongkai(*command, var=place, **two_ports()), str(place), "GONGKAI_VAR")


@pytest.mark.parametrize("command", [COMMANDS[3], *alike(COMMANDS[4:])], ids=" ".join)
def test_an_empty_folder_is_named_and_nothing_is_made_in_it(tmp_path, command):
    place = tmp_path / "new"
    refused(gongkai(*command, var=place), f"{place} 中没有数据库", "GONGKAI_VAR=", "gongkai migrate")
    assert not place.exists()


@pytest.mark.parametrize("command", [("demo", "load", "nosuch"), ("serve", "--demo", "nosuch")], ids=" ".join)
def test_an_unknown_demonstration_is_refused_before_anything_is_made(tmp_path, command):
    refused(gongkai(*command, var=tmp_path / "new"), "“nosuch”", "heping-2017")
    assert not (tmp_path / "new").exists()


def test_nothing_is_made_where_no_demonstration_is_to_be_removed(tmp_path):
    refused(
        gongkai("demo", "remove", var=tmp_path / "new"),
        str(tmp_path / "new"),
        "中没有演示数据",
        "GONGKAI_VAR=",
    )
    assert not (tmp_path / "new").exists()


def test_a_template_needs_no_place(tmp_path):
    done = gongkai("organisation", "template", str(tmp_path / "x.xlsx"), var=tmp_path / "new")
    assert (done.returncode, (tmp_path / "new").exists()) == (0, False)


def test_a_database_without_its_tables_is_named_with_its_folder(tmp_path):
    (tmp_path / "db.sqlite3").touch()
    refused(
        gongkai("audit", "seal", var=tmp_path),
        f"{tmp_path} 的数据库尚未就绪",
        "GONGKAI_VAR=",
        "gongkai migrate",
    )


def two_ports():
    return {"GONGKAI_DESK_PORT": str(free_port()), "GONGKAI_PUBLIC_PORT": str(free_port())}


FULL = ("sh", "-c", 'ulimit -f "$0"; exec "$@"')
"""No file may grow beyond so many blocks of 512 or 1024 bytes: how a full disk looks to a program."""


@pytest.mark.parametrize("blocks", [pytest.param("0", marks=pytest.mark.soak), "60"])
def test_a_full_disk_while_migrating_leaves_a_folder_that_can_be_used_again(tmp_path, blocks):
    var = tmp_path / "var"
    done = gongkai("migrate", var=var, prefix=(*FULL, blocks))
    refused(done, str(var))
    assert gongkai("migrate", var=var).returncode == 0


@pytest.mark.parametrize("blocks", [pytest.param("0", marks=pytest.mark.soak), "40"])
def test_a_full_disk_while_rebuilding_leaves_the_old_site(installation, blocks):
    before = (installation / "public/site").resolve()
    refused(gongkai("publish", "rebuild", var=installation, prefix=(*FULL, blocks)))
    assert (installation / "public/site").resolve() == before
    assert gongkai("publish", "verify", var=installation).returncode == 0
    assert gongkai("publish", "rebuild", var=installation).returncode == 0


@pytest.mark.parametrize(
    ("style", "body", "year", "words"),
    [
        ("json", "nobody", "2017", ("nobody", "--body")),
        ("text", "one", "2012", ("one", "2012", "--year")),
        ("html", "one", "1999", ("1999",)),
        ("json", "one", "99999", ("99999",)),
    ],
)
def test_a_body_or_year_without_data_is_named(installation, style, body, year, words):
    done = gongkai("report", "compile", "--body", body, "--year", year, "--format", style, var=installation)
    refused(done, *words)


def test_json_is_one_document_and_nothing_else(installation):
    compiled = gongkai(
        "report", "compile", "--body", "one", "--year", "2017", "--format", "json", var=installation
    )
    assert compiled.returncode == 0
    document = json.loads(compiled.stdout)
    assert document["local"]["website.total"]["exact"] == 3
    assert set(document) == {"body", "year", "form", "scope", "cells", "local", "checks", "notes"}
    verified = gongkai("publish", "verify", "--format", "json", var=installation)
    assert (verified.returncode, json.loads(verified.stdout)) == (0, {"clean": True, "findings": []})


def test_a_flipped_byte_is_named_and_exit_is_one(installation):
    page = (installation / "public/site/one/2017/00001.html").resolve()
    data = bytearray(page.read_bytes())
    data[len(data) // 2] ^= 1
    page.chmod(0o644)
    page.write_bytes(data)
    done = gongkai("publish", "verify", "--format", "json", var=installation)
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert [row["path"] for row in found["findings"]] == ["site/one/2017/00001.html"]
    assert "Traceback" not in done.stderr


def test_a_demo_is_only_put_into_an_empty_database_and_only_a_demo_is_removed(installation):
    refused(gongkai("demo", "load", "heping-2017", var=installation), "GONGKAI_VAR")
    refused(gongkai("demo", "load", "atlantis", var=installation), "atlantis")
    refused(gongkai("demo", "remove", var=installation), str(installation))
    assert gongkai("publish", "verify", var=installation).returncode == 0


def test_a_marker_left_by_a_load_that_was_cut_short_does_not_make_real_data_a_demo(installation):
    (installation / "demo.json").write_text('{"demo": "heping-2017", "token": "0", "logins": []}', "utf-8")
    refused(gongkai("demo", "remove", var=installation), str(installation))
    assert gongkai("publish", "verify", var=installation).returncode == 0


@linux
def test_what_a_citizen_sends_reaches_the_register_without_a_command(installation):
    with served(installation) as (_process, _desk, public, _log):
        address = f"http://127.0.0.1:{public}/apply/online"
        token = re.search(r'name="token" value="([^"]+)"', body_of(address))[1]
        answer = body_of(multipart_request(address, APPLICATION | {"token": token}))
        code = re.search(r'<p class="code">([0-9 ]+)</p>', answer)[1]
        until(lambda: requests_in(installation), "the request is in the register")
        assert requests_in(installation) == [("web", code.replace(" ", ""))]
        until(lambda: list((installation / "public/inbox").glob("*.sealed")) == [], "the inbox is empty")
        followed = body_of(Request(f"http://127.0.0.1:{public}/track", urlencode({"code": code}).encode()))
        assert "确认收到申请" in followed


APPLICATION = {
    "party": "person",
    "person_name": "申请人甲",
    "identity": "resident",
    "identity_number": "000000199001010018",
    "phone": "000-00000000",
    "body": "one",
    "description": "2017年部门预算",
    "wished_form": "paper",
    "wished_way": "pickup",
}


def multipart_request(address, values):
    parts = [
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in values.items()
    ]
    data = "".join([*parts, "--edge--\r\n"]).encode()
    return Request(address, data, {"Content-Type": "multipart/form-data; boundary=edge"})


def requests_in(installation):
    with closing(sqlite3.connect(installation / "db.sqlite3")) as database:
        return database.execute("SELECT channel, receipt_code FROM casework_request").fetchall()
