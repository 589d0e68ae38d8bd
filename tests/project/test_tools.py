from __future__ import annotations

import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import BinaryIO
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

import install
import suite
import with_postgres
from programs import missing, require_program


def test_a_missing_program_skips_on_a_desk_and_fails_in_the_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-program is missing: make test-deps"):
        require_program("no-such-program")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no-such-program is missing: make test-deps"):
        require_program("no-such-program")


def test_a_program_that_is_there_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert Path(require_program("no-such-program", "sh")).name == "sh"


@pytest.mark.parametrize(("options", "outcome"), [((), "1 passed, 1 deselected"), (("--soak",), "2 passed")])
def test_long_counts_are_left_to_the_soak(
    project: Path, tmp_path: Path, options: tuple[str, ...], outcome: str
) -> None:
    (tmp_path / "test_counts.py").write_text(
        "import pytest\ndef test_short(): pass\n@pytest.mark.soak\ndef test_long(): pass\n", encoding="utf-8"
    )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-c",
        project / "pyproject.toml",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run([*command, *options, tmp_path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert outcome in done.stdout


def test_the_stamp_of_an_environment_follows_its_lock_file(tmp_path: Path) -> None:
    lock = tmp_path / "run.txt"
    lock.write_text("a==1\n", encoding="utf-8")
    first = install.digest(lock)
    assert install.digest(lock) == first
    lock.write_text("a==2\n", encoding="utf-8")
    assert install.digest(lock) != first


def test_bytecode_is_written_ahead_whatever_python_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    (tmp_path / "room.py").write_text("x = 1\n", encoding="utf-8")
    install.compile_ahead(tmp_path)
    assert [path.name.split(".")[0] for path in tmp_path.glob("__pycache__/*.pyc")] == ["room"]
    (tmp_path / "torn.py").write_text("x = (\n", encoding="utf-8")
    install.compile_ahead(tmp_path)
    install.compile_ahead(tmp_path / "nowhere")
    assert capfd.readouterr() == ("", "")


def test_the_closing_line_of_pytest_is_kept_with_its_verdict() -> None:
    closing = "===== 1 failed, 2 passed in 0.10s ====="
    script = f"print('dots'); print('\\x1b[31m{closing}\\x1b[0m'); raise SystemExit(1)"
    shown = BytesIO()
    code, line = suite.follow([sys.executable, "-c", script], shown)
    assert code == 1
    assert closing in line
    assert shown.getvalue().startswith(b"dots\n")


def test_a_run_without_a_closing_line_ends_with_its_last_words() -> None:
    assert suite.follow(
        [sys.executable, "-c", "print('broken'); print(); raise SystemExit(4)"], BytesIO()
    ) == (
        4,
        "broken",
    )


@pytest.mark.parametrize("failing", ["PostgreSQL", "SQLite"])
def test_both_runs_go_to_their_end_and_either_fails_the_suite(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], failing: str
) -> None:
    def follow(command: list[str], shown: BinaryIO) -> tuple[int, str]:
        name = "PostgreSQL" if "tools/with_postgres.py" in command else "SQLite"
        print(f"{name} says", file=(text := TextIOWrapper(shown, write_through=True)))
        text.detach()
        return int(name == failing), f"{name} closes"

    monkeypatch.setattr(suite, "follow", follow)
    assert suite.main([]) == 1
    said = capfdbinary.readouterr().out.decode().split("\n")
    assert [line for line in said if line.endswith(("says", "closes"))] == [
        "SQLite says",
        "PostgreSQL says",
        "PostgreSQL closes",
        "SQLite closes",
    ]


def test_a_throw_away_cluster_answers_and_is_gone_afterwards() -> None:
    programs = with_postgres.server_programs()
    if programs is None:
        missing("PostgreSQL", "make test-deps")
    with with_postgres.cluster(programs) as url:
        folder = Path(parse_qs(urlsplit(url).query)["host"][0])
        with psycopg.connect(url) as connection:
            row = connection.execute("select current_setting('listen_addresses'), 1 + 1").fetchone()
        assert row == ("", 2)
        assert folder.is_dir()
    assert not folder.exists()
