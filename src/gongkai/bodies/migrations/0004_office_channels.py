from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0003_reserved_codes"),
    ]

    operations = [
        migrations.AddField(
            model_name="publicbody",
            name="channels",
            field=models.JSONField(blank=True, default=list, verbose_name="受理申请的渠道"),
        ),
        migrations.AddIndex(
            model_name="auditrow",
            index=models.Index(fields=["body", "act", "at"], name="audit_by_act"),
        ),
    ]
