from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "gongkai.directory"
    verbose_name = "政务服务"
