"""Fixtures for every room. Tests of different rooms may share a file name (`--import-mode=importlib`)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from pytest_django.plugin import blocking_manager_key

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Paths that do not exist yet, one after the other: `mktemp` would read through all earlier ones for each."""
    home = tmp_path_factory.mktemp("var")
    return (home / str(number) for number in count())


@pytest.fixture(autouse=True)
def var(places: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty `$GONGKAI_VAR` of this test alone, inherited by the programs it starts."""
    folder = next(places)
    folder.mkdir()
    monkeypatch.setenv("GONGKAI_VAR", str(folder))
    return folder


@pytest.fixture
def quick_passwords(settings):
    """For tests that are not of hashing: a real hash is slow on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def project() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A test with real transactions is cleared by emptying every table: what the migrations put there is put back."""
    yield
    if nextitem is None:  # with the last test its database went too
        return
    marker = item.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction") and item.funcargs:  # it was not skipped
        from gongkai.publication.models import Sequence  # noqa: PLC0415 - Django is not set up when this is read

        with item.config.stash[blocking_manager_key].unblock():
            Sequence.objects.get_or_create(pk=1)
