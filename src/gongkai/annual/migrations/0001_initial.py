import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.bodies import tables


class Migration(tables.Migration):
    initial = True

    dependencies = [
        ("bodies", "0001_initial"),
        ("publication", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnnualReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("outline", models.CharField(max_length=40, verbose_name="提纲")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafting", "填报中"),
                            ("handed_in", "已报送"),
                            ("returned", "已退回"),
                            ("accepted", "已审核"),
                            ("published", "已公布"),
                        ],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("handed_on", models.DateField(blank=True, null=True, verbose_name="报送日期")),
                ("accepted_on", models.DateField(blank=True, null=True, verbose_name="审核日期")),
                ("frozen_on", models.DateField(blank=True, null=True, verbose_name="定稿日期")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="公布日期")),
                ("return_note", models.CharField(blank=True, max_length=300, verbose_name="退回意见")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
                (
                    "handed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="报送人",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="annual_report",
                        to="publication.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度报告",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("body", "year"), name="annual_report_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["drafting", "handed_in", "returned", "accepted", "published"])
                        ),
                        name="annual_report_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_on__isnull", False),
                            _connector="OR",
                        ),
                        name="annual_report_published_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            models.Q(("return_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="annual_report_returned_has_note",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CountingStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "register",
                    models.CharField(
                        choices=[
                            ("publication", "主动公开信息"),
                            ("gazette", "政府公报公开"),
                            ("other_ways", "其他方式公开"),
                            ("normative", "规范性文件"),
                            ("concerns", "热点和舆情回应"),
                            ("press", "新闻发布会"),
                            ("press_leader", "主要负责同志参加新闻发布会"),
                            ("interviews", "在线访谈"),
                            ("interviews_leader", "主要负责同志参加在线访谈"),
                            ("micro_interviews", "微访谈"),
                            ("interpretations", "政策解读稿件"),
                            ("activities", "政务公开活动"),
                            ("proposals", "建议提案办理结果公开"),
                            ("external_cases", "转办件"),
                            ("requests", "依申请公开"),
                            ("extensions", "延期办结"),
                            ("refusals", "不同意公开的理由"),
                            ("reconsiderations", "行政复议"),
                            ("lawsuits", "行政诉讼"),
                            ("complaints", "举报投诉"),
                            ("fees", "收费及减免"),
                            ("institution", "机构、人员和经费"),
                            ("meetings", "工作会议"),
                            ("training", "培训"),
                            ("rules", "信息公开制度"),
                            ("reports", "单位年度报告"),
                            ("directory", "机构职能和服务目录"),
                            ("licensing", "许可、处罚和收费决定"),
                            ("oversight", "要点任务和备案"),
                        ],
                        max_length=20,
                        verbose_name="统计台账",
                    ),
                ),
                ("counted", models.BooleanField(verbose_name="已统计")),
                ("source", models.CharField(max_length=200, verbose_name="依据")),
                ("stated_on", models.DateField(verbose_name="声明日期")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "统计声明",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("body", "year", "register"), name="counting_stated_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "register__in",
                                [
                                    "publication",
                                    "gazette",
                                    "other_ways",
                                    "normative",
                                    "concerns",
                                    "press",
                                    "press_leader",
                                    "interviews",
                                    "interviews_leader",
                                    "micro_interviews",
                                    "interpretations",
                                    "activities",
                                    "proposals",
                                    "external_cases",
                                    "requests",
                                    "extensions",
                                    "refusals",
                                    "reconsiderations",
                                    "lawsuits",
                                    "complaints",
                                    "fees",
                                    "institution",
                                    "meetings",
                                    "training",
                                    "rules",
                                    "reports",
                                    "directory",
                                    "licensing",
                                    "oversight",
                                ],
                            )
                        ),
                        name="counting_register_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="counting_has_source"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FigureFromOutside",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("key", models.CharField(max_length=60, verbose_name="指标")),
                ("unit_name", models.CharField(max_length=100, verbose_name="报送单位")),
                ("value", models.DecimalField(decimal_places=4, max_digits=14, verbose_name="数值")),
                ("source", models.CharField(max_length=200, verbose_name="来源")),
                ("handed_on", models.DateField(verbose_name="报送日期")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "系统外报送数字",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("body", "year", "key", "unit_name"), name="outside_figure_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__gte", 0)), name="outside_figure_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", ""), _negated=True),
                            models.Q(("unit_name", ""), _negated=True),
                        ),
                        name="outside_figure_has_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FrozenCell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("printed", models.CharField(blank=True, max_length=40, verbose_name="印出数")),
                (
                    "exact",
                    models.DecimalField(decimal_places=4, max_digits=14, null=True, verbose_name="实数"),
                ),
                ("rows", models.JSONField(default=dict)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="frozen",
                        to="annual.annualreport",
                    ),
                ),
            ],
            options={
                "verbose_name": "定稿数字",
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("report", "key"), name="frozen_cell_once")],
            },
        ),
        migrations.CreateModel(
            name="ReportSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=60, verbose_name="标题")),
                ("text", models.TextField(blank=True, verbose_name="正文")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="annual.annualreport",
                    ),
                ),
            ],
            options={
                "verbose_name": "报告章节",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("report", "position"), name="report_section_once")
                ],
            },
        ),
    ]
