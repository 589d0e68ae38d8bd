from django.db.models import TextChoices


class ServiceKind(TextChoices):
    """政务服务事项的类别."""

    LICENCE = "licence", "行政许可"
    CONFIRMATION = "confirmation", "行政确认"
    PAYMENT = "payment", "行政给付"
    PUBLIC_SERVICE = "public_service", "公共服务"
    INTERMEDIARY = "intermediary", "中介服务"
    OTHER = "other", "其他"
