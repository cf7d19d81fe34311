"""Lets the list of organizations, which is a page of `accounts`, show what is going on in each."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from accounts.models import Membership
from assessments import clients

register = template.Library()


@register.simple_tag
def client_cards(memberships: Iterable[Membership]) -> list[clients.ClientCard]:
    return clients.client_cards(list(memberships))
