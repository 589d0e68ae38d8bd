"""Fixtures for every room. Tests of different rooms may share a file name (`--import-mode=importlib`)."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def var(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty `$GONGKAI_VAR` of this test alone, inherited by the programs it starts."""
    folder = tmp_path_factory.mktemp("var")
    monkeypatch.setenv("GONGKAI_VAR", str(folder))
    return folder


@pytest.fixture(scope="session")
def project() -> Path:
    """The root of the checkout."""
    return ROOT
