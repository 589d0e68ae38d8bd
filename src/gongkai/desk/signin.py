"""Sign-in with a limit, sign-out, and the choice of the seat."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters

from gongkai.bodies.models import Person
from gongkai.desk.models import SignInFailure
from gongkai.portal.inbox.limits import limits_of_settings
from gongkai.portal.inbox.throttle import UNKNOWN, address_of
from gongkai.shell.access import SEAT_KEY
from gongkai.shell.fields import TextField
from gongkai.shell.notices import leave_notice

LIMIT, WINDOW = 5, timedelta(minutes=15)
ADDRESS_LIMIT = 30
"""Failures from one address over all names: an office behind one address mistypes, a list of names is tried."""
ANYWHERE = "*"
"""In place of an address: what the administrator sees of a name, wherever it was tried. It stops nobody."""
LOOPBACK_6 = "0::/64"
WRONG = "登录名或口令不正确，请核对后重新填写。忘记口令的，请联系本单位系统管理员。"
TOO_MANY = "连续多次登录未成功，请在15分钟后再试，或者联系本单位系统管理员。"


class SignInForm(forms.Form):
    username = TextField(
        label="登录名",
        max_length=50,
        error_messages={"required": "请填写登录名。"},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label="口令",
        max_length=200,
        strip=False,
        error_messages={"required": "请填写口令。"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("desk")
    form = SignInForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        person = _checked(request, form, timezone.now())
        if person is not None:
            login(request, person)
            return redirect(_next(request))
    values = {"form": form, "next": request.POST.get("next") or request.GET.get("next", "")}
    return render(request, "desk/signin.html", values, status=422 if form.errors else 200)


def _checked(request: HttpRequest, form: SignInForm, at: datetime) -> Person | None:
    """The person, or None with the one sentence that says nothing about whether the name exists."""
    username = form.cleaned_data["username"]
    address = address_of_request(request)
    key = failure_key(username, address)
    if stopped(key, address, at):
        form.add_error(None, TOO_MANY)
        return None
    person = authenticate(request, username=username, password=form.cleaned_data["password"])
    if isinstance(person, Person):
        SignInFailure.objects.filter(key__in=(key, failure_key(username, ANYWHERE))).delete()
        return person
    note_failure(key, address, at, failure_key(username, ANYWHERE))
    form.add_error(None, WRONG)
    return None


def stopped(key: str, address: str, at: datetime) -> bool:
    """Whether so many guesses failed under the key, or from the address over all keys, that no further one is taken."""
    place = failure_key("", address)
    return _failures(key, at) >= LIMIT or (
        _tells_people_apart(address) and _failures(place, at) >= ADDRESS_LIMIT
    )


def note_failure(key: str, address: str, at: datetime, *more: str) -> None:
    """Under the key, for the address over all keys, and under `more` keys that stop nobody."""
    with transaction.atomic():
        SignInFailure.objects.filter(at__lte=at - WINDOW).delete()
        keys = (key, failure_key("", address), *more)
        SignInFailure.objects.bulk_create([SignInFailure(key=each, at=at) for each in keys])


def failures_of(usernames: Iterable[str], at: datetime) -> dict[str, int]:
    """Login → failed sign-ins of the last quarter of an hour from wherever; of those that had any."""
    names = {failure_key(username, ANYWHERE): username for username in usernames}
    rows = SignInFailure.objects.filter(key__in=names, at__gt=at - WINDOW).values_list("key")
    return {names[key]: number for key, number in rows.annotate(number=Count("pk"))}


def _failures(key: str, at: datetime) -> int:
    return SignInFailure.objects.filter(key=key, at__gt=at - WINDOW).count()


def address_of_request(request: HttpRequest) -> str:
    """Who asks; behind the proxies of the settings, whom they name."""
    forwarded = request.headers.get("x-forwarded-for", "")
    return address_of(request.META.get("REMOTE_ADDR", ""), forwarded, limits_of_settings().proxies)


def _tells_people_apart(address: str) -> bool:
    """Not this machine's own address: behind a proxy that the settings do not name, everybody comes from there."""
    return not (address.startswith("127.") or address in {LOOPBACK_6, UNKNOWN})


def failure_key(username: str, address: str) -> str:
    return salted_hmac("sign-in", f"{username.casefold()}\n{address}", algorithm="sha256").hexdigest()


def _next(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    secure = request.is_secure()
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=secure):
        return target
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def sign_out(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        logout(request)
    return redirect("login" if request.method == "POST" else "desk")


def take_seat(request: HttpRequest) -> HttpResponse:
    """Change the body one works for; only bodies at which the person holds a role today."""
    seat = getattr(request, "seat", None)
    if seat is None:
        return redirect("login")
    chosen = request.POST.get("body", "")
    held = {str(body_id): body_id for body_id in seat.held}
    if request.method == "POST" and chosen in held:
        request.session[SEAT_KEY] = held[chosen]
        leave_notice(request, f"现在办理{seat.name_of(held[chosen])}的事项。")
    return redirect("desk")
