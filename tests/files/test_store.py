from __future__ import annotations

import stat

from gongkai.files.store import FileStore


def modes(root):
    return {stat.S_IMODE(place.stat().st_mode) for place in (root, *root.rglob("*")) if place.is_dir()}


def test_folders_of_the_store_are_open_to_their_owner_alone(tmp_path):
    root = tmp_path / "var" / "files"
    sha256 = FileStore(root).put(b"text")
    assert modes(root) == {0o700}
    assert stat.S_IMODE(FileStore(root).path_of(sha256).stat().st_mode) == 0o600


def test_folders_that_an_earlier_release_left_open_are_closed_when_they_are_used(tmp_path):
    root = tmp_path / "files"
    store = FileStore(root)
    folder = store.path_of(store.put(b"text")).parent
    for place in (root, folder.parent, folder):
        place.chmod(0o755)
    store.path_of(store.put(b"text")).unlink()
    store.put(b"text")
    assert modes(root) == {0o700}
