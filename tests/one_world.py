"""One world for all tests of a module: built once, each test works in a savepoint above it, and all is rolled back at last."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker


@contextmanager
def standing(place: Path, blocker: DjangoDbBlocker) -> Iterator[None]:
    """Whatever is stored within stands until the end; its files lie in `place`."""
    with blocker.unblock(), pytest.MonkeyPatch.context() as patched, transaction.atomic():
        patched.setenv("GONGKAI_VAR", str(place))
        yield
        transaction.set_rollback(True)
