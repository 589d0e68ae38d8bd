"""Pages that say what was wrong, where, and what to do next."""

from __future__ import annotations

import logging
import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    DisallowedHost,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from gongkai.portal.characters import visible

log = logging.getLogger("gongkai.desk")
UNKNOWN_HOST = (
    "工作台没有登记您所用网址中的主机名，未予打开。请改用本单位公布的网址；"
    "确需使用这个网址的，请系统管理员将主机名加入环境变量 GONGKAI_ALLOWED_HOSTS 后重新启动。"
)
CHANGE_PASSWORD = "password"  # noqa: S105 - the name of an address
"""The one page that opens while the password is another's choice."""
_SECRET = ("login", CHANGE_PASSWORD)
"""Addresses to which nothing is sent that may be shown again."""
_SIGN_ON_THE_WAY = 9
"""Bytes of a Chinese character as a form without files sends it."""
_MEGABYTE = 1024 * 1024
_HANDLED_BY_DJANGO = (Http404, PermissionDenied, SuspiciousOperation, BadRequest)


def _page(  # noqa: PLR0913 - what a page of refusal says
    request: HttpRequest,
    status: int,
    title: str,
    sentence: str,
    number: str = "",
    *,
    way: tuple[str, str] | None = None,
) -> HttpResponse:
    back = _back(request)
    values = {
        "title": title,
        "sentence": sentence,
        "number": number,
        "way": way,
        "back": "" if way and back == way[1] else back,
    }
    return render(request, "shell/error.html", values, status=status)


def _back(request: HttpRequest) -> str:
    """The page of the desk that the person came from, empty where it is this address or another site's."""
    came_from = request.headers.get("referer", "")
    try:
        own = url_has_allowed_host_and_scheme(
            came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
    except DisallowedHost:
        return ""
    place = urlsplit(came_from)
    if not own or not place.path or (place.path == request.path and request.method != "POST"):
        return ""
    return f"{place.path}?{place.query}" if place.query else place.path


def forbidden(request: HttpRequest, sentence: str) -> HttpResponse:
    return _page(request, 403, "不能办理此事项", sentence)


def refused(request: HttpRequest, sentence: str, way: tuple[str, str] | None = None) -> HttpResponse:
    """An act that is not lawful now; `way` is the page that the sentence names, its name and address."""
    return _page(request, 409, "此事项现在不能办理", sentence, way=way)


def signed_out(request: HttpRequest) -> HttpResponse:
    """To what was sent after the session had ended; what was typed goes back to the browser that has just sent it."""
    return render(request, "shell/signed_out.html", {"typed": _texts_of(request)}, status=403)


def must_change(request: HttpRequest) -> HttpResponse:
    """To what was sent, from a page opened earlier, by a person whose password is another's choice since."""
    return render(request, "shell/must_change.html", {"typed": _texts_of(request)}, status=403)


def _texts_of(request: HttpRequest) -> list[str]:
    """What somebody wrote, without marks and the values of choices, which are ASCII; nothing where passwords are typed."""
    if _takes_passwords(request):
        return []
    values = (visible(value).strip() for _, several in request.POST.lists() for value in several)
    return [value for value in values if not value.isascii()]


def _takes_passwords(request: HttpRequest) -> bool:
    return request.path in {reverse(name) for name in _SECRET}


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    sentence = "没有这个页面，或者它不属于您当前所在的单位。请核对网址，或切换单位后再打开。"
    return _page(request, 404, "没有找到", sentence)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return forbidden(request, "您没有办理此事项的权限，请联系本单位安全管理员。")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, DisallowedHost):
        return _page(request, 400, "没有登记的网址", UNKNOWN_HOST)
    if sentence := _too_much(exception):
        return _page(request, 413, "提交的内容过多", sentence)
    return _page(request, 400, "请求不完整", "浏览器送来的内容不完整，请返回上一页重新提交。")


def _too_much(exception: Exception | None) -> str:
    """Which limit a form went beyond and what to do; empty where it went beyond none."""
    if isinstance(exception, RequestDataTooBig):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        return (
            f"一次提交的文字不超过{most / _MEGABYTE:g}MB（汉字约{most // _SIGN_ON_THE_WAY // 10_000}万字），"
            "所填内容超出，没有保存。请用浏览器的后退键回到刚才的页面，所填内容一般仍在；"
            "请删减或者分成几件，篇幅很长的内容可以作为附件上传。"
        )
    if isinstance(exception, TooManyFieldsSent):
        return (
            f"一次提交的内容不超过{settings.DATA_UPLOAD_MAX_NUMBER_FIELDS}项，所填内容超出，没有保存。"
            "请用浏览器的后退键回到刚才的页面，减少选中的项目，分几次提交。"
        )
    if isinstance(exception, TooManyFilesSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        return f"一次上传的文件不超过{most}个，所选文件超出，没有保存。请返回上一页，分几次上传。"
    return ""


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Mostly a form from before the last sign-in. No link leads back: it would open the form without what was typed.

    What was typed comes back only to a page of the desk: another site's words are not shown as if they were the person's.
    """
    own = bool(_back(request))
    if own and getattr(request.user, "must_change", False) and not _takes_passwords(request):
        return must_change(request)
    sentence = (
        "这个页面是上次登录时打开的，或者浏览器没有保存登录信息，刚才提交的内容没有保存。"
        "请按浏览器的“返回”回到所填的表单再提交一次；仍然不能提交的，请先复制留存所填内容，刷新页面后重新填写。"
    )
    values = {"title": "页面已过期", "sentence": sentence, "typed": _texts_of(request) if own else []}
    return render(request, "shell/error.html", values, status=403)


def unexpected(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """Log the fault with a number and show the number; errors that Django has pages for are left to it."""
    if isinstance(exception, _HANDLED_BY_DJANGO):
        return None
    number = secrets.token_hex(4)
    log.error("[%s] %s %s", number, request.method, request.path, exc_info=exception)
    return _page(request, 500, "系统出现故障", "刚才的操作没有完成，已经填写的内容没有保存。", number)


def server_error(request: HttpRequest) -> HttpResponse:
    number = secrets.token_hex(4)
    log.error("[%s] %s %s", number, request.method, request.path)
    return _page(request, 500, "系统出现故障", "刚才的操作没有完成，请稍后再试。", number)
