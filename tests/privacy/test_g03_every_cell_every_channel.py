"""G3: Every cell, every channel. What is hidden stands nowhere: no page, picture, table, file, hover or alt text.

Counted per question, so that skips reduce n; for scores, shares, distributions, guesses, don't-knows and groups alike.
The hidden cells here hold figures that nothing else in the round has, and all outputs are searched for them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Organization
from assessments.models import Release, Round
from assessments.scales import DONT_KNOW, GivenAnswer, Team
from assessments.services.closing import close_round
from tests.builders import make_question, make_round
from tests.dumps import holders
from tests.grouped_rounds import GROUPS, NO_GROUP, NORTH, SOUTH, WEST, respond
from tests.privacy.seen import outputs, words

pytestmark = pytest.mark.django_db

MINIMUM, LOWER = 10, 3

SECRETS: dict[str, tuple[set[str], set[str]]] = {
    # Marketing on Q1, nine answers and four don't-knows: score, shares of three answers and of the don't-knows.
    "own views": ({"44", "11%", "56%", "22%", "31%"}, {"44.444", "2.7777", "0.30769", "[1,5,0,1,2]"}),
    # The guesses of those thirteen: enough, but of a hidden cell.
    "guesses of a hidden cell": ({"79"}, {"78.846", "[0,0,2,7,4]"}),
    # Sales on Q2: seven guesses.
    "few guesses": ({"68"}, {"67.857", "[0,0,2,5,0]"}),
    # Sales on Q3: two groups that are only shown together.
    "groups": ({"36", "71"}, {"35.714", "70.833", "[0,4,3,0,0]", "[0,0,1,5,0]"}),
}
"""As printed, and as written in files, by where they are hidden."""


def spelled(*counts: int) -> list[int]:
    return [point for point, count in enumerate(counts, start=1) for _ in range(count)]


def closed_round(organization: Organization, minimum: int) -> Round:
    """The second of two rounds alike; what is not secret is unanimous."""
    questions = [make_question(code) for code in ("Q1", "Q2", "Q3")]
    plan = {"minimum": minimum, "segment_title": "Region", "segments": GROUPS}
    first = _answered(make_round(organization, questions, **plan))
    return _answered(make_round(None, questions, first.assessment, **plan))


def _answered(round: Round) -> Round:
    for given in _marketing():
        respond(round, Team.MARKETING, NO_GROUP, given)
    for group, given in _sales():
        respond(round, Team.SALES, group, given)
    close_round(round=round, now=timezone.now())
    return round


def _marketing() -> list[Mapping[str, GivenAnswer]]:
    owns = [*spelled(1, 5, 0, 1, 2), *[DONT_KNOW] * 4]
    guesses = spelled(0, 0, 2, 7, 4)
    return [
        {"Q1": GivenAnswer(own=own, guess=guess), "Q2": GivenAnswer(own=3), "Q3": GivenAnswer(own=3)}
        for own, guess in zip(owns, guesses, strict=True)
    ]


def _sales() -> list[tuple[int, Mapping[str, GivenAnswer]]]:
    groups = {NORTH: [5] * 12, SOUTH: spelled(0, 4, 3), WEST: spelled(0, 0, 1, 5)}
    third = [(group, point) for group, points in groups.items() for point in points]
    guesses: list[int | None] = [*spelled(0, 0, 2, 5), *[None] * (len(third) - 7)]
    return [
        (group, {"Q1": GivenAnswer(own=3), "Q2": GivenAnswer(own=3, guess=guess), "Q3": GivenAnswer(own=point)})
        for (group, point), guess in zip(third, guesses, strict=True)
    ]


def told(found: Mapping[str, bytes]) -> dict[str, dict[str, set[str]]]:
    """By place and output, which of the secrets of the place stand there."""
    hits: dict[str, dict[str, set[str]]] = {place: {} for place in SECRETS}
    for name, content in found.items():
        is_text = name.endswith((".csv", ".json"))
        text = re.sub(r"\s", "", content.decode()) if is_text else words(name, content)
        for place, (printed, written) in SECRETS.items():
            hit = {secret for secret in printed if _stands(secret, text)} if _is_printed(name) else set()
            hit |= {secret for secret in written if secret in text} if is_text or name.endswith(".xlsx") else set()
            if hit:
                hits[place][name] = hit
    return hits


def _is_printed(name: str) -> bool:
    return name.startswith("plotly") or not name.endswith((".csv", ".json"))


def _stands(number: str, text: str) -> bool:
    return re.search(rf"(?<![\w.]){number}(?![\w.%])", text) is not None


def test_nothing_hidden_stands_in_any_output(as_consultant: Client, organization: Organization) -> None:
    hits = told(outputs(as_consultant, closed_round(organization, MINIMUM)))
    assert hits == {place: {} for place in SECRETS}


def test_nothing_hidden_stands_in_the_release_or_anywhere_else_in_the_database(organization: Organization) -> None:
    round = closed_round(organization, MINIMUM)
    written = [secret for _printed, exact in SECRETS.values() for secret in exact if secret.startswith("[")]
    document = Release.objects.get(round=round).document
    assert [secret for secret in written if secret in document] == []
    assert holders(written) == set()
    marketing = json.loads(document)["tally"]["items"][0]["marketing"]
    assert marketing is None


KINDS = {
    "own views": (
        "/dashboard/",
        "/questions/1/",
        "/mirror/",
        "/trend/",
        ".csv",
        ".json",
        ".pdf",
        ".pptx",
        ".xlsx",
        "gaps",
        "plotly",
        "answers 1",
    ),
    "guesses of a hidden cell": ("/questions/1/", "/mirror/", ".csv", ".json", ".pptx", ".xlsx", "mirror 1"),
    "few guesses": ("/questions/2/", "/mirror/", ".csv", ".json", ".pptx", ".xlsx", "mirror 2"),
    "groups": ("/questions/3/", ".json", ".pdf", ".xlsx"),
}
"""Outputs that would say it."""


def test_a_lower_minimum_would_have_shown_it(as_consultant: Client, organization: Organization) -> None:
    """Guards the tests above: these searches do find what is shown."""
    for place, hits in told(outputs(as_consultant, closed_round(organization, LOWER))).items():
        assert _missing(hits, KINDS[place]) == [], place
        assert set().union(*hits.values()) == set().union(*SECRETS[place]), place


def _missing(hits: Mapping[str, set[str]], kinds: Sequence[str]) -> list[str]:
    return [kind for kind in kinds if not any(kind in name for name in hits)]


def test_skips_reduce_what_may_be_shown(organization: Organization) -> None:
    """Ten of a team took part; one skipped the first question, one did not know the second."""
    round = make_round(organization, minimum=MINIMUM)
    for number in range(MINIMUM):
        own = {"Q1": GivenAnswer(own=4), "Q2": GivenAnswer(own=2 if number else DONT_KNOW)}
        if number == 1:
            del own["Q1"]
        respond(round, Team.SALES, NO_GROUP, own)
    close_round(round=round, now=timezone.now())
    rows = json.loads(Release.objects.get(round=round).document)["tally"]["items"]
    assert [row["sales"] for row in rows] == [None, None]
