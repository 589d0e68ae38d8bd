from django.db.models import TextChoices


class Stage(TextChoices):
    """The stages of a review round (保密审查、公开审查), in their order."""

    AUTHOR = "author", "拟稿"
    FIRST = "first", "初审"
    SECOND = "second", "复审"
    APPROVAL = "approval", "批准"


class Route(TextChoices):
    """Which stages a class of information needs: documents and refusals all three, news two."""

    FULL = "full", "初审、复审、批准"
    SHORT = "short", "初审、批准"


class ActKind(TextChoices):
    EDITION = "edition", "发布"
    TOMBSTONE = "tombstone", "撤回"
    SNAPSHOT = "snapshot", "站点设置"


class ItemKind(TextChoices):
    RECORD = "record", "政府信息"
    PAPER = "paper", "平台页面"


class RoundState(TextChoices):
    """Where a review round stands: it follows from its signatures and what came after, and is stored nowhere."""

    AWAITING_FIRST = "awaiting_first", "待初审"
    AWAITING_SECOND = "awaiting_second", "待复审"
    AWAITING_APPROVAL = "awaiting_approval", "待批准"
    RETURNED = "returned", "退回修改"
    READY = "ready", "待发布"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤回"
