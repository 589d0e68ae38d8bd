"""Components of the desk's templates: icons, badges, fields, dates, addresses of static files."""

from __future__ import annotations

from copy import copy
from datetime import date, datetime
from functools import cache
from typing import Any

from django import forms, template
from django.forms import BaseForm, BoundField
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from gongkai.law.wording import plain_minute
from gongkai.portal.pages.wording import chinese_date as portal_date
from gongkai.portal.pages.wording import file_size as portal_size
from gongkai.shell import static
from gongkai.shell.fields import INSANE, SAID

register = template.Library()


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon as markup, the desk's own before the portal's; decorative, so a word stands beside it."""
    own = static.OWN / "icons" / f"{name}.svg"
    path = own if own.exists() else static.SHARED / "icons" / f"{name}.svg"
    return mark_safe(path.read_text("utf-8").strip())  # noqa: S308 - our own file


@register.simple_tag
def asset(name: str) -> str:
    return static.static_href(name)


@register.filter
def chinese_date(day: date | None) -> str:
    """2017年3月20日; a moment is read in Beijing time, nothing gives nothing."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = timezone.localdate(day)
    return portal_date(day.isoformat())


@register.filter
def minute(at: datetime) -> str:
    """2017年3月20日 09:30, in Beijing time."""
    return plain_minute(timezone.localtime(at))


@register.filter
def file_size(size: int) -> str:
    return portal_size(size)


@register.filter
def grouped(number: int | None) -> str:
    return "未统计" if number is None else f"{number:,}"


@register.inclusion_tag("shell/badge.html")
def badge(state: Any) -> dict[str, Any]:
    """A state with `word`, `icon` and `tone`."""
    return {"state": state}


@register.inclusion_tag("shell/field.html")
def field(bound: BoundField, law: str = "") -> dict[str, Any]:
    """A form field with its errors before it and the law's words beside it."""
    widget = bound.field.widget
    group = getattr(widget, "input_type", "") in {"radio", "checkbox"} and hasattr(widget, "choices")
    tick = getattr(widget, "input_type", "") == "checkbox" and not group
    bound.help_text = _with_limit(bound)
    return {"field": bound, "law": law, "group": group, "tick": tick}


def _with_limit(bound: BoundField) -> str:
    """What helps with the field; a box for several lines says how much it holds, once."""
    most, text = getattr(bound.field, "max_length", None), str(bound.help_text)
    if not most or not isinstance(bound.field.widget, forms.Textarea) or f"不超过{most}字" in text:
        return text
    return f"{text}不超过{most}字。"


@register.inclusion_tag("shell/summary.html")
def error_summary(form: BaseForm, heading: str = "") -> dict[str, Any]:
    """Every fault with a link to its field, below how many there are or another `heading`."""
    fields = [bound for bound in form if bound.errors]
    return {
        "form": form,
        "fields": fields,
        "count": sum(len(faults) for faults in form.errors.values()),
        "heading": heading,
    }


@register.simple_tag
def filter_box(bound: BoundField) -> SafeString:
    """The field of a filter with what was typed, also where it was not understood.

    A box for days or numbers, and a list of choices, would show nothing of it.
    """
    typed = bound.data
    if not bound.errors or not isinstance(typed, str):
        return bound.as_widget()
    if isinstance(bound.field, forms.ChoiceField):
        widget = copy(bound.field.widget)
        widget.choices = [*widget.choices, (typed, f"{typed}（无法识别）")]
        return bound.as_widget(widget=widget)
    return bound.as_widget(widget=forms.TextInput())


@register.simple_tag
def misread(form: BaseForm) -> list[str]:
    """A sentence for each filter that was not understood, or that cannot be followed."""
    return [_of_filter(bound) for bound in form if bound.errors]


def _of_filter(bound: BoundField) -> str:
    typed = str(bound.data)[:40]
    for fault in bound.errors.as_data():
        if fault.code == SAID:
            return "".join(fault.messages)
        if fault.code == "max_length":
            most = (fault.params or {})["limit_value"]
            return f"“{bound.label}”最多{most}字，没有按它筛选；请缩短后再筛选。"
        if fault.code == INSANE:
            return f"没有按“{bound.label}”中的“{typed}”筛选：{''.join(fault.messages)}"
        if fault.code in {"min_value", "max_value"} and isinstance(bound.field, forms.IntegerField):
            within = f"{bound.field.min_value}至{bound.field.max_value}"
            return f"“{bound.label}”应在{within}之间，没有按“{typed}”筛选；请改正后再筛选。"
    return f"“{bound.label}”中的“{typed}”无法识别，没有按它筛选；请改正后再筛选。"


@register.inclusion_tag("shell/pager.html")
def pager(page: Any) -> dict[str, Any]:
    return {"page": page}
