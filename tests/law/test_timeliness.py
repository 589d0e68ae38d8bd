from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.events import Delivery, DeliveryWay
from gongkai.law.receipt import MissingFactError
from gongkai.law.timeliness import counted_day, judge_delivery

DUE, LATER = date(2023, 3, 29), date(2023, 4, 3)


def test_a_reply_by_post_counts_on_the_day_of_posting() -> None:
    found = judge_delivery(Delivery(DeliveryWay.POST, DUE, LATER), DUE)
    assert (found.counted_on, found.on_time, found.warnings) == (DUE, True, ())
    assert "国办公开办函〔2016〕235号" in found.explanation


def test_a_reply_handed_over_counts_on_the_day_of_signing() -> None:
    found = judge_delivery(Delivery(DeliveryWay.HANDED, DUE, LATER), DUE)
    assert (found.counted_on, found.on_time) == (LATER, False)


def test_a_private_courier_or_cash_on_delivery_is_no_posting() -> None:
    for delivery in (
        Delivery(DeliveryWay.COURIER, DUE, LATER),
        Delivery(DeliveryWay.POST, DUE, LATER, cash_on_delivery=True),
    ):
        found = judge_delivery(delivery, DUE)
        assert (found.counted_on, found.on_time) == (LATER, False)
        assert "邮政企业" in found.warnings[0]


def test_an_electronic_reply_counts_when_sent_and_warns_when_it_did_not_arrive_that_day() -> None:
    same, other, none = (
        judge_delivery(Delivery(DeliveryWay.ELECTRONIC, DUE, day), DUE) for day in (DUE, LATER, None)
    )
    assert same.on_time
    assert other.on_time
    assert none.on_time
    assert same.warnings == ()
    assert "不在同一日" in other.warnings[0]
    assert "没有到达" in none.warnings[0]
    assert "《电子签名法》第十一条" in same.explanation


@pytest.mark.parametrize(
    ("way", "what"),
    [
        (DeliveryWay.POST, "交邮"),
        (DeliveryWay.HANDED, "签收"),
        (DeliveryWay.ELECTRONIC, "发送"),
        (DeliveryWay.COURIER, "签收"),
    ],
)
def test_the_missing_date_is_named(way: DeliveryWay, what: str) -> None:
    with pytest.raises(MissingFactError, match=what):
        judge_delivery(Delivery(way), DUE)


@pytest.mark.parametrize("way", DeliveryWay)
def test_what_is_told_on_the_way_to_a_reply_counts_on_the_same_day_as_a_reply(way: DeliveryWay) -> None:
    delivery = Delivery(way, DUE, LATER)
    assert counted_day(delivery) == judge_delivery(delivery, DUE).counted_on
    with pytest.raises(MissingFactError):
        counted_day(Delivery(way))
