"""Where things stand in the site. Paths are relative to its root, without suffix; hrefs are absolute."""

from __future__ import annotations

import re

from gongkai.portal.errors import PortalError

RESERVED = frozenset(
    {
        *("all", "area", "body", "column", "kind"),
        *("apply", "areas", "bodies", "columns", "help", "mandatory", "search"),
        *("assets", "log", "static"),
    }
)
"""First components that belong to the platform: no body may have such a code."""

_COMPONENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_KEY_COMPONENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_PAGES_TO_A_FOLDER = 100


def thing_path(path: str) -> str:
    """The path of a published thing without outer slashes.

    Raises:
        PortalError: the path could leave its place in the site or hide another page.
    """
    bare = path.strip("/")
    parts = bare.split("/")
    if len(parts) == 1 or parts[0] in RESERVED or not all(_COMPONENT.fullmatch(part) for part in parts):
        raise PortalError(f"路径“{path}”不能用作公开网址；请检查该信息的主体代码、年份和流水号。")
    return bare


def list_folder(key: str) -> str:
    """The folder of a list, which is its key.

    Raises:
        PortalError: a code in the key holds characters that cannot stand in a URL.
    """
    group, *codes = key.split("/")
    if group not in RESERVED or not all(_KEY_COMPONENT.fullmatch(code) for code in codes):
        raise PortalError(f"列表“{key}”的代码不能用作公开网址；请检查栏目、重点领域或主体的代码。")
    return key


def list_page(key: str, number: int) -> str:
    """The full page `number` (from 1) of a list, a hundred pages to a folder."""
    return f"{list_folder(key)}/{number // _PAGES_TO_A_FOLDER}/{number}"


def list_head(key: str) -> str:
    return f"{list_folder(key)}/index"
