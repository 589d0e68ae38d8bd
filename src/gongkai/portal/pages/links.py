"""Where published things stand in the tree."""

from __future__ import annotations

from gongkai.portal.pages.wording import suffix
from gongkai.portal.shapes import Attachment


def page_href(path: str) -> str:
    return f"/{path.strip('/')}.html"


def json_href(path: str) -> str:
    return f"/{path.strip('/')}.json"


def list_href(key: str) -> str:
    return f"/{key}/"


def feed_href(key: str) -> str:
    """The feed of a list: the whole list, the columns and the kinds of papers and documents have one, others none."""
    group, _, code = key.partition("/")
    told = group in {"all", "column"} or (group == "kind" and "." not in code)
    return f"/{key}/index.atom" if told else ""


def attachment_href(path: str, attachment: Attachment) -> str:
    """Attachments stand beside their record, named by hash, so that a withdrawal takes them along."""
    ending = suffix(attachment.name)
    name = attachment.sha256[:16] + (f".{ending}" if ending else "")
    return f"/{path.strip('/')}/{name}"


def inner(href: str) -> str:
    """A link of a table or chart if it stays on this site, else nothing."""
    return href if href.startswith("/") and not href.startswith(("//", "/\\")) else ""
