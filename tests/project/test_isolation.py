from __future__ import annotations

import os
from pathlib import Path

import pytest

import isolation

_FIRST: list[str] = []


@pytest.mark.parametrize("run", [1, 2])
def test_every_test_has_a_data_folder_of_its_own(run: int, var: Path, project: Path) -> None:
    assert os.environ["GONGKAI_VAR"] == str(var)
    assert project not in var.parents
    assert list(var.iterdir()) == []
    assert str(var) not in _FIRST
    _FIRST.append(str(var))
    (var / "left-behind").touch()


@pytest.mark.parametrize("file", isolation.LONGEST)
def test_what_begins_first_is_there_to_begin(file: str, project: Path) -> None:
    assert (project / "tests" / file).is_file()
