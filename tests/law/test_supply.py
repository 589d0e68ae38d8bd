from __future__ import annotations

import pytest

from gongkai.law.outcomes import outcomes_of
from gongkai.law.regimes import Regime
from gongkai.law.supply import gives_information, says_how, supply_sentence


@pytest.mark.parametrize("regime", Regime)
def test_only_disclosure_whole_or_in_part_gives_information(regime):
    assert {leaf.key for leaf in outcomes_of(regime) if gives_information(leaf)} == {"disclosed", "partial"}


@pytest.mark.parametrize(
    "text", ["请于3日内到本机关领取", "现当场提供复制件", "发送至您提供的电子邮箱", "请现场查阅、抄录"]
)
def test_a_way_is_named(text):
    assert says_how(text)


@pytest.mark.parametrize("text", ["现以纸质文本形式提供", "随本告知书提供", "经查阅档案，同意公开", ""])
def test_no_way_is_named(text):
    assert not says_how(text)


def test_the_sentence_cites_the_regulation_of_its_time():
    found = {
        regime: next(leaf for leaf in outcomes_of(regime) if leaf.key == "disclosed") for regime in Regime
    }
    assert "2019年《条例》第三十六条第（二）项" in supply_sentence(found[Regime.R19])
    assert "2007年《条例》第二十一条第（一）项" in supply_sentence(found[Regime.R07])
