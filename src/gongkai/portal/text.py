"""Text as the search index sees it: every two neighbouring characters of the normalised text.

Normalised: NFKC, lower case, and every run of anything that is neither letter nor digit as one "_". A query finds
a text exactly when its normalised form is a substring of the normalised text, whatever the script.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from operator import add

from gongkai.portal.shapes import (
    Block,
    Chart,
    Content,
    Facts,
    RecordContent,
    Table,
)

_GAP = re.compile(r"[\W_]+")
_BREAK = re.compile(
    r"</?(?:address|article|blockquote|br|caption|dd|div|dl|dt|figcaption|figure|h[1-6]|hr|li|ol|p|pre|section|"
    r"table|tbody|td|tfoot|th|thead|tr|ul)\b(?:[^>\"]|\"[^\"]*\")*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(?:[^>\"]|\"[^\"]*\")*>")


def normalise(text: str) -> str:
    """The searchable form, with "_" at neither end."""
    return _GAP.sub("_", unicodedata.normalize("NFKC", text).lower()).strip("_")


def matches(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where the words stand in a text as it is printed, in order.

    Each character is folded by itself, and one that folds to several (…, ㎡) stays: no place moves.
    """
    if not words:
        return []
    folds = {
        ord(c): folded for c in set(text) if len(folded := unicodedata.normalize("NFKC", c).lower()) == 1
    }
    pattern = "|".join(map(_pattern, sorted(words, key=len, reverse=True)))
    return [found.span() for found in re.finditer(pattern, text.translate(folds))]


def _pattern(word: str) -> str:
    return "".join(r"[\W_]+" if character == "_" else re.escape(character) for character in word)


def pieces(text: str, words: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is one of the words; put together they are the text."""
    at = 0
    for start, stop in matches(text, words):
        if start > at:
            yield text[at:start], False
        yield text[start:stop], True
        at = stop
    if at < len(text):
        yield text[at:], False


def tokens(text: str) -> str:
    """The pairs of a text, parted by spaces, in order: the n-th pair stands at place n."""
    padded = f"_{normalise(text)}_"
    return " ".join(map(add, padded, padded[1:]))


def markup_text(markup: str) -> str:
    """The words of sanitised markup; blocks stand on lines of their own."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", markup)))


def words_of(content: Content) -> str:
    """All searchable text besides the title."""
    parts: list[str] = [content.index_number, content.body_name, content.summary]
    if isinstance(content, RecordContent):
        parts += [content.document_number, *content.keywords, markup_text(content.html)]
        parts += [attachment.name for attachment in content.attachments]
    else:
        for block in content.blocks:
            parts.extend(_block_words(block))
    return "\n".join(part for part in parts if part)


def plain_text(content: Content) -> str:
    """The running text, for snippets."""
    if isinstance(content, RecordContent):
        return markup_text(content.html)
    return "\n".join(word for block in content.blocks for word in _block_words(block))


def _block_words(block: Block) -> Iterator[str]:
    if isinstance(block, Facts):
        yield block.caption
        yield from (f"{label} {text}" for label, text in block.rows)
    elif isinstance(block, Table):
        yield from (block.caption, *block.columns)
        yield from (cell.text for row in block.rows for cell in row)
    elif isinstance(block, Chart):
        yield block.caption
        yield from (f"{bar.label} {bar.text}" for bar in block.bars)
    else:
        yield block.text
