"""The addresses of results."""

from __future__ import annotations

from django.urls import path

from reports.views import (
    books,
    dashboard,
    exports,
    ledger,
    mirrors,
    plan,
    published,
    questions,
    rounds,
    self_check,
    shared,
    sheets,
    workshops,
)
from reports.views.comments import comment_list

app_name = "reports"
urlpatterns = [
    path("check/", self_check.self_check_try, name="self-check"),
    path("o/<slug:slug>/rounds/<slug:code>/dashboard/", dashboard.dashboard, name="dashboard"),
    path("o/<slug:slug>/rounds/<slug:code>/dashboard/mirror/", mirrors.mirror, name="mirror"),
    path("o/<slug:slug>/rounds/<slug:code>/dashboard/trend/", rounds.trend, name="trend"),
    path("o/<slug:slug>/rounds/<slug:code>/dashboard/comments/", comment_list, name="comment-list"),
    path(
        "o/<slug:slug>/rounds/<slug:code>/dashboard/questions/<int:position>/",
        questions.question_detail,
        name="question-detail",
    ),
    path("o/<slug:slug>/rounds/<slug:code>/dashboard/plan/", plan.plan, name="plan"),
    path("o/<slug:slug>/rounds/<slug:code>/dashboard/ledger/", ledger.ledger, name="ledger"),
    path("r/<str:token>/", published.round_published, name="round-published"),
    path("r/<str:token>", published.round_published),  # as with the survey: a redirect would repeat the secret
    path("o/<slug:slug>/rounds/<slug:code>/workshop/", workshops.workshop, name="workshop"),
    path(
        "o/<slug:slug>/rounds/<slug:code>/workshop/screen/<int:place>/<slug:step>/",
        workshops.workshop_screen,
        name="workshop-screen",
    ),
    path("o/<slug:slug>/rounds/<slug:code>/workshop/remote/", workshops.workshop_remote, name="workshop-remote"),
    path("o/<slug:slug>/rounds/<slug:code>/book/", books.book, name="book"),
    path("o/<slug:slug>/rounds/<slug:code>/book/make/<slug:kind>/", books.book_make, name="book-make"),
    path("o/<slug:slug>/rounds/<slug:code>/book/again/<int:pk>/", books.book_again, name="book-again"),
    path("o/<slug:slug>/rounds/<slug:code>/book/files/<int:pk>/", books.book_file, name="book-file"),
    path("o/<slug:slug>/rounds/<slug:code>/book/preview/", sheets.book_preview, name="book-preview"),
    path("o/<slug:slug>/rounds/<slug:code>/book/preview/<int:page>.png", sheets.book_sheet, name="book-sheet"),
    path("o/<slug:slug>/rounds/<slug:code>/report.<slug:kind>", exports.report_export, name="report-export"),
    path("x/<str:token>/", shared.shared, name="shared"),
    path("x/<str:token>", shared.shared),  # as with the survey: a redirect would repeat the secret
    path("x/<str:token>/questions/<int:position>/", shared.shared_question, name="shared-question"),
    path("x/<str:token>/file/", shared.shared_file, name="shared-file"),
]
