"""What is counted of a round with groups."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessments import releases
from assessments.models import Release, Response, Round
from assessments.queries import tally_round, written_comments
from assessments.scales import DONT_KNOW, GivenAnswer, Team
from assessments.services.closing import close_round
from assessments.tallies import Cell, Others, Segment
from tests.builders import answer, make_question, make_round
from tests.grouped_rounds import respond

pytestmark = pytest.mark.django_db

GROUPS = ("North", "South")


def make_grouped_round() -> Round:
    questions = [make_question("Q1"), make_question("Q2"), make_question("O3", scale="text", kind="open", labels=[])]
    return make_round(questions=questions, segment_title="Region", segments=GROUPS, minimum=3)


def own(**points: int) -> dict[str, GivenAnswer]:
    return {code: GivenAnswer(own=point) for code, point in points.items()}


def cell_of(round: Round, code: str, team: Team) -> Cell:
    row = next(row for row in tally_round(round).items if row.item.code == code)
    cell = row.cell(team)
    assert cell is not None
    return cell


def test_own_views_are_counted_by_group() -> None:
    round = make_grouped_round()
    for group, point in [(1, 5), (1, 4), (2, 1), (None, 3)]:
        respond(round, Team.SALES, group, own(Q1=point))
    respond(round, Team.MARKETING, 2, own(Q1=2))
    assert cell_of(round, "Q1", Team.SALES) == Cell(
        hist=(1, 0, 1, 1, 1),
        guess=(0, 0, 0, 0, 0),
        segments=(
            Segment(name="North", hist=(0, 0, 0, 1, 1)),
            Segment(name="South", hist=(1, 0, 0, 0, 0)),
            Segment(name="", hist=(0, 0, 1, 0, 0)),
        ),
    )
    assert [one.n for one in cell_of(round, "Q1", Team.MARKETING).segments] == [0, 1, 0]
    assert [one.n for one in cell_of(round, "Q2", Team.SALES).segments] == [0, 0, 0]


def test_guesses_and_dont_knows_are_not_split() -> None:
    round = make_grouped_round()
    respond(round, Team.SALES, 1, {"Q1": GivenAnswer(own=DONT_KNOW, guess=2)})
    cell = cell_of(round, "Q1", Team.SALES)
    assert (cell.dk, cell.guess, [one.n for one in cell.segments]) == (1, (0, 1, 0, 0, 0), [0, 0, 0])


def test_round_without_groups_has_no_segments() -> None:
    round = make_round()
    respond(round, Team.SALES, None, own(Q1=3))
    assert cell_of(round, "Q1", Team.SALES).segments == ()


@pytest.mark.parametrize(("plan", "queries"), [({}, 4), ({"segment_title": "Region", "segments": GROUPS}, 5)])
def test_counting_takes_one_query_more_for_groups(
    plan: dict[str, Any], queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    round = make_round(**plan)
    for _ in range(12):
        respond(round, Team.SALES, None, own(Q1=3, Q2=4))
    with django_assert_num_queries(queries):
        tally_round(round)


def test_release_holds_groups_as_far_as_they_may_be_shown() -> None:
    """The third answer makes Q1's South as large as it must be; on Q2 one of its people is silent."""
    round = make_grouped_round()
    for _ in range(4):
        respond(round, Team.SALES, 1, own(Q1=5, Q2=5))
    for silent in (False, False, True):
        respond(round, Team.SALES, 2, own(Q1=1) if silent else own(Q1=1, Q2=2))
    respond(round, Team.MARKETING, 1, own(Q1=1, Q2=1))
    close_round(round=round, now=timezone.now() + timedelta(seconds=1))

    document = Release.objects.get(round=round).document
    released = releases.load(document)
    assert (releases.dump(released), released.segment_title) == (document, "Region")
    assert not Response.objects.exists()
    first, second = (row.sales for row in released.tally.items)
    assert first is not None
    assert second is not None
    assert first.segments == (
        Segment(name="North", hist=(0, 0, 0, 0, 4)),
        Segment(name="South", hist=(3, 0, 0, 0, 0)),
        Segment(name="", hist=(0, 0, 0, 0, 0)),
    )
    assert first.others is None
    assert second.segments == (Segment(name="", hist=(0, 0, 0, 0, 0)),)
    assert second.others == Others(names=("North", "South"), hist=(0, 2, 0, 0, 4))
    assert [row.marketing for row in released.tally.items] == [None, None]


def test_written_comments_come_in_the_order_of_their_words() -> None:
    round = make_round(questions=[make_question("Q1")])
    for words in ("We share a calendar.", "Ask us.", "Now and then."):
        answer(round, Team.SALES, comments={"Q1": words})
    assert [comment.text for comment in written_comments(round)] == [
        "Ask us.",
        "Now and then.",
        "We share a calendar.",
    ]
