"""What links of open pages end with, so that a chosen language travels along."""

from __future__ import annotations

from django import template

from accounts.languages import in_language, language_query

register = template.Library()
register.simple_tag(language_query)
register.filter(in_language)
