from django.apps import AppConfig

from gongkai.shell.sentences import speak


class ShellConfig(AppConfig):
    name = "gongkai.shell"
    verbose_name = "界面框架"

    def ready(self) -> None:
        speak()
