from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.disputes.views import acting, case, listing

urlpatterns: list[URLPattern] = [
    path("", listing.reconsiderations, name="reconsiderations"),
    path("new/", acting.reconsideration_new, name="reconsideration_new"),
    path("<int:pk>/", case.reconsideration, name="reconsideration"),
    path("<int:pk>/<slug:step>/", acting.reconsideration_act, name="reconsideration_act"),
    path("lawsuits/", listing.lawsuits, name="lawsuits"),
    path("lawsuits/new/", acting.lawsuit_new, name="lawsuit_new"),
    path("lawsuits/<int:pk>/", case.lawsuit, name="lawsuit"),
    path("lawsuits/<int:pk>/<slug:step>/", acting.lawsuit_act, name="lawsuit_act"),
    path("complaints/", listing.complaints, name="complaints"),
    path("complaints/new/", acting.complaint_new, name="complaint_new"),
    path("complaints/<int:pk>/", case.complaint, name="complaint"),
    path("complaints/<int:pk>/<slug:step>/", acting.complaint_act, name="complaint_act"),
]
