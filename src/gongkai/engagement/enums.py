from django.db.models import TextChoices


class Platform(TextChoices):
    WEIBO = "weibo", "政务微博"
    WECHAT = "wechat", "政务微信"


class ActivityKind(TextChoices):
    """活动: what a report counts one by one, or by the counts that belong to it."""

    PRESS_CONFERENCE = "press_conference", "新闻发布会"
    ONLINE_INTERVIEW = "online_interview", "政府网站在线访谈"
    MICRO_INTERVIEW = "micro_interview", "微访谈"
    OUTREACH = "outreach", "政务公开三进活动"
    OPEN_DAY = "open_day", "政务公开日"
    HOTLINE = "hotline", "咨询热线"
    MEETING = "meeting", "工作会议"
    TRAINING = "training", "培训"
    LESSON = "lesson", "每周一课"


class ConcernLevel(TextChoices):
    """舆情等级: which clock runs (国办发〔2016〕61号、80号)."""

    MAJOR = "major", "特别重大、重大突发事件"
    ORDINARY = "ordinary", "其他政务舆情"


class ResponseWay(TextChoices):
    PRESS_CONFERENCE = "press_conference", "新闻发布会"
    WEBSITE = "website", "政府网站"
    WEIBO_WECHAT = "weibo_wechat", "微博微信"
    INTERVIEW = "interview", "在线访谈"
    OTHER = "other", "其他方式"


class InterpretationForm(TextChoices):
    TEXT = "text", "文字解读"
    INFOGRAPHIC = "infographic", "图解"
    INTERVIEW = "interview", "访谈解读"
    VIDEO = "video", "视频解读"


class ProposalKind(TextChoices):
    SUGGESTION = "suggestion", "人大代表建议"
    PROPOSAL = "proposal", "政协委员提案"


class CaseSource(TextChoices):
    """转办件的来源: local channels, no requests under the Regulation (R19 Art.39)."""

    PEOPLES_HEART = "peoples_heart", "民心网"
    HOTLINE_12345 = "12345", "12345热线"
    OTHER = "other", "其他"
