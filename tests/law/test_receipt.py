from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from gongkai.law.receipt import (
    NEVER_REFUSED,
    Channel,
    ConfirmedHow,
    MissingFactError,
    ReceiptBasis,
    ReceiptFacts,
    derive_receipt,
)
from gongkai.law.regimes import Regime

SENT = datetime(2023, 3, 6, 22, 0)  # noqa: DTZ001 - naive times are Beijing time
CAME = datetime(2023, 3, 8, 9, 0)  # noqa: DTZ001
CONFIRMED = datetime(2023, 3, 10, 15, 0)  # noqa: DTZ001
ALL = ReceiptFacts(SENT, CAME, CONFIRMED, ConfirmedHow.PHONE)

BY_CHANNEL = [
    (Regime.R07, Channel.COUNTER, date(2023, 3, 8), ReceiptBasis.HANDED_IN),
    (Regime.R07, Channel.POST_SIGNED, date(2023, 3, 8), ReceiptBasis.SIGNED_FOR),
    (Regime.R07, Channel.POST_PLAIN, date(2023, 3, 10), ReceiptBasis.CONFIRMED),
    (Regime.R07, Channel.POST_ELSEWHERE, date(2023, 3, 10), ReceiptBasis.CONFIRMED),
    (Regime.R07, Channel.EMAIL, date(2023, 3, 8), ReceiptBasis.ARRIVED),
    (Regime.R07, Channel.FAX, date(2023, 3, 10), ReceiptBasis.CONFIRMED),
    (Regime.R07, Channel.WEB, date(2023, 3, 10), ReceiptBasis.CONFIRMED),
    (Regime.R07, Channel.OTHER, date(2023, 3, 10), ReceiptBasis.CONFIRMED),
    (Regime.R19, Channel.COUNTER, date(2023, 3, 8), ReceiptBasis.HANDED_IN),
    (Regime.R19, Channel.POST_SIGNED, date(2023, 3, 8), ReceiptBasis.SIGNED_FOR),
    (Regime.R19, Channel.POST_PLAIN, date(2023, 3, 10), ReceiptBasis.CONFIRMED),
    (Regime.R19, Channel.POST_ELSEWHERE, date(2023, 3, 10), ReceiptBasis.CONFIRMED),
    (Regime.R19, Channel.EMAIL, date(2023, 3, 10), ReceiptBasis.CONFIRMED),
    (Regime.R19, Channel.FAX, date(2023, 3, 10), ReceiptBasis.CONFIRMED),
    (Regime.R19, Channel.WEB, date(2023, 3, 10), ReceiptBasis.CONFIRMED),
    (Regime.R19, Channel.OTHER, date(2023, 3, 10), ReceiptBasis.CONFIRMED),
]


@pytest.mark.parametrize(("regime", "channel", "day", "basis"), BY_CHANNEL)
def test_the_day_of_receipt_follows_regime_and_channel(
    regime: Regime, channel: Channel, day: date, basis: ReceiptBasis
) -> None:
    receipt = derive_receipt(channel, ALL, regime=regime)
    assert (receipt.received_on, receipt.basis, receipt.careful) == (day, basis, False)
    law = "国办公开办函〔2015〕207号" if regime is Regime.R07 else "2019年《条例》第三十一条"
    assert str(receipt.citation).startswith(law)
    assert str(receipt.citation) in receipt.explanation[0]


def test_article_31_is_cited_by_its_item() -> None:
    items = {channel: str(derive_receipt(channel, ALL).citation)[-5:] for channel in Channel}
    assert items[Channel.COUNTER] == "第（一）项"
    assert items[Channel.POST_PLAIN] == "第（二）项"
    assert items[Channel.WEB] == "第（三）项"


