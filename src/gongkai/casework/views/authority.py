"""救济机关: whom the letters of the seat's body name, dated."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.bodies.models import BodyAuthority
from gongkai.bodies.services import enter_authority
from gongkai.casework.forms import AuthorityForm
from gongkai.casework.wording import LAW
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.notices import leave_notice


@desk_view(Act.EDIT_OFFICE)
def authority(request: DeskRequest) -> HttpResponse:
    rows = list(BodyAuthority.objects.filter(body=request.seat.body).order_by("-valid_from"))
    posted = request.method == "POST"
    form = AuthorityForm(request.POST if posted else None, initial=_initial(rows))
    if form.is_valid() and _entered(request, form):
        leave_notice(request, "已登记，此后起草的答复书按新的登记写明救济途径。")
        return redirect("request_authority")
    values = {"form": form, "rows": rows, "law": LAW["authority"], "name": request.seat.body_name}
    return render(request, "casework/authority.html", values, status=422 if form.errors else 200)


def _initial(rows: list[BodyAuthority]) -> dict[str, object]:
    if not rows:
        return {}
    latest = rows[0]
    return {
        "review_bodies": "\n".join(latest.review_bodies),
        "court": latest.court,
        "review_online": latest.review_online,
        "reply_mark": latest.reply_mark,
    }


def _entered(request: DeskRequest, form: AuthorityForm) -> bool:
    """Whether the entry was made; else the form says why not."""
    try:
        enter_authority(
            body=request.seat.body,
            facts=form.facts(),
            since=form.cleaned_data["since"],
            actor=request.seat.person,
            at=timezone.now(),
        )
    except ValueError as fault:
        form.add_error("since", str(fault))
        return False
    return True
