from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "gongkai.shell"
    verbose_name = "界面框架"
