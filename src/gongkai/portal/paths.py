"""Where each published thing stands in the site; every path is relative to the root, hrefs are absolute."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from gongkai.portal.views import PortalError

RESERVED = frozenset({"all", "area", "body", "column", "kind", "log", "search", "static"})
"""First components that belong to the platform: no body may have such a code."""

_COMPONENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_KEY_COMPONENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_UNSAFE = re.compile(r"[^\w.-]+")
_NAME_BYTES = 150


def checked_path(path: str) -> str:
    """The path of a published thing without its outer slashes.

    Raises:
        PortalError: the path could leave its place in the site or hide another page.
    """
    parts = path.strip("/").split("/")
    if len(parts) < 2 or parts[0] in RESERVED or not all(_COMPONENT.fullmatch(part) for part in parts):  # noqa: PLR2004
        raise PortalError(f"路径“{path}”不能用作公开网址；请检查该信息的主体代码、年份和流水号。")
    return "/".join(parts)


def checked_key(key: str) -> str:
    """A list key, which is also its directory in the site.

    Raises:
        PortalError: a code in the key holds characters that cannot stand in a URL.
    """
    parts = key.split("/")
    if parts[0] not in RESERVED or not all(_KEY_COMPONENT.fullmatch(part) for part in parts[1:]):
        raise PortalError(f"列表“{key}”的代码不能用作公开网址；请检查栏目、重点领域或主体的代码。")
    return key


def safe_name(name: str) -> str:
    """A file name that keeps its Han characters and its suffix and is safe in every file system."""
    plain = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).lstrip(".") or "_"
    stem, dot, suffix = plain.rpartition(".")
    if not dot or len(suffix) > 8:  # noqa: PLR2004 - no real suffix is longer
        stem, suffix = plain, ""
    room = _NAME_BYTES - len(suffix.encode())
    stem = stem.encode()[:room].decode(errors="ignore")
    return f"{stem}.{suffix}" if suffix else stem


def attachment_path(path: str, number: int, name: str) -> str:
    """Site path of the attachment `number` (from 1) of the thing at `path`."""
    return f"{path.strip('/')}/{number}-{safe_name(name)}"


def attachment_href(path: str, number: int, name: str) -> str:
    return "/" + quote(attachment_path(path, number, name))


def page_href(path: str) -> str:
    """The HTML page of a record or paper."""
    return f"/{path.strip('/')}.html"


def list_href(key: str) -> str:
    """The head of a list."""
    return f"/{key}/"


def list_page_path(key: str, number: int) -> str:
    """Site path, without suffix, of the full page `number` (from 1) of a list; a hundred pages to a folder."""
    return f"{key}/{number // 100}/{number}"
