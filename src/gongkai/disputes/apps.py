from django.apps import AppConfig


class DisputesConfig(AppConfig):
    name = "gongkai.disputes"
    verbose_name = "复议诉讼"
