"""The door of every desk page: sign-in, seat, scope, and refusals as sentences."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.bodies.access import MATRIX, Act
from gongkai.bodies.models import Person
from gongkai.bodies.scope import scope_to
from gongkai.bodies.services import AccessDenied, SeparationBroken
from gongkai.law.calendar import OutsideCalendarError
from gongkai.shell.errors import CHANGE_PASSWORD, forbidden, must_change, refused, signed_out, unexpected
from gongkai.shell.seat import Seat, seat_of

P = ParamSpec("P")
SEAT_KEY = "body"


class DeskRequest(HttpRequest):
    """What a guarded view receives: the scope is open, and `seat` is never missing."""

    seat: Seat


DeskView = Callable[Concatenate[DeskRequest, P], HttpResponseBase]
Guarded = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class SeatMiddleware:
    """Sets `request.seat` (None for nobody and for people without a role) and answers unexpected errors."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        seat = None
        if isinstance(person, Person):
            seat = seat_of(person, request.session.get(SEAT_KEY), timezone.localdate())
        cast("Any", request).seat = seat
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return unexpected(request, exception)


Way = tuple[str, str]
"""The words on a link and its address."""


def desk_view(
    *acts: Act, refusals: tuple[type[Exception], ...] = (), back: Callable[..., Way] | None = None
) -> Callable[[DeskView[P]], Guarded[P]]:
    """Guard a view: any of the acts must reach some body from the seat, and the view sees no other body's rows.

    `refusals` are the domain's own exceptions whose sentence the person should read; one may hold the `way` to the page
    that its sentence names. Any other leads `back`: from the arguments of the address to the page that the act stands on.
    The guarded view carries `acts`, by which a test holds that no address is without a guard.
    """
    sentences: tuple[type[Exception], ...] = (
        AccessDenied,
        SeparationBroken,
        OutsideCalendarError,
        *refusals,
    )

    def decorate(view: DeskView[P]) -> Guarded[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            if request.user.must_change and request.path != reverse(CHANGE_PASSWORD):
                return redirect(CHANGE_PASSWORD) if _only_asks(request) else must_change(request)
            desk_request = cast("DeskRequest", request)
            seat = cast("Seat | None", desk_request.seat)
            bodies = seat.reach(*acts) if seat else frozenset()
            if not bodies:
                return forbidden(request, _sentence(seat, acts))
            with scope_to(bodies, "seat"):
                try:
                    return view(desk_request, *args, **kwargs)
                except sentences as refusal:
                    way = getattr(refusal, "way", None) or (back(*args, **kwargs) if back else None)
                    return refused(request, str(refusal), way)

        cast("Any", guarded).acts = acts
        return cast("Guarded[P]", guarded)

    return decorate


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Whoever only reads is sent there and comes back; what was typed is not thrown away by a redirect."""
    return redirect_to_login(request.get_full_path()) if _only_asks(request) else signed_out(request)


def _only_asks(request: HttpRequest) -> bool:
    return request.method in {"GET", "HEAD"}


def _sentence(seat: Seat | None, acts: tuple[Act, ...]) -> str:
    if seat is None:
        return "您目前没有担任任何角色，请联系安全管理员授予角色。"
    roles = dict.fromkeys(grant.role.label for act in acts for grant in MATRIX[act])
    return (
        f"您在{seat.body_name}的角色不能办理此事项。此事项由{'、'.join(roles)}办理；"
        "如需办理，请联系安全管理员授予角色。"
    )
