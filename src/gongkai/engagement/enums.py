from django.db.models import TextChoices


class Platform(TextChoices):
    WEIBO = "weibo", "政务微博"
    WECHAT = "wechat", "政务微信"
