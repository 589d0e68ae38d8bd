from __future__ import annotations

from pathlib import Path

import pytest

from operations.installation_programs import copy_of, small_installation


@pytest.fixture(scope="session")
def prepared(tmp_path_factory) -> Path:
    return small_installation(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def installation(prepared, tmp_path) -> Path:
    """A small installation of this test alone."""
    return copy_of(prepared, tmp_path / "var")
