"""处理决定: the sentence in which a letter tells each outcome, and what its reasons must say (R07 Arts.21-23, R19 Arts.35-40).

A sentence takes `reasons` as the officer wrote them; `supply` says how the information comes, `searches` what was searched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongkai.law.regimes import Regime

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.law.decisions import Outcome

_INTERNAL: Final = (
    "一般不属于《中华人民共和国政府信息公开条例》所指应公开的政府信息，本机关不予提供。理由是：{reasons}"
)
_GIVEN_UP: Final = "视为放弃申请，本机关不再处理该政府信息公开申请。{reasons}"

_BOTH: Final[Mapping[str, str]] = {
    "already_public": "您申请公开的信息属于已经主动公开的范围，可以通过以下方式和途径获取：{reasons}",
    "disclosed": "同意公开您申请的信息，现{supply}。{reasons}",
    "partial": "同意公开您申请的信息中可以公开的部分，现{supply}；其余部分不予公开。理由是：{reasons}",
    "not_held": "{searches}您申请公开的信息不存在。{reasons}",
    "not_responsible": "您申请公开的信息不属于本机关负责公开的范围。{reasons}",
    "state_secret": "您申请公开的信息属于依法确定的国家秘密，本机关决定不予公开。理由是：{reasons}",
    "withdrawn": "您已经撤回本件政府信息公开申请，本机关终止办理。{reasons}",
}

_R19: Final[Mapping[str, str]] = {
    "banned_by_law": "您申请公开的信息属于法律、行政法规禁止公开的信息，本机关决定不予公开。理由是：{reasons}",
    "safety": (
        "您申请公开的信息公开后可能危及国家安全、公共安全、经济安全、社会稳定，本机关决定不予公开。理由是：{reasons}"
    ),
    "third_party": (
        "您申请公开的信息公开后会对第三方合法权益造成损害。经书面征求第三方意见，本机关决定不予公开。理由是：{reasons}"
    ),
    "internal_affairs": "您申请公开的信息属于本机关的内部事务信息，本机关决定不予公开。理由是：{reasons}",
    "process": (
        "您申请公开的信息属于在履行行政管理职能过程中形成的过程性信息，本机关决定不予公开。理由是：{reasons}"
    ),
    "enforcement_file": "您申请公开的信息属于行政执法案卷信息，本机关决定不予公开。理由是：{reasons}",
    "register_inquiry": (
        "您申请公开的信息属于工商、不动产登记资料等信息，有关法律、行政法规对该信息的获取有特别规定，"
        "请您依照有关法律、行政法规的规定办理：{reasons}"
    ),
    "needs_making": "您申请公开的信息没有现成文本，需要本机关对现有政府信息进行加工、分析，不予提供。{reasons}",
    "still_unclear": "经补正，您的申请内容仍不明确，本机关无法提供。{reasons}",
    "petition": (
        "您以政府信息公开申请的形式进行信访、投诉、举报等活动，本机关不作为政府信息公开申请处理；"
        "您可以通过相应渠道提出。{reasons}"
    ),
    "repeated": "本机关此前已对您的政府信息公开申请作出答复，您重复申请公开相同政府信息，不予重复处理。{reasons}",
    "public_prints": (
        "您要求提供的信息属于政府公报、报刊、书籍等公开出版物，本机关不予处理；您可以通过以下途径获取：{reasons}"
    ),
    "excessive": (
        "您申请公开政府信息的数量、频次明显超过合理范围，本机关已要求您说明理由。经审查，您没有说明合理的理由，"
        "本机关不予处理该政府信息公开申请。理由是：{reasons}"
    ),
    "confirm_again": (
        "您要求本机关对您已经获取的政府信息予以确认或者重新出具，本机关不予处理该政府信息公开申请。理由是：{reasons}"
    ),
    "correction_lapsed": f"您未在补正期限内补正申请内容，没有正当理由，{_GIVEN_UP}",
    "payment_lapsed": f"您未按收费通知的要求缴纳费用，{_GIVEN_UP}",
    "applicant_gone": "因申请人死亡或者终止，本机关终止办理本件政府信息公开申请。{reasons}",
    "in_archives": (
        "您申请公开的信息已经移交国家档案馆，其利用依照档案管理的规定办理，请您向保管该档案的国家档案馆提出：{reasons}"
    ),
    "other": "本件政府信息公开申请有下列情形，本机关据此办结：{reasons}",
}

_R07: Final[Mapping[str, str]] = {
    "trade_secret": "您申请公开的信息涉及第三方的商业秘密，本机关决定不予公开。理由是：{reasons}",
    "privacy": "您申请公开的信息涉及第三方的个人隐私，本机关决定不予公开。理由是：{reasons}",
    "safety": (
        "您申请公开的信息公开后可能危及国家安全、公共安全、经济安全和社会稳定，本机关决定不予公开。理由是：{reasons}"
    ),
    "internal_affairs": f"您申请公开的信息属于本机关的内部管理信息，{_INTERNAL}",
    "process": f"您申请公开的信息属于处于讨论、研究或者审查中的过程性信息，{_INTERNAL}",
    "not_government_information": (
        "您申请公开的信息不是《中华人民共和国政府信息公开条例》所指的政府信息，本机关不予提供。理由是：{reasons}"
    ),
    "banned_by_law": "您申请公开的信息属于法律、行政法规规定不予公开的信息，本机关决定不予公开。理由是：{reasons}",
    "no_special_need": (
        "您申请公开的信息与您自身生产、生活、科研等特殊需要无关，本机关不予提供。理由是：{reasons}"
    ),
    "needs_making": "您申请公开的信息没有现成文本，需要本机关汇总、加工或者重新制作，不予提供。{reasons}",
    "correction_told": "您的申请内容不明确，请作出更改、补充：{reasons}",
    "other_channel": "您所提事项不属于政府信息公开申请，请通过其他途径办理。{reasons}",
    "repeated": "本机关此前已对您的同一申请作出答复，不再重复处理。{reasons}",
}

_SENTENCES: Final[Mapping[Regime, Mapping[str, str]]] = {
    Regime.R07: {**_BOTH, **_R07},
    Regime.R19: {**_BOTH, **_R19},
}

_THIRD: Final = (
    "写明涉及谁的何种合法权益、公开会造成什么损害，以及征求第三方意见的情况；不得写出秘密或者隐私本身。"
)
_MAY: Final = "写明属于哪一类信息和不宜公开的理由，并说明没有法律、法规、规章规定应当公开。"

REASONS: Final[Mapping[str, str]] = {
    "already_public": "写明获取该信息的方式和途径，如网址、公报期号、查阅场所。",
    "disclosed": "信息不随文书提供的，写明获取的方式、途径和时间；其他可以不填。",
    "partial": "写明不予公开的部分、理由和条款（区分处理），以及公开部分怎样提供。",
    "state_secret": "写明定密的依据、密级和保密期限；不得写出涉密内容。",
    "banned_by_law": "写明禁止公开的法律、行政法规的名称、条款和适用的理由。",
    "safety": "写明公开后可能危及哪一方面的安全或者稳定、危及的理由；不得写出敏感内容。",
    "third_party": _THIRD,
    "trade_secret": _THIRD,
    "privacy": _THIRD,
    "internal_affairs": "写明属于人事管理、后勤管理还是内部工作流程方面的信息，以及不公开的理由。",
    "process": _MAY,
    "enforcement_file": "写明记录于哪一类执法案卷和不宜公开的理由，并说明没有法律、法规、规章规定应当公开。",
    "not_government_information": "写明该信息为什么不是行政机关在履行职责过程中制作或者获取的。",
    "no_special_need": "写明申请人说明的用途，以及认定与自身生产、生活、科研等特殊需要无关的理由。",
    "register_inquiry": "写明作出特别规定的法律、行政法规的名称和条款，以及受理查询的机构和办理方式。",
    "not_held": "写明认定不存在的理由；检索情况和结果由检索记录写入答复书。",
    "not_responsible": "说明理由；能够确定负责公开的机关的，写明该机关的名称、联系方式。",
    "needs_making": "写明现有信息的情况，以及为什么需要加工、分析或者重新制作。",
    "still_unclear": "写明补正后仍不明确的内容，以及无法据此查找的理由。",
    "petition": "写明所提事项的性质；可以写明受理该事项的机构和渠道。",
    "repeated": "写明此前答复的日期、文号和相同的内容。",
    "public_prints": "写明公开出版物的名称、期号和获取的途径，如购买、订阅、图书馆查阅。",
    "excessive": "写明申请的数量、频次，要求说明理由的情况，以及认定理由不合理的依据。",
    "confirm_again": "写明申请人此前获取该信息的时间和方式，以及不再确认或者重新出具的理由。",
    "correction_told": "一次性写明需要更改、补充的事项。",
    "other_channel": "写明应当通过的途径。",
    "correction_lapsed": "写明补正告知书送达的日期、补正期限和逾期未补正的情况。",
    "payment_lapsed": "写明收费通知送达的日期、缴费期限和逾期未缴费的情况。",
    "withdrawn": "写明申请人撤回申请的日期和方式。",
    "applicant_gone": "写明申请人死亡或者终止的日期和凭证，有无承受其权利义务的人及其意见。",
    "in_archives": "写明保管该档案的国家档案馆的名称、地址和查阅方式，以及移交的日期。",
    "other": "写明具体情形、依据和处理方式，不能只写“其他”；属于前列各项结果的，应当选择该项。",
}
"""What the reasons must say for an outcome; shown where it is chosen."""
_OLD_REASONS: Final[Mapping[str, str]] = {
    "internal_affairs": "写明属于内部管理信息的事实和理由。",
    "process": "写明讨论、研究或者审查进行到哪一步，以及不宜公开的理由。",
}


def sentence_of(found: Outcome) -> str:
    """With the places `reasons`, `supply` and `searches`; KeyError for an outcome that has none."""
    return _SENTENCES[found.regime][found.key]


def reasons_of(found: Outcome) -> str:
    old = _OLD_REASONS.get(found.key) if found.regime is Regime.R07 else None
    return old or REASONS[found.key]
