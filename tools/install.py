"""Makes a virtual environment that holds one lock file and this project; does nothing where it already does.

    python3 tools/install.py .venv requirements/run.txt

The stamp inside the environment is a digest of what went in, so a second call costs no more than reading it.
Standard library only: this runs before anything is installed.
"""

from __future__ import annotations

import compileall
import contextlib
import hashlib
import json
import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from typing import Any

NAMED = re.compile(r"(?:Collecting|Requirement already satisfied:|Obtaining) ([A-Za-z0-9._-]+)")
ROOT = Path(__file__).resolve().parents[1]
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "install")


def main(folder: str, lock: str) -> int:
    home, locked = ROOT / folder, ROOT / lock
    stamp, wanted = home / ".installed", digest(locked)
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        compile_ahead(ROOT / "src")
        return 0
    python = environment(home)
    log = home / "install.log"
    log.unlink(missing_ok=True)
    done = install(
        f"安装依赖到 {folder}",
        [python, *PIP, "--require-hashes", "-r", str(locked)],
        log,
        total=len(re.findall(r"^[a-z0-9].*==", locked.read_text(encoding="utf-8"), re.MULTILINE)),
    ) and install(
        "安装本系统", [python, *PIP, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], log, total=1
    )
    if done:
        stamp.write_text(wanted, encoding="ascii")
        compile_ahead(ROOT / "src")
    return 0 if done else 1


def compile_ahead(code: Path) -> None:
    """Write the bytecode of what changed, so that no start has to compile 400 modules anew.

    Python does so by itself, except for an account that may not write here or under PYTHONDONTWRITEBYTECODE; here
    too it is no fault if the folder cannot be written.
    """
    compileall.compile_dir(code, quiet=2)


def digest(lock: Path) -> str:
    """Of the lock file, of what pyproject says about the installation, and of the place the checkout stands in."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [project["build-system"], project["project"], str(ROOT), lock.read_text(encoding="utf-8")]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def environment(home: Path) -> str:
    """The interpreter of the environment, which is made anew where it is missing, broken or was moved here."""
    python, pip = home / "bin" / "python", home / "bin" / "pip"
    if works(python) and pip.is_file() and str(home) in pip.read_text(encoding="utf-8"):
        return str(python)
    print(f"建立虚拟环境 {home.name}", flush=True)
    try:
        venv.create(home, clear=True, with_pip=True, symlinks=True)
    except subprocess.CalledProcessError:
        sys.exit(
            "无法建立虚拟环境：本机 Python 缺少 ensurepip。Debian、Ubuntu 请先安装 python3-venv，然后重新运行。"
        )
    return str(python)


def works(python: Path) -> bool:
    try:
        done = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def install(title: str, command: list[str], log: Path, total: int) -> bool:
    """Run pip with a live count in place of its chatter; everything it says goes to the log."""
    show(f"{title} …")
    merged: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8"}
    seen: set[str] = set()
    with (
        log.open("a", encoding="utf-8") as file,
        subprocess.Popen(command, errors="replace", **merged) as process,
    ):
        for line in process.stdout or ():
            file.write(line)
            if match := NAMED.match(line):
                seen.add(match[1])
                count(f"{title}: 下载", len(seen), total)
            elif line.startswith("Installing collected packages"):
                count_written(title, process, Path(command[0]).parents[1], total)
    if process.returncode == 0:
        show(f"{title}: 完成")
        return True
    show(f"{title}: 未成功")
    print("".join(log.read_text(encoding="utf-8").splitlines(keepends=True)[-15:]), file=sys.stderr)
    print(
        f"以上是安装日志的末尾，全文在 {log.relative_to(ROOT)}。请检查网络和软件源设置后重新运行。",
        file=sys.stderr,
    )
    return False


def count_written(title: str, process: subprocess.Popen[str], home: Path, total: int) -> None:
    """Pip is silent while it writes (its one last line fits into the pipe), so the folder is counted."""
    while process.poll() is None:
        count(f"{title}: 写入", len(list(home.glob("lib/*/site-packages/*.dist-info"))), total)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.3)


def count(title: str, done: int, total: int) -> None:
    done = min(done, total)
    filled = 30 * done // max(1, total)
    show(f"{title} [{'#' * filled}{'.' * (30 - filled)}] {done}/{total}", passing=True)


def show(text: str, *, passing: bool = False) -> None:
    """A passing state rewrites its line on a terminal and is left out of files and pipes."""
    if sys.stdout.isatty():
        print(f"\r\033[K{text}", end="" if passing else "\n", flush=True)
    elif not passing:
        print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
