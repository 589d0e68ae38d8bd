from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices

from gongkai.law.disputes import DisputeResult


class ComplaintChannel(TextChoices):
    LETTER = "letter", "来信"
    VISIT = "visit", "来访"
    PHONE = "phone", "电话"
    WEB = "web", "网络"
    TRANSFER = "transfer", "上级转办"


REVIEW_RESULTS: Final[Mapping[DisputeResult, str]] = {
    DisputeResult.REVIEW_UPHELD: "维持原行政行为",
    DisputeResult.REVIEW_REQUEST_REJECTED: "驳回复议请求",
    DisputeResult.REVIEW_CHANGED: "变更原行政行为",
    DisputeResult.REVIEW_ANNULLED: "撤销原行政行为",
    DisputeResult.REVIEW_ILLEGAL: "确认违法",
    DisputeResult.REVIEW_PERFORM: "责令限期履行",
    DisputeResult.REVIEW_VOID: "确认无效",
    DisputeResult.REVIEW_NOT_ACCEPTED: "不予受理",
    DisputeResult.REVIEW_APPLICATION_REJECTED: "驳回复议申请",
    DisputeResult.REVIEW_TERMINATED: "终止复议（撤回申请等）",
    DisputeResult.SETTLED: "调解、和解结案",
}
COURT_RESULTS: Final[Mapping[DisputeResult, str]] = {
    DisputeResult.CLAIM_REJECTED: "判决驳回诉讼请求",
    DisputeResult.COURT_ANNULLED: "判决撤销",
    DisputeResult.COURT_PERFORM: "判决履行、给付",
    DisputeResult.COURT_ILLEGAL: "判决确认违法",
    DisputeResult.COURT_VOID: "判决确认无效",
    DisputeResult.COURT_CHANGED: "判决变更",
    DisputeResult.SUIT_REJECTED: "裁定驳回起诉",
    DisputeResult.SUIT_WITHDRAWN: "裁定准予撤诉",
    DisputeResult.SETTLED: "调解、和解结案",
}
