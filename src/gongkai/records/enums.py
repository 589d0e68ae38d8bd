from django.db.models import TextChoices


class Genre(TextChoices):
    """体裁: the 15 kinds of official document (党政机关公文处理工作条例), and what is none of them."""

    RESOLUTION = "resolution", "决议"
    DECISION = "decision", "决定"
    ORDER = "order", "命令(令)"
    COMMUNIQUE = "communique", "公报"
    ANNOUNCEMENT = "announcement", "公告"
    PUBLIC_NOTICE = "public_notice", "通告"
    OPINION = "opinion", "意见"
    NOTICE = "notice", "通知"
    CIRCULAR = "circular", "通报"
    REPORT = "report", "报告"
    REQUEST = "request", "请示"
    REPLY = "reply", "批复"
    MOTION = "motion", "议案"
    LETTER = "letter", "函"
    MINUTES = "minutes", "纪要"
    OTHER = "other", "其他"


class LegalCharacter(TextChoices):
    """Independent of genre: a 通知 may be a 行政规范性文件."""

    RULE = "RULE", "规章"
    NORMATIVE = "NORMATIVE", "行政规范性文件"
    OTHER = "OTHER", "其他文件"


class DisclosureAttribute(TextChoices):
    """公开属性, determined at source (国办发〔2016〕80号)."""

    PROACTIVE = "PROACTIVE", "主动公开"
    ON_REQUEST = "ON_REQUEST", "依申请公开"
    WITHHELD = "WITHHELD", "不予公开"


class Validity(TextChoices):
    IN_FORCE = "IN_FORCE", "有效"
    AMENDED = "AMENDED", "已修改"
    LAPSED = "LAPSED", "失效"
    REPEALED = "REPEALED", "废止"


class RecordKind(TextChoices):
    INFORMATION = "information", "信息"
    DOCUMENT = "document", "公文"
    RULE = "rule", "政府信息公开制度"


class Issuer(TextChoices):
    """In whose name a document is issued."""

    GOVERNMENT = "government", "区政府"
    GOVERNMENT_OFFICE = "government_office", "区政府办公室"
    BODY = "body", "本单位"


class State(TextChoices):
    DRAFT = "draft", "草稿"
    UNDETERMINED = "undetermined", "待认定"
    AWAITING_FIRST = "awaiting_first", "待初审"
    AWAITING_SECOND = "awaiting_second", "待复审"
    AWAITING_APPROVAL = "awaiting_approval", "待批准"
    RETURNED = "returned", "退回修改"
    READY = "ready", "待发布"
    TO_FILE = "to_file", "待归档"
    PUBLISHED = "published", "已发布"
    CORRECTING = "correcting", "更正中"
    CORRECTED = "corrected", "已更正"
    WITHDRAWN = "withdrawn", "已撤回"
    FILED = "filed", "已归档"


PUBLIC = frozenset({State.PUBLISHED, State.CORRECTING, State.CORRECTED})
"""What citizens read while no round of review runs; 更正中 has changes that were not submitted yet."""

KEY_AREA_COLUMN = "key"
"""The column 重点领域信息: its own count and the sum over the key areas are two figures."""
