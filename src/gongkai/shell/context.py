"""What every template of the desk may count on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from gongkai.shell.navigation import sections_for
from gongkai.shell.notices import take_notice


def desk(request: HttpRequest) -> dict[str, Any]:
    seat = getattr(request, "seat", None)
    if seat is None:
        return {"seat": None, "sections": [], "notice": ""}
    return {"seat": seat, "sections": sections_for(seat, request.path), "notice": take_notice(request)}
