from __future__ import annotations

from django.urls import path

from gongkai.engagement import views

urlpatterns = [
    path("", views.accounts, name="accounts"),
    path("posts/", views.posts, name="posts"),
]
