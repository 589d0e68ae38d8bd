"""Where a published thing stands for citizens."""

from __future__ import annotations

from django.http import HttpRequest

from gongkai import configuration
from gongkai.portal.pages.links import page_href


def public_href(request: HttpRequest, path: str) -> str:
    """The address of the public page, on the host by which the desk was reached."""
    host = (
        request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    )
    port = configuration.port_of("GONGKAI_PUBLIC_PORT")
    return f"{request.scheme}://{host}:{port}{page_href(path)}"
