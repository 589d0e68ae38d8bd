import django.db.models.deletion
from django.db import migrations, models

from gongkai.bodies import tables


class Migration(tables.Migration):
    initial = True

    dependencies = [
        ("bodies", "0001_initial"),
        ("casework", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reconsideration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="复议案号")),
                ("review_body", models.CharField(max_length=100, verbose_name="复议机关")),
                ("matter", models.CharField(max_length=200, verbose_name="复议事项")),
                ("simple", models.BooleanField(default=False, verbose_name="适用简易程序")),
                ("applied_on", models.DateField(verbose_name="申请复议日期")),
                ("copy_received_on", models.DateField(verbose_name="收到申请书副本日期")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="提交书面答复日期")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="复议决定日期")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("review_upheld", "维持原行政行为"),
                            ("review_request_rejected", "驳回复议请求"),
                            ("review_changed", "变更原行政行为"),
                            ("review_annulled", "撤销原行政行为"),
                            ("review_illegal", "确认违法"),
                            ("review_perform", "责令限期履行"),
                            ("review_void", "确认无效"),
                            ("review_not_accepted", "不予受理"),
                            ("review_application_rejected", "驳回复议申请"),
                            ("review_terminated", "终止复议（撤回申请等）"),
                            ("settled", "调解、和解结案"),
                        ],
                        max_length=32,
                        verbose_name="复议结果",
                    ),
                ),
                ("lesson", models.TextField(blank=True, verbose_name="原因分析和改进")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reconsiderations",
                        to="casework.request",
                    ),
                ),
            ],
            options={
                "verbose_name": "行政复议",
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["body", "applied_on"], name="reconsideration_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("body", "number"), name="reconsideration_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_on", None), ("result", "")),
                            models.Q(
                                ("decided_on__isnull", False),
                                (
                                    "result__in",
                                    [
                                        "review_upheld",
                                        "review_request_rejected",
                                        "review_changed",
                                        "review_annulled",
                                        "review_illegal",
                                        "review_perform",
                                        "review_void",
                                        "review_not_accepted",
                                        "review_application_rejected",
                                        "review_terminated",
                                        "settled",
                                    ],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="reconsideration_decided_has_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_on", None), ("decided_on__gte", models.F("applied_on")), _connector="OR"
                        ),
                        name="reconsideration_decided_after_application",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("copy_received_on__gte", models.F("applied_on"))),
                        name="reconsideration_copy_after_application",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_on", None),
                            ("answered_on__gte", models.F("copy_received_on")),
                            _connector="OR",
                        ),
                        name="reconsideration_answered_after_copy",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lawsuit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="案号")),
                ("court", models.CharField(max_length=100, verbose_name="受诉法院")),
                ("matter", models.CharField(max_length=200, verbose_name="诉讼事项")),
                ("after_review", models.BooleanField(default=False, verbose_name="复议后起诉")),
                ("reviewing_only", models.BooleanField(default=False, verbose_name="仅作为复议机关共同被告")),
                ("filed_on", models.DateField(verbose_name="立案日期")),
                ("copy_received_on", models.DateField(verbose_name="收到起诉状副本日期")),
                ("defended_on", models.DateField(blank=True, null=True, verbose_name="提交答辩状和证据日期")),
                ("heard_on", models.DateField(blank=True, null=True, verbose_name="开庭日期")),
                ("head_appeared", models.BooleanField(blank=True, null=True, verbose_name="负责人出庭")),
                (
                    "absence_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="负责人未出庭的理由和出庭人员"),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="裁判日期")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("claim_rejected", "判决驳回诉讼请求"),
                            ("court_annulled", "判决撤销"),
                            ("court_perform", "判决履行、给付"),
                            ("court_illegal", "判决确认违法"),
                            ("court_void", "判决确认无效"),
                            ("court_changed", "判决变更"),
                            ("suit_rejected", "裁定驳回起诉"),
                            ("suit_withdrawn", "裁定准予撤诉"),
                            ("settled", "调解、和解结案"),
                        ],
                        max_length=32,
                        verbose_name="裁判结果",
                    ),
                ),
                ("lesson", models.TextField(blank=True, verbose_name="原因分析和改进")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lawsuits",
                        to="casework.request",
                    ),
                ),
                (
                    "reconsideration",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lawsuits",
                        to="disputes.reconsideration",
                    ),
                ),
            ],
            options={
                "verbose_name": "行政诉讼",
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["body", "filed_on"], name="lawsuit_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("body", "number"), name="lawsuit_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_on", None), ("result", "")),
                            models.Q(
                                ("decided_on__isnull", False),
                                (
                                    "result__in",
                                    [
                                        "claim_rejected",
                                        "court_annulled",
                                        "court_perform",
                                        "court_illegal",
                                        "court_void",
                                        "court_changed",
                                        "suit_rejected",
                                        "suit_withdrawn",
                                        "settled",
                                    ],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="lawsuit_decided_has_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reconsideration", None), ("after_review", True), _connector="OR"
                        ),
                        name="lawsuit_after_its_review",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewing_only", False), ("after_review", True), _connector="OR"
                        ),
                        name="lawsuit_reviewer_after_review",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("heard_on", None), ("head_appeared", None)),
                            models.Q(("heard_on__isnull", False), ("head_appeared__isnull", False)),
                            _connector="OR",
                        ),
                        name="lawsuit_heard_says_who_came",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_on", None), ("decided_on__gte", models.F("filed_on")), _connector="OR"
                        ),
                        name="lawsuit_decided_after_filing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("copy_received_on__gte", models.F("filed_on"))),
                        name="lawsuit_copy_after_filing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("defended_on", None),
                            ("defended_on__gte", models.F("copy_received_on")),
                            _connector="OR",
                        ),
                        name="lawsuit_defended_after_copy",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("heard_on", None), ("heard_on__gte", models.F("filed_on")), _connector="OR"
                        ),
                        name="lawsuit_heard_after_filing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("letter", "来信"),
                            ("visit", "来访"),
                            ("phone", "电话"),
                            ("web", "网络"),
                            ("transfer", "上级转办"),
                        ],
                        max_length=10,
                        verbose_name="来源",
                    ),
                ),
                ("matter", models.CharField(max_length=200, verbose_name="举报投诉事项")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="要求答复日期")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                ("finding", models.CharField(blank=True, max_length=300, verbose_name="调查处理结果")),
                ("lesson", models.TextField(blank=True, verbose_name="原因分析和改进")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
            ],
            options={
                "verbose_name": "举报投诉",
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["body", "received_on"], name="complaint_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on", None), ("finding", "")),
                            models.Q(
                                ("answered_on__isnull", False), models.Q(("finding", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="complaint_answered_says_what_was_found",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_on", None),
                            ("answered_on__gte", models.F("received_on")),
                            _connector="OR",
                        ),
                        name="complaint_answered_after_receipt",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on", None), ("due_on__gte", models.F("received_on")), _connector="OR"
                        ),
                        name="complaint_due_after_receipt",
                    ),
                ],
            },
        ),
    ]
