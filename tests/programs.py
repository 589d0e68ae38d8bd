"""A program that a test needs: found, or the test is skipped with a reason; under CI it fails instead."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest


def missing(what: str, remedy: str) -> NoReturn:
    """Skip the running test or module, or fail it where `CI=true`."""
    reason = f"{what} is missing: {remedy}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason, allow_module_level=True)


def require_program(*names: str, remedy: str = "make test-deps") -> str:
    """The path of the first of these programs that is installed."""
    for name in names:
        if found := shutil.which(name):
            return found
    missing(" or ".join(names), remedy)


def require_file(path: Path, remedy: str = "make test-deps") -> Path:
    if not path.exists():
        missing(str(path), remedy)
    return path
