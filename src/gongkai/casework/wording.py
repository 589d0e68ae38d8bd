"""States, terms, acts and the law's words as the screens of this room show them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from gongkai.casework.enums import ReplyStage, RequestState
from gongkai.casework.rules import RUNNING_STATES
from gongkai.law.calendar import Calendar
from gongkai.law.clock import ClockState, Deadline
from gongkai.law.events import ConsultationKind, DeliveryWay
from gongkai.law.receipt import ConfirmedHow, ReceiptBasis
from gongkai.law.wording import plain_date
from gongkai.shell.marks import Mark
from gongkai.shell.todo import SOON

_STATES: Final[Mapping[RequestState, tuple[str, str]]] = {
    RequestState.TO_REGISTER: ("question", "warn"),
    RequestState.TO_CONFIRM: ("question", "warn"),
    RequestState.HANDLING: ("draft", "calm"),
    RequestState.CORRECTING: ("waiting", "quiet-state"),
    RequestState.CONSULTING: ("waiting", "quiet-state"),
    RequestState.PAYING: ("waiting", "quiet-state"),
    RequestState.TO_REVIEW: ("sign", "calm"),
    RequestState.TO_SIGN: ("sign", "calm"),
    RequestState.TO_DELIVER: ("ready", "calm"),
    RequestState.ANSWERED: ("valid", "good"),
    RequestState.ARCHIVED: ("filed", "quiet-state"),
    RequestState.WITHDRAWN: ("ended", "quiet-state"),
    RequestState.CLOSED: ("ended", "quiet-state"),
}
UNTOLD: Final = Mark("文书待告知", "waiting", "warn")
SILENT: Final = Mark("逾期未答复", "warning", "warn")
_WAITING: Final = "等待申请人"
_STANDING: Final[Mapping[ClockState, tuple[str, str]]] = {
    ClockState.AWAITING_CORRECTION: (_WAITING, "申请人应于{day}前（含当日）补正"),
    ClockState.AWAITING_PAYMENT: (_WAITING, "申请人应于{day}前（含当日）缴费"),
    ClockState.CORRECTION_LAPSED: ("—", "申请人的补正期限已于{day}届满"),
    ClockState.PAYMENT_LAPSED: ("—", "申请人的缴费期限已于{day}届满"),
}
"""While no reply period runs: whose turn it is, and by when; the day is the applicant's, not the office's."""
BASES: Final[Mapping[ReceiptBasis, str]] = {
    ReceiptBasis.HANDED_IN: "提交之日",
    ReceiptBasis.SIGNED_FOR: "签收之日",
    ReceiptBasis.ARRIVED: "进入邮箱系统之日",
    ReceiptBasis.CONFIRMED: "双方确认之日",
    ReceiptBasis.CONTACT_RESTORED: "恢复联系之日",
    ReceiptBasis.AGENCY_RULE: "本机关公布的规则",
    ReceiptBasis.UNCONFIRMED: "尚未确认，谨慎计算",
}
CONFIRMED_HOW: Final[Mapping[ConfirmedHow, str]] = {
    ConfirmedHow.PHONE: "电话",
    ConfirmedHow.IN_PERSON: "当面",
    ConfirmedHow.EMAIL: "电子邮件",
    ConfirmedHow.SYSTEM: "网上系统",
    ConfirmedHow.AGENCY_RULE: "按本机关公布的规则",
}
PARTIES: Final[Mapping[ConsultationKind, str]] = {
    ConsultationKind.THIRD_PARTY: "第三方",
    ConsultationKind.OTHER_BODY: "其他机关",
    ConsultationKind.CO_MAKER: "共同制作机关",
}
WAYS: Final[Mapping[DeliveryWay, str]] = {
    DeliveryWay.HANDED: "当面交付（含自行领取）",
    DeliveryWay.POST: "邮政寄送",
    DeliveryWay.COURIER: "其他快递",
    DeliveryWay.ELECTRONIC: "电子方式",
}
ACTS: Final[Mapping[str, str]] = {
    "request.register": "登记",
    "request.intake": "收到网上申请",
    "request.confirm": "确认收到",
    "request.correct": "制作补正告知书",
    "request.corrected": "收到补正",
    "request.consult": "制作征求意见文书",
    "request.opinion": "收到意见",
    "request.extend": "同意延长答复期限",
    "request.delay": "同意延迟答复",
    "request.serve": "文书送达",
    "request.void": "作废文书",
    "request.charge": "制作收费通知书",
    "request.paid": "登记缴费",
    "request.search": "检索",
    "request.determine": "确定办理结果",
    "request.draft": "起草答复",
    "request.sign": "签署",
    "request.return": "退回修改",
    "request.deliver": "送达",
    "request.withdraw": "撤回",
    "request.close": "不再处理",
    "request.archive": "归档",
    "request.attach": "添加材料",
    "request.erase": "去标识化",
    "body.enter_authority": "登记救济机关",
}

LAW: Final[Mapping[str, str]] = {
    "channel": (
        "当面提交和邮政寄送是基本渠道，任何时候不得拒收；"
        "其他渠道以本机关指南公布的为准（国办公开办函〔2017〕19号）。"
    ),
    "oral": (
        "采用书面形式确有困难的，申请人可以口头提出，"
        "由本机关代为填写（2007年《条例》第二十条、2019年《条例》第二十九条）。"
    ),
    "arrived_at": "收到申请之日由渠道和这里的事实推算，不能直接填写。",
    "confirmed_at": "平常信函、传真、互联网等渠道以双方确认之日为收到申请之日；应当于收到当日与申请人确认。",
    "identity_kind": "申请书没有身份证明的，留空登记，再告知申请人补正；不能因此不予登记。",
    "identity_number": "2007年《条例》不要求提供身份证明，申请与自身相关的政府信息时除外；2019年《条例》要求提供。",
    "description": "照申请书抄录，不作评价。这里的文字会在办理页显示，不要写入申请人的住址、电话。",
    "confirm": "确认之日即为收到申请之日，答复期限自次日起计算；未确认不等于期限停止。",
    "correct": (
        "自收到申请之日起7个工作日内一次性告知补正事项和合理的补正期限；"
        "收到补正之日起重新计算答复期限（2019年《条例》第三十条）。"
    ),
    "corrected": (
        "收到补正之日起重新计算答复期限；无正当理由逾期不补正的，视为放弃申请（2019年《条例》第三十条）。"
        "逾期补正而有正当理由的，仍可登记，理由请在案卷中说明。"
    ),
    "consult": (
        "征求第三方意见须采用书面形式，所需时间不计入答复期限；"
        "第三方自收到征求意见书之日起15个工作日内提出意见（2019年《条例》第三十二条）；"
        "条例没有规定期限的，按文书载明的15个工作日。期限届满即恢复计算。"
    ),
    "serve": (
        "邮寄以交邮之日、当面交付以签收之日、电子方式以发送之日为告知之日（参照国办公开办函〔2016〕235号）；"
        "告知之日在今日之前的，须附送达凭证。"
    ),
    "void": (
        "只能作废尚未告知的文书。作废不改变已经发生的期限；作废的文号视为已经使用，不再编给其他文书，以备核对文号是否连续。"
    ),
    "override": (
        "第三方不同意公开的，一般不予公开；认为不公开可能对公共利益造成重大影响的，可以决定公开，"
        "并将决定公开的内容和理由书面告知第三方（2007年《条例》第二十三条、2019年《条例》第三十二条）。"
    ),
    "opinion": "第三方不同意公开且有合理理由的不予公开；可能对公共利益造成重大影响的，可以决定公开并告知理由。",
    "extend": "须经政府信息公开工作机构负责人同意，并在期限届满前告知申请人；逾期告知的不生效。只能延长一次。",
    "delay": (
        "申请理由合理但在规定期限内不能答复的，"
        "可以确定延迟答复的合理期限并告知申请人（2019年《条例》第三十五条）；由政府信息公开工作机构负责人同意。"
    ),
    "charge": (
        "2007年《条例》第二十七条只收取检索、复制、邮寄等成本费用，经济困难的可以减免；"
        "2019年《条例》第四十二条依国办函〔2020〕109号收取信息处理费。"
    ),
    "paid": "申请人自收到收费通知次日起20个工作日内缴费；缴费次日起重新计算答复期限，逾期未缴的不再处理。",
    "searched": (
        "检索的时间、地点、人员、关键词和结果，"
        "足以说明已尽合理检索义务（法释〔2025〕8号第五条、指导案例101号）。"
    ),
    "determine": "办理结果是法定情形之一；它决定法律依据、文书、救济途径和统计表的行次。",
    "draft": "保存后即为送审的文字；签署与这份文字绑定，改动后须重新审签。申请人姓名、文号、日期在打印时自动列入。",
    "deliver": (
        "邮寄须通过邮政企业，以交邮之日为答复之日；"
        "当面交付以签收之日为答复之日（国办公开办函〔2016〕235号）；答复之日在今日之前的，须附送达凭证。"
    ),
    "close": "申请人无正当理由逾期不补正、逾期不缴费的，视为放弃申请，不再处理。",
    "withdraw": "申请人撤回申请的，办理终止，计入“其他处理”。",
    "authority": (
        "答复书应当写明申请行政复议、提起行政诉讼的机关和期限。复议机关由作出答复的机关的性质决定，"
        "管辖法院以辖区和跨区域管辖的规定为准；写错是答复书最常见的错误。"
    ),
    "archive": "归档后不能再登记办理事项，请先核对检索记录、文书和送达凭证是否齐全。",
    "erase": (
        "清除申请人和第三方的姓名、证件、联系方式、申请原文、全部材料和送达凭证，以及办理人员的备注，"
        "网上申请的标题改为中性名称，公众网站上的办理进度一并删除；案件、已签发的文书和统计保留。"
        "文书正文是证据，不作改动：其中引述的申请事项（网上申请为申请人的原话）和写入的理由仍然保留，没有查看申请人权限的人员不能阅读网上申请的文书。"
        "救济期限届满之后方可清除；清除后不能恢复，请先确认已过保管期限。"
    ),
}


def state_mark(state: str) -> Mark:
    known = RequestState(state)
    return Mark(known.label, *_STATES[known])


def stage_label(stage: str) -> str:
    return ReplyStage(stage).label


def standing(deadline: Deadline) -> tuple[str, str]:
    """What stands in the place of a due date where there is none."""
    if deadline.waiting_limit is None or deadline.state not in _STANDING:
        return "—", "期限现在没有在计算"
    head, sentence = _STANDING[deadline.state]
    return head, sentence.format(day=plain_date(deadline.waiting_limit))


def term_mark(state: str, due_on: date | None, calendar: Calendar, today: date) -> Mark | None:
    """剩余 n 个工作日, 临期, 逾期; None where no term runs."""
    if due_on is None or RequestState(state) not in RUNNING_STATES:
        return None
    left = calendar.count(today, due_on)
    if today > due_on:
        return Mark(f"已逾期{-left}个工作日" if left else "已逾期", "warning", "bad")
    if not left:
        return Mark("今日到期" if due_on == today else "期限将满", "warning", "bad")
    return Mark(f"剩余{left}个工作日", "waiting", "warn" if left <= SOON else "calm")
