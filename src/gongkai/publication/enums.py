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
