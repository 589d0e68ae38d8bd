"""Forms of this room: registration, one small form for each act, filters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from gongkai.casework.enums import ApplicantKind, RequestState, WishedForm, WishedWay
from gongkai.casework.models import RequestSubject
from gongkai.casework.services import Arrival, Attached, Handover, Identity, Wanted
from gongkai.casework.wording import CONFIRMED_HOW, PARTIES, WAYS
from gongkai.law.decisions import Outcome
from gongkai.law.events import ConsultationKind, DeliveryWay
from gongkai.law.numbering import FIRST_YEAR, DocumentNumber, NumberingError
from gongkai.law.receipt import CHANNEL_NAMES, Channel, ConfirmedHow
from gongkai.law.regimes import Regime, terms_of
from gongkai.shell.fields import AMOUNT, REQUIRED, day_field, moment_field

LARGEST_FILE = 20 * 1024 * 1024
LONGEST_NAME = 150
CHANNELS = [(channel.value, name) for channel, name in CHANNEL_NAMES.items()]
HOW = [(how.value, name) for how, name in CONFIRMED_HOW.items()]


def text_field(
    label: str, length: int, *, required: bool = True, rows: int = 0, help_text: str = ""
) -> forms.CharField:
    """A line, or a box of `rows` lines."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        widget=widget,
        error_messages=REQUIRED,
        help_text=help_text,
    )


def choice_field(
    label: str, choices: Iterable[tuple[str, str]], *, required: bool = True, radio: bool = False
) -> forms.ChoiceField:
    found = list(choices)
    if not required:
        found.insert(0, ("", "未写明"))
    return forms.ChoiceField(
        label=label,
        choices=found,
        required=required,
        widget=forms.RadioSelect if radio else forms.Select,
        error_messages=REQUIRED,
    )


