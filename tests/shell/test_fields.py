"""A slip of the finger in a year is refused where it is typed: a term counted from it would break every list."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.utils import timezone

from gongkai.shell.fields import TextField, day_field, moment_field


@pytest.mark.parametrize("typed", ["0206-11-20", "1999-12-31", "2007-12-31", "2206-12-20", "9999-12-31"])
def test_a_day_from_which_no_term_can_be_counted_is_refused(typed):
    with pytest.raises(ValidationError, match="请核对年份"):
        day_field("日期").clean(typed)
    with pytest.raises(ValidationError, match="请核对年份"):
        moment_field("时间").clean(f"{typed} 09:30")


def test_days_of_the_law_are_taken():
    assert day_field("日期").clean("2008-01-01") == date(2008, 1, 1)
    assert moment_field("时间").clean("2017-03-20 09:30").year == 2017
    assert day_field("日期", required=False).clean("") is None


def test_a_historic_day_may_lie_before_the_regulation():
    assert day_field("成文日期", historic=True).clean("1986-05-04") == date(1986, 5, 4)
    with pytest.raises(ValidationError, match="请核对年份"):
        day_field("成文日期", historic=True).clean("0206-11-20")


def test_what_happens_tomorrow_has_not_happened_yet():
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError, match="答复日期晚于今日"):
        day_field("答复日期").clean(tomorrow.isoformat())
    assert day_field("反馈时限").clean(tomorrow.isoformat()) == tomorrow


@pytest.mark.parametrize("typed", ["2999-01-01", "9999-12-31"])
def test_what_has_happened_is_told_that_it_lies_ahead_and_not_the_bounds_of_a_term(typed):
    with pytest.raises(ValidationError) as refused:
        day_field("成文日期", historic=True).clean(typed)
    assert refused.value.messages == ["成文日期晚于今日，请核对。"]
    with pytest.raises(ValidationError) as refused:
        moment_field("检索时间").clean(f"{typed} 09:30")
    assert refused.value.messages == ["检索时间晚于现在，请核对。"]
    with pytest.raises(ValidationError, match="不早于1900年1月1日，请核对年份"):
        day_field("成文日期", historic=True).clean("0206-11-20")
    with pytest.raises(ValidationError, match="之间，请核对年份"):
        day_field("反馈时限").clean(typed)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (forms.CharField(), "", "请填写此项。"),
        (forms.CharField(max_length=3), "四个字的", "最多3字，现有4字，请删减。"),
        (forms.CharField(), "\x00坏", "含有无法保存的控制字符，请删去后重新填写。"),
        (forms.IntegerField(min_value=1), "0", "不能小于1，请核对。"),
        (forms.IntegerField(max_value=9), "10", "不能大于9，请核对。"),
        (forms.IntegerField(), "x", "请填写整数。"),
        (forms.ChoiceField(choices=[("a", "甲")]), "b", "“b”不在可选项中，请从列表中选择。"),
        (forms.MultipleChoiceField(choices=[("a", "甲")]), ["b"], "“b”不在可选项中，请从列表中选择。"),
        (forms.FileField(), SimpleUploadedFile("a.txt", b""), "所选文件是空的，请检查后重新选择。"),
    ],
)
def test_a_field_without_words_of_its_own_says_what_to_do_next(field, typed, sentence):
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    assert refused.value.messages == [sentence]


def test_a_text_is_kept_as_it_is_seen_and_has_one_line_unless_its_box_has_more():
    pasted = "\ufeff一\u202e、\n二\u200b\x00 "
    assert TextField().clean(pasted) == "一、 二"
    assert TextField(widget=forms.Textarea).clean(pasted) == "一、\n二"
    assert TextField(max_length=2).clean("一\u200b二") == "一二"  # what is counted is what is seen


def all_below(kind):
    return [found for below in kind.__subclasses__() for found in (below, *all_below(below))]


def test_every_text_of_every_form_is_taken_so_but_passwords():
    import_module("gongkai.desk.urls")
    rooms = [form for form in all_below(forms.Form) if form.__module__.startswith("gongkai.")]
    others = {
        f"{form.__name__}.{name}"
        for form in rooms
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField)
        and not isinstance(field, TextField | forms.RegexField)
        and not isinstance(field.widget, forms.PasswordInput)
    }
    assert len(rooms) > 30
    assert others == set()


class Boxes(forms.Form):
    """Boxes of several lines and of one, with help and without."""

    plain = forms.CharField(max_length=300, widget=forms.Textarea)
    helped = forms.CharField(max_length=200, widget=forms.Textarea, help_text="写明经过。")
    told = forms.CharField(max_length=100, widget=forms.Textarea, help_text="不超过100字，公开显示。")
    endless = forms.CharField(widget=forms.Textarea)
    line = forms.CharField(max_length=60)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("plain", "不超过300字。"),
        ("helped", "写明经过。不超过200字。"),
        ("told", "不超过100字，公开显示。"),
        ("endless", ""),
        ("line", ""),
    ],
)
def test_a_box_for_several_lines_says_once_how_much_it_holds(name, words):
    form = Boxes()
    template = Template(f"{{% load shell %}}{{% field form.{name} %}}")
    for _again in range(2):
        shown = template.render(Context({"form": form}))
    help_of = f'<p class="help" id="id_{name}_helptext">{words}</p>'
    assert (help_of in shown) is bool(words)
    assert ("不超过" in shown) is bool(words)
    assert (f'aria-describedby="id_{name}_helptext"' in shown) is bool(words)
