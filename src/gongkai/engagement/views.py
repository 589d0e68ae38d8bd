"""解读回应 so far: the accounts of the body and their posts."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from gongkai.bodies.access import Act
from gongkai.engagement.forms import PostFilter
from gongkai.engagement.models import ChannelAccount, ChannelPost
from gongkai.shell.access import DeskRequest, desk_view
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
    rows = [(row, request.seat.name_of(row.body_id), counts.get(row.pk, 0)) for row in page.rows]
    return render(request, "engagement/accounts.html", {"page": page, "rows": rows})


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
