"""Abbreviations in the wording of a question, spelled out below it."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from assessments import terms

register = template.Library()


@register.filter
def spelled_out(text: str) -> list[str]:
    return terms.spelled_out(text, gettext)
