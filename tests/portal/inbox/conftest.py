"""Test modules of this folder find `sendings`, and the source in memory of the folder above, by name."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gongkai.portal.inbox.sealing import waiting

FOLDER = Path(__file__).parent
for folder in (FOLDER, FOLDER.parent):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))


@pytest.fixture(scope="module")
def counter(tmp_path_factory):
    from counters import GENEROUS, serving  # noqa: PLC0415 - found through the path above

    with serving(tmp_path_factory.mktemp("counter"), **GENEROUS) as found:
        yield found


@pytest.fixture(autouse=True)
def empty_inbox(request):
    yield
    if "counter" in request.fixturenames:
        for place in waiting(request.getfixturevalue("counter").inbox):
            place.unlink()
