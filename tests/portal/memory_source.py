"""A published state in memory: what the desk answers from its database, for tests and measurements.

Acts follow the rules of the sequence: no gaps; a list gives a new place to whatever enters it; replacing keeps the
place; withdrawal and leaving a list empty it.
"""

from __future__ import annotations

import io
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from typing import BinaryIO

from gongkai.portal.shapes import (
    Act,
    Attachment,
    BodyEntry,
    Content,
    Edition,
    ListHead,
    ListItem,
    RecordContent,
    SiteSnapshot,
    Term,
    Tombstone,
    Touch,
    content_bytes,
    sha256_hex,
    tombstone_sha256,
)
from gongkai.portal.source import list_keys

BEIJING = timezone(timedelta(hours=8))
START = datetime(2017, 1, 3, 9, 0, tzinfo=BEIJING)


@dataclass(slots=True)
class Places:
    """One list: which path stands at which place, None where one left."""

    paths: list[str | None] = field(default_factory=list)
    place: dict[str, int] = field(default_factory=dict)
    by_year: dict[int, int] = field(default_factory=dict)

    def enter(self, path: str, year: int) -> int:
        self.place[path] = len(self.paths)
        self.paths.append(path)
        self.by_year[year] = self.by_year.get(year, 0) + 1
        return self.place[path]

    def leave(self, path: str, year: int) -> int:
        position = self.place.pop(path)
        self.paths[position] = None
        self.by_year[year] -= 1
        if not self.by_year[year]:
            del self.by_year[year]
        return position


class MemorySource:
    """A `Source` with the acts that change it. Between acts its head stands still."""

    def __init__(self) -> None:
        self._acts: list[Act] = []
        self._snapshot: SiteSnapshot | None = None
        self._current: dict[str, Edition | Tombstone] = {}
        self._paths: list[str] = []
        self._first: dict[str, str] = {}
        self._lists: dict[str, Places] = {}
        self._files: dict[str, bytes] = {}

    # acts

    def publish(self, content: Content, note: str = "") -> Edition:
        """Publish, replace, or move: what stands at the path of `content` becomes this content."""
        sequence, at = self._next()
        before = self._current.get(content.path)
        if not isinstance(before, Edition):
            self._first[content.path] = at[:10]
        edition = Edition(
            sequence=sequence,
            at=at,
            first_published_on=self._first[content.path],
            change_note=note,
            content_sha256=sha256_hex(content_bytes(content)),
            content=content,
        )
        old = list_keys(before.content) if isinstance(before, Edition) else ()
        touched = self._move(content.path, old, list_keys(content))
        self._stand(content.path, edition)
        self._acts.append(
            Act(
                sequence=sequence,
                at=at,
                kind="edition",
                path=content.path,
                content_sha256=edition.content_sha256,
                touched=touched,
            )
        )
        return edition

    def withdraw(self, path: str, reason: str = "内容有误，予以撤回。") -> Tombstone:
        before = self._current[path]
        assert isinstance(before, Edition)
        sequence, at = self._next()
        touched = self._move(path, list_keys(before.content), ())
        tombstone = Tombstone(
            sequence=sequence,
            at=at,
            path=path,
            index_number=before.content.index_number,
            title=before.content.title,
            body_name=before.content.body_name,
            reason=reason,
        )
        self._stand(path, tombstone)
        self._acts.append(
            Act(
                sequence=sequence,
                at=at,
                kind="tombstone",
                path=path,
                content_sha256=tombstone_sha256(tombstone),
                touched=touched,
            )
        )
        return tombstone

    def publish_snapshot(self, snapshot: SiteSnapshot) -> SiteSnapshot:
        sequence, at = self._next()
        self._snapshot = replace(snapshot, sequence=sequence, at=at)
        self._acts.append(Act(sequence=sequence, at=at, kind="snapshot"))
        return self._snapshot

    def store(self, data: bytes, name: str, media_type: str = "application/pdf") -> Attachment:
        sha256 = sha256_hex(data)
        self._files[sha256] = data
        return Attachment(name=name, sha256=sha256, size=len(data), media_type=media_type)

    def live(self) -> list[str]:
        return [path for path in self._paths if isinstance(self._current[path], Edition)]

    # Source

    def head(self) -> int:
        return len(self._acts)

    def acts(self, after: int) -> Iterator[Act]:
        for number in range(max(after, 0), len(self._acts)):
            yield self._acts[number]

    def snapshot(self) -> SiteSnapshot | None:
        return self._snapshot

    def current(self, paths: Sequence[str]) -> Mapping[str, Edition | Tombstone]:
        return {path: self._current[path] for path in paths if path in self._current}

    def all_current(self) -> Iterator[Edition | Tombstone]:
        for path in self._paths:
            yield self._current[path]

    def list_keys(self) -> Sequence[str]:
        return sorted(self._lists)

    def list_head(self, key: str) -> ListHead:
        places = self._lists.get(key, Places())
        return ListHead(
            key=key,
            size=len(places.paths),
            live=len(places.place),
            by_year=dict(sorted(places.by_year.items())),
        )

    def list_slice(self, key: str, start: int, stop: int) -> Sequence[ListItem]:
        paths = self._lists.get(key, Places()).paths[start:stop]
        return [self._item(start + offset, path) for offset, path in enumerate(paths) if path is not None]

    def open_file(self, sha256: str) -> BinaryIO:
        try:
            return io.BytesIO(self._files[sha256])
        except KeyError as error:
            raise FileNotFoundError(sha256) from error

    def _next(self) -> tuple[int, str]:
        sequence = len(self._acts) + 1
        return sequence, (START + timedelta(minutes=30 * sequence)).isoformat()

    def _stand(self, path: str, thing: Edition | Tombstone) -> None:
        if path not in self._current:
            if self._paths and path < self._paths[-1]:
                insort(self._paths, path)
            else:
                self._paths.append(path)
        self._current[path] = thing

    def _move(self, path: str, old: Iterable[str], new: Iterable[str]) -> tuple[Touch, ...]:
        old, new = set(old), set(new)
        year = int(self._first[path][:4])
        touched = [
            *(Touch(list_key=key, position=self._lists[key].leave(path, year)) for key in old - new),
            *(Touch(list_key=key, position=self._lists[key].place[path]) for key in old & new),
            *(
                Touch(list_key=key, position=self._lists.setdefault(key, Places()).enter(path, year))
                for key in sorted(new - old)
            ),
        ]
        return tuple(sorted(touched, key=lambda touch: touch.list_key))

    def _item(self, position: int, path: str) -> ListItem:
        edition = self._current[path]
        assert isinstance(edition, Edition)
        return ListItem(
            position=position,
            path=path,
            index_number=edition.content.index_number,
            title=edition.content.title,
            summary=edition.content.summary,
            body_name=edition.content.body_name,
            document_number=getattr(edition.content, "document_number", ""),
            made_on=edition.content.made_on,
            published_on=edition.first_published_on,
            at=edition.at,
        )


