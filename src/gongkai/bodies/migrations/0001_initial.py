import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.bodies import tables


class Migration(tables.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=50, unique=True, verbose_name="登录名")),
                ("display_name", models.CharField(max_length=50, verbose_name="姓名")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
                ("must_change", models.BooleanField(default=False, verbose_name="须更换口令")),
            ],
            options={
                "verbose_name": "人员",
            },
        ),
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_id", models.BigIntegerField(unique=True)),
                ("last_id", models.BigIntegerField(unique=True)),
                ("root", models.CharField(max_length=64)),
                ("hashes", models.BinaryField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "审计封存",
            },
        ),
        migrations.CreateModel(
            name="PublicBody",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=32, unique=True, verbose_name="主体代码")),
                ("office_name", models.CharField(blank=True, max_length=100, verbose_name="工作机构名称")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="办公地址")),
                ("hours", models.CharField(blank=True, max_length=200, verbose_name="办公时间")),
                ("phone", models.CharField(blank=True, max_length=50, verbose_name="联系电话")),
                ("fax", models.CharField(blank=True, max_length=50, verbose_name="传真号码")),
                ("email", models.CharField(blank=True, max_length=100, verbose_name="互联网联系方式")),
                ("postal_code", models.CharField(blank=True, max_length=10, verbose_name="邮政编码")),
                ("channels", models.JSONField(blank=True, default=list, verbose_name="受理申请的渠道")),
            ],
            options={
                "verbose_name": "公开主体",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__in",
                                [
                                    "all",
                                    "apply",
                                    "area",
                                    "areas",
                                    "assets",
                                    "bodies",
                                    "body",
                                    "column",
                                    "columns",
                                    "help",
                                    "kind",
                                    "log",
                                    "mandatory",
                                    "search",
                                    "static",
                                ],
                            ),
                            _negated=True,
                        ),
                        name="body_code_no_platform_page",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True)),
                ("act", models.CharField(max_length=50)),
                ("subject", models.CharField(db_index=True, max_length=120)),
                ("old", models.JSONField(default=dict)),
                ("new", models.JSONField(default=dict)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
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
            ],
            options={
                "verbose_name": "审计记录",
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["body", "act", "at"], name="audit_by_act")],
            },
        ),
        migrations.CreateModel(
            name="BodyPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("government", "区政府"),
                            ("department", "区政府部门"),
                            ("street", "街道办事处"),
                            ("town", "乡镇人民政府"),
                            ("other", "其他单位"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="排序")),
                ("reports", models.BooleanField(default=True, verbose_name="编制年度报告")),
                ("valid_from", models.DateField(verbose_name="自")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="至")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="periods",
                        to="bodies.publicbody",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="child_periods",
                        to="bodies.publicbody",
                    ),
                ),
            ],
            options={
                "verbose_name": "主体沿革",
                "constraints": [
                    models.UniqueConstraint(fields=("body", "valid_from"), name="body_period_starts_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("body",), name="body_one_open_period"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="body_period_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("body")), _negated=True),
                        name="body_not_its_own_parent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleAssignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("author", "拟稿人"),
                            ("first_reviewer", "初审人"),
                            ("second_reviewer", "复审人"),
                            ("approver", "批准人"),
                            ("registrar", "收件登记员"),
                            ("case_officer", "依申请经办人"),
                            ("legal_reviewer", "法制审核人"),
                            ("disclosure_head", "信息公开工作机构负责人"),
                            ("reporter", "年报填报人"),
                            ("supervisor", "区政务公开办督办员"),
                            ("leader", "分管领导"),
                            ("system_admin", "系统管理员"),
                            ("security_admin", "安全管理员"),
                            ("security_auditor", "安全审计员"),
                        ],
                        max_length=20,
                        verbose_name="角色",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="自")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="至")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="bodies.publicbody",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "角色分配",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "body", "role", "valid_from"), name="role_assigned_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="role_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BodyAuthority",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("review_bodies", models.JSONField(default=list, verbose_name="行政复议机关")),
                ("court", models.CharField(blank=True, max_length=100, verbose_name="管辖法院")),
                (
                    "review_online",
                    models.CharField(blank=True, max_length=200, verbose_name="互联网复议渠道"),
                ),
                ("reply_mark", models.CharField(blank=True, max_length=30, verbose_name="答复文书机关代字")),
                ("valid_from", models.DateField(verbose_name="自")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="至")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorities",
                        to="bodies.publicbody",
                    ),
                ),
            ],
            options={
                "verbose_name": "救济机关",
                "constraints": [
                    models.UniqueConstraint(fields=("body", "valid_from"), name="body_authority_starts_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("body",),
                        name="body_one_open_authority",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="body_authority_ends_after_start",
                    ),
                ],
            },
        ),
    ]
