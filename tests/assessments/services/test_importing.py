"""A round from a file: all of it or nothing."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Organization
from assessments.models import Answer, Comment, Question, Release, Response, Round
from assessments.queries import participation, tally_round
from assessments.releases import ReleasedRound, load
from assessments.scales import GuessRule, Kind, Scale, Team
from assessments.services.errors import DomainError, ImportRefused
from assessments.services.importing import BATCH, ImportPlan, import_round
from assessments.services.questions import Wording, add_question, edit_question
from tests.builders import make_organization

pytestmark = pytest.mark.django_db

NOW = timezone.now()
FIVE_EACH = "".join(f"sales,{point},5\nmarketing,{6 - point},dk\n" for point in (1, 2, 3, 4, 5))


def run(
    text: str, now: datetime.datetime = NOW, told: Callable[[int, int], None] = lambda *_: None, **plan: Any
) -> Round:
    plan = {"organization_name": "Acme", "assessment_name": "Yearly", "title": "Spring", **plan}
    return import_round(content=text.encode(), plan=ImportPlan(**plan), now=now, report_progress=told).round


def released(round: Round) -> ReleasedRound:
    return load(Release.objects.get(round=round).document)


def rows_of_every_table() -> dict[str, int]:
    return {model._meta.db_table: model._default_manager.count() for model in apps.get_models()}


def test_import_makes_a_closed_round() -> None:
    round = run(f"team,S1,S8\n{FIVE_EACH}", invited_sales=9)
    assert (round.state, round.title, round.minimum) == ("closed", "Spring", 5)
    assert (round.organization.name, round.organization.slug, round.assessment.name) == ("Acme", "acme", "Yearly")
    assert Response.objects.count() == Answer.objects.count() == 0
    first, second = released(round).tally.items
    assert (first.item.code, second.item.code) == ("S1", "S8")
    assert first.sales is not None
    assert first.sales.hist == (1, 1, 1, 1, 1)
    assert second.marketing is not None
    assert (second.marketing.hist, second.marketing.dk, second.marketing.na) == ((0, 0, 0, 0, 0), 5, 0)
    assert released(round).tally.sales.invited == 9
    assert released(round).tally.marketing.responded == 5


def test_import_uses_what_is_there() -> None:
    first = run(f"team,S1,S8\n{FIVE_EACH}")
    second = run(f"team,S1,S8\n{FIVE_EACH}", title="Autumn", organization_name=" Acme ")
    assert first.assessment == second.assessment
    assert Question.objects.filter(code="S1").count() == 1


def test_guesses_and_comments_are_stored() -> None:
    round = run("team,S1,S1:guess,S2,O3\nsales,dk,4,2,Why?\nsales,,2,,\n", stays_open=True)
    row = tally_round(round).items[0]
    assert row.sales is not None
    assert (row.sales.hist, row.sales.dk, row.sales.guess) == ((0, 0, 0, 0, 0), 1, (0, 1, 0, 1, 0))
    assert Comment.objects.get().text == "Why?"
    assert Comment.objects.get().item.code == "O3"
    assert [item.has_guess for item in round.items.all()] == [True, False, False]


def test_round_without_guess_columns_asks_none() -> None:
    assert run(f"team,S1,S8\n{FIVE_EACH}").has_guesses is False


def test_round_that_stays_open_takes_more_answers() -> None:
    round = run(f"team,S1,S8\n{FIVE_EACH}", stays_open=True)
    assert round.state == "open"
    assert round.accepts_answers(NOW + datetime.timedelta(days=13))
    assert {team: seen.responded for team, seen in participation(round).items()} == dict.fromkeys(Team, 5)


def test_custom_question_is_made_once_in_an_organization() -> None:
    first = run("team,Do we share one calendar?\nsales,5\n")
    second = run("team,Do we share one calendar?\nsales,5\n", title="Autumn")
    elsewhere = run("team,Do we share one calendar?\nsales,5\n", organization_name="Zenith")
    question = first.items.get().question
    assert question is not None
    assert (question.code, question.text) == ("Do we share one calendar?", "Do we share one calendar?")
    assert (question.kind, question.scale, question.guess_rule) == (Kind.CUSTOM, Scale.FIVE, GuessRule.BOTH)
    assert question.labels == ["Not at all", "A little", "Partly", "Mostly", "Fully"]
    assert second.items.get().question == question
    assert second.items.get().version == first.items.get().version == 1
    assert elsewhere.items.get().question != question


def test_own_question_is_named_by_its_code() -> None:
    organization = make_organization("Acme")
    wording = Wording(text="Do we share one calendar?", labels=["a", "b", "c", "d", "e"], not_applicable="No calendar")
    question = add_question(organization=organization, wording=wording)
    edit_question(question=question, wording=wording)
    round = run("team,C1\nsales,na\n")
    assert round.items.get().question == question
    assert round.items.get().text == "Do we share one calendar?"


def test_bank_code_means_the_bank_also_where_an_own_question_has_it() -> None:
    organization = make_organization("Acme")
    Question.objects.create(organization=organization, code="S1", text="Another?", labels=["a", "b", "c", "d", "e"])
    assert run("team,S1\nsales,1\n").items.get().dimension == "CUST"


# --- Dates ---------------------------------------------------------------------------------------------------------
def test_round_is_closed_today_unless_a_day_is_given() -> None:
    round = run(f"team,S1,S8\n{FIVE_EACH}")
    assert released(round).closed_on == NOW.date().isoformat()
    assert round.closed_at == NOW


def test_rounds_imported_in_any_order_compare_in_the_order_of_their_days() -> None:
    later = run(f"team,S1,S8\n{FIVE_EACH}", closed_on=datetime.date(2024, 10, 1))
    earlier = run(f"team,S1,S8\n{FIVE_EACH}", closed_on=datetime.date(2024, 4, 1))
    assert released(earlier).closed_on == "2024-04-01"
    assert list(Round.objects.closed().order_by("closed_at")) == [earlier, later]


def test_round_can_be_closed_this_morning() -> None:
    morning = datetime.datetime(2025, 3, 3, 8, tzinfo=datetime.UTC)
    assert run(f"team,S1,S8\n{FIVE_EACH}", now=morning, closed_on=morning.date()).closed_at == morning


def test_day_that_has_begun_somewhere_is_today() -> None:
    evening = datetime.datetime(2025, 3, 3, 11, tzinfo=datetime.UTC)
    round = run(f"team,S1,S8\n{FIVE_EACH}", now=evening, closed_on=datetime.date(2025, 3, 4))
    assert (released(round).closed_on, round.closed_at) == ("2025-03-04", evening)


@pytest.mark.parametrize(
    "plan",
    [
        {"closed_on": NOW.date() + datetime.timedelta(days=2)},
        {"closed_on": NOW.date(), "stays_open": True},
    ],
)
def test_day_that_cannot_be_is_refused(plan: dict[str, Any]) -> None:
    before = rows_of_every_table()
    with pytest.raises(DomainError):
        run(f"team,S1,S8\n{FIVE_EACH}", **plan)
    assert rows_of_every_table() == before


# --- All or nothing ------------------------------------------------------------------------------------------------
def test_refused_file_changes_nothing() -> None:
    before = rows_of_every_table()
    with pytest.raises(ImportRefused) as refused:
        run(f"team,S1,Ours\n{FIVE_EACH}seller,1,7\n")
    assert rows_of_every_table() == before
    assert str(refused.value).splitlines() == [
        "Nothing was imported.",
        "line 12, column team, value 'seller': write sales or marketing",
        "line 12, column Ours, value '7': write 1 to 5, dk or nothing",
    ]


def test_refusal_shows_20_lines_and_counts_the_rest() -> None:
    with pytest.raises(ImportRefused) as refused:
        run("team,S1\n" + "sales,x\n" * 33)
    lines = str(refused.value).splitlines()
    assert len(lines) == 22
    assert lines[20:] == [
        "line 21, column S1, value 'x': write 1 to 5, dk or nothing",
        "and 13 more problems",
    ]


def test_import_that_fails_midway_changes_nothing() -> None:
    def fail(done: int, total: int) -> None:
        raise KeyboardInterrupt

    before = rows_of_every_table()
    with pytest.raises(KeyboardInterrupt):
        run(f"team,S1,Ours\n{FIVE_EACH}", told=fail)
    assert rows_of_every_table() == before


def test_ambiguous_organization_is_refused() -> None:
    make_organization("Acme")
    Organization.objects.create(name="Acme", slug="acme-2")
    before = rows_of_every_table()
    with pytest.raises(DomainError, match="Several organizations are called Acme"):
        run(f"team,S1,S8\n{FIVE_EACH}")
    assert rows_of_every_table() == before


def test_progress_is_told_batch_by_batch() -> None:
    told: list[tuple[int, int]] = []
    run("team,S1\n" + "sales,1\n" * (BATCH + 1), told=lambda done, total: told.append((done, total)))
    assert told == [(BATCH, BATCH + 1), (BATCH + 1, BATCH + 1)]


def test_import_costs_the_same_queries_for_1_and_100_rows() -> None:
    run("team,S1\nsales,1\n")
    with CaptureQueriesContext(connection) as one:
        run("team,S1\nsales,1\n", title="One")
    with CaptureQueriesContext(connection) as hundred:
        run("team,S1\n" + "sales,1\n" * 100, title="Hundred")
    assert len(one.captured_queries) == len(hundred.captured_queries)
