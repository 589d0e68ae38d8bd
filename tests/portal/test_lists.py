"""Ways far back in a list: only to pages that are there for ever, and few clicks to the oldest."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.portal import paths
from gongkai.portal.lists import HEAD, full_pages, list_view
from gongkai.portal.pages.views import ListView
from gongkai.portal.shapes import ListHead
from gongkai.portal.source import PAGE_SIZE, Source

EMPTY = cast("Source", SimpleNamespace(list_slice=lambda *_: ()))
KEY = "column/news"


def view(size: int, number: int) -> ListView:
    return list_view(EMPTY, ListHead(key=KEY, size=size, live=size, by_year={}), number)


def number_of(href: str) -> int:
    number = int(href.removesuffix(".html").rpartition("/")[2] or HEAD)
    assert href == (f"/{paths.list_page(KEY, number)}.html" if number else f"/{KEY}/")
    return number


@given(
    st.integers(0, 100_000).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, full_pages(size))))
)
def test_every_way_back_leads_to_an_older_full_page(place):
    size, number = place
    here = full_pages(size) if number == HEAD else number
    for _words, href in view(size, number).jumps:
        assert 1 <= number_of(href) < here


@given(st.integers(1, 5000), st.integers(0, 100_000), st.integers(0, 100_000))
def test_a_numbered_page_keeps_its_ways_back_whatever_comes_after_it(number, more, still_more):
    least = number * PAGE_SIZE
    assert view(least + more, number).jumps == view(least + still_more, number).jumps


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, []),
        (2, []),
        (3, ["最早一页"]),
        (11, ["最早一页"]),
        (12, ["更早10页", "最早一页"]),
        (102, ["更早10页", "更早100页", "最早一页"]),
    ],
)
def test_a_way_is_shown_where_the_next_page_does_not_lead_there(number, words):
    assert [said for said, _href in view(number * PAGE_SIZE, number).jumps] == words


def test_any_page_of_a_year_s_publication_is_reached_in_few_clicks():
    size = 5334
    pages = full_pages(size)
    clicks = {HEAD: 0}
    edge = [HEAD]
    while edge:
        following = []
        for at in edge:
            shown = view(size, at)
            for href in (shown.older_href, shown.newer_href, *(href for _words, href in shown.jumps)):
                to = number_of(href) if href else at
                if to not in clicks:
                    clicks[to] = clicks[at] + 1
                    following.append(to)
        edge = following
    assert set(clicks) == {HEAD, *range(1, pages + 1)}
    assert clicks[1] == 1
    assert max(clicks.values()) <= 20
