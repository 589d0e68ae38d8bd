import django.db.models.deletion
from django.conf import settings
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
            name="RequestSubject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40)),
                ("name", models.CharField(max_length=60, verbose_name="主题")),
                ("position", models.PositiveSmallIntegerField()),
                ("valid_from", models.PositiveSmallIntegerField(verbose_name="起始年度")),
                (
                    "valid_to",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="截止年度"),
                ),
            ],
            options={
                "verbose_name": "申请主题",
                "constraints": [
                    models.UniqueConstraint(fields=("code", "valid_from"), name="request_subject_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("number", models.CharField(max_length=60, unique=True, verbose_name="收件编号")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("counter", "当面提交"),
                            ("post_signed", "邮寄（签收）"),
                            ("post_plain", "平常信函等无需签收的邮寄"),
                            ("post_elsewhere", "寄至本机关其他机构或个人的信函"),
                            ("fax", "传真"),
                            ("email", "电子邮件"),
                            ("web", "互联网提交"),
                            ("other", "其他公布的渠道"),
                        ],
                        max_length=20,
                        verbose_name="提交渠道",
                    ),
                ),
                ("oral", models.BooleanField(default=False, verbose_name="口头申请，由本机关代为填写")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="发出时间")),
                ("arrived_at", models.DateTimeField(blank=True, null=True, verbose_name="到达时间")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="确认时间")),
                (
                    "confirmed_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "phone"),
                            ("in_person", "in_person"),
                            ("email", "email"),
                            ("system", "system"),
                            ("agency_rule", "agency_rule"),
                        ],
                        max_length=20,
                        verbose_name="确认方式",
                    ),
                ),
                ("applicant_reachable", models.BooleanField(default=True, verbose_name="能够联系申请人")),
                ("received_on", models.DateField(verbose_name="收到申请之日")),
                (
                    "receipt_basis",
                    models.CharField(
                        choices=[
                            ("handed_in", "handed_in"),
                            ("signed_for", "signed_for"),
                            ("arrived", "arrived"),
                            ("confirmed", "confirmed"),
                            ("contact_restored", "contact_restored"),
                            ("agency_rule", "agency_rule"),
                            ("unconfirmed", "unconfirmed"),
                        ],
                        max_length=20,
                        verbose_name="收到日期依据",
                    ),
                ),
                ("careful", models.BooleanField(default=False, verbose_name="谨慎计算")),
                (
                    "regime",
                    models.CharField(
                        choices=[("R07", "R07"), ("R19", "R19")], max_length=3, verbose_name="适用条例"
                    ),
                ),
                (
                    "applicant_kind",
                    models.CharField(
                        choices=[
                            ("natural", "自然人"),
                            ("business", "商业企业"),
                            ("research", "科研机构"),
                            ("welfare", "社会公益组织"),
                            ("legal", "法律服务机构"),
                            ("other", "其他组织"),
                        ],
                        max_length=10,
                        verbose_name="申请人类型",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="申请事项")),
                ("description", models.TextField(verbose_name="所需信息的内容描述")),
                ("purpose", models.CharField(blank=True, max_length=300, verbose_name="用途")),
                (
                    "wished_form",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("paper", "纸质文本"),
                            ("electronic", "电子文档"),
                            ("disc", "光盘等载体"),
                            ("reading", "现场查阅、抄录"),
                        ],
                        max_length=12,
                        verbose_name="提供载体形式",
                    ),
                ),
                (
                    "wished_way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("post", "邮寄"),
                            ("pickup", "自行领取"),
                            ("email", "电子邮件"),
                            ("fax", "传真"),
                            ("web", "网上查询"),
                        ],
                        max_length=10,
                        verbose_name="获取方式",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to_register", "待登记"),
                            ("to_confirm", "待确认"),
                            ("handling", "办理中"),
                            ("correcting", "待补正"),
                            ("consulting", "征求意见中"),
                            ("paying", "待缴费"),
                            ("to_review", "待审核"),
                            ("to_sign", "待签发"),
                            ("to_deliver", "待送达"),
                            ("answered", "已答复"),
                            ("archived", "已归档"),
                            ("withdrawn", "已撤回"),
                            ("closed", "不再处理"),
                        ],
                        max_length=15,
                        verbose_name="办理状态",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="答复期限")),
                ("receipt_code", models.CharField(blank=True, max_length=40, verbose_name="查询码")),
                ("submission_digest", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ("archived_on", models.DateField(blank=True, null=True, verbose_name="归档日期")),
                ("version", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.requestsubject",
                    ),
                ),
            ],
            options={
                "verbose_name": "依申请公开申请",
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["body", "state", "-id"], name="request_by_state"),
                    models.Index(fields=["body", "received_on"], name="request_by_receipt"),
                    models.Index(fields=["body", "due_on"], name="request_by_term"),
                    models.Index(
                        fields=["id", "body", "state", "channel", "subject", "due_on", "number", "title"],
                        name="request_list",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("body", "year", "serial"), name="request_serial_once"),
                    models.CheckConstraint(
                        condition=models.Q(("careful", False), ("confirmed_at", None), _connector="OR"),
                        name="request_careful_unconfirmed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "to_register",
                                    "to_confirm",
                                    "handling",
                                    "correcting",
                                    "consulting",
                                    "paying",
                                    "to_review",
                                    "to_sign",
                                    "to_deliver",
                                    "answered",
                                    "archived",
                                    "withdrawn",
                                    "closed",
                                ],
                            )
                        ),
                        name="request_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("oral", False), ("channel", "counter"), _connector="OR"),
                        name="request_oral_counter",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Applicant",
            fields=[
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="applicant",
                        serialize=False,
                        to="casework.request",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="姓名或名称")),
                ("representative", models.CharField(blank=True, max_length=60, verbose_name="法定代表人")),
                ("contact_name", models.CharField(blank=True, max_length=60, verbose_name="联系人")),
                ("identity_kind", models.CharField(blank=True, max_length=30, verbose_name="证件名称")),
                ("identity_number", models.CharField(blank=True, max_length=40, verbose_name="证件号码")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="联系电话")),
                ("email", models.CharField(blank=True, max_length=120, verbose_name="电子邮箱")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="通信地址")),
                ("postal_code", models.CharField(blank=True, max_length=10, verbose_name="邮政编码")),
                ("erased_on", models.DateField(blank=True, null=True, verbose_name="去标识化日期")),
            ],
            options={
                "verbose_name": "申请人",
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Consultation",
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
                            ("third_party", "第三方"),
                            ("other_body", "其他机关"),
                            ("co_maker", "共同制作机关"),
                        ],
                        max_length=12,
                        verbose_name="对象",
                    ),
                ),
                ("party", models.CharField(max_length=100, verbose_name="征求意见对象")),
                ("sent_on", models.DateField(verbose_name="发出日期")),
                ("entered_on", models.DateField(blank=True, null=True, verbose_name="登记日期")),
                ("reached_on", models.DateField(blank=True, null=True, verbose_name="对方收到日期")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="收到意见日期")),
                ("consents", models.BooleanField(blank=True, null=True, verbose_name="同意公开")),
                ("opinion", models.TextField(blank=True, verbose_name="意见和理由")),
                ("answer_by", models.DateField(blank=True, null=True, verbose_name="答复意见期限")),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="casework.request",
                    ),
                ),
            ],
            options={
                "verbose_name": "征求意见",
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("told_on", models.DateField(verbose_name="告知日期")),
                ("days", models.PositiveSmallIntegerField(verbose_name="延长工作日数")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extension",
                        to="casework.request",
                    ),
                ),
            ],
            options={
                "verbose_name": "延期",
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("title", models.CharField(max_length=60, verbose_name="标题")),
                ("text", models.TextField(verbose_name="正文")),
                ("text_sha256", models.CharField(max_length=64)),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("made_on", models.DateField(blank=True, null=True, verbose_name="成文日期")),
                ("return_note", models.CharField(blank=True, max_length=300, verbose_name="退回意见")),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reply",
                        to="casework.request",
                    ),
                ),
            ],
            options={
                "verbose_name": "答复文书",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("document_number", ""), _negated=True),
                        fields=("document_number",),
                        name="reply_number_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplySignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "stage",
                    models.CharField(
                        choices=[("officer", "经办"), ("legal", "审核"), ("approval", "签发")], max_length=10
                    ),
                ),
                ("at", models.DateTimeField()),
                ("text_sha256", models.CharField(max_length=64)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="casework.reply",
                    ),
                ),
            ],
            options={
                "verbose_name": "答复审签",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("reply", "round", "stage"), name="reply_stage_once"),
                    models.UniqueConstraint(fields=("reply", "round", "person"), name="reply_person_once"),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["officer", "legal", "approval"])),
                        name="reply_stage_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="文件名")),
                ("purpose", models.CharField(max_length=60, verbose_name="用途")),
                ("added_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="casework.request",
                    ),
                ),
            ],
            options={
                "verbose_name": "案件材料",
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="SearchLog",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("searched_at", models.DateTimeField(verbose_name="检索时间")),
                ("place", models.CharField(max_length=150, verbose_name="检索范围")),
                ("terms", models.CharField(max_length=150, verbose_name="检索词")),
                ("result", models.CharField(max_length=300, verbose_name="检索结果")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="searches",
                        to="casework.request",
                    ),
                ),
            ],
            options={
                "verbose_name": "检索记录",
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="撤回日期")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="casework.request",
                    ),
                ),
            ],
            options={
                "verbose_name": "撤回申请",
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="CaseSerial",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("series", models.CharField(max_length=30)),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
                    ),
                ),
            ],
            options={
                "verbose_name": "编号",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("body", "year", "series"), name="case_serial_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("told_on", models.DateField(verbose_name="告知日期")),
                ("items", models.TextField(verbose_name="补正事项")),
                ("until", models.DateField(blank=True, null=True, verbose_name="补正期限")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="收到补正日期")),
                ("description", models.TextField(blank=True, verbose_name="补正后的内容描述")),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="casework.request",
                    ),
                ),
            ],
            options={
                "verbose_name": "补正",
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received_on", None), ("received_on__gte", models.F("told_on")), _connector="OR"
                        ),
                        name="correction_after_notice",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("regime", models.CharField(max_length=3)),
                ("outcome", models.CharField(max_length=40, verbose_name="办理结果")),
                ("reasons", models.TextField(blank=True, verbose_name="事实和理由")),
                (
                    "override",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("public_interest", "不公开可能对公共利益造成重大影响"),
                            ("no_good_reason", "第三方不同意公开，但没有合理理由"),
                        ],
                        max_length=20,
                        verbose_name="第三方不同意而决定公开的依据",
                    ),
                ),
                (
                    "override_reason",
                    models.TextField(blank=True, verbose_name="第三方不同意而决定公开的理由"),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="决定日期")),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="casework.request",
                    ),
                ),
            ],
            options={
                "verbose_name": "办理结果",
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("override", ""),
                            models.Q(("override_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="override_has_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Delay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("told_on", models.DateField(verbose_name="告知日期")),
                ("until", models.DateField(verbose_name="合理期限至")),
                ("reason", models.CharField(max_length=500, verbose_name="理由")),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delay",
                        to="casework.request",
                    ),
                ),
            ],
            options={
                "verbose_name": "延迟答复",
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="delay_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("told_on"))), name="delay_after_notice"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("handed", "当面交付"),
                            ("post", "邮政寄送"),
                            ("courier", "其他快递"),
                            ("electronic", "电子方式"),
                        ],
                        max_length=12,
                        verbose_name="送达方式",
                    ),
                ),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="交邮或发送日期")),
                ("arrived_on", models.DateField(blank=True, null=True, verbose_name="签收或到达日期")),
                ("cash_on_delivery", models.BooleanField(default=False, verbose_name="收件人付费")),
                ("tracking_number", models.CharField(blank=True, max_length=60, verbose_name="邮件号")),
                ("counted_on", models.DateField(verbose_name="答复之日")),
                ("on_time", models.BooleanField(verbose_name="按期")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                (
                    "proof",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delivery",
                        to="casework.request",
                    ),
                ),
            ],
            options={
                "verbose_name": "送达",
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["counted_on"], name="delivery_by_day")],
            },
        ),
        migrations.CreateModel(
            name="FeeNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=9, verbose_name="金额（元）")),
                (
                    "waived",
                    models.DecimalField(decimal_places=2, default=0, max_digits=9, verbose_name="减免（元）"),
                ),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[("by_request", "按件"), ("by_page", "按量")],
                        max_length=12,
                        verbose_name="计收方式",
                    ),
                ),
                ("units", models.PositiveIntegerField(blank=True, null=True, verbose_name="件次或者页数")),
                ("waiver", models.CharField(blank=True, max_length=200, verbose_name="减免理由")),
                ("basis", models.TextField(verbose_name="计算依据")),
                ("sent_on", models.DateField(verbose_name="通知发出日期")),
                ("reached_on", models.DateField(blank=True, null=True, verbose_name="申请人收到日期")),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="缴费日期")),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="fee", to="casework.request"
                    ),
                ),
            ],
            options={
                "verbose_name": "收费通知",
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("waived__gte", 0), ("waived__lte", models.F("amount"))),
                        name="fee_waived_within",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
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
                            ("correction", "补正告知书"),
                            ("extension", "延期答复告知书"),
                            ("delay", "延迟答复告知书"),
                            ("fee", "收费通知书"),
                            ("opinion", "征求意见文书"),
                            ("override", "决定公开告知第三方书"),
                            ("closed", "不再处理告知书"),
                        ],
                        max_length=12,
                        verbose_name="文书",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="标题")),
                ("text", models.TextField(blank=True, verbose_name="正文")),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("made_on", models.DateField(verbose_name="成文日期")),
                ("facts", models.JSONField(default=dict)),
                ("party", models.CharField(blank=True, max_length=100, verbose_name="征求意见对象")),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("handed", "当面交付"),
                            ("post", "邮政寄送"),
                            ("courier", "其他快递"),
                            ("electronic", "电子方式"),
                        ],
                        max_length=12,
                        verbose_name="送达方式",
                    ),
                ),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="交邮或发送日期")),
                ("arrived_on", models.DateField(blank=True, null=True, verbose_name="签收或到达日期")),
                ("tracking_number", models.CharField(blank=True, max_length=60, verbose_name="邮件号")),
                ("told_on", models.DateField(blank=True, null=True, verbose_name="告知之日")),
                ("voided_on", models.DateField(blank=True, null=True, verbose_name="作废日期")),
                (
                    "consultation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="casework.consultation",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proof",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="casework.request",
                    ),
                ),
            ],
            options={
                "verbose_name": "告知文书",
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("told_on", None), ("voided_on", None)),
                        fields=["request"],
                        name="notice_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["correction", "extension", "delay", "fee", "opinion", "override", "closed"],
                            )
                        ),
                        name="notice_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("told_on", None), models.Q(("way", ""), _negated=True), _connector="OR"
                        ),
                        name="notice_told_some_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("told_on", None), ("voided_on", None), _connector="OR"),
                        name="notice_told_or_void",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("told_on", None), ("told_on__gte", models.F("made_on")), _connector="OR"
                        ),
                        name="notice_told_after_made",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("kind__in", ["correction", "extension", "delay", "fee", "closed"]),
                            ("voided_on", None),
                        ),
                        fields=("request", "kind"),
                        name="notice_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("document_number", ""), _negated=True),
                        fields=("document_number",),
                        name="notice_number_once",
                    ),
                ],
            },
        ),
    ]