def path_at(source: MemorySource, number: int) -> str:
    """The live path that `number` picks, in path order."""
    live = source.live()
    return live[number % len(live)]


def live_before(source: MemorySource, path: str) -> int:
    """How many live paths stand before `path`."""
    return bisect_left(source.live(), path)


def record(serial: int, body: str = "heping", year: int = 2017, **changes: object) -> RecordContent:
    """A small record; its path follows from body, year and serial."""
    values: dict[str, object] = {
        "path": f"{body}/{year}/{serial:05}",
        "index_number": f"{body.upper()}-{year}-{serial:05}",
        "title": f"关于第{serial}号事项的通知",
        "body_code": body,
        "body_name": {"heping": "示例区人民政府", "finance": "区财政部门"}.get(body, body),
        "columns": ("news",),
        "made_on": f"{year}-03-20",
        "html": f"<p>这是第{serial}号事项的正文。</p><p>请各单位遵照执行。</p>",
    }
    return RecordContent(**(values | changes))  # type: ignore[arg-type]


def snapshot(**changes: object) -> SiteSnapshot:
    values: dict[str, object] = {
        "sequence": 0,
        "at": "",
        "site_name": "示例区政府信息公开平台",
        "owner_name": "示例区人民政府办公室",
        "home_body": "heping",
        "year": 2017,
        "columns": (
            Term(code="news", name="工作动态"),
            Term(code="news.street", name="街道动态", parent="news"),
            Term(code="policy", name="政策文件"),
        ),
        "key_areas": (Term(code="budget", name="财政预决算"), Term(code="housing", name="保障性住房")),
        "themes": (Term(code="A", name="综合政务"),),
        "bodies": (
            BodyEntry(code="heping", name="示例区人民政府", group="区政府"),
            BodyEntry(code="finance", name="区财政部门", group="部门"),
        ),
        "mandatory": (Term(code="m1", name="行政法规、规章和规范性文件"),),
        "contact": (("电话", "000-00000000"),),
        "banner": "演示数据 非官方网站",
        "noindex": True,
    }
    return SiteSnapshot(**(values | changes))  # type: ignore[arg-type]
