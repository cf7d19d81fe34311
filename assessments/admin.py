"""What operators may look at: no page here changes anything, and nothing here holds an answer.

Responses, answers and comments have no page: who runs the server must not read along.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

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
    list_filter = ["subject", "direction", "scale"]
    list_select_related = ["organization"]
    search_fields = ["code", "text"]


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    list_display = ["name", "organization", "created_at"]
    list_select_related = ["organization"]
    search_fields = ["name", "organization__name"]


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    list_display = ["code", "title", "assessment", "state", "minimum", "closes_at", "closed_at"]
    list_filter = ["state"]
    list_select_related = ["assessment"]
    search_fields = ["code", "title", "assessment__name"]


@admin.register(Release)
class ReleaseAdmin(ReadOnlyAdmin):
    """The document is suppressed already. The salt, with which one could test guesses at the digest, is not shown."""

    list_display = ["round", "digest"]
    list_select_related = ["round"]
    fields = ["round", "digest", "document"]
