"""G10: One rule for detail. Where a team may be shown, its whole histogram is, and all that follows from it.

There is no second threshold, and no table of own views against guesses is ever built: release and outputs hold
histograms of one thing at a time. Whatever one person of the team may have said there, they may have guessed anything
that anybody of the team guessed, answered other questions in any way that others did, and belong to any group with it.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Organization, User
from assessments.models import Release, Round
from assessments.queries import tally_round
from assessments.releases import SCHEMA
from assessments.scales import POINTS, GivenAnswer, Team
from assessments.services.closing import close_round
from reports.analysis.items import item
from tests.builders import make_round
from tests.grouped_rounds import GROUPS, NORTH, SOUTH, respond
from tests.reports.test_hidden_team import outputs

pytestmark = pytest.mark.django_db

CELL: dict[str, type | tuple[type, ...]] = {
    "hist": list,
    "dk": int,
    "na": (int, type(None)),
    "guess": (list, type(None)),
    "segments": list,
}
SHOWN_WHOLE = {"hist", "n", "dk", "mean", "score", "ci_points", "fav", "fav_ci", "dk_share", "rwg_raw", "split"}


def closed_round(organization: Organization, **plan: Any) -> Round:
    """Every answer and guess there is, in two groups."""
    round = make_round(organization, segment_title="Region", segments=GROUPS, **plan)
    for team in Team:
        for number in range(15):
            given = GivenAnswer(own=1 + number % 5, guess=1 + number % 4)
            respond(round, team, (NORTH, SOUTH)[number % 2], {"Q1": given, "Q2": given})
    close_round(round=round, now=timezone.now())
    return round


def test_release_holds_histograms_of_one_thing_at_a_time(organization: Organization) -> None:
    """Every number in it is one of a histogram of five, or a count of its own: there is no room for a table."""
    document = json.loads(Release.objects.get(round=closed_round(organization)).document)
    assert document["schema"] == SCHEMA
    cells = [row[team] for row in document["tally"]["items"] for team in Team]
    assert len(cells) == 4
    for cell in cells:
        assert set(cell) == {*CELL, "others"}
        assert [key for key, kind in CELL.items() if not isinstance(cell[key], kind)] == []
        assert [set(one) for one in cell["segments"]] == [{"name", "hist"}] * 4
        histograms = [cell["hist"], cell["guess"], *(one["hist"] for one in cell["segments"])]
        assert [[type(count) for count in hist] for hist in histograms] == [[int] * len(POINTS)] * len(histograms)


def test_own_views_and_guesses_are_counted_apart(organization: Organization) -> None:
    """No query groups answers by an own view or a guess, let alone by both."""
    round = make_round(organization, segment_title="Region", segments=GROUPS)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        tally_round(round)
    grouped = [query["sql"].partition("GROUP BY")[2] for query in queries if "GROUP BY" in query["sql"]]
    assert grouped
    assert [by for by in grouped if re.search(r'"(own|guess)"', by)] == []


Rows = list[dict[str, str]]
COLUMNS = ["S1", "S1:guess", "S7", "S7:guess", "S8", "S9", "Do we share one calendar?"]


def people(team: str, number: int) -> Rows:
    """Answers and guesses that go together: whoever sees little guesses little."""
    chance = random.Random(team)
    low = [chance.randint(1, 3) for _ in range(number)]
    return [
        {column: str(chance.choice([level, level, level + 1, level + 2, "dk"])) for column in COLUMNS} | {"team": team}
        for level in low
    ]


def dealt_anew(rows: Rows, columns: Sequence[str], seed: int) -> Rows:
    """The same values under each of these columns, each under other people's names."""
    chance, columns_now = random.Random(seed), {}
    for column in columns:
        columns_now[column] = chance.sample([row[column] for row in rows], len(rows))
    return [{**row, **{column: columns_now[column][place] for column in columns}} for place, row in enumerate(rows)]


def lines(rows: Rows) -> list[str]:
    """As the import of responses reads them; nobody comments."""
    order = ["team", "S1", "S1:guess", "S1:comment", "S7", "S7:guess", "S8", "S9", "Do we share one calendar?"]
    return [",".join(row.get(column, "") for column in order) for row in rows]


GUESSES = ["S1:guess", "S7:guess"]


def test_no_byte_of_any_output_depends_on_who_said_what_with_what(
    leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any own view may go with any guess, and any answer with any other: candidates are the product of marginals."""
    teams = [people("sales", 14), people("marketing", 11)]
    true = [row for rows in teams for row in rows]
    before = outputs(leader, monkeypatch, lines(true), lines(true))
    for columns in (GUESSES, [*GUESSES, "S8"], COLUMNS):
        other = [row for rows in teams for row in dealt_anew(rows, columns, seed=4)]
        assert sum(one != two for one, two in zip(true, other, strict=True)) > 15
        after = outputs(leader, monkeypatch, lines(true), lines(other))
        assert [address for address in before if before[address] != after[address]] == [], columns
        assert before.keys() == after.keys()


def test_what_differs_in_one_count_is_seen(leader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards the test above."""
    rows = [*people("sales", 14), *people("marketing", 11)]
    other = [{**rows[0], "S1:guess": "5" if rows[0]["S1:guess"] != "5" else "4"}, *rows[1:]]
    before, after = (outputs(leader, monkeypatch, lines(each)) for each in (rows, other))
    assert before["stored"] != after["stored"]


def test_team_that_is_shown_is_shown_whole(as_consultant: Client, organization: Organization) -> None:
    """At the minimum itself: no figure waits for more people."""
    round = make_round(organization, minimum=5)
    for team in Team:
        for own in (1, 2, 4, 4, 5):
            respond(round, team, None, {"Q1": GivenAnswer(own=own, guess=3)})
    close_round(round=round, now=timezone.now())
    reply = as_consultant.get(f"/o/{organization.slug}/rounds/{round.code}/report.json")
    first: Mapping[str, Any] = json.loads(reply.content)["items"][0]
    for team in Team:
        assert {key for key in SHOWN_WHOLE if first[team][key] is None} == set()
        assert first[team]["hist"] == [1, 1, 0, 2, 1]
        assert first["coorientation"][team]["guess_hist"] == [0, 0, 5, 0, 0]


def test_every_figure_of_a_team_follows_from_its_histogram(as_consultant: Client, organization: Organization) -> None:
    """One threshold is enough only if nothing published knows more than the histogram does."""
    round = closed_round(organization)
    reply = as_consultant.get(f"/o/{organization.slug}/rounds/{round.code}/report.json")
    for asked in json.loads(reply.content)["items"]:
        for team in Team:
            shown = asked[team]
            figures = item(tuple(shown["hist"]), shown["dk"])
            assert {key: shown[key] for key in ("mean", "score", "var", "fav", "rwg_raw", "split")} == {
                key: getattr(figures, key) for key in ("mean", "score", "var", "fav", "rwg_raw", "split")
            }
