from __future__ import annotations

import pytest

from gongkai.law.calendar import Calendar


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    """The shipped notices, latest versions, no overlay."""
    return Calendar.load()
