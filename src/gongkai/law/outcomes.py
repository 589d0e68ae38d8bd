"""The leaves: every lawful end of a request under each regime (rules of R07 Arts.21-23, R19 Arts.14-16, 30, 35-39)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from gongkai.law import instruments
from gongkai.law.decisions import Force, LetterKind, Outcome, OutcomeGroup, RemedyBranch
from gongkai.law.instruments import Citation, Confidence
from gongkai.law.regimes import Regime

if TYPE_CHECKING:
    from collections.abc import Mapping

SEARCH_PROOF: Final = "检索的时间、地点、人员、关键词和结果，足以说明已尽合理检索义务"
PUBLIC_PROOF: Final = "信息已经主动公开、已告知获取方式和途径的凭证"
STATE_SECRET_EVIDENCE: Final = "密级标识、保密期限等证明"  # noqa: S105 - no password
HARM_PROOF: Final = "危害的证据或说明，会商记录和风险评估报告"
INTEREST_PROOF: Final = "第三方意见；决定公开的，说明公共利益及不公开可能造成的重大影响"
INTERNAL_PROOF: Final = "属于人事管理、后勤管理、内部工作流程的说明"
PROCESS_PROOF: Final = "形成于决定作出之前，属于讨论记录、过程稿、磋商信函、请示报告的说明"
CASE_FILE_PROOF: Final = "记录于执法案卷（当事人信息、调查笔录、询问笔录等）的说明"

_NOT_SUABLE: Final = Citation(instruments.DISCLOSURE_CASES_2025, 10)


_LETTERS: Final[Mapping[OutcomeGroup, LetterKind]] = {
    OutcomeGroup.DISCLOSED: LetterKind.DISCLOSE,
    OutcomeGroup.PARTIAL: LetterKind.PARTIAL,
    OutcomeGroup.WITHHELD: LetterKind.WITHHOLD,
    OutcomeGroup.UNAVAILABLE: LetterKind.UNAVAILABLE,
    OutcomeGroup.NOT_HANDLED: LetterKind.NOT_HANDLED,
    OutcomeGroup.OTHER: LetterKind.CLOSED,
}


def _new(article: int, paragraph: int | None = None, item: int | None = None) -> Citation:
    return Citation(instruments.R19, article, paragraph, item)


def _old(article: int, paragraph: int | None = None, item: int | None = None) -> Citation:
    return Citation(instruments.R07, article, paragraph, item)


def _rows_2019(row: str) -> Mapping[str, str]:
    """The trial form of 2019 has one row for 其他处理, else the two forms agree."""
    return MappingProxyType({"2019": "C6" if row.startswith("C6") else row, "2021": row})


def _rows_2014(row: str, later: str | None) -> Mapping[str, str]:
    """Requests under R07 decided in 2019 or after stand in the later forms, where the facts give a row there."""
    return MappingProxyType(
        {"2014": row} | ({"2019": "C6" if later.startswith("C6") else later, "2021": later} if later else {})
    )


def _refusal(
    key: str, label: str, row: str, basis: tuple[Citation, ...], force: Force, *proof: str
) -> Outcome:
    return Outcome(
        key,
        Regime.R19,
        OutcomeGroup.WITHHELD,
        label,
        (_new(36, item=3), *basis),
        LetterKind.WITHHOLD,
        RemedyBranch.REFUSAL,
        _rows_2019(row),
        proof,
        force,
    )


def _leaf(  # noqa: PLR0913 - a leaf has these facts
    key: str,
    group: OutcomeGroup,
    label: str,
    row: str,
    basis: tuple[Citation, ...],
    *,
    letter: LetterKind | None = None,
    remedy: RemedyBranch = RemedyBranch.ORDINARY,
    proof: tuple[str, ...] = (),
    not_suable: Citation | None = None,
) -> Outcome:
    return Outcome(
        key,
        Regime.R19,
        group,
        label,
        basis,
        letter or _LETTERS[group],
        remedy,
        _rows_2019(row),
        proof,
        not_suable=not_suable,
    )


def _old_leaf(  # noqa: PLR0913 - a leaf has these facts
    key: str,
    group: OutcomeGroup,
    label: str,
    rows: Mapping[str, str],
    basis: tuple[Citation, ...],
    *,
    letter: LetterKind | None = None,
    remedy: RemedyBranch | None = None,
    proof: tuple[str, ...] = (),
    force: Force | None = None,
) -> Outcome:
    """A request of the old time that is answered late, or anew after a judgment, is refused under 复议法2023 all the same."""
    refused = RemedyBranch.REFUSAL if force else RemedyBranch.ORDINARY
    return Outcome(
        key, Regime.R07, group, label, basis, letter or _LETTERS[group], remedy or refused, rows, proof, force
    )


_G, _L = OutcomeGroup, LetterKind

R19_OUTCOMES: Final[tuple[Outcome, ...]] = (
    _leaf(
        "already_public",
        _G.DISCLOSED,
        "所申请公开信息已经主动公开，告知获取的方式、途径",
        "C1",
        (_new(36, item=1),),
        letter=_L.INFORM,
        proof=(PUBLIC_PROOF,),
    ),
    _leaf("disclosed", _G.DISCLOSED, "予以公开", "C1", (_new(36, item=2),)),
    _leaf(
        "partial",
        _G.PARTIAL,
        "部分公开（区分处理）",
        "C2",
        (_new(37), _new(36, item=3)),
        remedy=RemedyBranch.PARTIAL,
    ),
    _refusal("state_secret", "属于国家秘密", "C3.1", (_new(14),), Force.MUST, STATE_SECRET_EVIDENCE),
    _refusal(
        "banned_by_law",
        "其他法律、行政法规禁止公开",
        "C3.2",
        (_new(14),),
        Force.MUST,
        "禁止公开的法律、行政法规条文",
    ),
    _refusal("safety", "危及“三安全一稳定”", "C3.3", (_new(14),), Force.MUST, HARM_PROOF),
    _refusal(
        "third_party",
        "保护第三方合法权益",
        "C3.4",
        (_new(15), _new(32)),
        Force.UNLESS_CONSENT,
        INTEREST_PROOF,
    ),
    _refusal("internal_affairs", "属于三类内部事务信息", "C3.5", (_new(16, 1),), Force.MAY, INTERNAL_PROOF),
    _refusal("process", "属于四类过程性信息", "C3.6", (_new(16, 2),), Force.MAY, PROCESS_PROOF),
    _refusal("enforcement_file", "属于行政执法案卷", "C3.7", (_new(16, 2),), Force.MAY, CASE_FILE_PROOF),
    _leaf(
        "register_inquiry",  # 苏规范 groups it with refusals; it is none under Arts.14-16
        _G.WITHHELD,
        "属于行政查询事项（工商、不动产登记资料等）",
        "C3.8",
        (_new(36, item=7),),
        letter=_L.INFORM,
        not_suable=_NOT_SUABLE,
    ),
    _leaf(
        "not_held",
        _G.UNAVAILABLE,
        "经检索，所申请公开信息不存在",
        "C4.1",
        (_new(36, item=4),),
        proof=(SEARCH_PROOF,),
    ),
    _leaf("not_responsible", _G.UNAVAILABLE, "不属于本机关负责公开", "C4.1", (_new(36, item=5),)),
    _leaf(
        "needs_making",
        _G.UNAVAILABLE,
        "没有现成信息，需要另行制作",
        "C4.2",
        (_new(38),),
        not_suable=_NOT_SUABLE,
    ),
    _leaf("still_unclear", _G.UNAVAILABLE, "补正后申请内容仍不明确", "C4.3", (_new(30),)),
    _leaf(
        "petition",
        _G.NOT_HANDLED,
        "信访、举报、投诉类申请",
        "C5.1",
        (_new(39, 1),),
        not_suable=_NOT_SUABLE,
    ),
    _leaf(
        "repeated",  # the same agency only: another agency's answer is no ground (苏规范)
        _G.NOT_HANDLED,
        "重复申请",
        "C5.2",
        (_new(36, item=6),),
        proof=("本机关此前对同一申请人同一申请的答复",),
        not_suable=_NOT_SUABLE,
    ),
    _leaf(
        "public_prints",
        _G.NOT_HANDLED,
        "要求提供公开出版物",
        "C5.3",
        (_new(39, 2),),
        not_suable=_NOT_SUABLE,
    ),
    _leaf(
        "excessive",
        _G.NOT_HANDLED,
        "无正当理由大量反复申请",
        "C5.4",
        (_new(35),),
        proof=("要求说明理由的通知、申请人说明的理由及认定理由不合理的依据",),
    ),
    _leaf("confirm_again", _G.NOT_HANDLED, "要求行政机关确认或重新出具已获取信息", "C5.5", ()),
    _leaf(
        "correction_lapsed",
        _G.OTHER,
        "申请人无正当理由逾期不补正，不再处理",
        "C6.1",
        (_new(30),),
        proof=("补正告知书的送达凭证",),
    ),
    _leaf(
        "payment_lapsed",
        _G.OTHER,
        "申请人逾期未按收费通知要求缴纳费用，不再处理",
        "C6.2",
        (_new(42), Citation(instruments.FEE_RULES)),
        proof=("收费通知的送达凭证",),
    ),
    _leaf("withdrawn", _G.OTHER, "申请人撤回申请", "C6.3", (), remedy=RemedyBranch.NONE),
    _leaf("applicant_gone", _G.OTHER, "申请人死亡或者终止", "C6.3", (), remedy=RemedyBranch.NONE),
    _leaf(
        "in_archives",
        _G.OTHER,
        "信息已移交国家档案馆，依照档案管理规定办理",
        "C6.3",
        (Citation(instruments.ARCHIVES_LAW, 15),),
        letter=_L.INFORM,
    ),
    _leaf("other", _G.OTHER, "其他", "C6.3", (), letter=_L.INFORM),
)

_SECRETS: Final = _old(14, 4)
_OLD_REFUSED: Final = _old(21, item=2)

R07_OUTCOMES: Final[tuple[Outcome, ...]] = (
    _old_leaf(
        "already_public",
        _G.DISCLOSED,
        "属于已主动公开范围",
        _rows_2014("3.3.1", "C1"),
        (_old(21, item=1),),
        letter=_L.INFORM,
        proof=(PUBLIC_PROOF,),
    ),
    _old_leaf("disclosed", _G.DISCLOSED, "同意公开", _rows_2014("3.3.2", "C1"), (_old(21, item=1),)),
    _old_leaf(
        "partial",
        _G.PARTIAL,
        "同意部分公开",
        _rows_2014("3.3.3", "C2"),
        (_old(22),),
        remedy=RemedyBranch.PARTIAL,
    ),
    _old_leaf(
        "state_secret",
        _G.WITHHELD,
        "涉及国家秘密",
        _rows_2014("3.3.4.1", "C3.1"),
        (_OLD_REFUSED, _SECRETS),
        proof=(STATE_SECRET_EVIDENCE,),
        force=Force.MUST,
    ),
    _old_leaf(
        "trade_secret",
        _G.WITHHELD,
        "涉及商业秘密",
        _rows_2014("3.3.4.2", "C3.4"),
        (_OLD_REFUSED, _SECRETS, _old(23)),
        proof=(INTEREST_PROOF,),
        force=Force.UNLESS_CONSENT,
    ),
    _old_leaf(
        "privacy",
        _G.WITHHELD,
        "涉及个人隐私",
        _rows_2014("3.3.4.3", "C3.4"),
        (_OLD_REFUSED, _SECRETS, _old(23)),
        proof=(INTEREST_PROOF,),
        force=Force.UNLESS_CONSENT,
    ),
    _old_leaf(
        "safety",
        _G.WITHHELD,
        "危及国家安全、公共安全、经济安全和社会稳定",
        _rows_2014("3.3.4.4", "C3.3"),
        (_OLD_REFUSED, _old(8)),
        proof=(HARM_PROOF,),
        force=Force.MUST,
    ),
    _old_leaf(
        "internal_affairs",
        _G.WITHHELD,
        "内部管理信息，一般不属于《条例》所指应公开的政府信息",
        _rows_2014("3.3.4.5", "C3.5"),
        (_old(2), Citation(instruments.OPINION_5, 2, confidence=Confidence.SECONDARY)),
        proof=(INTERNAL_PROOF,),
    ),
    _old_leaf(
        "process",
        _G.WITHHELD,
        "处于讨论、研究或者审查中的过程性信息，一般不属于《条例》所指应公开的政府信息",
        _rows_2014("3.3.4.5", "C3.6"),
        (_old(2), Citation(instruments.OPINION_5, 2, confidence=Confidence.SECONDARY)),
        proof=(PROCESS_PROOF,),
    ),
    _old_leaf(
        "not_government_information",  # the later forms have no such row: 不可比, by facts
        _G.WITHHELD,
        "不是《条例》所指政府信息",
        _rows_2014("3.3.4.5", None),
        (_old(2),),
    ),
    _old_leaf(
        "banned_by_law",
        _G.WITHHELD,
        "法律、行政法规规定不予公开",
        _rows_2014("3.3.4.6", "C3.2"),
        (_OLD_REFUSED,),
        proof=("规定不予公开的法律、行政法规条文",),
        force=Force.MUST,
    ),
    _old_leaf(
        "no_special_need",
        _G.WITHHELD,
        "与申请人自身生产、生活、科研等特殊需要无关，可以不予提供",
        _rows_2014("3.3.4.6", None),
        (_old(13), Citation(instruments.OPINION_36, item=14)),
    ),
    _old_leaf(
        "not_responsible",
        _G.UNAVAILABLE,
        "不属于本行政机关公开",
        _rows_2014("3.3.5", "C4.1"),
        (_old(21, item=3),),
    ),
    _old_leaf(
        "not_held",
        _G.UNAVAILABLE,
        "申请信息不存在",
        _rows_2014("3.3.6", "C4.1"),
        (_old(21, item=3),),
        proof=(SEARCH_PROOF,),
    ),
    _old_leaf(
        "needs_making",  # [M] 5号 gives the ground; the old form has no row of its own for it
        _G.UNAVAILABLE,
        "需要汇总、加工或者重新制作，一般不予提供",
        _rows_2014("3.3.6", "C4.2"),
        (Citation(instruments.OPINION_5, confidence=Confidence.UNVERIFIED),),
    ),
    _old_leaf(
        "correction_told",
        _G.OTHER,
        "申请内容不明确，告知作出更改、补充",
        _rows_2014("3.3.7", None),
        (_old(21, item=4),),
        letter=_L.CORRECT,
    ),
    _old_leaf(
        "other_channel",
        _G.NOT_HANDLED,
        "告知通过其他途径办理",
        _rows_2014("3.3.8", None),
        (),
    ),
    _old_leaf(
        "repeated",
        _G.NOT_HANDLED,
        "重复申请，不重复答复",
        MappingProxyType({"2019": "C5.2", "2021": "C5.2"}),
        (Citation(instruments.OPINION_36, item=13, confidence=Confidence.UNVERIFIED),),
    ),
    _old_leaf(
        "withdrawn",  # no row in the form of 2014: 收到 less 办结 shows it
        _G.OTHER,
        "申请人撤回申请",
        MappingProxyType({"2019": "C6", "2021": "C6.3"}),
        (),
        remedy=RemedyBranch.NONE,
    ),
)

_BY_REGIME: Final[Mapping[Regime, Mapping[str, Outcome]]] = {
    Regime.R07: {leaf.key: leaf for leaf in R07_OUTCOMES},
    Regime.R19: {leaf.key: leaf for leaf in R19_OUTCOMES},
}


def outcomes_of(regime: Regime) -> tuple[Outcome, ...]:
    """Every leaf in the order of the form."""
    return tuple(_BY_REGIME[regime].values())


def outcome(regime: Regime, key: str) -> Outcome:
    """KeyError with a sentence when the regime has no such outcome."""
    try:
        return _BY_REGIME[regime][key]
    except KeyError:
        raise KeyError(
            f"适用{regime.instrument.short}的申请没有“{key}”这一办理结果。请从列表中选择。"
        ) from None
