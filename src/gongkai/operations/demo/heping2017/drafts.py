"""A record on its way: everything but its key and its reviewers, which need the whole year in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from gongkai.operations.demo.shapes import DemoAttachment

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


_CSV_NOTICE: Final = "演示数据,非官方网站"


@dataclass(slots=True, kw_only=True)
class Draft:
    """`ref` is a name within the generator; `explains` the `ref` of the document that this one explains."""

    title: str
    body: str
    columns: tuple[str, ...]
    theme: str
    made_on: date
    published_on: date
    html: str
    summary: str
    keywords: tuple[str, ...]
    ref: str = ""
    explains: str = ""
    key_areas: tuple[str, ...] = ()
    area_assumed: bool = False
    genre: str = ""
    legal_character: Literal["NORMATIVE", "OTHER"] = "OTHER"
    document_number: str = ""
    effective_on: date | None = None
    attachments: tuple[DemoAttachment, ...] = ()
    kind: Literal["information", "document", "rule"] = "information"


@dataclass(slots=True)
class Titles:
    """The titles of the year: none is used twice."""

    used: set[str] = field(default_factory=set)

    def take(self, title: str) -> str:
        """The title, now used.

        Raises:
            ValueError: the title is used already.
        """
        if not self.offer(title):
            raise ValueError(f"标题重复：{title}")
        return title

    def offer(self, title: str) -> bool:
        """Whether the title was free; it is used now."""
        if title in self.used:
            return False
        self.used.add(title)
        return True


def paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def rows_html(caption: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table with a caption and a scope on each heading cell."""
    top = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><caption>{caption}</caption><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table>"


def first_sentence(text: str) -> str:
    return text[: text.index("。") + 1]


def csv_file(title: str, lines: Iterable[str]) -> DemoAttachment:
    """UTF-8 with a byte order mark, as the spreadsheet programs of offices want it; the first line says 演示."""
    data = ("\ufeff" + "".join(f"{line}\r\n" for line in (_CSV_NOTICE, *lines))).encode()
    return DemoAttachment(name=f"演示-{title}.csv", media_type="text/csv", data=data)
