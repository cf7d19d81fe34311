"""The guided tour: five stops on the demo's own pages, which tell how two teams came from a gap to an agreement.

The address says where one is: `?stop=2` on the page of the second stop. Nothing is remembered anywhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.models import Round

FIRST, LATEST = 0, -1
"""Places in the demo's closed rounds."""


@dataclass(frozen=True, slots=True)
class Stop:
    """`place` says which closed round the page is about, `code` which question, where it is about one."""

    number: int
    view: str
    place: int
    title: Promise
    words: Promise
    code: str = ""

    @property
    def back(self) -> int | None:
        return self.number - 1 or None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < len(STOPS) else None


STOPS: Sequence[Stop] = (
    Stop(
        1,
        "reports:dashboard",
        FIRST,
        _("Two teams, one question, two answers."),
        _(
            "Sales is sure that it follows up; Marketing sees little of it. The widest gap comes first, and each says "
            "how sure it is."
        ),
    ),
    Stop(
        2,
        "reports:question-detail",
        FIRST,
        _("And neither knew."),
        _("Each team also guessed the other’s answer, and both were far off: see “What each thought of the other”."),
        code="S7",
    ),
    Stop(
        3,
        "reports:plan",
        FIRST,
        _("So they talked, and wrote it down."),
        _(
            "Three things, each with an owner in Sales and one in Marketing. The 24 hours to a first call stand under "
            "“Agreement” too, signed by both leaders."
        ),
    ),
    Stop(
        4,
        "reports:trend",
        LATEST,
        _("Half a year on, it moved."),
        _(
            "The same questions again: that gap has narrowed by more than chance. What may be chance is called so, "
            "and what too few could answer stays hidden."
        ),
    ),
    Stop(
        5,
        "reports:book",
        LATEST,
        _("All of it, to hand over."),
        _(
            "Report, deck and workbook say the same as the pages, in the same numbers and sentences. Take the PDF "
            "along, or leaf through it below."
        ),
    ),
)


def stop_at(number: str, view: str) -> Stop | None:
    """The stop that an address names, if it is on this page."""
    return next((stop for stop in STOPS if str(stop.number) == number and stop.view == view), None)


def demo_rounds(user: User) -> list[Round]:
    """The closed rounds of the first demo client that `user` may see, the oldest first."""
    closed = Round.objects.closed().filter(
        assessment__organization__is_demo=True, assessment__organization__memberships__user=user
    )
    rounds = list(closed.select_related("assessment__organization").order_by("closed_at", "pk"))
    return [round for round in rounds if round.assessment_id == rounds[0].assessment_id]


def stop_address(stop: Stop, rounds: Sequence[Round]) -> str:
    """Where the stop is, for one or more closed rounds."""
    round = rounds[stop.place]
    place = [round.organization.slug, round.code, *([_position(round, stop.code)] if stop.code else [])]
    return f"{reverse(stop.view, args=place)}?stop={stop.number}"


def _position(round: Round, code: str) -> int:
    """Of the question with this code, or of the first where it was not asked."""
    positions = dict(round.items.order_by("-position").values_list("code", "position"))
    return positions.get(code, min(positions.values()))


def open_demo_round(user: User) -> Round | None:
    """The round that asks now, which people can try as respondents."""
    opened = Round.objects.filter(
        state="open", assessment__organization__is_demo=True, assessment__organization__memberships__user=user
    )
    return opened.select_related("assessment__organization").order_by("pk").first()
