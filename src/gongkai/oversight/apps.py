from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "gongkai.oversight"
    verbose_name = "监督考核"

    def ready(self) -> None:
        """Add this room's measures, rows and words to the annual report, which stands below it."""
        from gongkai.annual.drafting import provide  # noqa: PLC0415 - models are loaded first
        from gongkai.annual.measures import contribute  # noqa: PLC0415
        from gongkai.oversight import reporting  # noqa: PLC0415

        contribute(reporting.measures)
        provide(reporting.words)
        reporting.tell_rows()
