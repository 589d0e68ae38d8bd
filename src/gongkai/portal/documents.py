"""What the search index knows of a published thing."""

from __future__ import annotations

from functools import cache

import tantivy

from gongkai.portal.shapes import Edition, RecordContent, canonical_json
from gongkai.portal.text import tokens, words_of

_PLACES_TO_A_DAY = 10**8


@cache
def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("title", "text"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in ("body", "kind", "year", "column", "area"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("newest", fast=True)
    builder.add_bytes_field("hit", stored=True)
    return builder.build()


def document(position: int, edition: Edition) -> tantivy.Document:
    """What the index knows of one thing; `hit` is the part that is stored.

    `text` holds the title too, as a value of its own: no word reaches from one value into the next.
    """
    content = edition.content
    found = tantivy.Document()
    title = tokens(content.title)
    found.add_text("title", title)
    found.add_text("text", title)
    found.add_text("text", tokens(words_of(content)))
    found.add_text("body", content.body_code)
    found.add_text("kind", content.kind)
    found.add_text("year", content.made_on[:4])
    if isinstance(content, RecordContent):
        for code in content.columns:
            found.add_text("column", code)
        for code in content.key_areas:
            found.add_text("area", code)
    day = int(content.made_on[:10].replace("-", "") or 0)
    found.add_unsigned("newest", day * _PLACES_TO_A_DAY + position)
    found.add_bytes("hit", canonical_json(hit_of(edition)))
    return found


def hit_of(edition: Edition) -> dict[str, str]:
    """What a page of results shows of a thing without opening it."""
    content = edition.content
    return {
        "path": content.path.strip("/"),
        "title": content.title,
        "body_name": content.body_name,
        "made_on": content.made_on,
        "document_number": content.document_number if isinstance(content, RecordContent) else "",
        "content_sha256": edition.content_sha256,
    }
