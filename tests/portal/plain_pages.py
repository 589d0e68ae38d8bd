"""The plainest page set: every input shows in the bytes, so that a wrong input shows too."""

from __future__ import annotations

from gongkai.portal.pages import attachment_href as attachment_href  # noqa: PLC0414 - part of the page set
from gongkai.portal.pages import feed_href as feed_href  # noqa: PLC0414 - likewise
from gongkai.portal.shapes import canonical_json, to_json


def REQUIRED_LISTS(snapshot):  # noqa: N802
    return ("all", "kind/document", "kind/rule", "kind/guide", "kind/report")


def LATEST_KEYS(snapshot):  # noqa: N802
    return ("all", "kind/document")


def _page(*values):
    return (
        "<!doctype html><title>页</title><pre>"
        + canonical_json([to_json(value) for value in values]).decode()
    )


def record_page(edition, snapshot):
    return _page("record", edition, snapshot.sequence)


def paper_page(edition, snapshot):
    return _page("paper", edition, snapshot.sequence)


def tombstone_page(tombstone, snapshot):
    return _page("tombstone", tombstone, snapshot.sequence)


def list_page(view, snapshot):
    return _page("list", view, snapshot.site_name)


def list_feed(key, items, snapshot):
    return _page("feed", key, items, snapshot.site_name)


def platform_pages(snapshot, heads, latest):
    return {
        "index.html": _page("home", heads, latest, snapshot),
        "columns/index.html": _page(
            "columns", {key: heads[key] for key in heads if key.startswith("column/")}
        ),
        "404.html": _page("404", snapshot.site_name),
    }


def search_page(query, results, snapshot):
    return _page("search", query, results, snapshot.site_name)


def static_files():
    return {"assets/plain.css": b"body { color: black }\n"}
