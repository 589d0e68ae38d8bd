"""One sentence carried over a redirect, so that saving is visible."""

from __future__ import annotations

from django.http import HttpRequest

_KEY = "notice"


def leave_notice(request: HttpRequest, sentence: str) -> None:
    request.session[_KEY] = sentence


def take_notice(request: HttpRequest) -> str:
    """The sentence, once."""
    return str(request.session.pop(_KEY)) if _KEY in request.session else ""
