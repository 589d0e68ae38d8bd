import django.db.models.deletion
from django.db import migrations, models

from gongkai.bodies import tables


class Migration(tables.Migration):
    initial = True

    dependencies = [
        ("bodies", "0001_initial"),
        ("publication", "0001_initial"),
        ("records", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChannelAccount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "platform",
                    models.CharField(
                        choices=[("weibo", "政务微博"), ("wechat", "政务微信")],
                        max_length=10,
                        verbose_name="平台",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="账号名称")),
                ("opened_on", models.DateField(verbose_name="开通日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="关停日期")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
            ],
            options={
                "verbose_name": "政务新媒体账号",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("platform", "name"), name="account_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None), ("closed_on__gte", models.F("opened_on")), _connector="OR"
                        ),
                        name="account_closes_after_opening",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChannelPost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("posted_at", models.DateTimeField(db_index=True, verbose_name="发布时间")),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("text", models.TextField(blank=True, verbose_name="正文")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="engagement.channelaccount",
                    ),
                ),
                (
                    "repeats",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="publication.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "推文",
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Activity",
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
                            ("press_conference", "新闻发布会"),
                            ("online_interview", "政府网站在线访谈"),
                            ("micro_interview", "微访谈"),
                            ("outreach", "政务公开三进活动"),
                            ("open_day", "政务公开日"),
                            ("hotline", "咨询热线"),
                            ("meeting", "工作会议"),
                            ("training", "培训"),
                            ("lesson", "每周一课"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="名称")),
                ("held_on", models.DateField(verbose_name="日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="地点")),
                (
                    "leader_present",
                    models.BooleanField(blank=True, null=True, verbose_name="主要负责同志参加"),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
            ],
            options={
                "verbose_name": "活动",
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None), ("ended_on__gte", models.F("held_on")), _connector="OR"
                        ),
                        name="activity_ends_after_start",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Count",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40, verbose_name="项目")),
                ("label", models.CharField(max_length=60, verbose_name="名称")),
                ("value", models.PositiveBigIntegerField(verbose_name="数值")),
                ("unit", models.CharField(max_length=10, verbose_name="单位")),
                ("approximate", models.BooleanField(default=False, verbose_name="约数")),
                ("source", models.CharField(max_length=150, verbose_name="来源")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counts",
                        to="engagement.activity",
                    ),
                ),
            ],
            options={
                "verbose_name": "活动数字",
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("activity", "key"), name="count_key_once")],
            },
        ),
        migrations.CreateModel(
            name="ExternalCase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("peoples_heart", "民心网"), ("12345", "12345热线"), ("other", "其他")],
                        max_length=15,
                        verbose_name="来源",
                    ),
                ),
                ("number", models.CharField(max_length=40, verbose_name="编号")),
                ("title", models.CharField(max_length=200, verbose_name="事项")),
                ("accepted_on", models.DateField(verbose_name="接收日期")),
                ("due_on", models.DateField(verbose_name="反馈时限")),
                ("replied_on", models.DateField(blank=True, null=True, verbose_name="反馈日期")),
                ("satisfied", models.BooleanField(blank=True, null=True, verbose_name="群众满意")),
                ("excellent", models.BooleanField(blank=True, null=True, verbose_name="优秀")),
                ("excellent_label", models.CharField(blank=True, max_length=30, verbose_name="优秀评定名称")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
            ],
            options={
                "verbose_name": "转办件",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("source", "number"), name="external_case_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replied_on", None),
                            ("replied_on__gte", models.F("accepted_on")),
                            _connector="OR",
                        ),
                        name="external_case_replied_after_receipt",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interpretation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("text", "文字解读"),
                            ("infographic", "图解"),
                            ("interview", "访谈解读"),
                            ("video", "视频解读"),
                        ],
                        max_length=12,
                        verbose_name="解读形式",
                    ),
                ),
                ("interpreter", models.CharField(blank=True, max_length=60, verbose_name="解读人")),
                ("planned_on", models.DateField(blank=True, null=True, verbose_name="计划日期")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interpretations",
                        to="records.record",
                    ),
                ),
                (
                    "record",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interprets",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "verbose_name": "政策解读",
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Proposal",
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
                        choices=[("suggestion", "人大代表建议"), ("proposal", "政协委员提案")],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("number", models.CharField(max_length=30, verbose_name="编号")),
                ("title", models.CharField(max_length=200, verbose_name="题目")),
                ("received_on", models.DateField(verbose_name="交办日期")),
                ("replied_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                ("withheld_reason", models.CharField(blank=True, max_length=200, verbose_name="不公开理由")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "verbose_name": "建议提案",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "year", "number"), name="proposal_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replied_on", None),
                            ("replied_on__gte", models.F("received_on")),
                            _connector="OR",
                        ),
                        name="proposal_replied_after_receipt",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("record", None), ("withheld_reason", "")),
                            models.Q(
                                ("replied_on__isnull", False),
                                models.Q(("record", None), ("withheld_reason", ""), _connector="OR"),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_reply_published_or_withheld",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicConcern",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="舆情事项")),
                (
                    "level",
                    models.CharField(
                        choices=[("major", "特别重大、重大突发事件"), ("ordinary", "其他政务舆情")],
                        max_length=10,
                        verbose_name="等级",
                    ),
                ),
                ("standard", models.CharField(blank=True, max_length=300, verbose_name="回应标准")),
                ("occurred_at", models.DateTimeField(blank=True, null=True, verbose_name="发生时间")),
                ("found_at", models.DateTimeField(verbose_name="发现时间")),
                (
                    "informed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="首次发布权威信息时间"),
                ),
                ("responded_at", models.DateTimeField(blank=True, null=True, verbose_name="回应时间")),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("press_conference", "新闻发布会"),
                            ("website", "政府网站"),
                            ("weibo_wechat", "微博微信"),
                            ("interview", "在线访谈"),
                            ("other", "其他方式"),
                        ],
                        max_length=20,
                        verbose_name="回应方式",
                    ),
                ),
                ("response", models.TextField(blank=True, verbose_name="回应内容")),
                ("evaluation", models.CharField(blank=True, max_length=300, verbose_name="效果评估")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
            ],
            options={
                "verbose_name": "政务舆情",
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("responded_at", None),
                            models.Q(
                                ("responded_at__gte", models.F("found_at")),
                                models.Q(("way", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="concern_response_has_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("informed_at", None), ("informed_at__gte", models.F("found_at")), _connector="OR"
                        ),
                        name="concern_informed_after_discovery",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("responded_at", None),
                            models.Q(("level", "major"), _negated=True),
                            ("way", "press_conference"),
                            _connector="OR",
                        ),
                        name="concern_grave_by_press_conference",
                    ),
                ],
            },
        ),
    ]
