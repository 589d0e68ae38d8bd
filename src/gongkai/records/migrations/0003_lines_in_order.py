from django.db import migrations, models

import gongkai.records.keys


class Migration(migrations.Migration):
    """On SQLite the table is written anew in the order of its key; PostgreSQL has nothing to change."""

    dependencies = [("records", "0002_guards")]

    operations = [
        migrations.AlterField(
            model_name="recordline",
            name="record",
            field=gongkai.records.keys.KeyOfRow(
                on_delete=models.CASCADE,
                primary_key=True,
                related_name="line",
                serialize=False,
                to="records.record",
            ),
        ),
    ]
