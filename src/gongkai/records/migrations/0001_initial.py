import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.bodies import tables


class Migration(tables.Migration):
    initial = True

    dependencies = [
        ("bodies", "0001_initial"),
        ("files", "0001_initial"),
        ("publication", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Record",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("information", "信息"), ("document", "公文"), ("rule", "政府信息公开制度")],
                        default="information",
                        max_length=12,
                        verbose_name="类型",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                (
                    "genre",
                    models.CharField(
                        choices=[
                            ("resolution", "决议"),
                            ("decision", "决定"),
                            ("order", "命令(令)"),
                            ("communique", "公报"),
                            ("announcement", "公告"),
                            ("public_notice", "通告"),
                            ("opinion", "意见"),
                            ("notice", "通知"),
                            ("circular", "通报"),
                            ("report", "报告"),
                            ("request", "请示"),
                            ("reply", "批复"),
                            ("motion", "议案"),
                            ("letter", "函"),
                            ("minutes", "纪要"),
                            ("other", "其他"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="体裁",
                    ),
                ),
                (
                    "legal_character",
                    models.CharField(
                        choices=[("RULE", "规章"), ("NORMATIVE", "行政规范性文件"), ("OTHER", "其他文件")],
                        default="OTHER",
                        max_length=10,
                        verbose_name="文件性质",
                    ),
                ),
                (
                    "issuer",
                    models.CharField(
                        choices=[
                            ("government", "区政府"),
                            ("government_office", "区政府办公室"),
                            ("body", "本单位"),
                        ],
                        default="body",
                        max_length=20,
                        verbose_name="制发名义",
                    ),
                ),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("theme", models.CharField(blank=True, max_length=40, verbose_name="主题分类")),
                ("made_on", models.DateField(verbose_name="成文日期")),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="生效日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="失效或废止日期")),
                (
                    "validity",
                    models.CharField(
                        choices=[
                            ("IN_FORCE", "有效"),
                            ("AMENDED", "已修改"),
                            ("LAPSED", "失效"),
                            ("REPEALED", "废止"),
                        ],
                        default="IN_FORCE",
                        max_length=10,
                        verbose_name="有效性",
                    ),
                ),
                ("columns", models.JSONField(blank=True, default=list, verbose_name="栏目")),
                ("key_areas", models.JSONField(blank=True, default=list, verbose_name="重点领域")),
                ("summary", models.CharField(blank=True, max_length=300, verbose_name="内容概述")),
                ("keywords", models.JSONField(blank=True, default=list, verbose_name="关键词")),
                ("html", models.TextField(blank=True, verbose_name="正文")),
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
                        default="draft",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("return_note", models.CharField(blank=True, max_length=300, verbose_name="退回意见")),
                ("version", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="record",
                        to="publication.item",
                    ),
                ),
                (
                    "revision",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publication.revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "政府信息",
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["body", "state", "-id"], name="record_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None),
                            ("effective_on", None),
                            ("ended_on__gte", models.F("effective_on")),
                            _connector="OR",
                        ),
                        name="record_ends_after_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("document_number", ""), _negated=True),
                        fields=("document_number",),
                        name="record_document_number_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Determination",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "attribute",
                    models.CharField(
                        choices=[
                            ("PROACTIVE", "主动公开"),
                            ("ON_REQUEST", "依申请公开"),
                            ("WITHHELD", "不予公开"),
                        ],
                        max_length=10,
                        verbose_name="公开属性",
                    ),
                ),
                ("ground", models.CharField(blank=True, max_length=200, verbose_name="依据")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="determinations",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "verbose_name": "公开属性认定",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("record",),
                        name="determination_one_valid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("attribute", "PROACTIVE"),
                            models.Q(("ground", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="determination_refusal_has_ground",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordAttachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="文件名")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "verbose_name": "附件",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("record", "position"), name="attachment_position_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Taxonomy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("column", "栏目"),
                            ("key_area", "重点领域"),
                            ("theme", "主题分类"),
                            ("mandatory", "法定主动公开内容"),
                        ],
                        max_length=10,
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=100)),
                ("description", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("valid_from", models.PositiveSmallIntegerField(verbose_name="起始年度")),
                (
                    "valid_to",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="截止年度"),
                ),
            ],
            options={
                "verbose_name": "分类",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "code", "valid_from"), name="term_once")
                ],
            },
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
