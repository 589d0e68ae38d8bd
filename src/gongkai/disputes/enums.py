from django.db.models import TextChoices


class ComplaintChannel(TextChoices):
    LETTER = "letter", "来信"
    VISIT = "visit", "来访"
    PHONE = "phone", "电话"
    WEB = "web", "网络"
    TRANSFER = "transfer", "上级转办"
