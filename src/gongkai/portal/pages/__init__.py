"""Public pages as pure functions of published shapes: the same input gives the same bytes.

LATEST_KEYS(snapshot) names the lists whose newest items `platform_pages` wants; the lists of
REQUIRED_LISTS(snapshot) are linked from pages even while they are empty, so each needs its head page.
"""

from __future__ import annotations

from gongkai.portal.pages.feed import list_feed
from gongkai.portal.pages.links import attachment_href, feed_href, json_href, list_href, page_href
from gongkai.portal.pages.listing import list_page, search_page
from gongkai.portal.pages.paper import paper_page
from gongkai.portal.pages.platform import latest_keys, platform_pages, required_lists
from gongkai.portal.pages.record import record_page, tombstone_page
from gongkai.portal.pages.static import static_files
from gongkai.portal.pages.views import ListView, SearchHit, SearchResults

LATEST_KEYS = latest_keys
REQUIRED_LISTS = required_lists

__all__ = [
    "LATEST_KEYS",
    "REQUIRED_LISTS",
    "ListView",
    "SearchHit",
    "SearchResults",
    "attachment_href",
    "feed_href",
    "json_href",
    "list_feed",
    "list_href",
    "list_page",
    "page_href",
    "paper_page",
    "platform_pages",
    "record_page",
    "search_page",
    "static_files",
    "tombstone_page",
]
