from __future__ import annotations

from django.urls import path

from gongkai.annual.views import counting, figures, reports

urlpatterns = [
    path("", figures.years, name="years"),
    path("units/", reports.reports, name="reports"),
    path("<slug:code>/<int:year>/", figures.year_page, name="year"),
    path("<slug:code>/<int:year>/text/", reports.text, name="report_text"),
    path("<slug:code>/<int:year>/text/<int:position>/", reports.section, name="report_section"),
    path("<slug:code>/<int:year>/acts/<slug:step>/", reports.act, name="report_act"),
    path("<slug:code>/<int:year>/counting/", counting.counting, name="report_counting"),
    path("<slug:code>/<int:year>/<str:key>/", figures.figure, name="figure"),
]
