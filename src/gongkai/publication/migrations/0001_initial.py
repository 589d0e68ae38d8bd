import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.bodies import tables


class Migration(tables.Migration):
    initial = True

    dependencies = [
        ("bodies", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicAct",
            fields=[
                ("sequence", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("edition", "发布"), ("tombstone", "撤回"), ("snapshot", "站点设置")],
                        max_length=10,
                    ),
                ),
                ("path", models.CharField(blank=True, max_length=100)),
                ("content_sha256", models.CharField(max_length=64)),
                ("touched", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "公开行为",
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("record", "政府信息"), ("paper", "平台页面")], max_length=10),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("path", models.CharField(max_length=100, unique=True)),
                ("index_number", models.CharField(max_length=100, unique=True, verbose_name="索引号")),
                ("counted_on", models.DateField(blank=True, null=True)),
                ("last_left_on", models.DateField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
            ],
            options={
                "verbose_name": "公开条目",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("body", "year", "serial"), name="item_serial_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ListHead",
            fields=[
                ("key", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("size", models.PositiveIntegerField(default=0)),
                ("live", models.PositiveIntegerField(default=0)),
                ("by_year", models.JSONField(default=dict)),
            ],
            options={},
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "act",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="snapshot",
                        serialize=False,
                        to="publication.publicact",
                    ),
                ),
                ("content", models.TextField()),
            ],
            options={
                "verbose_name": "站点快照",
            },
        ),
        migrations.CreateModel(
            name="ListEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("list_key", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField()),
                ("counted", models.BooleanField(default=True)),
                ("counted_on", models.DateField()),
                ("entered_on", models.DateField()),
                ("left_on", models.DateField(blank=True, null=True)),
                ("title", models.CharField(max_length=300)),
                ("body_name", models.CharField(max_length=100)),
                ("document_number", models.CharField(blank=True, max_length=100)),
                ("summary", models.CharField(blank=True, max_length=300, verbose_name="内容概述")),
                ("made_on", models.DateField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="publication.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "列表位置",
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["list_key", "counted_on"], name="list_by_counting_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("list_key", "position"), name="list_place_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("left_on", None)),
                        fields=("list_key", "item"),
                        name="list_item_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "route",
                    models.CharField(
                        choices=[("full", "初审、复审、批准"), ("short", "初审、批准")], max_length=10
                    ),
                ),
                ("content", models.TextField()),
                ("content_sha256", models.CharField(max_length=64)),
                ("submitted_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="publication.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "送审稿",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("item", "number"), name="revision_number_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Clearance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("at", models.DateTimeField()),
                ("content_sha256", models.CharField(max_length=64)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clearances",
                        to="publication.revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "审签",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("revision", "stage"), name="clearance_stage_once"),
                    models.UniqueConstraint(fields=("revision", "person"), name="clearance_person_once"),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["author", "first", "second", "approval"])),
                        name="clearance_stage_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sequence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("last", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="sequence_one_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="Serial",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("body", "year"), name="serial_row_once")],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "act",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="edition",
                        serialize=False,
                        to="publication.publicact",
                    ),
                ),
                ("first_published_on", models.DateField()),
                ("change_note", models.CharField(blank=True, max_length=200)),
                (
                    "approval",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publication.clearance",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="publication.item",
                    ),
                ),
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="edition",
                        to="publication.revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "发布版本",
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                (
                    "act",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="tombstone",
                        serialize=False,
                        to="publication.publicact",
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("reason", models.CharField(max_length=200)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tombstones",
                        to="publication.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "撤回",
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="standing",
                        serialize=False,
                        to="publication.item",
                    ),
                ),
                (
                    "edition",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publication.edition",
                    ),
                ),
                (
                    "tombstone",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publication.tombstone",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("edition", None), ("tombstone__isnull", False)),
                            models.Q(("edition__isnull", False), ("tombstone", None)),
                            _connector="OR",
                        ),
                        name="standing_edition_or_tombstone",
                    )
                ],
            },
        ),
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
    ]
