from __future__ import annotations

import datetime
import sqlite3

import pytest
from django.db import connection
from django.urls import resolve
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import Organization
from assessments import releases, tokens
from assessments.bank import load_bank
from assessments.models import Answer, Comment, Link, Question, Release, Response, Round
from assessments.queries import released_comments
from assessments.scales import DONT_KNOW, GuessRule, Mode, Team
from assessments.services.closing import close_round
from assessments.services.errors import EditConflict, LaunchRefused, NameTaken, RoundClosed, WrongState
from assessments.services.rounds import (
    RoundPlan,
    compose_by_form,
    compose_round,
    create_assessment,
    launch_round,
    plan_round,
    set_sizes,
    survey_links,
)
from assessments.tallies import Cell, Participation
from tests.builders import (
    answer,
    answer_many,
    make_closed_round,
    make_draft,
    make_organization,
    make_question,
    make_round,
)
from tests.dumps import holders, sqlite_files

pytestmark = pytest.mark.django_db


def released(round: Round) -> releases.ReleasedRound:
    return releases.load(Release.objects.get(round=round).document)


def test_launch_freezes_the_items() -> None:
    round = make_round()
    Question.objects.filter(code="Q1").update(text="Changed?", version=2)
    assert [item.text for item in round.items.all()] == ["Question Q1?", "Question Q2?"]


def test_launch_takes_the_wording_the_bank_has_now() -> None:
    round = make_draft()
    Question.objects.filter(code="Q1").update(text="Changed?", version=2)
    launch_round(round=round, now=timezone.now())
    assert [(item.text, item.version) for item in round.items.all()] == [("Changed?", 2), ("Question Q2?", 1)]


def test_launch_makes_one_link_per_team() -> None:
    round = make_round()
    assert sorted(Link.objects.filter(round=round).values_list("team", flat=True)) == ["marketing", "sales"]


def test_launch_names_every_reason_against_it() -> None:
    round = make_draft(questions=[], closes_at=timezone.now() - datetime.timedelta(hours=1))
    with pytest.raises(LaunchRefused) as refusal:
        launch_round(round=round, now=timezone.now())
    assert len(refusal.value.problems) == 2
    round.refresh_from_db()
    assert round.state == "draft"


def test_launched_round_cannot_be_composed_or_launched_again() -> None:
    round = make_round()
    with pytest.raises(WrongState):
        compose_round(round=round, questions=[])
    with pytest.raises(WrongState):
        launch_round(round=round, now=timezone.now())


def test_sizes_are_those_of_an_anonymous_draft_as_it_was_read() -> None:
    round = make_draft(invited_sales=9)
    round.refresh_from_db()
    set_sizes(round=round, edited=round.edited, sales=None, marketing=100_000)
    saved = Round.objects.get()
    assert (saved.invited_sales, saved.invited_marketing, saved.edited) == (None, 100_000, round.edited + 1)
    with pytest.raises(EditConflict):
        set_sizes(round=round, edited=round.edited, sales=1, marketing=1)
    listed = make_draft(assessment=round.assessment, mode=Mode.CONFIDENTIAL)
    with pytest.raises(WrongState):
        set_sizes(round=listed, edited=None, sales=1, marketing=1)
    listed.refresh_from_db()
    assert (listed.invited_sales, listed.invited_marketing) == (None, None)


def test_close_counts_exactly_what_was_answered() -> None:
    round = make_round(minimum=3)
    for point, guess in [(1, 5), (2, 5), (2, 4), (DONT_KNOW, None)]:
        answer(round, Team.SALES, own={"Q1": point}, guess={"Q1": guess} if guess else {})
    answer_many(round, Team.MARKETING, "Q1", [5, 5, 4])
    close_round(round=round, now=timezone.now())
    tally = released(round).tally
    assert tally.items[0].sales == Cell(hist=(1, 2, 0, 0, 0), dk=1, guess=(0, 0, 0, 1, 2))
    assert tally.items[0].marketing == Cell(hist=(0, 0, 0, 1, 2), dk=0, guess=None)
    assert tally.sales == Participation(invited=None, responded=4)


def test_close_destroys_every_answer() -> None:
    round = make_round()
    answer(round, Team.SALES, own={"Q1": 3}, comments={"Q1": "Words"})
    close_round(round=round, now=timezone.now())
    assert (Response.objects.count(), Answer.objects.count(), Comment.objects.count()) == (0, 0, 0)


def close_after_comments() -> None:
    round = make_round()
    for number in range(7):
        answer(round, Team.SALES, own={"Q1": 4}, comments={"Q1": f"Word by word {number}"})
    close_round(round=round, now=timezone.now())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's files")
@pytest.mark.django_db(transaction=True)
def test_close_leaves_nothing_in_the_files_of_sqlite() -> None:
    someone_else = sqlite3.connect(connection.settings_dict["NAME"])  # while anyone is connected, SQLite keeps its log
    close_after_comments()
    assert b"Word by word" not in sqlite_files()
    someone_else.close()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's files")
@pytest.mark.django_db(transaction=True)
def test_close_leaves_no_dead_row_in_the_files_of_postgresql() -> None:
    close_after_comments()
    with connection.cursor() as cursor:
        for table in ("assessments_response", "assessments_answer", "assessments_comment"):
            cursor.execute("SELECT pg_relation_size(%s)", [table])
            assert cursor.fetchone() == (0,)


