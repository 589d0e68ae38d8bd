"""The newest items of a list as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence

from gongkai.portal.pages.engine import render
from gongkai.portal.pages.links import feed_href, list_href, page_href
from gongkai.portal.pages.site import site_of
from gongkai.portal.shapes import ListItem, SiteSnapshot

ENTRIES = 20
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def list_feed(key: str, items: Sequence[ListItem], snapshot: SiteSnapshot) -> str:
    """The feed of a list; `items` stand newest first, the twenty first are told.

    An entry is updated when its edition was published: a correction shows in feed readers as one.
    """
    told = items[:ENTRIES]
    text = render(
        "feed.xml",
        snapshot=snapshot,
        title=f"{site_of(snapshot).list_title(key)} - {snapshot.site_name}",
        identity=_identity(list_href(key), snapshot),
        updated=max((item.at for item in told), default=snapshot.at),
        feed=_address(feed_href(key), snapshot),
        page=_address(list_href(key), snapshot),
        entries=[
            (item, _identity(page_href(item.path), snapshot), _address(page_href(item.path), snapshot))
            for item in told
        ],
    )
    return _NOT_XML.sub("", text)  # what no XML may hold, a title can


def _address(href: str, snapshot: SiteSnapshot) -> str:
    return snapshot.site_url.rstrip("/") + href


def _identity(href: str, snapshot: SiteSnapshot) -> str:
    """The address where the site has told its own, else a name that is equal on every machine."""
    if snapshot.site_url:
        return _address(href, snapshot)
    return uuid.uuid5(uuid.NAMESPACE_URL, f"gongkai:{snapshot.home_body}:{href}").urn
