import django.db.models.deletion
from django.db import migrations, models

from gongkai.bodies import tables


class Migration(tables.Migration):
    initial = True

    dependencies = [
        ("bodies", "0001_initial"),
        ("files", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ServiceItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, verbose_name="事项编码")),
                ("name", models.CharField(max_length=120, verbose_name="事项名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("licence", "行政许可"),
                            ("confirmation", "行政确认"),
                            ("payment", "行政给付"),
                            ("public_service", "公共服务"),
                            ("intermediary", "中介服务"),
                            ("other", "其他"),
                        ],
                        max_length=16,
                        verbose_name="类别",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="列入目录日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="取消日期")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
            ],
            options={
                "verbose_name": "政务服务事项",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("body", "code"),
                        name="service_item_code_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="service_item_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceWindow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="自")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="至")),
                ("name", models.CharField(max_length=60, verbose_name="窗口名称")),
                ("place", models.CharField(max_length=150, verbose_name="地点")),
                ("hours", models.CharField(max_length=150, verbose_name="办公时间")),
                ("phone", models.CharField(max_length=40, verbose_name="办公电话")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
            ],
            options={
                "verbose_name": "服务窗口",
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="window_ends_after_start",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceGuide",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="至")),
                ("basis", models.CharField(max_length=300, verbose_name="办理依据")),
                ("conditions", models.TextField(max_length=2000, verbose_name="办理条件")),
                ("materials", models.JSONField(default=list, verbose_name="申请材料")),
                ("steps", models.JSONField(default=list, verbose_name="办理流程")),
                ("term", models.CharField(max_length=60, verbose_name="办理时限")),
                ("fee", models.CharField(max_length=150, verbose_name="收费标准")),
                ("valid_from", models.DateField(verbose_name="修订日期")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guides",
                        to="directory.serviceitem",
                    ),
                ),
                (
                    "window",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guides",
                        to="directory.servicewindow",
                        verbose_name="办理窗口",
                    ),
                ),
            ],
            options={
                "verbose_name": "办事指南",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("item",),
                        name="service_guide_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="service_guide_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WindowStaff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="自")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="至")),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("duties", models.CharField(max_length=100, verbose_name="岗位")),
                ("phone", models.CharField(max_length=40, verbose_name="办公电话")),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "window",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staff",
                        to="directory.servicewindow",
                        verbose_name="所在窗口",
                    ),
                ),
            ],
            options={
                "verbose_name": "窗口工作人员",
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="window_staff_leaves_after_coming",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ComplaintLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="自")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="至")),
                ("name", models.CharField(max_length=60, verbose_name="受理部门")),
                ("phone", models.CharField(max_length=40, verbose_name="监督投诉电话")),
                ("address", models.CharField(blank=True, max_length=150, verbose_name="地址")),
                ("hours", models.CharField(blank=True, max_length=100, verbose_name="时间")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
            ],
            options={
                "verbose_name": "监督投诉渠道",
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="complaint_line_ends_after_start",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InnerOffice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="自")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="至")),
                ("name", models.CharField(max_length=60, verbose_name="内设机构")),
                ("functions", models.CharField(max_length=500, verbose_name="职能")),
                ("head", models.CharField(max_length=40, verbose_name="负责人")),
                ("phone", models.CharField(max_length=40, verbose_name="办公电话")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
            ],
            options={
                "verbose_name": "内设机构",
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="inner_office_ends_after_start",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Leader",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("post", models.CharField(max_length=100, verbose_name="职务")),
                ("duties", models.CharField(max_length=500, verbose_name="工作分工")),
                ("phone", models.CharField(max_length=40, verbose_name="办公电话")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("valid_from", models.DateField(verbose_name="任职日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="离任日期")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "领导班子成员",
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="leader_leaves_after_coming",
                    )
                ],
            },
        ),
    ]
