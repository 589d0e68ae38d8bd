"""Every address of the desk. A view without a guard is on the short list of `UNGUARDED`; a test holds it."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from gongkai.desk import administration, auditing, granting, password, people, signin, views
from gongkai.desk.papers import views as papers

UNGUARDED = frozenset({"login", "logout", "seat"})

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.desk, name="desk"),
    path("help/", views.help_page, name="help"),
    path("login/", signin.sign_in, name="login"),
    path("logout/", signin.sign_out, name="logout"),
    path("password/", password.password, name="password"),
    path("seat/", signin.take_seat, name="seat"),
    path("records/", include("gongkai.records.urls")),
    path("requests/", include("gongkai.casework.urls")),
    path("disputes/", include("gongkai.disputes.urls")),
    path("channels/", include("gongkai.engagement.urls")),
    path("directory/", include("gongkai.directory.urls")),
    path("oversight/", include("gongkai.oversight.urls")),
    path("papers/", papers.papers, name="papers"),
    path("papers/<slug:code>/<slug:kind>/", papers.paper, name="paper"),
    path("papers/<slug:code>/<slug:kind>/submit/", papers.submit, name="paper_submit"),
    path("papers/<slug:code>/<slug:kind>/sign/", papers.sign, name="paper_sign"),
    path("papers/<slug:code>/<slug:kind>/return/", papers.send_back, name="paper_return"),
    path("papers/<slug:code>/<slug:kind>/publish/", papers.publish, name="paper_publish"),
    path("reports/", include("gongkai.annual.urls")),
    path("bodies/", administration.bodies, name="bodies"),
    path("bodies/<slug:code>/", administration.body, name="body"),
    path("bodies/<slug:code>/office/", administration.office, name="office"),
    path("people/", people.people, name="people"),
    path("people/new/", granting.new, name="person_new"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/roles/", granting.grant, name="role_grant"),
    path("people/<int:pk>/roles/<int:assignment>/end/", granting.end, name="role_end"),
    path("people/<int:pk>/reset/", people.reset, name="person_reset"),
    path("people/<int:pk>/close/", people.close, name="person_close"),
    path("people/<int:pk>/open/", people.reopen, name="person_open"),
    path("audit/", auditing.audit, name="audit"),
]

handler400 = "gongkai.shell.errors.bad_request"
handler403 = "gongkai.shell.errors.permission_denied"
handler404 = "gongkai.shell.errors.not_found"
handler500 = "gongkai.shell.errors.server_error"
