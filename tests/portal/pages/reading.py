"""A rendered page as a reader's program sees it: tree, text, and what breaks the rules of every page."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from lxml import html

if TYPE_CHECKING:
    from lxml.html import HtmlElement

ADDRESSES = ("href", "src", "action", "srcset", "poster", "data", "formaction", "xlink:href")


def tree(page: str) -> HtmlElement:
    return html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def heading_levels(root: HtmlElement) -> list[int]:
    return [int(found.tag[1]) for found in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]


def out_of_order(levels: list[int]) -> bool:
    """Whether the page has not exactly one h1 in front, or skips a level on the way down."""
    if not levels or levels[0] != 1 or levels.count(1) != 1:
        return True
    return any(after > before + 1 for before, after in pairwise(levels))


def active_content(root: HtmlElement) -> list[str]:
    """Scripts, inline styles and event handlers: a strict policy would stop each of them."""
    found = [element.tag for element in root.iter("script", "style", "iframe", "object", "embed", "base")]
    for element in root.iter():
        names = (name for name in element.attrib if name == "style" or name.startswith("on"))
        found.extend(f"{element.tag} {name}" for name in names)
    return found


def outer_addresses(root: HtmlElement) -> list[str]:
    """Addresses that leave the site: everything that starts with neither / nor #."""
    return [
        value
        for element in root.iter()
        for name, value in element.attrib.items()
        if name in ADDRESSES and not re.match(r"/(?![/\\])|#", value)
    ]


def broken_references(root: HtmlElement) -> list[str]:
    """Ids given twice, and references to ids that are not there."""
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    wanted = [
        target
        for element in root.iter()
        for name in ("aria-labelledby", "aria-describedby", "for")
        for target in element.get(name, "").split()
    ]
    wanted += [a.get("href")[1:] for a in root.iter("a") if a.get("href", "").startswith("#")]
    return [name for name in set(ids) if ids.count(name) > 1] + [name for name in wanted if name not in ids]


def names_given_twice(root: HtmlElement) -> list[str]:
    """Names that more than one landmark bears: a reader could not tell them apart."""
    named = [element.get("aria-label") for element in root.iter("section", "nav", "div", "aside")]
    names = [name for name in named if name]
    return [name for name in set(names) if names.count(name) > 1]


def tags(root: HtmlElement) -> dict[str, str]:
    return {meta.get("name"): meta.get("content") for meta in root.iter("meta") if meta.get("name")}


def links(root: HtmlElement) -> dict[str, str]:
    """Link text → address; the last of equal texts counts."""
    return {text(a): a.get("href") for a in root.iter("a")}
