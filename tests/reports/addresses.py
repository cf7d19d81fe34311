"""Every address of a round's results, found in the table of addresses: a new one is among them, or it fails here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from django.urls import reverse

from accounts.models import User
from assessments.books import Audience
from assessments.models import Round
from assessments.services.publishing import publish_round, published_path
from assessments.services.sharing import share_path
from reports.build import build_report
from reports.renderers import EXPORTS
from reports.series import Order, talks
from reports.urls import app_name, urlpatterns
from reports.views.workshops import screen_address, stage_or_404
from tests.builders import make_share, make_user, make_workshop

ROOM = {"workshop-screen", "workshop-remote"}
"""The screens are walked through; the remote says what stands on them, to editors only."""

MADE = {"book-make", "book-again", "book-file", "book-sheet", "shared-file"}
"""Files and pictures of their pages: what `report-export` answers, made before, again by a post, or for others."""

SECRET = {"shared", "shared-question"}
"""Behind a link, which shows all that a link can show."""

ROUNDLESS = {"self-check"}
"""Pages that know of no round."""

SORTED = {"dashboard", "mirror", "trend", "shared"}
"""Pages whose address may ask for another order."""


def result_addresses(round: Round) -> Iterator[str]:
    """All pages of a closed round, in every order, and all its files. Opens the page for the people who answered,
    and a workshop, and shares the results.
    """
    choices: dict[str, Sequence[object]] = {
        "slug": [round.organization.slug],
        "code": [round.code],
        "position": build_report(round).released.positions,
        "kind": list(EXPORTS),
        "token": [published_path(publish_round(round=round)).split("/")[2]],
    }
    shared = [share_path(make_share(round, _sharer(), audience=Audience.FULL)).split("/")[2]]
    for pattern in urlpatterns:
        names = list(pattern.pattern.converters)
        if pattern.name is None or pattern.name in ROOM | MADE | ROUNDLESS:
            continue
        chosen = {**choices, "token": shared} if pattern.name in SECRET else choices
        for values in product(*(chosen[name] for name in names)):
            address = reverse(f"{app_name}:{pattern.name}", kwargs=dict(zip(names, values, strict=True)))
            yield address
            if pattern.name in SORTED:
                yield from (f"{address}?sort={order}" for order in Order)
    yield from _screens(round)


def _sharer() -> User:
    return User.objects.filter(email="sharer@example.com").first() or make_user("sharer@example.com")


def _screens(round: Round) -> Iterator[str]:
    """Every position of a workshop on all questions."""
    codes = [talk.item.code for talk in talks(build_report(round))]
    make_workshop(round, *codes)
    for position in stage_or_404(round).walked:
        yield screen_address(round, position)
