"""The command: JSON by the contract, text for a reader, exit codes, and garbage answered with a sentence."""

from __future__ import annotations

import json
import time

import pytest
import typer
from typer.testing import CliRunner

from annual.audit.audit_room import HEAD
from gongkai.cli.audit import audit
from gongkai.cli.errors import BadInput

APP = typer.Typer()
APP.command()(audit)

RIGHT = HEAD + "公开信息420条，其中机构类30条、政策类390条，约占一成的信息由街道发布。"
WRONG = HEAD + "公开信息420条，其中机构类30条、政策类391条。"


def run(tmp_path, text: str | bytes, *options: str, name: str = "report.txt"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return CliRunner().invoke(APP, [str(path), *options])


def test_json_follows_the_contract(tmp_path):
    done = run(tmp_path, RIGHT, "--format", "json")
    said = json.loads(done.output)
    assert done.exit_code == 0
    assert list(said) == ["file", "body", "year", "form", "figures", "tables", "relations"]
    assert (said["file"], said["body"], said["year"], said["form"]) == (
        "report.txt",
        "青源区",
        2020,
        "narrative",
    )
    assert said["figures"][0].keys() == {"key", "label", "value", "unit", "approximate", "quote"}
    (relation,) = said["relations"]
    assert relation == {
        "rule": "SUM-OF-WHICH",
        "kind": "sum",
        "total": 420,
        "parts": [30, 390],
        "printed": None,
        "status": "pass",
        "difference": 0,
        "quote": relation["quote"],
        "explanation": relation["explanation"],
    }


def test_a_contradiction_is_shown_with_quote_both_sides_and_difference_and_exit_code_one(tmp_path):
    done = run(tmp_path, WRONG)
    assert done.exit_code == 1
    for words in (
        "矛盾1条",
        "原文：公开信息420条，其中机构类30条、政策类391条。",
        "左边：30＋391；右边：420；相差：1",
    ):
        assert words in done.output


NOVEL = "那年秋天，他在河边站了很久。船上有三个人，岸上有五只羊。老人说：“你从哪里来？”他没有回答。\n" * 400
FORMAT_NOTICE = (
    "国务院办公厅政府信息与政务公开办公室关于印发《中华人民共和国政府信息公开工作年度报告格式》的通知\n"
    "现将修订后的年度报告格式印发给你们，请认真贯彻执行。报告内容包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况。\n2021年9月26日"
)


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"   \n\n  ",
        bytes(range(256)) * 200,
        b"%PDF-1.7\n" + bytes(range(256)) * 20,
        b"PK\x03\x04" + bytes(range(256)) * 20,
        NOVEL.encode(),
        NOVEL.encode("gb18030"),
        FORMAT_NOTICE.encode(),
        b"<html><body><script>var a=1</script></body></html>",
        "北京市天气预报：晴，气温12度，降水概率20%。".encode(),
        RIGHT.encode("utf-8")[:80] + b"\xff\xfe\x81" * 400,
    ],
    ids=[
        "empty",
        "blank",
        "bytes",
        "pdf",
        "zip",
        "novel",
        "novel-gb",
        "notice",
        "script",
        "weather",
        "broken",
    ],
)
def test_garbage_gets_a_sentence_and_no_report(tmp_path, garbage):
    done = run(tmp_path, garbage)
    assert isinstance(done.exception, BadInput)
    assert str(done.exception).endswith("。")


def test_fifty_megabytes_get_a_sentence(tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024 + 1)
    done = CliRunner().invoke(APP, [str(path)])
    assert isinstance(done.exception, BadInput)


def test_a_missing_file_gets_a_sentence(tmp_path):
    done = CliRunner().invoke(APP, [str(tmp_path / "none.txt")])
    assert isinstance(done.exception, BadInput)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_the_common_encodings_are_read_alike(tmp_path, encoding):
    done = run(tmp_path, WRONG.encode(encoding))
    assert done.exit_code == 1


def test_garbage_in_pages_gets_a_sentence_before_it_is_parsed(tmp_path):
    bombs = [
        "<div>" * 150_000 + "</div>" * 150_000,
        "<table><tr>" + "<td>1</td>" * 300_000 + "</tr></table>",
        "<p " + " ".join(f"a{n}=1" for n in range(20_000)) + ">",
    ]
    for bomb in bombs:
        done = run(tmp_path, f"<html><body>{HEAD}{bomb}</body></html>", name="report.html")
        assert isinstance(done.exception, BadInput)
        assert "过于庞大" in str(done.exception)


def test_spans_beyond_all_measure_are_read_without_filling_the_memory(tmp_path):
    row = "<tr><td colspan=100000 rowspan=100000>12</td><td>3</td></tr>"
    heading = "<h1>青源区2020年政府信息公开工作年度报告</h1><p>主动公开政府信息情况</p>"
    done = run(
        tmp_path,
        f"<html><body>{heading}<table>{row * 200}</table></body></html>",
        "--format",
        "json",
        name="r.html",
    )
    assert json.loads(done.output)["relations"] == []


def test_big5_and_zeros_between_letters_get_a_sentence(tmp_path):
    for data in (
        RIGHT.replace("，", "").encode("big5", "replace"),
        RIGHT.encode("utf-32"),
        RIGHT.replace("。", "\0").encode(),
    ):
        assert isinstance(run(tmp_path, data).exception, BadInput)


LONG_LINES = {
    "plain": "认真贯彻落实条例不断推进公开工作",
    "stops": "认真贯彻落实条例，不断推进公开工作。",
    "letters": "abc",
    "open brackets": "（",
    "open quotes": "“《",
    "addresses": "http://a",
    "mail": "a@",
    "spaces": "　 ",
}


@pytest.mark.parametrize("name", LONG_LINES)
def test_a_line_of_three_hundred_thousand_characters_is_read_once(tmp_path, name):
    line = LONG_LINES[name] * (300_000 // len(LONG_LINES[name]))
    before = time.process_time()
    done = run(tmp_path, f"{RIGHT}\n{line}", "--format", "json")
    assert time.process_time() - before < 5
    assert len(json.loads(done.output)["relations"]) == 1


@pytest.mark.parametrize(
    "words", ["公开信息420条，其中机构类30条、政策类390条，", "其中1件，", "网络9件，占45%；", "（1件"]
)
def test_more_figures_than_any_report_has_get_a_sentence(tmp_path, words):
    done = run(tmp_path, f"{RIGHT}\n{words * (300_000 // len(words))}")
    assert isinstance(done.exception, BadInput)
    assert "数字过多" in str(done.exception)


@pytest.mark.parametrize(
    "words",
    [
        "公开信息420条，其中机构类30条、政策类390条，",
        "收到申请100件，其中1件",
        "上年50件，本年60件，增长20%，",
        "（1件",
    ],
)
def test_markers_without_end_are_bounded(tmp_path, words):
    before = time.process_time()
    done = run(tmp_path, f"{RIGHT}\n{words * (8_000 // len(words))}", "--format", "json")
    assert time.process_time() - before < 8
    assert json.loads(done.output)["figures"]
