from __future__ import annotations

from django.db.models import TextChoices


class ReportState(TextChoices):
    """报告状态."""

    DRAFTING = "drafting", "填报中"
    HANDED_IN = "handed_in", "已报送"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "已审核"
    PUBLISHED = "published", "已公布"


class Register(TextChoices):
    """统计台账: what a body counts together or not at all; a statement about one covers all its measures."""

    PUBLICATION = "publication", "主动公开信息"
    GAZETTE = "gazette", "政府公报公开"
    OTHER_WAYS = "other_ways", "其他方式公开"
    NORMATIVE = "normative", "规范性文件"
    CONCERNS = "concerns", "热点和舆情回应"
    PRESS = "press", "新闻发布会"
    PRESS_LEADER = "press_leader", "主要负责同志参加新闻发布会"
    INTERVIEWS = "interviews", "在线访谈"
    INTERVIEWS_LEADER = "interviews_leader", "主要负责同志参加在线访谈"
    MICRO_INTERVIEWS = "micro_interviews", "微访谈"
    INTERPRETATIONS = "interpretations", "政策解读稿件"
    ACTIVITIES = "activities", "政务公开活动"
    PROPOSALS = "proposals", "建议提案办理结果公开"
    EXTERNAL_CASES = "external_cases", "转办件"
    REQUESTS = "requests", "依申请公开"
    EXTENSIONS = "extensions", "延期办结"
    REFUSALS = "refusals", "不同意公开的理由"
    RECONSIDERATIONS = "reconsiderations", "行政复议"
    LAWSUITS = "lawsuits", "行政诉讼"
    COMPLAINTS = "complaints", "举报投诉"
    FEES = "fees", "收费及减免"
    INSTITUTION = "institution", "机构、人员和经费"
    MEETINGS = "meetings", "工作会议"
    TRAINING = "training", "培训"
    RULES = "rules", "信息公开制度"
    REPORTS = "reports", "单位年度报告"
    DIRECTORY = "directory", "机构职能和服务目录"
    LICENSING = "licensing", "许可、处罚和收费决定"
    OVERSIGHT = "oversight", "要点任务和备案"


IN_USE_WITH = {
    Register.EXTENSIONS: Register.REQUESTS,
    Register.REFUSALS: Register.REQUESTS,
}
"""Parts of a register that is kept as a whole: where requests are registered, none extended is a nought."""

ALWAYS_IN_USE = frozenset({Register.PUBLICATION})
"""Everything public passes through the system: where nothing was published, nought was published."""