def test_an_unconfirmed_web_request_carries_a_careful_term_from_its_submission() -> None:
    receipt = derive_receipt(Channel.WEB, ReceiptFacts(sent_at=SENT, arrived_at=CAME))
    assert (receipt.received_on, receipt.careful) == (date(2023, 3, 6), True)
    assert receipt.basis is ReceiptBasis.UNCONFIRMED
    assert "谨慎计算" in receipt.explanation[0]
    assert "不等于期限停止" in receipt.warnings[0]


def test_an_unreachable_applicant_starts_the_term_when_contact_is_restored() -> None:
    waiting = derive_receipt(Channel.POST_PLAIN, ReceiptFacts(arrived_at=CAME, applicant_reachable=False))
    assert waiting.careful
    assert "恢复联系" in waiting.warnings[0]
    facts = ReceiptFacts(SENT, CAME, CONFIRMED, ConfirmedHow.PHONE, applicant_reachable=False)
    old, new = (
        derive_receipt(Channel.POST_PLAIN, facts, regime=regime) for regime in (Regime.R07, Regime.R19)
    )
    assert (old.received_on, old.basis) == (date(2023, 3, 10), ReceiptBasis.CONTACT_RESTORED)
    assert (new.received_on, new.basis) == (date(2023, 3, 10), ReceiptBasis.CONFIRMED)
    assert old.warnings == new.warnings == ()


def test_plain_mail_confirmed_late_is_a_warning() -> None:
    assert "收到当日确认" in derive_receipt(Channel.POST_PLAIN, ALL).warnings[0]
    same_day = ReceiptFacts(arrived_at=CAME, confirmed_at=CAME)
    assert derive_receipt(Channel.POST_PLAIN, same_day).warnings == ()


def test_the_agencys_own_rule_gives_the_day_of_a_web_request_under_the_old_law_only() -> None:
    facts = ReceiptFacts(SENT, CAME, CONFIRMED, ConfirmedHow.AGENCY_RULE)
    assert derive_receipt(Channel.WEB, facts, regime=Regime.R07).basis is ReceiptBasis.AGENCY_RULE
    assert derive_receipt(Channel.WEB, facts, regime=Regime.R19).basis is ReceiptBasis.CONFIRMED


def test_the_date_decides_the_regime_when_none_is_given() -> None:
    arrived = datetime(2019, 5, 14, 12)  # noqa: DTZ001
    confirmed = datetime(2019, 5, 16, 12)  # noqa: DTZ001
    facts = ReceiptFacts(arrived, arrived, confirmed)
    mail, web = derive_receipt(Channel.EMAIL, facts), derive_receipt(Channel.WEB, facts)
    assert (mail.regime, mail.received_on) == (Regime.R07, date(2019, 5, 14))
    assert (web.regime, web.received_on) == (Regime.R19, date(2019, 5, 16))


def test_aware_times_are_read_in_beijing_time() -> None:
    facts = ReceiptFacts(arrived_at=datetime(2023, 3, 7, 17, 0, tzinfo=UTC))
    assert derive_receipt(Channel.COUNTER, facts).received_on == date(2023, 3, 8)


def test_a_missing_or_contradicting_fact_is_named() -> None:
    with pytest.raises(MissingFactError, match="何时到达"):
        derive_receipt(Channel.COUNTER, ReceiptFacts())
    with pytest.raises(MissingFactError, match="确认日期早于"):
        derive_receipt(Channel.WEB, ReceiptFacts(arrived_at=CONFIRMED, confirmed_at=CAME))
    with pytest.raises(ValueError, match="尚未施行"):
        derive_receipt(Channel.COUNTER, ReceiptFacts(arrived_at=datetime(2007, 1, 5)))  # noqa: DTZ001


def test_only_counter_and_post_may_never_be_refused() -> None:
    assert {Channel.COUNTER, Channel.POST_SIGNED} <= NEVER_REFUSED
    assert not NEVER_REFUSED & {Channel.FAX, Channel.EMAIL, Channel.WEB, Channel.OTHER}