class UploadField(forms.FileField):
    """A file of at most 20 MB with a name that fits."""

    def __init__(self, label: str, *, required: bool = False) -> None:
        errors = {"required": "请选择要上传的文件。", "empty": "所选文件是空的，请检查。"}
        super().__init__(
            label=label, required=required, error_messages=errors, help_text="单个文件不超过20MB。"
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            if (file.size or 0) > LARGEST_FILE:
                raise forms.ValidationError("单个文件不超过20MB，请压缩或拆分后再上传。")
            if len(file.name or "") > LONGEST_NAME:
                raise forms.ValidationError("文件名不超过150字，请改名后再上传。")
        return file


def attached(file: Any, purpose: str) -> Attached | None:
    if not isinstance(file, UploadedFile):
        return None
    name = file.name or "未命名文件"
    return Attached(name, file.content_type or "application/octet-stream", file.read(), purpose)


class ActForm(forms.Form):
    """A form of one act: `version` is that of the case which the person has read."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class RegisterForm(forms.Form):
    """收件登记: first what came and how, then who and what for."""

    channel = choice_field("提交渠道", CHANNELS)
    oral = forms.BooleanField(label="口头申请，由本机关代为填写", required=False)
    sent_at = moment_field("发出时间", required=False, help_text="信函写邮戳日期，网上申请写提交时间。")
    arrived_at = moment_field("到达时间", help_text="当面提交、签收、进入邮箱系统或者实际收到的时间。")
    confirmed_at = moment_field("与申请人确认的时间", required=False)
    confirmed_how = choice_field("确认方式", HOW, required=False)
    unreachable = forms.BooleanField(label="到达当日无法联系申请人", required=False)

    applicant_kind = choice_field("申请人类型", ApplicantKind.choices)
    name = text_field("姓名或者名称", 100)
    representative = text_field("法定代表人或者负责人", 60, required=False)
    contact_name = text_field("联系人", 60, required=False)
    identity_kind = text_field("证件名称", 30, required=False)
    identity_number = text_field("证件号码", 40, required=False)
    phone = text_field("联系电话", 40, required=False)
    email = text_field("电子邮箱", 120, required=False)
    address = text_field("通信地址", 200, required=False)
    postal_code = text_field("邮政编码", 10, required=False)

    title = text_field("申请事项", 120, help_text="一句话概括，如“示例地块房屋征收补偿方案”。")
    description = text_field("所需信息的内容描述", 5000, rows=6)
    purpose = text_field("用途", 300, required=False)
    subject = forms.ModelChoiceField(
        label="主题", queryset=RequestSubject.objects.none(), required=False, empty_label="未分类"
    )
    wished_form = choice_field("提供载体形式", WishedForm.choices, required=False)
    wished_way = choice_field("获取方式", WishedWay.choices, required=False)
    file = UploadField("申请书")

    GROUPS = (
        (
            "收件",
            ("channel", "oral", "sent_at", "arrived_at", "confirmed_at", "confirmed_how", "unreachable"),
        ),
        ("所需信息", ("title", "description", "purpose", "subject", "wished_form", "wished_way", "file")),
        (
            "申请人",
            (
                "applicant_kind",
                "name",
                "representative",
                "contact_name",
                "identity_kind",
                "identity_number",
                "phone",
                "email",
                "address",
                "postal_code",
            ),
        ),
    )

    def __init__(self, *args: Any, subjects: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        chooser = self.fields["subject"]
        assert isinstance(chooser, forms.ModelChoiceField)
        chooser.queryset = subjects

    def arrival(self) -> Arrival:
        values = self.cleaned_data
        return Arrival(
            channel=Channel(values["channel"]),
            oral=values["oral"],
            sent_at=values["sent_at"],
            arrived_at=values["arrived_at"],
            confirmed_at=values["confirmed_at"],
            confirmed_how=ConfirmedHow(values["confirmed_how"]) if values["confirmed_how"] else None,
            applicant_reachable=not values["unreachable"],
        )

    def identity(self) -> Identity:
        names = ("name", "representative", "contact_name", "identity_kind", "identity_number")
        more = ("phone", "email", "address", "postal_code")
        return Identity(**{name: self.cleaned_data[name].strip() for name in (*names, *more)})

    def wanted(self) -> Wanted:
        values = self.cleaned_data
        return Wanted(
            title=values["title"],
            description=values["description"],
            kind=ApplicantKind(values["applicant_kind"]),
            purpose=values["purpose"],
            subject=values["subject"],
            form=WishedForm(values["wished_form"]) if values["wished_form"] else None,
            way=WishedWay(values["wished_way"]) if values["wished_way"] else None,
        )

    def attachments(self) -> tuple[Attached, ...]:
        file = attached(self.cleaned_data.get("file"), "申请材料")
        return (file,) if file else ()


class ConfirmForm(ActForm):
    confirmed_at = moment_field("与申请人确认的时间")
    how = choice_field("确认方式", HOW)


class CorrectForm(ActForm):
    items = text_field("需要补正的事项", 1000, rows=5, help_text="一次性写明全部事项。")
    until = day_field("补正期限", help_text="合理的期限，一般不超过15个工作日。")


class CorrectedForm(ActForm):
    received_on = day_field("收到补正的日期")


class ConsultForm(ActForm):
    kind = choice_field("征求意见对象", [(kind.value, name) for kind, name in PARTIES.items()], radio=True)
    party = text_field("对象的姓名或者名称", 100)
    sent_on = day_field("征求意见书发出日期")
    reached_on = day_field("对方收到日期", required=False, help_text="有送达凭证的填写，尚未收到的留空。")

    def consultation_kind(self) -> ConsultationKind:
        return ConsultationKind(self.cleaned_data["kind"])


class OpinionForm(ActForm):
    consultation = forms.ChoiceField(label="征求意见书", error_messages=REQUIRED)
    reached_on = day_field("对方收到日期", required=False)
    answered_on = day_field("收到意见的日期")
    consents = choice_field(
        "意见", [("yes", "同意公开"), ("no", "不同意公开"), ("none", "没有明确表示")], radio=True
    )
    opinion = text_field("意见和理由", 1000, required=False, rows=4)

    def __init__(self, *args: Any, pending: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["consultation"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = list(pending)

    def answer(self) -> bool | None:
        answers: dict[str, bool | None] = {"yes": True, "no": False, "none": None}
        return answers[self.cleaned_data["consents"]]


class ExtendForm(ActForm):
    days = forms.IntegerField(
        label="延长工作日数", min_value=1, error_messages={**REQUIRED, "min_value": "延长的工作日数至少为1。"}
    )
    reason = text_field("理由", 300, rows=3)

    def __init__(self, *args: Any, regime: Regime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = terms_of(regime).extension_days
        self.fields["days"].initial = most
        self.fields["days"].help_text = f"最长{most}个工作日。"


class DelayForm(ActForm):
    until = day_field("合理期限至")


class ChargeForm(ActForm):
    amount = forms.DecimalField(
        label="应收金额（元）",
        max_digits=9,
        decimal_places=2,
        min_value=Decimal("0.01"),
        error_messages={**REQUIRED, **AMOUNT},
    )
    waived = forms.DecimalField(
        label="减免金额（元）",
        max_digits=9,
        decimal_places=2,
        min_value=0,
        required=False,
        error_messages=AMOUNT,
    )
    basis = text_field(
        "依据和计算方法", 200, rows=3, help_text="如：按量计收，68页，超过30页的38页每页10元。"
    )
    reached_on = day_field("申请人收到日期", required=False)


class PaidForm(ActForm):
    reached_on = day_field("申请人收到通知的日期", required=False)
    paid_on = day_field("缴费日期", required=False)


class SearchForm(ActForm):
    searched_at = moment_field("检索时间")
    place = text_field("检索范围", 150, help_text="如：综合档案室、业务管理系统。")
    terms = text_field("检索词", 150)
    result = text_field("检索结果", 300, rows=3)


class DetermineForm(ActForm):
    outcome = forms.ChoiceField(label="办理结果", widget=forms.RadioSelect, error_messages=REQUIRED)
    reasons = text_field("事实和理由", 4000, required=False, rows=6)

    def __init__(self, *args: Any, outcomes: Sequence[tuple[str, Sequence[Outcome]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["outcome"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [(leaf.key, leaf.label) for _, leaves in outcomes for leaf in leaves]


class DraftForm(ActForm):
    text = text_field("正文", 20_000, rows=18)


class ReasonForm(ActForm):
    """One text that an act must give."""

    reason = text_field("理由", 300, rows=3)

    def __init__(self, *args: Any, label: str = "理由", required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].required = required


class WithdrawForm(ActForm):
    on = day_field("撤回日期")
    note = text_field("说明", 300, required=False, rows=3)


class DeliverForm(ActForm):
    way = choice_field("送达方式", [(way.value, name) for way, name in WAYS.items()], radio=True)
    sent_on = day_field("交邮或者发送日期", required=False)
    arrived_on = day_field("签收或者到达日期", required=False)
    tracking_number = text_field("邮件号", 60, required=False)
    cash_on_delivery = forms.BooleanField(label="由收件人付费", required=False)
    proof = UploadField("送达凭证")
    note = text_field("说明", 300, required=False)

    def handover(self) -> Handover:
        values = self.cleaned_data
        return Handover(
            way=DeliveryWay(values["way"]),
            sent_on=values["sent_on"],
            arrived_on=values["arrived_on"],
            cash_on_delivery=values["cash_on_delivery"],
            tracking_number=values["tracking_number"],
            note=values["note"],
        )


class AttachForm(ActForm):
    file = UploadField("文件", required=True)
    purpose = text_field("用途", 60, help_text="如：申请材料、征求意见书、送达凭证。")


class AuthorityForm(forms.Form):
    """救济机关 and 机关代字: names as letters print them."""

    review_bodies = text_field(
        "行政复议机关", 300, rows=3, help_text="每行一个；申请人可以选择的，写在不同的行。"
    )
    court = text_field("管辖法院", 100)
    review_online = text_field(
        "互联网复议渠道", 200, required=False, help_text="2024年起，通过互联网送达的决定应当同时告知。"
    )
    reply_mark = text_field("答复文书机关代字", 30, help_text="如“示市监公开”，编入文号。")
    since = day_field("自何日起")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean_reply_mark(self) -> str:
        mark = str(self.cleaned_data["reply_mark"]).strip()
        try:
            DocumentNumber(mark, FIRST_YEAR, 1)
        except NumberingError as fault:
            raise forms.ValidationError(str(fault)) from fault
        return mark

    def facts(self) -> dict[str, Any]:
        lines = (line.strip() for line in self.cleaned_data["review_bodies"].splitlines())
        return {
            "review_bodies": [line for line in lines if line],
            "court": self.cleaned_data["court"].strip(),
            "review_online": self.cleaned_data["review_online"].strip(),
            "reply_mark": self.cleaned_data["reply_mark"],
        }


class FilterForm(forms.Form):
    """Filters of the list. What is not among the choices is ignored: a filter never shows an error."""

    text = forms.CharField(
        label="收件编号、申请事项",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"data-search": ""}),
    )
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *RequestState.choices])
    channel = forms.ChoiceField(label="渠道", required=False, choices=[("", "全部"), *CHANNELS])
    subject = forms.ChoiceField(label="主题", required=False)
    due = forms.ChoiceField(
        label="期限",
        required=False,
        choices=[("", "全部"), ("overdue", "逾期"), ("soon", "临期（三日内）"), ("open", "未办结")],
    )
    body = forms.ChoiceField(label="单位", required=False)

    def __init__(
        self,
        data: Mapping[str, str],
        *,
        subjects: Iterable[tuple[str, str]],
        bodies: Sequence[tuple[int, str]],
    ) -> None:
        super().__init__(data, label_suffix="", auto_id="filter_%s")
        self._set("subject", [("", "全部"), *subjects])
        self._set("body", [("", "全部"), *((str(pk), name) for pk, name in bodies)])
        if len(bodies) < 2:  # noqa: PLR2004 - one body is no choice
            del self.fields["body"]

    def _set(self, name: str, choices: list[tuple[str, str]]) -> None:
        chooser = self.fields[name]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = choices

    def value(self, name: str) -> str:
        """The chosen value, empty where nothing valid was chosen or the filter is not offered."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "").strip()

    @property
    def active(self) -> bool:
        return any(self.value(name) for name in self.fields)
