"""Loaded before Django is: the suite never reads or writes the data of the person who runs it.

Named in `addopts` with `-p`, because a conftest is imported only after pytest-django has read the settings.
"""

from __future__ import annotations

import gc
import os
import tempfile

import pytest
from hypothesis import settings

gc.set_threshold(
    50_000, 20, 50
)  # a worker keeps what it imported and made: looking for garbage in it is in vain

_KEPT = {"DATABASE_URL"}  # tools/with_postgres.py hands the throw-away cluster over in it

for _name in [name for name in os.environ if name.startswith("GONGKAI_") and name not in _KEPT]:
    del os.environ[_name]
_VAR = tempfile.TemporaryDirectory(prefix="gongkai-suite-")
os.environ["GONGKAI_VAR"] = _VAR.name

# The suite gives the same verdict twice for the same commit; `make soak` goes looking for new examples.
settings.register_profile("suite", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("soak", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile("suite")


# A file goes to one worker as a whole: those that run for a minute or more begin first, so that none is left for the
# end when the other workers have nothing to do. Of the browser's three, no two begin together.
LONGEST = (
    "operations/test_demo_installed.py",
    "browser/test_desk.py",
    "operations/test_service.py",
    "browser/test_portal.py",
    "publication/test_histories.py",
    "desk/test_queries.py",
    "casework/test_next_acts.py",
    "browser/test_journey.py",
    "desk/test_walk.py",
    "portal/test_projector.py",
    "portal/test_verify.py",
    "operations/test_organisation_command.py",
    "operations/test_organisation.py",
    "operations/test_audit_command.py",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="long counts, many more examples")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--soak"):
        settings.load_profile("soak")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(
        key=lambda item: next((at for at, file in enumerate(LONGEST) if file in item.nodeid), len(LONGEST))
    )
    if config.getoption("--soak"):
        return
    soak = [item for item in items if "soak" in item.keywords]
    items[:] = [item for item in items if "soak" not in item.keywords]
    config.hook.pytest_deselected(items=soak)


def pytest_unconfigure() -> None:
    _VAR.cleanup()
