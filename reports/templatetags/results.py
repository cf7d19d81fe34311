"""Addresses in the pages of results, which members read in their organization and others behind a link."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.urls import reverse

from accounts.languages import in_language

register = template.Library()


@register.simple_tag(takes_context=True)
def question_address(context: Context, position: int) -> str:
    """The page of a question: behind the same link as this page, if it is behind one."""
    if token := context.get("share_token"):
        return in_language(reverse("reports:shared-question", args=[token, position]))
    round = context["round"]
    return reverse("reports:question-detail", args=[round.organization.slug, round.code, position])
