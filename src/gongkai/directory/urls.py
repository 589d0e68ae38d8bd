from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.directory.views import catalogue, entries, institution

urlpatterns: list[URLPattern] = [
    path("", institution.institution, name="institution"),
    path("new/", entries.entry_new, name="entry_new"),
    path("services/", catalogue.services, name="services"),
    path("services/<int:pk>/", catalogue.service, name="service"),
    path("services/<int:pk>/guide/", catalogue.service_guide, name="service_guide"),
    path("<slug:kind>/<int:pk>/replace/", entries.entry_replace, name="entry_replace"),
    path("<slug:kind>/<int:pk>/end/", entries.entry_end, name="entry_end"),
]