def test_close_leaves_other_rounds_alone() -> None:
    closing = make_round()
    other = make_round(assessment=closing.assessment, title="Autumn")
    answer(other, Team.SALES, own={"Q1": 3}, comments={"Q1": "Words"})
    close_round(round=closing, now=timezone.now())
    assert (Response.objects.count(), Answer.objects.count(), Comment.objects.count()) == (1, 1, 1)


def test_close_hides_a_team_below_the_minimum() -> None:
    round = make_closed_round(sales=[1, 2, 3, 4], marketing=[1, 2, 3, 4, 5])
    row = released(round).tally.items[0]
    assert row.sales is None
    assert row.marketing == Cell(hist=(1, 1, 1, 1, 1), guess=None)


def test_close_releases_comments_of_large_enough_teams_only() -> None:
    round = make_round()
    for number in range(8):
        answer(round, Team.SALES, comments={"Q1": f"Sales {number}"})
    for number in range(7):
        answer(round, Team.MARKETING, comments={"Q1": f"Marketing {number}"})
    close_round(round=round, now=timezone.now())
    assert sorted(comment.text for comment in released_comments(round)) == [f"Sales {n}" for n in range(8)]
    assert holders(["Marketing 0", "Marketing 6"]) == set()


def test_close_happens_once() -> None:
    round = make_closed_round(sales=[1], marketing=[1])
    with pytest.raises(WrongState):
        close_round(round=round, now=timezone.now())
    with pytest.raises(RoundClosed):
        answer(round, Team.SALES, own={"Q1": 3})


def test_closed_on_is_a_day_in_the_rounds_own_zone() -> None:
    round = make_round(time_zone="Pacific/Auckland")
    close_round(round=round, now=datetime.datetime(2026, 3, 1, 20, 0, tzinfo=datetime.UTC))
    assert released(round).closed_on == "2026-03-02"


def test_digest_seals_the_document() -> None:
    release = Release.objects.get(round=make_closed_round(sales=[1], marketing=[1]))
    assert release.digest == releases.digest(release.document, bytes(release.salt))
    assert release.digest != releases.digest(release.document + " ", bytes(release.salt))


def test_release_reads_back_as_it_was_written() -> None:
    document = Release.objects.get(round=make_closed_round(sales=[1] * 5, marketing=[2] * 5)).document
    assert releases.dump(releases.load(document)) == document


def test_release_made_before_questions_had_short_names_is_read() -> None:
    document = Release.objects.get(round=make_closed_round(sales=[1] * 5, marketing=[2] * 5)).document
    older = releases.load(document.replace('"short_name":"",', ""))
    assert {row.item.name for row in older.tally.items} == {"Question Q1?", "Question Q2?"}
    assert releases.dump(older) == document


def test_short_name_is_frozen_with_the_question() -> None:
    question = make_question("Q1", short_name="As it was called")
    round = make_closed_round([1] * 5, [2] * 5, questions=[question])
    Question.objects.filter(pk=question.pk).update(short_name="As it is called now")
    assert [row.item.name for row in released(round).tally.items] == ["As it was called"]


def test_form_puts_its_questions_and_guesses_into_a_draft() -> None:
    round = make_draft()
    compose_by_form(round=round, form="standard")
    form = load_bank().forms["standard"]
    assert list(round.items.values_list("code", flat=True)) == list(form.questions)
    assert {item.code for item in round.items.filter(has_guess=True)} == form.guesses


def test_assessment_name_is_free_once_in_each_organization(organization: Organization) -> None:
    create_assessment(organization=organization, name="Alignment")
    create_assessment(organization=make_organization("Other"), name="Alignment")
    with pytest.raises(NameTaken):
        create_assessment(organization=organization, name="Alignment")


def test_save_from_an_old_page_is_refused() -> None:
    round = make_draft()
    seen = Round.objects.get(pk=round.pk).edited
    plan_round(round=round, plan=RoundPlan(title="Theirs"), edited=seen)
    with pytest.raises(EditConflict):
        plan_round(round=round, plan=RoundPlan(title="Mine"), edited=seen)
    with pytest.raises(EditConflict):
        compose_by_form(round=round, form="quick-nine", edited=seen)
    with pytest.raises(EditConflict):
        launch_round(round=round, now=timezone.now(), edited=seen)
    assert Round.objects.get(pk=round.pk).title == "Theirs"


def test_survey_links_open_the_survey_of_each_team(settings: Settings) -> None:
    settings.SITE_URL = "https://oneteam.example"
    round = make_round()
    links = survey_links(round)
    stored = dict(Link.objects.filter(round=round).values_list("team", "token_hash"))
    for team in Team:
        match = resolve(links[team].removeprefix("https://oneteam.example"))
        assert match.view_name == "assessments:survey-answer"
        assert tokens.hash_token(match.kwargs["token"]) == stored[team]


def test_survey_links_outlive_a_new_secret_key(settings: Settings) -> None:
    round = make_round()
    links = survey_links(round)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key " * 5
    assert survey_links(round) == links
    settings.SECRET_KEY_FALLBACKS = []
    assert survey_links(round) != links


def test_release_says_which_guesses_were_asked_for() -> None:
    """On an attitude question the other team's answer is its guess, whoever was asked."""
    questions = [
        make_question("Q1"),
        make_question("Q2"),
        make_question("Q3", subject="sales", guess_rule="subject-only"),
    ]
    round = make_round(questions=questions, guesses=["Q1"])
    close_round(round=round, now=timezone.now())
    rules = [row.item.guess_rule for row in released(round).tally.items]
    assert rules == [GuessRule.BOTH, GuessRule.NONE, GuessRule.SUBJECT_ONLY]
