from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.regimes import Regime, Transition, regime_of, terms_of


def test_the_regime_follows_the_day_of_receipt() -> None:
    assert regime_of(date(2008, 5, 1)) is Regime.R07
    assert regime_of(date(2019, 5, 14)) is Regime.R07
    assert regime_of(date(2019, 5, 15)) is Regime.R19


def test_before_the_regulation_there_is_no_regime() -> None:
    with pytest.raises(ValueError, match="尚未施行"):
        regime_of(date(2008, 4, 30))


def test_open_requests_may_move_to_the_new_law_by_setting() -> None:
    moving = Transition.OPEN_REQUESTS_MOVE
    received = date(2019, 5, 10)
    assert regime_of(received, transition=moving) is Regime.R19
    assert regime_of(received, transition=moving, answered_on=date(2019, 5, 20)) is Regime.R19
    assert regime_of(received, transition=moving, answered_on=date(2019, 5, 14)) is Regime.R07


def test_the_terms_of_both_regimes() -> None:
    old, new = terms_of(Regime.R07), terms_of(Regime.R19)
    assert (old.reply_days, old.extension_days, old.third_party_days, old.other_bodies_pause) == (
        15,
        15,
        None,
        False,
    )
    assert (new.reply_days, new.extension_days, new.third_party_days, new.other_bodies_pause) == (
        20,
        20,
        15,
        True,
    )
    assert (new.correction_notice_days, new.co_maker_days) == (7, 15)
    assert Regime.R07.instrument.number == "国务院令第492号"
    assert Regime.R19.instrument.number == "国务院令第711号"
