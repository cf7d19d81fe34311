"""The addresses of results."""

from __future__ import annotations

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("o/<slug:slug>/rounds/<slug:code>/dashboard/", views.dashboard, name="dashboard"),
    path(
        "o/<slug:slug>/rounds/<slug:code>/dashboard/questions/<int:position>/",
        views.question_detail,
        name="question-detail",
    ),
    path("o/<slug:slug>/rounds/<slug:code>/report.<slug:kind>", views.report_export, name="report-export"),
]
