"""The way to the oldest page of a list: shown where it is another, and never a reason to write a page anew."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.portal.lists import HEAD, list_view
from gongkai.portal.pages.views import ListView
from gongkai.portal.shapes import ListHead
from gongkai.portal.source import PAGE_SIZE, Source

EMPTY = cast("Source", SimpleNamespace(list_slice=lambda *_: ()))
KEY = "column/news"
OLDEST = f"/{KEY}/0/1.html"


def view(size: int, number: int) -> ListView:
    return list_view(EMPTY, ListHead(key=KEY, size=size, live=size, by_year={}), number)


@pytest.mark.parametrize(("number", "href"), [(1, ""), (2, ""), (3, OLDEST), (266, OLDEST)])
def test_it_is_shown_where_the_next_page_back_is_another(number, href):
    assert view(number * PAGE_SIZE, number).oldest_href == href
    assert view(number * PAGE_SIZE + 3, HEAD).oldest_href == href
    assert view(number * PAGE_SIZE, number).older_href != OLDEST or not href


@given(st.integers(1, 5000), st.integers(0, 100_000), st.integers(0, 100_000))
def test_a_numbered_page_keeps_its_ways_back_whatever_comes_after_it(number, more, still_more):
    one, other = (view(number * PAGE_SIZE + after, number) for after in (more, still_more))
    assert (one.older_href, one.oldest_href) == (other.older_href, other.oldest_href)
