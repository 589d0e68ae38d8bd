import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.bodies import tables


class Migration(tables.Migration):
    initial = True

    dependencies = [
        ("bodies", "0001_initial"),
        ("casework", "0001_initial"),
        ("files", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Filing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="备案期限")),
                ("filed_on", models.DateField(blank=True, null=True, verbose_name="备案日期")),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filing",
                        to="casework.request",
                    ),
                ),
            ],
            options={
                "verbose_name": "答复备案",
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("number", models.CharField(max_length=20, verbose_name="序号")),
                ("item", models.CharField(max_length=200, verbose_name="任务")),
                ("requirement", models.TextField(verbose_name="工作要求")),
                ("carrier", models.CharField(blank=True, max_length=150, verbose_name="公开载体")),
                ("due_on", models.DateField(verbose_name="完成时限")),
                ("person", models.CharField(blank=True, max_length=60, verbose_name="责任人")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
            ],
            options={
                "verbose_name": "要点任务",
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["year", "body"], name="task_by_year")],
                "constraints": [
                    models.UniqueConstraint(fields=("body", "year", "number"), name="task_number_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskProgress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reported_on", models.DateField(verbose_name="填报日期")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "未启动"), ("going", "推进中"), ("done", "已完成")],
                        max_length=6,
                        verbose_name="进度",
                    ),
                ),
                ("note", models.CharField(max_length=500, verbose_name="进展情况")),
                ("evidence_name", models.CharField(blank=True, max_length=150, verbose_name="佐证材料")),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="oversight.task",
                    ),
                ),
            ],
            options={
                "verbose_name": "任务进度",
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["task", "reported_on"], name="progress_by_day")],
            },
        ),
        migrations.CreateModel(
            name="Problem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="发现年度")),
                ("text", models.CharField(max_length=300, verbose_name="问题")),
                ("measure", models.CharField(blank=True, max_length=300, verbose_name="改进措施")),
                ("outcome", models.CharField(blank=True, max_length=300, verbose_name="改进情况")),
                ("resolved_on", models.DateField(blank=True, null=True, verbose_name="解决日期")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
            ],
            options={
                "verbose_name": "存在问题",
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolved_on", None), models.Q(("outcome", ""), _negated=True), _connector="OR"
                        ),
                        name="problem_resolved_has_outcome",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
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
                            ("expiring", "临期"),
                            ("overdue", "逾期"),
                            ("filing", "未备案"),
                            ("stale_column", "栏目超期"),
                            ("unpublished", "应公开未公开"),
                            ("task", "任务进度"),
                            ("report", "年度报告"),
                        ],
                        max_length=15,
                        verbose_name="事由",
                    ),
                ),
                ("matter", models.CharField(max_length=300, verbose_name="催办事项")),
                ("issued_on", models.DateField(verbose_name="发出日期")),
                ("due_on", models.DateField(verbose_name="办结时限")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="反馈日期")),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="反馈情况")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
                (
                    "issuer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "催办单",
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_on", None),
                            ("answered_on__gte", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="reminder_answered_after_issue",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_on", None), models.Q(("answer", ""), _negated=True), _connector="OR"
                        ),
                        name="reminder_answer_has_words",
                    ),
                ],
            },
        ),
    ]
