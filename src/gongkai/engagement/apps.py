from django.apps import AppConfig


class EngagementConfig(AppConfig):
    name = "gongkai.engagement"
    verbose_name = "解读回应"
