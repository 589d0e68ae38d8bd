import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.bodies.guards import append_only, insert_unless

AFTER_RETURN = """
    EXISTS (SELECT 1 FROM publication_return r WHERE r.revision_id = NEW.revision_id)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0003_reserved_codes"),
        ("publication", "0002_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Return",
            fields=[
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="returned",
                        serialize=False,
                        to="publication.revision",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("author", "拟稿"),
                            ("first", "初审"),
                            ("second", "复审"),
                            ("approval", "批准"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(max_length=300, verbose_name="退回意见")),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "退回",
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="paper",
                        serialize=False,
                        to="publication.item",
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("year", models.PositiveSmallIntegerField(default=0)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
            ],
            options={
                "verbose_name": "平台页面",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("body", "kind", "year"), name="paper_of_body_once")
                ],
            },
        ),
        append_only("publication_return", "revision_id"),
        insert_unless("publication_clearance", "clearance_after_return", AFTER_RETURN),
    ]
