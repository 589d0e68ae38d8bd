"""What the tests of this room's screens read."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse


def page(client: Client, name: str, *args: object) -> str:
    """The text of a page that opens."""
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()
