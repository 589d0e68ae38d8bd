from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gongkai.bodies.models import PublicBody
from gongkai.shell.paging import keyset_page


def walk(start, step, size):
    """Keys of the pages from `start` on, following `newer` or `older` to the end."""
    pages, query = [], start
    while query is not None:
        page = keyset_page(PublicBody.objects.all(), query, size)
        pages.append([row.pk for row in page.rows])
        link = getattr(page, step)
        query = dict(parse_qsl(link.removeprefix("?"))) if link else None
    return pages


class TestKeyset(TestCase):
    @given(st.integers(0, 23), st.integers(1, 7))
    def test_pages_hold_every_row_once_in_order_and_lead_back(self, count, size):
        PublicBody.objects.all().delete()
        PublicBody.objects.bulk_create([PublicBody(code=f"b{number}") for number in range(count)])
        everything = list(PublicBody.objects.order_by("-pk").values_list("pk", flat=True))
        older = walk({}, "older", size)
        assert [key for page in older for key in page] == everything
        if count > size:
            last = {"after": str(older[-2][-1])}
            newer = walk(last, "newer", size)
            assert newer[0] == older[-1]
            assert newer[-1] == older[0]
            assert {key for page in newer for key in page} == set(everything)


@pytest.mark.django_db
def test_a_row_that_arrives_while_reading_moves_no_older_page():
    PublicBody.objects.bulk_create([PublicBody(code=f"b{number}") for number in range(6)])
    first = keyset_page(PublicBody.objects.all(), {}, 3)
    PublicBody.objects.create(code="new")
    second = keyset_page(PublicBody.objects.all(), dict(parse_qsl(first.older.removeprefix("?"))), 3)
    assert [row.code for row in second.rows] == ["b2", "b1", "b0"]


@pytest.mark.django_db
def test_other_parameters_are_kept_and_empty_ones_dropped():
    PublicBody.objects.bulk_create([PublicBody(code=f"b{number}") for number in range(3)])
    page = keyset_page(PublicBody.objects.all(), {"state": "draft", "text": "", "after": "999"}, 1)
    query = dict(parse_qsl(page.older.removeprefix("?")))
    assert query == {"state": "draft", "after": str(page.rows[-1].pk)}


@pytest.mark.django_db
def test_each_page_is_one_query(django_assert_num_queries):
    PublicBody.objects.bulk_create([PublicBody(code=f"b{number}") for number in range(9)])
    for query in ({}, {"after": "5"}, {"before": "1"}):
        with django_assert_num_queries(1):
            keyset_page(PublicBody.objects.all(), query, 3)
