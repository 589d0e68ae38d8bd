"""Generated records for the measurements of the portal: any number, by formula, nothing kept in memory."""

from __future__ import annotations

import io
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Any, BinaryIO

from gongkai.portal.shapes import (
    Act,
    BodyEntry,
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
)
from gongkai.portal.source import list_keys

BODIES, COLUMNS, AREAS, YEARS = 50, 5, 25, 10
ROUND = 512_000
"""After so many records every page, node, tile, sitemap and block of the index is filled as far as before."""
_HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 2500)]
_WORDS = ["".join(random.Random(number).choices(_HAN, k=2 + number % 3)) for number in range(6000)]
_WEIGHTS = list(accumulate(1 / (rank + 5) for rank in range(len(_WORDS))))


def text(seed: int, words: int) -> str:
    """Running text whose words follow Zipf's law, with a comma after every eighth word."""
    chosen = random.Random(seed).choices(_WORDS, cum_weights=_WEIGHTS, k=words)
    return "，".join("".join(chosen[start : start + 8]) for start in range(0, words, 8)) + "。"


def snapshot() -> SiteSnapshot:
    return SiteSnapshot(
        sequence=1,
        at="2017-01-01T09:00:00+08:00",
        site_name="示例区政府信息公开平台",
        owner_name="示例区人民政府办公室",
        home_body="b00",
        year=2017,
        columns=tuple(Term(code=f"c{n}", name=f"栏目{n}") for n in range(COLUMNS)),
        key_areas=tuple(Term(code=f"a{n:02}", name=f"领域{n}") for n in range(AREAS)),
        themes=(Term(code="A", name="综合政务"),),
        bodies=tuple(BodyEntry(code=f"b{n:02}", name=f"示例部门{n:02}", group="部门") for n in range(BODIES)),
        mandatory=(),
        contact=(("电话", "000-00000000"),),
        banner="演示数据 非官方网站",
        site_url="https://gongkai.example.com",
    )


@dataclass
class GeneratedSource:
    """`count` records published after one snapshot. `calls` counts what was asked and `rows` what was given."""

    count: int
    room: int = 0
    body_words: int = 150
    calls: Counter[str] = field(default_factory=Counter)
    rows: int = 0

    def __post_init__(self) -> None:
        self._snapshot = snapshot()
        self._year = -(-(self.count + self.room) // (BODIES * YEARS))

    def serial(self, path: str) -> int:
        body, year, number = path.split("/")
        place = (int(year) - 2008) * self._year + int(number) - 1
        return place * BODIES + int(body[1:])

    def content_path(self, serial: int) -> str:
        place, body = divmod(serial, BODIES)
        year, number = divmod(place, self._year)
        return f"b{body:02}/{2008 + year}/{number + 1:05}"

    def content(self, serial: int) -> RecordContent:
        """Texts begin again after `ROUND` records, so that sizes of archives compare act by act."""
        seed = serial % ROUND
        place, body = divmod(serial, BODIES)
        year, number = divmod(place, self._year)
        return RecordContent(
            path=self.content_path(serial),
            index_number=f"B{body:02}-{2008 + year}-{number + 1:05}",
            title=text(seed, 7),
            body_code=f"b{body:02}",
            body_name=f"示例部门{body:02}",
            columns=(f"c{serial % COLUMNS}",),
            key_areas=(f"a{serial % AREAS:02}",),
            document_number=f"示发〔{2008 + year}〕{serial + 1}号",
            made_on=f"{2008 + year}-{serial % 12 + 1:02}-{serial % 28 + 1:02}",
            html="".join(f"<p>{text(seed * 7 + part, self.body_words // 3)}</p>" for part in range(3)),
        )

    @lru_cache(maxsize=20_000)  # noqa: B019 - one source a run
    def edition(self, serial: int) -> Edition:
        content = self.content(serial)
        return Edition(
            sequence=serial + 2,
            at=f"{content.made_on}T09:00:00+08:00",
            first_published_on=content.made_on,
            change_note="",
            content_sha256=sha256_hex(content_bytes(content)),
            content=content,
        )

    def __hash__(self) -> int:
        return id(self)

    def _lists(self, key: str) -> tuple[int, int]:
        group, _, code = key.partition("/")
        sizes = {"all": (1, 0), "body": (BODIES, 0), "column": (COLUMNS, 0), "area": (AREAS, 0)}
        step = sizes.get(group, (0, 0))[0]
        return step, int(code[1:]) if code and step else 0

    def _act(self, serial: int) -> Act:
        edition = self.edition(serial)
        touched = tuple(
            Touch(list_key=key, position=serial // self._lists(key)[0]) for key in list_keys(edition.content)
        )
        return Act(
            sequence=edition.sequence,
            at=edition.at,
            kind="edition",
            path=edition.content.path,
            content_sha256=edition.content_sha256,
            touched=touched,
        )

    # Source

    def head(self) -> int:
        return self.count + 1

    def acts(self, after: int) -> Iterator[Act]:
        self.calls["acts"] += 1
        if after == 0:
            yield Act(sequence=1, at=self._snapshot.at, kind="snapshot")
        for serial in range(max(after - 1, 0), self.count):
            self.rows += 1
            yield self._act(serial)

    def snapshot(self) -> SiteSnapshot | None:
        self.calls["snapshot"] += 1
        return self._snapshot

    def current(self, paths: Sequence[str]) -> Mapping[str, Edition | Tombstone]:
        self.calls["current"] += 1
        self.rows += len(paths)
        return {path: self.edition(self.serial(path)) for path in paths}

    def all_current(self) -> Iterator[Edition | Tombstone]:
        for body in range(BODIES):
            for place in range(-(-(self.count - body) // BODIES)):
                yield self.edition(place * BODIES + body)

    def list_keys(self) -> Sequence[str]:
        return sorted(
            {key for serial in range(min(self.count, 210)) for key in list_keys(self.content(serial))}
        )

    def list_head(self, key: str) -> ListHead:
        self.calls["list_head"] += 1
        step, offset = self._lists(key)
        size = -(-(self.count - offset) // step) if step else 0
        return ListHead(
            key=key, size=size, live=size, by_year={2008 + n: size // YEARS for n in range(YEARS)}
        )

    def list_slice(self, key: str, start: int, stop: int) -> Sequence[ListItem]:
        self.calls["list_slice"] += 1
        step, offset = self._lists(key)
        items = []
        for position in range(start, min(stop, self.list_head(key).size) if step else 0):
            edition = self.edition(position * step + offset)
            content: Any = edition.content
            items.append(
                ListItem(
                    position=position,
                    path=content.path,
                    index_number=content.index_number,
                    title=content.title,
                    summary=content.summary,
                    body_name=content.body_name,
                    document_number=content.document_number,
                    made_on=content.made_on,
                    published_on=edition.first_published_on,
                    at=edition.at,
                )
            )
        self.calls["list_head"] -= 1
        self.rows += len(items)
        return items

    def open_file(self, sha256: str) -> BinaryIO:  # noqa: ARG002 - the records have no attachments
        return io.BytesIO()
