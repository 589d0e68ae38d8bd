from django.db import migrations, models

from gongkai.bodies.guards import fixed


class Migration(migrations.Migration):
    """A column without a default is added in place: the guards of the table stay."""

    dependencies = [("oversight", "0002_guards")]

    operations = [
        migrations.AddField(
            model_name="reminder",
            name="grounds",
            field=models.JSONField(blank=True, null=True, verbose_name="事由"),
        ),
        *fixed("oversight_reminder", "grounds", part="grounds"),
    ]
