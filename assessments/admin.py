"""What operators may look at: no page here changes anything, and nothing here holds an answer.

Responses, answers and comments have no page: who runs the server must not read along.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment, Question, Release, Round


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Question)
class QuestionAdmin(ReadOnlyAdmin):
    list_display = ["code", "version", "text", "organization", "subject", "direction", "retired_at"]
    list_filter = [
        ("organization", admin.EmptyFieldListFilter),
        ("retired_at", admin.EmptyFieldListFilter),
        "subject",
        "scale",
    ]
    list_select_related = ["organization"]
    search_fields = ["code", "text", "organization__name"]


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    list_display = ["name", "organization", "created_at"]
    list_filter = [("organization__is_demo", admin.BooleanFieldListFilter)]
    list_select_related = ["organization"]
    date_hierarchy = "created_at"
    search_fields = ["name", "organization__name"]


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    list_display = ["code", "title", "client", "assessment", "state", "mode", "minimum", "closes_at", "closed_at"]
    list_filter = ["state", "mode", "assessment__organization__is_demo"]
    list_select_related = ["assessment__organization"]
    search_fields = ["code", "title", "assessment__name", "assessment__organization__name"]

    @admin.display(description=_("organization"), ordering="assessment__organization__name")
    def client(self, round: Round) -> str:
        return str(round.organization)


@admin.register(Release)
class ReleaseAdmin(ReadOnlyAdmin):
    """The document is suppressed already. The salt, with which one could test guesses at the digest, is not shown."""

    list_display = ["round", "client", "closed_at", "digest"]
    list_filter = ["round__assessment__organization__is_demo"]
    list_select_related = ["round__assessment__organization"]
    search_fields = ["round__code", "round__title", "round__assessment__organization__name", "digest"]
    fields = ["round", "digest", "document"]

    @admin.display(description=_("organization"), ordering="round__assessment__organization__name")
    def client(self, release: Release) -> str:
        return str(release.round.organization)

    @admin.display(description=_("closed at"), ordering="round__closed_at")
    def closed_at(self, release: Release) -> datetime.datetime | None:
        return release.round.closed_at
