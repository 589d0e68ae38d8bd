"""政务新媒体账号: opened and closed (国办发〔2018〕123号: what nobody attends to is closed)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import record_act, require
from gongkai.engagement.enums import Platform
from gongkai.engagement.models import ChannelAccount, ChannelPost
from gongkai.engagement.queries import last_post_day
from gongkai.engagement.rules import EngagementError, check_past


@transaction.atomic
def open_account(  # noqa: PLR0913 - whose, where, which name, since when; by whom, when
    *, body: PublicBody, platform: Platform, name: str, opened_on: date, actor: Person, at: datetime
) -> ChannelAccount:
    """Register an account; a name stands once on a platform."""
    require(actor, Act.EDIT_CHANNELS, body, at)
    check_past(opened_on, at, "开通日期")
    name = name.strip()
    with cross_body("account name"):
        taken = ChannelAccount.objects.filter(platform=platform, name=name).exists()
    if taken:
        raise EngagementError(f"{platform.label}账号“{name}”已经登记，请核对名称。")
    row = ChannelAccount.objects.create(body=body, platform=platform, name=name, opened_on=opened_on)
    new = {"platform": platform.value, "name": name, "opened_on": opened_on.isoformat()}
    _audit(row, "open", actor, at, new)
    return row


@transaction.atomic
def close_account(*, account: ChannelAccount, closed_on: date, actor: Person, at: datetime) -> ChannelAccount:
    """关停: the account counts until the day before; a post after it would contradict the closing."""
    require(actor, Act.EDIT_CHANNELS, account.body, at)
    row = ChannelAccount.objects.select_for_update(of=("self",)).select_related("body").get(pk=account.pk)
    if row.closed_on is not None:
        raise EngagementError(f"账号“{row.name}”已经关停。")
    if closed_on < row.opened_on:
        raise EngagementError("关停日期早于开通日期，请核对。")
    check_past(closed_on, at, "关停日期")
    last = last_post_day(ChannelPost.objects.filter(account=row))
    if last is not None and last > closed_on:
        raise EngagementError("关停日期之后还有推文，请核对关停日期。")
    row.closed_on = closed_on
    row.save(update_fields=["closed_on"])
    _audit(row, "close", actor, at, {"closed_on": closed_on.isoformat()})
    return row


def _audit(row: ChannelAccount, act: str, actor: Person, at: datetime, new: Mapping[str, object]) -> None:
    record_act(at=at, actor=actor, act=f"account.{act}", body=row.body, subject=f"account/{row.pk}", new=new)
