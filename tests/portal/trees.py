"""Reading and comparing public trees."""

from __future__ import annotations

from pathlib import Path

from gongkai.portal import index


def files_under(folder: Path) -> dict[str, bytes]:
    """Path below `folder` → bytes."""
    return {
        place.relative_to(folder).as_posix(): place.read_bytes()
        for place in sorted(folder.rglob("*"))
        if place.is_file()
    }


def folders_under(folder: Path) -> set[str]:
    return {place.relative_to(folder).as_posix() for place in folder.rglob("*") if place.is_dir()}


def same_tree(left: Path, right: Path) -> bool:
    """Whether site, log, manifest and state are equal byte for byte, folders too; differences are asserted."""
    for part in ("site", "log", "manifest", "state"):
        one, other = files_under((left / part).resolve()), files_under((right / part).resolve())
        assert sorted(one) == sorted(other), part
        assert [path for path in one if one[path] != other[path]] == [], part
        assert folders_under((left / part).resolve()) == folders_under((right / part).resolve()), part
    return indexed(left) == indexed(right)


def indexed(public: Path) -> list[tuple[str, str]]:
    """(path, content hash) of everything that search can find."""
    return sorted(
        (hit["path"], hit["content_sha256"]) for hit in index.contents((public / "index").resolve())
    )
