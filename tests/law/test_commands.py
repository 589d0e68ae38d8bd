from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line in this process: exit code, stdout, stderr."""

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["gongkai", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 0), out, err

    return call


def asked(run: Run, *arguments: str) -> dict[str, Any]:
    code, out, err = run(*arguments, "--format", "json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("received", "options", "regime", "due"),
    [
        ("2017-01-20", [], "R07", "2017-02-15"),
        ("2017-01-20", ["--extended"], "R07", "2017-03-08"),
        ("2017-09-25", [], "R07", "2017-10-20"),
        ("2017-12-20", [], "R07", "2018-01-11"),
        ("2019-05-14", [], "R07", "2019-06-04"),
        ("2019-05-15", [], "R19", "2019-06-13"),
        ("2020-01-13", [], "R19", "2020-02-17"),
        ("2020-01-13", ["--known-on", "2020-01-26"], "R19", "2020-02-13"),
        ("2023-09-20", [], "R19", "2023-10-24"),
        ("2026-02-10", [], "R19", "2026-03-16"),
        ("2026-09-14", [], "R19", "2026-10-16"),
        ("2026-09-14", ["--extended"], "R19", "2026-11-13"),
        ("2017年1月20日", [], "R07", "2017-02-15"),
    ],
)
def test_deadline_gives_the_worked_examples(
    run: Run, received: str, options: list[str], regime: str, due: str
) -> None:
    found = asked(run, "deadline", "--received", received, *options)
    assert (found["regime"], found["due"], found["provisional"]) == (regime, due, False)
    assert all(isinstance(line, str) and line.endswith("。") for line in found["explanation"])


def test_deadline_in_an_unannounced_year_is_provisional(run: Run) -> None:
    found = asked(run, "deadline", "--received", "2026-12-10")
    assert found["provisional"] is True
    assert found["calendar"] == ["2026/1", "2027/0"]
    assert "暂定" in "".join(found["explanation"])
    begun = asked(run, "deadline", "--received", "2027-01-05")
    assert (begun["provisional"], begun["calendar"]) == (True, ["2027/0"])


def test_an_overlay_in_the_data_folder_settles_it(run: Run, var: Path) -> None:
    folder = var / "law" / "calendar"
    folder.mkdir(parents=True)
    notice = {
        "published_on": "2026-11-20",
        "off": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}],
        "worked": [],
    }
    (folder / "2027.json").write_text(json.dumps({"year": 2027, "versions": [notice]}), encoding="utf-8")
    found = asked(run, "deadline", "--received", "2026-12-10")
    assert (found["provisional"], found["due"]) == (False, "2027-01-08")
    assert asked(run, "deadline", "--received", "2027-01-04")["regime"] == "R19"


def test_a_malformed_overlay_stops_with_a_sentence(run: Run, var: Path) -> None:
    folder = var / "law" / "calendar"
    folder.mkdir(parents=True)
    (folder / "2027.json").write_text("{", encoding="utf-8")
    code, out, err = run("deadline", "--received", "2026-12-10")
    assert (code, out) == (2, "")
    assert "2027.json" in err


def test_the_channel_says_which_day_counts(run: Run) -> None:
    for word in ("web", "网络"):
        found = asked(run, "deadline", "--received", "2026-02-10", "--channel", word)
        assert "第三十一条第（三）项" in found["explanation"][0]
    old = asked(run, "deadline", "--received", "2017-02-10", "--channel", "email")
    assert "进入本机关邮箱系统之日" in old["explanation"][0]


def test_text_is_what_a_clerk_would_read_aloud(run: Run) -> None:
    code, out, err = run("deadline", "--received", "2026-02-10")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert (
        lines[0]
        == "2026年2月10日（星期二）收到申请，适用《中华人民共和国政府信息公开条例》（国务院令第711号）。"
    )
    assert lines[-1] == "最迟应于2026年3月16日（星期一）答复。"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["deadline"], "没有给出收到申请之日"),
        (["deadline", "--received", "2026-02-30"], "不存在"),
        (["deadline", "--received", "10.02.2026"], "写法不对"),
        (["deadline", "--received", "2008-04-30"], "尚未施行"),
        (["deadline", "--received", "9999-12-31"], "超出工作日历的范围"),
        (["deadline", "--received", "2026-02-10", "--channel", "pigeon"], "不认识"),
        (["deadline", "--received", "2026-02-10", "--format", "xml"], "输出格式"),
        (["deadline", "--received", "2026-02-10", "--known-on", "2000-01-01"], "请先录入"),
        (["deadline", "--received", "2026-02-10", "--known-on", "2020-01-01"], "先录入相应年度的放假通知"),
        (["fee"], "给出其中一个"),
        (["fee", "--requests", "1", "--pages", "1"], "给出其中一个"),
        (["fee", "--requests", "-1"], "不能为负数"),
        (["fee", "--pages", "-1"], "不能为负数"),
        (["fee", "--pages", "many"], "应为整数"),
        (["fee", "--pages", "1.5"], "应为整数"),
        (["fee", "--requests", "999999999999"], "过大"),
        (["fee", "--requests", "1", "--format", "yaml"], "输出格式"),
    ],
)
def test_bad_input_gets_one_sentence_and_exit_code_2(run: Run, arguments: list[str], sentence: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert sentence in err
    assert err.strip().endswith("。")


@pytest.mark.parametrize(
    ("option", "number", "mode", "yuan"),
    [
        ("--requests", "45", "by_request", 5500),
        ("--pages", "250", "by_page", 4700),
        ("--pages", "68", "by_page", 380),
        ("--requests", "0", "by_request", 0),
    ],
)
def test_fee_gives_the_worked_examples(run: Run, option: str, number: str, mode: str, yuan: int) -> None:
    found = asked(run, "fee", option, number)
    assert (found["mode"], found["amount_yuan"]) == (mode, yuan)
    assert found["explanation"][-1] == f"合计{yuan}元。"


def test_the_law_is_asked_without_django() -> None:
    script = (
        "import sys; sys.argv = ['gongkai', 'deadline', '--received', '2017-01-20', '--format', 'json']\n"
        "from gongkai.cli import main\n"
        "try: main()\n"
        "except SystemExit as ended: assert not ended.code\n"
        "assert not [name for name in sys.modules if name.split('.')[0] == 'django'], 'django was imported'\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert date.fromisoformat(json.loads(done.stdout)["due"]) == date(2017, 2, 15)


def test_the_day_of_receipt_is_no_day_of_the_term_that_is_explained(run: Run) -> None:
    found = asked(run, "deadline", "--received", "2026-02-14", "--channel", "counter")
    told = "".join(str(found[key]) for key in found)
    assert "2026-03-20" in told
    assert "调休上班日计入期限：2月28日（" in told
    assert "2月14日、" not in told
