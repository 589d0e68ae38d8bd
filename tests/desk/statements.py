"""Counting the statements that a page costs."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

STATEMENTS = ("SELECT", "INSERT", "UPDATE", "DELETE")


def cost(client, method, url, data=None):
    """Statements on rows; savepoints are not counted."""
    with CaptureQueriesContext(connection) as captured:
        response = getattr(client, method)(url, data)
    assert response.status_code in {200, 302}, response.content.decode()
    return len([query for query in captured.captured_queries if query["sql"].startswith(STATEMENTS)])
