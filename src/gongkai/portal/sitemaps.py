"""Sitemaps (sitemaps.org) for search engines, numbered from the oldest place as lists are.

    sitemap-all-3.xml     the addresses at places 300 to 399 of the list
    sitemaps-all-0.xml    the names of 160 of these
    robots.txt            where the latter stand

An act changes the one file of its place; the two others change when the next one begins. They need full addresses,
so a site that has not told its own, or asks not to be indexed, has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from gongkai.portal.shapes import ListItem, SiteSnapshot, Touch
from gongkai.portal.source import COMPLETE_LISTS

PLACES = 100
"""Places to a sitemap."""

MAPS = 160
"""Sitemaps to an index."""

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def wanted(snapshot: SiteSnapshot) -> bool:
    return bool(snapshot.site_url) and not snapshot.noindex


def map_name(key: str, number: int) -> str:
    return f"sitemap-{key.rpartition('/')[2]}-{number}"


def index_name(key: str, number: int) -> str:
    return f"sitemaps-{key.rpartition('/')[2]}-{number}"


def touched(touches: Iterable[Touch]) -> set[tuple[str, int]]:
    """(list key, number) of every sitemap that these places change."""
    return {
        (touch.list_key, touch.position // PLACES) for touch in touches if touch.list_key in COMPLETE_LISTS
    }


def maps_of(size: int) -> int:
    """How many sitemaps a list of so many places has."""
    return -(-size // PLACES)


def site_map(items: Iterable[ListItem], snapshot: SiteSnapshot) -> bytes:
    lines = (
        f"<url><loc>{_address(f'{item.path}.html', snapshot)}</loc><lastmod>{item.at[:10]}</lastmod></url>\n"
        for item in items
    )
    return f'{_HEAD}<urlset xmlns="{_SPACE}">\n{"".join(lines)}</urlset>\n'.encode()


def site_maps(key: str, numbers: Sequence[int], snapshot: SiteSnapshot) -> bytes:
    """The index over the sitemaps with these numbers. It says no dates: it would change with every act."""
    lines = (
        f"<sitemap><loc>{_address(f'{map_name(key, number)}.xml', snapshot)}</loc></sitemap>\n"
        for number in numbers
    )
    return f'{_HEAD}<sitemapindex xmlns="{_SPACE}">\n{"".join(lines)}</sitemapindex>\n'.encode()


def robots(snapshot: SiteSnapshot, sizes: Iterable[tuple[str, int]]) -> bytes:
    """Who may come, and where the sitemaps of lists of these sizes are named."""
    if snapshot.noindex:
        return b"User-agent: *\nDisallow: /\n"
    lines = ["User-agent: *", "Disallow: /search", "Allow: /", *_named(snapshot, sizes)]
    return "".join(f"{line}\n" for line in lines).encode()


def _named(snapshot: SiteSnapshot, sizes: Iterable[tuple[str, int]]) -> Iterator[str]:
    if wanted(snapshot):
        for key, size in sizes:
            for number in range(-(-maps_of(size) // MAPS)):
                yield f"Sitemap: {_address(f'{index_name(key, number)}.xml', snapshot)}"


def _address(path: str, snapshot: SiteSnapshot) -> str:
    return escape(f"{snapshot.site_url.rstrip('/')}/{path.strip('/')}")
