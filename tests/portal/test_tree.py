"""What stands in the way of the projector in the public folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import plain_pages
import pytest
from memory_source import MemorySource, record, snapshot

from gongkai.portal.projector import project, rebuild


def follow(source: MemorySource, public: Path) -> None:
    project(source, public, pages=plain_pages, durable=False)


@pytest.fixture
def source() -> MemorySource:
    source = MemorySource()
    source.publish_snapshot(snapshot())
    source.publish(record(1))
    return source


@pytest.mark.parametrize("make", [Path.touch, Path.mkdir, lambda place: place.symlink_to("/nowhere")])
@pytest.mark.parametrize("name", ["builds/.DS_Store", "site.new", "current.new"])
def test_a_stray_thing_does_not_stop_publishing(
    source: MemorySource, tmp_path: Path, name: str, make: Callable[[Path], None]
) -> None:
    follow(source, tmp_path)
    make(tmp_path / name)
    source.publish(record(2))
    follow(source, tmp_path)
    assert not os.path.lexists(tmp_path / name)
    assert (tmp_path / "site/heping/2017/00002.html").is_file()


@pytest.mark.parametrize("target", [".", "site/heping"])
def test_what_is_no_build_is_not_removed(source: MemorySource, tmp_path: Path, target: str) -> None:
    """A link that was bent leads a rebuild to nothing that it may clear away."""
    follow(source, tmp_path)
    live = (tmp_path / "current").resolve()
    (tmp_path / "kept").write_bytes(b"kept")
    (tmp_path / "current").unlink()
    (tmp_path / "current").symlink_to(target if target == "." else live / target)
    rebuild(source, tmp_path, pages=plain_pages, durable=False)
    assert (tmp_path / "kept").read_bytes() == b"kept"
    assert (tmp_path / "site/heping/2017/00001.html").is_file()
