"""A person changes their own password; every other session of theirs ends with it.

Whoever finds a desk open guesses the present password no more often than at the sign-in.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django import forms
from django.contrib.auth import password_validation, update_session_auth_hash
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person
from gongkai.bodies.services import change_password
from gongkai.desk.signin import address_of_request, failure_key, note_failure, stopped
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.notices import leave_notice

TOO_MANY: Final = "现用口令连续多次不正确，请在15分钟后再试；忘记口令的，请联系系统管理员。"
_FAULTS: Final = {
    "password_too_short": "新口令不足10个字符，请加长。",
    "password_too_common": "这个口令太常见，容易被猜到，请换一个。",
    "password_too_similar": "新口令含有登录名或者与之相近，请换一个。",
}


def _field(label: str, use: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=200,
        strip=False,
        help_text=help_text,
        error_messages={"required": f"请{label if label.startswith('再') else '填写' + label}。"},
        widget=forms.PasswordInput(attrs={"autocomplete": use}),
    )


class PasswordForm(forms.Form):
    """The old password proves who sits there; the new one is typed twice."""

    old = _field("现用口令", "current-password")
    new = _field("新口令", "new-password", "不少于10个字符，不含登录名，不用常见口令。")
    again = _field("再填一次新口令", "new-password")

    def __init__(self, person: Person, address: str, at: datetime, data: QueryDict | None) -> None:
        super().__init__(data, label_suffix="")
        self.person, self.address, self.at = person, address, at

    def clean_old(self) -> str:
        """Counted by person, wherever they sit: a session that was taken may come from any address."""
        old, key = str(self.cleaned_data["old"]), failure_key(self.person.username, "")
        if stopped(key, self.address, self.at):
            raise forms.ValidationError(TOO_MANY)
        if not self.person.check_password(old):
            note_failure(key, self.address, self.at)
            raise forms.ValidationError("现用口令不正确，请重新填写。")
        return old

    def clean_new(self) -> str:
        new = str(self.cleaned_data["new"])
        try:
            password_validation.validate_password(new, self.person)
        except forms.ValidationError as error:
            known = [_FAULTS[fault.code] for fault in error.error_list if fault.code in _FAULTS]
            raise forms.ValidationError(known or error.messages) from error
        if self.person.username.casefold() in new.casefold():
            raise forms.ValidationError(_FAULTS["password_too_similar"])
        return new

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "new" in values and values["new"] == values.get("old"):
            self.add_error("new", "新口令与现用口令相同，请换一个。")
        if "new" in values and "again" in values and values["new"] != values["again"]:
            self.add_error("again", "两次填写的新口令不一致，请重新填写。")
        return values


@sensitive_post_parameters("old", "new", "again")
@desk_view(Act.VIEW_BODIES)
def password(request: DeskRequest) -> HttpResponse:
    """The form of whoever works at the desk: every role may see its own body."""
    person = request.seat.person
    posted = request.POST if request.method == "POST" else None
    form = PasswordForm(person, address_of_request(request), timezone.now(), posted)
    if form.is_valid():
        change_password(
            person=person,
            password=form.cleaned_data["new"],
            body=request.seat.body,
            at=timezone.now(),
        )
        update_session_auth_hash(request, person)
        leave_notice(request, "口令已更换，在其他电脑上的登录已经失效。")
        return redirect("desk")
    return render(request, "desk/password.html", {"form": form}, status=422 if form.errors else 200)
