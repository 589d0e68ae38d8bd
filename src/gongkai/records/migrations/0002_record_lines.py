import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0004_office_channels"),
        ("records", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="record",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "草稿"),
                    ("undetermined", "待认定"),
                    ("awaiting_first", "待初审"),
                    ("awaiting_second", "待复审"),
                    ("awaiting_approval", "待批准"),
                    ("returned", "退回修改"),
                    ("ready", "待发布"),
                    ("to_file", "待归档"),
                    ("published", "已发布"),
                    ("corrected", "已更正"),
                    ("withdrawn", "已撤回"),
                    ("filed", "已归档"),
                ],
                default="draft",
                max_length=20,
                verbose_name="状态",
            ),
        ),
        migrations.CreateModel(
            name="RecordLine",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="line",
                        serialize=False,
                        to="records.record",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("information", "信息"), ("document", "公文"), ("rule", "政府信息公开制度")],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("undetermined", "待认定"),
                            ("awaiting_first", "待初审"),
                            ("awaiting_second", "待复审"),
                            ("awaiting_approval", "待批准"),
                            ("returned", "退回修改"),
                            ("ready", "待发布"),
                            ("to_file", "待归档"),
                            ("published", "已发布"),
                            ("corrected", "已更正"),
                            ("withdrawn", "已撤回"),
                            ("filed", "已归档"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "attribute",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("PROACTIVE", "主动公开"),
                            ("ON_REQUEST", "依申请公开"),
                            ("WITHHELD", "不予公开"),
                        ],
                        max_length=10,
                    ),
                ),
                ("column", models.CharField(blank=True, max_length=40)),
                ("made_on", models.DateField()),
                ("text", models.TextField()),
                (
                    "body",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bodies.publicbody",
                    ),
                ),
            ],
            options={
                "verbose_name": "列表行",
                "base_manager_name": "objects",
            },
        ),
    ]
