"""向申请人提供: what a reply that discloses must do, hand the information over or say how it is to be had.

R19 Art.36(2): 提供该政府信息，或者告知申请人获取该政府信息的方式、途径和时间; R07 Art.21(1): 告知获取的方式和途径.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongkai.law import instruments
from gongkai.law.decisions import LetterKind
from gongkai.law.instruments import Citation
from gongkai.law.regimes import Regime

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.law.decisions import Outcome

BASIS: Final[Mapping[Regime, Citation]] = {
    Regime.R07: Citation(instruments.R07, 21, item=1),
    Regime.R19: Citation(instruments.R19, 36, item=2),
}
_DISCLOSING: Final = frozenset({LetterKind.DISCLOSE, LetterKind.PARTIAL})
_WAYS: Final = re.compile(
    "当场|当面|领取|(?<!经)查阅|抄录|邮寄|寄送|寄给|寄至|发送至|发送给|发至|传真|电子邮箱|电子邮件|网址|网站|链接|下载|登录|http|公报"
)
"""Words by which a letter says how information is had: 方式、途径."""


def gives_information(found: Outcome) -> bool:
    """Whether the outcome discloses something that is not public yet, whole or in part."""
    return found.letter in _DISCLOSING


def says_how(text: str) -> bool:
    """Whether the words of the decision name a way."""
    return _WAYS.search(text) is not None


def supply_sentence(found: Outcome) -> str:
    return (
        f"“{found.label}”的答复没有写明信息怎样提供，案卷中也没有向申请人提供的信息。"
        f"公开信息的，应当向申请人提供，或者告知获取的方式、途径和时间（{BASIS[found.regime]}）。"
    )
