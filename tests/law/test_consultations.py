from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from gongkai.law.calendar import Calendar
from gongkai.law.consultations import (
    OVERRIDES,
    OverrideGround,
    answer_by,
    answer_days,
    bars_disclosure,
    is_known,
    rule_of,
    statutory_days,
)
from gongkai.law.events import Consultation, ConsultationKind
from gongkai.law.practice import Practice
from gongkai.law.regimes import Regime

THIRD, OTHER, MAKER = ConsultationKind.THIRD_PARTY, ConsultationKind.OTHER_BODY, ConsultationKind.CO_MAKER


def test_the_regulation_fixes_the_term_of_third_parties_and_co_makers_only() -> None:
    fixed = {pair: statutory_days(*pair) for pair in product(Regime, ConsultationKind)}
    assert fixed == {
        (Regime.R07, THIRD): None,
        (Regime.R07, OTHER): None,
        (Regime.R07, MAKER): None,
        (Regime.R19, THIRD): 15,
        (Regime.R19, OTHER): None,
        (Regime.R19, MAKER): 15,
    }


@pytest.mark.parametrize(("regime", "kind"), list(product(Regime, ConsultationKind)))
def test_everybody_has_a_term_and_silence_a_consequence(regime: Regime, kind: ConsultationKind) -> None:
    assert answer_days(regime, kind, Practice()) == 15
    own = answer_days(regime, kind, Practice(own_answer_days=10))
    assert own == (statutory_days(regime, kind) or 10)
    assert rule_of(regime, kind).silence.startswith("逾期未")


def test_the_old_law_knows_no_co_makers() -> None:
    assert not is_known(Regime.R07, MAKER)
    assert all(is_known(Regime.R19, kind) for kind in ConsultationKind)


def test_the_term_runs_from_the_receipt_and_carefully_from_the_sending(calendar: Calendar) -> None:
    posted = Consultation(THIRD, date(2023, 3, 6))
    reached = Consultation(THIRD, date(2023, 3, 6), date(2023, 3, 8))
    found = [answer_by(Regime.R19, asked, calendar, Practice()) for asked in (posted, reached)]
    assert found == [calendar.add(date(2023, 3, 6), 15), calendar.add(date(2023, 3, 8), 15)]


YES, NO, UNCLEAR = (
    {"consents": consents, "answered": True, "silent": False} for consents in (True, False, None)
)
SILENT = {"consents": None, "answered": False, "silent": True}
WAITING = {"consents": None, "answered": False, "silent": False}


def test_the_old_law_wants_consent_and_the_new_one_respects_a_refusal() -> None:
    stances = (YES, NO, UNCLEAR, SILENT, WAITING)
    assert [bars_disclosure(Regime.R07, **stance) for stance in stances] == [False, True, True, True, False]
    assert [bars_disclosure(Regime.R19, **stance) for stance in stances] == [False, True, False, False, False]


def test_public_interest_overrides_in_both_and_a_groundless_refusal_in_the_new_law() -> None:
    assert set(OVERRIDES[Regime.R07]) == {OverrideGround.PUBLIC_INTEREST}
    assert set(OVERRIDES[Regime.R19]) == set(OverrideGround)
