from __future__ import annotations

from django.urls import path

from gongkai.annual import views

urlpatterns = [
    path("", views.years, name="years"),
    path("<slug:code>/<int:year>/", views.year_page, name="year"),
    path("<slug:code>/<int:year>/<str:key>/", views.figure, name="figure"),
]
