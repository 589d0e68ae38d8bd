"""政务新媒体: the accounts of the body and their posts."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.engagement.enums import Platform
from gongkai.engagement.forms import AccountForm, CloseForm, PostFilter
from gongkai.engagement.models import ChannelAccount, ChannelPost
from gongkai.engagement.rules import EngagementError
from gongkai.engagement.services.accounts import close_account, open_account
from gongkai.engagement.views.parts import REFUSALS, form_page
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.marking import marking
from gongkai.shell.notices import leave_notice
from gongkai.shell.paging import keyset_page
from gongkai.shell.public import public_href


@desk_view(Act.VIEW_CHANNELS)
def accounts(request: DeskRequest) -> HttpResponse:
    page = keyset_page(ChannelAccount.objects.all(), request.GET.dict())
    ids = [row.pk for row in page.rows]
    counts = dict(
        ChannelPost.objects.filter(account__in=ids)
        .values_list("account")
        .annotate(number=Count("pk"))
        .order_by()
    )
    edits = request.seat.reach(Act.EDIT_CHANNELS)
    rows = [
        (row, request.seat.name_of(row.body_id), counts.get(row.pk, 0), row.body_id in edits)
        for row in page.rows
    ]
    return render(request, "engagement/accounts.html", {"page": page, "rows": rows, "edits": bool(edits)})


@desk_view(Act.EDIT_CHANNELS, refusals=REFUSALS)
def new(request: DeskRequest) -> HttpResponse:
    form = AccountForm(request.POST or None)
    if form.is_valid():
        with marking(form, EngagementError):
            row = open_account(
                body=request.seat.body,
                platform=Platform(form.cleaned_data["platform"]),
                name=form.cleaned_data["name"],
                opened_on=form.cleaned_data["opened_on"],
                actor=request.seat.person,
                at=timezone.now(),
            )
            leave_notice(request, f"账号“{row.name}”已登记。")
            return redirect("accounts")
    return form_page(request, form, "登记账号", "登记", "accounts")


@desk_view(Act.EDIT_CHANNELS, refusals=REFUSALS)
def close(request: DeskRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(ChannelAccount.objects.select_related("body"), pk=pk)
    form = CloseForm(request.POST or None, initial={"closed_on": request.seat.today})
    if form.is_valid():
        with marking(form, EngagementError):
            close_account(
                account=row,
                closed_on=form.cleaned_data["closed_on"],
                actor=request.seat.person,
                at=timezone.now(),
            )
            leave_notice(request, f"账号“{row.name}”已关停。")
            return redirect("accounts")
    return form_page(request, form, f"关停账号：{row.name}", "关停", "accounts")


@desk_view(Act.VIEW_CHANNELS)
def posts(request: DeskRequest) -> HttpResponse:
    form = PostFilter(request.GET)
    page = keyset_page(_filtered(form), request.GET.dict())
    rows = [(row, public_href(request, row.repeats.path) if row.repeats else "") for row in page.rows]
    chosen = ChannelAccount.objects.filter(pk=form.cleaned_data.get("account") or 0).first()
    values = {"form": form, "page": page, "rows": rows, "chosen": chosen}
    return render(request, "engagement/posts.html", values)


def _filtered(form: PostFilter) -> QuerySet[ChannelPost]:
    rows = ChannelPost.objects.select_related("account", "repeats")
    if account := form.cleaned_data.get("account"):
        rows = rows.filter(account=account)
    if platform := form.cleaned_data.get("platform"):
        rows = rows.filter(account__platform=platform)
    if text := form.cleaned_data.get("text", "").strip():
        rows = rows.filter(title__icontains=text)
    return rows
