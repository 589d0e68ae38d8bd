"""Choices of the desk; what the law names (channels, outcomes, ways of delivery) comes from `gongkai.law`."""

from __future__ import annotations

from django.db.models import TextChoices


class ApplicantKind(TextChoices):
    """申请人类型: the columns of table three (国办公开办函〔2021〕30号)."""

    NATURAL = "natural", "自然人"
    BUSINESS = "business", "商业企业"
    RESEARCH = "research", "科研机构"
    WELFARE = "welfare", "社会公益组织"
    LEGAL = "legal", "法律服务机构"
    OTHER = "other", "其他组织"


class WishedForm(TextChoices):
    """形式要求: in which form (R07 Art.20, R19 Art.29)."""

    PAPER = "paper", "纸质文本"
    ELECTRONIC = "electronic", "电子文档"
    DISC = "disc", "光盘等载体"
    READING = "reading", "现场查阅、抄录"


class WishedWay(TextChoices):
    """形式要求: by which way."""

    POST = "post", "邮寄"
    PICKUP = "pickup", "自行领取"
    EMAIL = "email", "电子邮件"
    FAX = "fax", "传真"
    WEB = "web", "网上查询"


class RequestState(TextChoices):
    """办理状态 as the desk shows it; a convenience, no figure reads it. 受理 is no step of this law."""

    TO_REGISTER = "to_register", "待登记"
    TO_CONFIRM = "to_confirm", "待确认"
    HANDLING = "handling", "办理中"
    CORRECTING = "correcting", "待补正"
    CONSULTING = "consulting", "征求意见中"
    PAYING = "paying", "待缴费"
    TO_REVIEW = "to_review", "待审核"
    TO_SIGN = "to_sign", "待签发"
    TO_DELIVER = "to_deliver", "待送达"
    ANSWERED = "answered", "已答复"
    ARCHIVED = "archived", "已归档"
    WITHDRAWN = "withdrawn", "已撤回"
    CLOSED = "closed", "不再处理"


class ReplyStage(TextChoices):
    """Who signs a reply: three different people."""

    OFFICER = "officer", "经办"
    LEGAL = "legal", "审核"
    APPROVAL = "approval", "签发"


class VoidReason(TextChoices):
    """Why a letter is taken back before it is told; a code, because audit rows hold no words about people."""

    WRONG_TEXT = "wrong_text", "文字、数字或者日期有误"
    WRONG_READER = "wrong_reader", "告知对象有误"
    TERM_PASSED = "term_passed", "文书载明的期限已过，或者告知后不能再生效"
    NOT_NEEDED = "not_needed", "情况变化，不再需要此项办理"
    CASE_ENDED = "case_ended", "申请已经撤回或者办理已经终止"


class NoticeKind(TextChoices):
    """Letters other than the reply; each tells one act to whom it concerns."""

    CORRECTION = "correction", "补正告知书"
    EXTENSION = "extension", "延期答复告知书"
    DELAY = "delay", "延迟答复告知书"
    FEE = "fee", "收费通知书"
    OPINION = "opinion", "征求意见文书"
    OVERRIDE = "override", "决定公开告知第三方书"
    CLOSED = "closed", "不再处理告知书"
