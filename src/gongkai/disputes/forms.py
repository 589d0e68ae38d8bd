"""Forms of this room: opening a case, the small forms of each act, filters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from gongkai.bodies.models import PublicBody
from gongkai.casework.models import Request
from gongkai.disputes.enums import COURT_RESULTS, ComplaintChannel
from gongkai.disputes.models import Reconsideration
from gongkai.disputes.rules import review_results
from gongkai.disputes.services import ComplaintFacts, ReviewFacts, SuitFacts
from gongkai.law.disputes import DisputeResult
from gongkai.shell.fields import BodyFilter, TextField, day_field, to_choose, to_fill

FIRST_YEAR, LAST_YEAR = 2008, 2100
LINE = forms.Textarea(attrs={"rows": 2})


def _line(label: str, length: int, *, required: bool = True, help_text: str = "") -> forms.CharField:
    return TextField(
        label=label, max_length=length, required=required, help_text=help_text, error_messages=to_fill(label)
    )


class _CaseForm(forms.Form):
    """A case of one body; numbers of other cases are looked up among that body's own."""

    def __init__(self, *args: Any, body: PublicBody, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self._body = body

    def _request(self) -> Request | None:
        number = self.cleaned_data["request_number"].strip()
        if not number:
            return None
        found = Request.objects.filter(body=self._body, number=number).first()
        if found is None:
            raise forms.ValidationError("本机关没有这个收件编号的申请，请核对；不涉及申请的可以不填。")
        return found


class ReviewForm(_CaseForm):
    number = _line("复议案号", 60, help_text="照录复议机关的案号。")
    review_body = _line("复议机关", 100)
    matter = _line("复议事项", 200)
    applied_on = day_field("申请复议日期", required=True)
    copy_received_on = day_field("收到申请书副本日期", required=True)
    simple = forms.BooleanField(label="适用简易程序", required=False)
    request_number = _line("涉及的申请", 60, required=False, help_text="填写收件编号；不涉及申请的不填。")

    def clean_request_number(self) -> Request | None:
        return self._request()

    def facts(self) -> ReviewFacts:
        values = dict(self.cleaned_data)
        return ReviewFacts(request=values.pop("request_number"), **values)


class SuitForm(_CaseForm):
    number = _line("案号", 60, help_text="照录法院的案号。")
    court = _line("受诉法院", 100)
    matter = _line("诉讼事项", 200)
    filed_on = day_field("立案日期", required=True)
    copy_received_on = day_field("收到起诉状副本日期", required=True)
    review_number = _line(
        "先前的复议案号", 60, required=False, help_text="经过复议并已在本机关登记的，填写复议案号。"
    )
    after_review = forms.BooleanField(label="复议后起诉", required=False)
    reviewing_only = forms.BooleanField(label="本机关仅作为复议机关共同被告", required=False)
    request_number = _line("涉及的申请", 60, required=False, help_text="填写收件编号；不涉及申请的不填。")

    def clean_request_number(self) -> Request | None:
        return self._request()

    def clean_review_number(self) -> Reconsideration | None:
        number = self.cleaned_data["review_number"].strip()
        if not number:
            return None
        rows = Reconsideration.objects.select_related("request")
        found = rows.filter(body=self._body, number=number).first()
        if found is None:
            raise forms.ValidationError("本机关没有登记这个案号的行政复议，请核对，或先登记复议。")
        return found

    def facts(self) -> SuitFacts:
        values = dict(self.cleaned_data)
        return SuitFacts(
            request=values.pop("request_number"), reconsideration=values.pop("review_number"), **values
        )


class ComplaintForm(_CaseForm):
    channel = forms.ChoiceField(label="来源", choices=ComplaintChannel.choices)
    matter = _line("举报投诉事项", 200)
    received_on = day_field("收到日期", required=True)
    due_on = day_field("要求答复日期", required=False)

    def facts(self) -> ComplaintFacts:
        values = dict(self.cleaned_data)
        return ComplaintFacts(channel=ComplaintChannel(values.pop("channel")), **values)


class _ActForm(forms.Form):
    """A small form on the page of a case; ids bear the step's name, so that several stand on one page."""

    def __init__(self, *args: Any, step: str, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", "auto_id": f"{step}_%s", **kwargs})


class DayForm(_ActForm):
    on = day_field("提交日期", required=True)


class DecideForm(_ActForm):
    """`results` are the lawful ones of this kind of case."""

    result = forms.ChoiceField(label="结果", error_messages=to_choose("结果"))
    on = day_field("决定、裁判日期", required=True)

    def __init__(self, *args: Any, results: Mapping[DisputeResult, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["result"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [("", "请选择"), *((result.value, name) for result, name in results.items())]

    def chosen(self) -> DisputeResult:
        return DisputeResult(self.cleaned_data["result"])


def review_decision(*args: Any, applied_on: date, **kwargs: Any) -> DecideForm:
    return DecideForm(*args, results=review_results(applied_on), **kwargs)


def court_decision(*args: Any, **kwargs: Any) -> DecideForm:
    return DecideForm(*args, results=COURT_RESULTS, **kwargs)


class AppearanceForm(_ActForm):
    on = day_field("开庭日期", required=True)
    head_appeared = forms.BooleanField(label="负责人出庭应诉", required=False)
    absence_reason = TextField(label="未出庭的理由和出庭人员", max_length=200, required=False, widget=LINE)


class FindingForm(_ActForm):
    finding = TextField(
        label="调查处理结果",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=to_fill("调查处理结果"),
    )
    on = day_field("答复日期", required=True)


class LessonForm(_ActForm):
    lesson = TextField(
        label="原因分析和改进措施",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=to_fill("原因分析和改进措施"),
        help_text="不写当事人姓名。",
    )


class CaseFilter(BodyFilter):
    """What is not among the choices is ignored: a filter never shows an error."""

    text = TextField(
        label="案号、事项", required=False, max_length=100, widget=forms.TextInput(attrs={"data-search": ""})
    )
    open = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), ("yes", "未办结"), ("no", "已办结")]
    )
    year = forms.IntegerField(label="年度", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
