from __future__ import annotations

import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization
from assessments.models import Answer, Assessment, Question, Release, Round
from assessments.scales import Team
from assessments.services.closing import close_round
from assessments.services.rounds import create_assessment, survey_links
from tests.accounts.pages import text
from tests.builders import answer, answer_many, make_closed_round, make_draft, make_question, make_round
from tests.invited import make_listed_round, people

pytestmark = pytest.mark.django_db


def address(name: str, round: Round, *args: Any) -> str:
    return reverse(f"assessments:round-{name}", args=[round.organization.slug, round.code, *args])


def qr_address(round: Round, team: str) -> str:
    return reverse("assessments:link-qr", args=[round.organization.slug, round.code, team])


def typed(**changed: Any) -> dict[str, Any]:
    day = timezone.now() + datetime.timedelta(days=14)
    return {
        "title": "Spring",
        "form": "quick-nine",
        "has_guesses": "on",
        "mode": "anonymous",
        "minimum": "4",
        "closes_on": f"{day:%Y-%m-%d}",
        "closes_time": "18:00",
        "time_zone": "Europe/Berlin",
        **changed,
    }


# --- Planning ------------------------------------------------------------------------------------------------------
def test_new_assessment_leads_on_to_its_first_round(as_editor: Client, organization: Organization) -> None:
    new = reverse("assessments:assessment-create", args=[organization.slug])
    response = as_editor.post(new, {"name": "Alignment"}, follow=True)
    assert response.redirect_chain == [
        (reverse("assessments:round-create", args=[organization.slug, Assessment.objects.get().pk]), 302)
    ]
    assert response.context["form"].initial["form"] == "quick-nine"
    assert "Plan the first round" in text(response)


def test_second_assessment_of_a_name_is_refused(as_editor: Client, organization: Organization) -> None:
    create_assessment(organization=organization, name="Alignment")
    new = reverse("assessments:assessment-create", args=[organization.slug])
    response = as_editor.post(new, {"name": " Alignment "})
    assert "There is an assessment of this name already." in text(response)
    assert Assessment.objects.count() == 1


@pytest.mark.usefixtures("bank")
@pytest.mark.parametrize(("form", "questions"), [("quick-nine", 12), ("standard", 25), ("full", 57), ("picked", 0)])
def test_round_starts_from_the_chosen_questions(
    as_editor: Client, organization: Organization, form: str, questions: int
) -> None:
    assessment = create_assessment(organization=organization, name="Alignment")
    new = reverse("assessments:round-create", args=[organization.slug, assessment.pk])
    response = as_editor.post(new, typed(form=form))
    round = Round.objects.get()
    assert (round.title, round.minimum, round.state, round.items.count()) == ("Spring", 4, "draft", questions)
    assert response.headers["Location"] == address("compose" if form == "picked" else "detail", round)


def test_next_round_proposes_what_the_last_one_had(as_editor: Client, organization: Organization) -> None:
    previous = make_closed_round(
        [1], [1], organization=organization, minimum=7, time_zone="Asia/Tokyo", invited_sales=9
    )
    new = reverse("assessments:round-create", args=[organization.slug, previous.assessment.pk])
    initial = as_editor.get(new).context["form"].initial
    assert (initial["form"], initial["minimum"], initial["time_zone"]) == ("previous", 7, "Asia/Tokyo")
    assert initial["invited_sales"] == 9
    other = create_assessment(organization=organization, name="Another")
    first = as_editor.get(reverse("assessments:round-create", args=[organization.slug, other.pk]))
    assert first.context["form"].initial["time_zone"] == "Asia/Tokyo"
    assert "data-browser-zone" not in first.content.decode()
    as_editor.post(new, typed(form="previous"))
    assert list(Round.objects.latest("pk").items.values_list("code", flat=True)) == ["Q1", "Q2"]


def test_draft_is_edited(as_editor: Client, organization: Organization) -> None:
    round = make_draft(organization)
    form = as_editor.get(address("edit", round)).context["form"]
    response = as_editor.post(address("edit", round), typed(title="Fall", edited=form.initial["edited"]), follow=True)
    assert "Fall" in text(response)
    round.refresh_from_db()
    assert (round.title, round.time_zone, round.items.count()) == ("Fall", "Europe/Berlin", 2)


def test_save_from_an_old_page_shows_both_and_overwrites_nothing(
    as_editor: Client, organization: Organization
) -> None:
    round = make_draft(organization, title="Old")
    seen = as_editor.get(address("edit", round)).context["form"].initial["edited"]
    as_editor.post(address("edit", round), typed(title="Theirs", edited=seen))
    response = as_editor.post(address("edit", round), typed(title="Mine", edited=seen))
    assert response.status_code == 409
    assert "Title Theirs Mine" in text(response)
    assert Round.objects.get().title == "Theirs"
    again = as_editor.post(address("edit", round), typed(title="Mine", edited=response.context["form"].data["edited"]))
    assert (again.status_code, Round.objects.get().title) == (302, "Mine")


def test_launched_round_is_not_edited(as_editor: Client, organization: Organization) -> None:
    round = make_round(organization)
    before = Round.objects.values().get()
    for name in ("edit", "compose"):
        assert as_editor.get(address(name, round)).headers["Location"] == address("detail", round)
        response = as_editor.post(address(name, round), typed(title="Later", minimum="3", edited=0, remove="Q1"))
        assert response.headers["Location"] == address("detail", round)
    assert Round.objects.values().get() == before
    assert round.items.count() == 2


# --- Launch --------------------------------------------------------------------------------------------------------
def test_launch_says_what_it_freezes_before_it_is_done(as_editor: Client, organization: Organization) -> None:
    round = make_draft(organization, title="Spring", minimum=6)
    draft = text(as_editor.get(address("detail", round)))
    assert "Ready to launch" in draft
    assert "Launch this round…" in draft
    words = text(as_editor.get(address("launch", round)))
    assert "Launch “Spring”?" in words
    assert words.count("A team with fewer than 6 people will never be shown.") == 1
    assert "That the round is anonymous: one link for each team, no list of persons." in words
    assert "The minimum group size of 6, and 8 for comments." in words
    assert "Launch now" in words


def test_draft_that_is_not_ready_says_why_and_offers_no_launch(as_editor: Client, organization: Organization) -> None:
    round = make_draft(organization, questions=[], closes_at=timezone.now() - datetime.timedelta(hours=1))
    words = text(as_editor.get(address("detail", round)))
    assert "Choose at least one question that people answer on a scale." in words
    assert "The closing time has passed." in words
    assert "Launch this round" not in words
    assert as_editor.get(address("launch", round)).headers["Location"] == address("detail", round)


def test_team_smaller_than_the_minimum_is_warned_of(as_editor: Client, organization: Organization) -> None:
    round = make_draft(organization, invited_sales=4, invited_marketing=5)
    words = text(as_editor.get(address("launch", round)))
    assert "Sales: 4 invited, minimum 5: will never be shown." in words
    assert "Marketing: 5 invited, minimum" not in words
    assert "Marketing: 5 invited, comments need 8: its comments will never be shown." in words


def launch(client: Client, round: Round, edited: int | None = None) -> Any:
    counter = Round.objects.get(pk=round.pk).edited if edited is None else edited
    return client.post(address("launch", round), {"edited": counter}, follow=True)


def test_launch_opens_the_round_and_shows_its_links(as_editor: Client, organization: Organization) -> None:
    round = make_draft(organization)
    page = launch(as_editor, round).content.decode()
    assert Round.objects.get().state == "open"
    for url in survey_links(round).values():
        assert page.count(url) == 3  # the field, and the texts to paste: invitation and reminder


@pytest.mark.parametrize("edited", ["", "x", "-1", "0", "9" * 50])
def test_launch_from_an_old_page_is_refused(as_editor: Client, organization: Organization, edited: str) -> None:
    round = make_draft(organization)
    response = as_editor.post(address("launch", round), {"edited": edited})
    assert response.status_code == 409
    assert "Look at it again before you launch." in text(response)
    assert Round.objects.get().state == "draft"


def test_launch_that_is_refused_says_why(as_editor: Client, organization: Organization) -> None:
    round = make_draft(organization, questions=[])
    assert "Choose at least one question" in text(launch(as_editor, round))
    assert Round.objects.get().state == "draft"


def test_second_launch_changes_nothing(as_editor: Client, organization: Organization) -> None:
    round = make_round(organization)
    assert as_editor.get(address("launch", round)).headers["Location"] == address("detail", round)
    assert "This round was launched" in text(launch(as_editor, round))


# --- Open ----------------------------------------------------------------------------------------------------------
def test_viewer_sees_participation_and_no_link(as_leader: Client, organization: Organization) -> None:
    round = make_round(organization, invited_sales=8)
    answer(round, Team.SALES, own={"Q1": 4})
    response = as_leader.get(address("detail", round))
    assert "1 of 8 answered (13%)" in text(response)
    assert "4 more needed" in text(response)
    assert "/s/" not in response.content.decode()
    assert ".svg" not in response.content.decode().replace("favicon.svg", "")
    assert "Close now" not in text(response)


def test_answers_show_in_no_byte_of_the_pages(as_editor: Client, organization: Organization) -> None:
    pages = []
    closes_at = timezone.now().replace(year=2099)
    for point in (1, 5):
        round = make_round(organization, title="Same", assessment=Assessment.objects.first())
        Round.objects.filter(pk=round.pk).update(code="SAMECODE", closes_at=closes_at)
        round.refresh_from_db()
        answer_links(round, point)
        contents = [as_editor.get(address(name, round)).content for name in ("detail", "close")]
        pages.append([strip_tokens(content) for content in contents])
        Answer.objects.all().delete()
        Round.objects.filter(pk=round.pk).delete()
    assert pages[0] == pages[1]


def answer_links(round: Round, point: int) -> None:
    from assessments import tokens
    from assessments.models import Link

    for team in Team:
        seed = team.value.ljust(16).encode()
        hashed = tokens.hash_token(tokens.link_token(seed))
        Link.objects.filter(round=round, team=team.value).update(seed=seed, token_hash=hashed)
        for _ in range(6):
            answer(round, team, own={"Q1": point, "Q2": point}, comments={"Q1": f"Words {point}"})


def strip_tokens(content: bytes) -> bytes:
    import re

    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", content)


def test_more_answers_than_people_are_pointed_out(as_editor: Client, organization: Organization) -> None:
    round = make_round(organization, invited_sales=5)
    answer_many(round, Team.SALES, "Q1", [3] * 6)
    assert "More answers than people invited" in text(as_editor.get(address("detail", round)))


def test_invitation_names_link_minimum_and_closing_time_in_the_rounds_zone(
    as_editor: Client, organization: Organization
) -> None:
    closes_at = datetime.datetime(2099, 7, 1, 16, 0, tzinfo=datetime.UTC)
    round = make_round(organization, minimum=7, closes_at=closes_at, time_zone="Europe/Berlin")
    words = text(as_editor.get(address("detail", round)))
    assert (
        f"The link for Marketing: {survey_links(round)[Team.MARKETING]} No organizer or colleague sees who said what"
        in words
    )
    assert "at least 7 people of your team" in words
    assert "it takes about 1 minute, on a phone" in words
    assert "Please answer by Wednesday, July 1, 2099, 6 p.m. Berlin time." in words


def test_qr_code_is_a_picture_of_the_link(as_editor: Client, organization: Organization) -> None:
    round = make_round(organization)
    pictures = [as_editor.get(qr_address(round, team)) for team in Team]
    assert [picture.headers["Content-Type"] for picture in pictures] == ["image/svg+xml"] * 2
    assert ElementTree.fromstring(pictures[0].content).tag == "{http://www.w3.org/2000/svg}svg"
    assert pictures[0].content != pictures[1].content
    assert as_editor.get(qr_address(round, Team.SALES)).content == pictures[0].content


def test_qr_code_exists_for_teams_of_open_rounds_only(as_editor: Client, organization: Organization) -> None:
    draft = make_draft(organization)
    round = make_round(assessment=draft.assessment, title="Open")
    assert as_editor.get(qr_address(draft, "sales")).status_code == 404
    assert as_editor.get(qr_address(round, "finance")).status_code == 404
    close_round(round=round, now=timezone.now())
    assert as_editor.get(qr_address(round, "sales")).status_code == 404


def test_confidential_round_has_no_link_to_draw(as_editor: Client, organization: Organization) -> None:
    round = make_listed_round(people(2), organization=organization)
    assert [as_editor.get(qr_address(round, team)).status_code for team in Team] == [404, 404]


def test_detail_takes_as_many_queries_for_thirty_questions_as_for_one(
    as_editor: Client, organization: Organization
) -> None:
    small = make_draft(organization, questions=[make_question("Q0")])
    large = make_draft(assessment=small.assessment, questions=[make_question(f"Q{n}") for n in range(1, 31)])
    counts = []
    for round in (small, large):
        with CaptureQueriesContext(connection) as taken:
            as_editor.get(address("detail", round))
        counts.append(len(taken))
    assert counts[0] == counts[1]


# --- Closing -------------------------------------------------------------------------------------------------------
def test_closing_page_says_what_will_be_hidden_and_closes_nothing(
    as_editor: Client, organization: Organization
) -> None:
    round = make_round(organization)
    answer_many(round, Team.SALES, "Q1", [1, 2, 3, 4])
    answer_many(round, Team.MARKETING, "Q1", [1, 2, 3, 4, 5])
    words = text(as_editor.get(address("close", round)))
    assert "Sales 4 of 5 needed: everything of this team will be hidden" in words
    assert "Marketing 5 answered: shown for every question that at least 5 of them answered." in words
    assert "Comments will be hidden: they need 8 people." in words
    assert Round.objects.get().state == "open"


def test_closing_destroys_the_answers_and_shows_the_results(as_editor: Client, organization: Organization) -> None:
    round = make_round(organization)
    answer_many(round, Team.SALES, "Q1", [1, 2, 3, 4, 5])
    response = as_editor.post(address("close", round))
    assert response.headers["Location"] == reverse("reports:dashboard", args=[organization.slug, round.code])
    assert (Answer.objects.count(), Release.objects.count()) == (0, 1)


def test_round_is_closed_once(as_editor: Client, organization: Organization) -> None:
    round = make_closed_round([1] * 5, [1] * 5, organization=organization)
    digest = Release.objects.get().digest
    assert as_editor.get(address("close", round)).headers["Location"] == address("detail", round)
    assert "Only an open round can be closed." in text(as_editor.post(address("close", round), follow=True))
    assert Release.objects.get().digest == digest


def test_draft_is_not_closed(as_editor: Client, organization: Organization) -> None:
    round = make_draft(organization)
    as_editor.post(address("close", round))
    assert Round.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("minutes", "words", "absent"),
    [
        (-1, "Close now…", "Show results"),
        (5, "Whoever is still filling in the form can send it until", "Show results"),
        (20, "Show results", "Close now…"),
    ],
)
def test_page_after_the_closing_time(
    as_editor: Client, organization: Organization, minutes: int, words: str, absent: str
) -> None:
    round = make_round(organization)
    assert round.closes_at is not None
    with time_machine.travel(round.closes_at + datetime.timedelta(minutes=minutes), tick=False):
        as_editor.force_login(organization.memberships.get().user, "django.contrib.auth.backends.ModelBackend")
        page = text(as_editor.get(address("detail", round)))
    assert words in page
    assert absent not in page


def test_closed_round_leads_to_its_results(as_leader: Client, organization: Organization) -> None:
    round = make_closed_round([1] * 6, [1] * 4, organization=organization, invited_sales=8)
    response = as_leader.get(address("detail", round))
    assert reverse("reports:dashboard", args=[organization.slug, round.code]) in response.content.decode()
    assert "Sales 6 of 8 answered (75%)" in text(response)
    for name in ("reports:workshop", "reports:plan", "assessments:agreement", "reports:book"):
        assert reverse(name, args=[organization.slug, round.code]) in response.content.decode()
    assert "Plan the next round" not in text(response)
    assert "Marketing 4 people answered · hidden: fewer than 5" in text(response)


def test_launched_round_keeps_its_wording_on_the_page(as_leader: Client, organization: Organization) -> None:
    round = make_round(organization)
    before = as_leader.get(address("detail", round)).context["questionnaire"].items
    Question.objects.update(text="Changed?", version=2, labels=["v", "w", "x", "y", "z"])
    after = as_leader.get(address("detail", round)).context["questionnaire"].items
    assert [item.frozen for item in after] == [item.frozen for item in before]


def test_draft_shows_the_wording_that_launch_would_take(as_leader: Client, organization: Organization) -> None:
    round = make_draft(organization)
    Question.objects.filter(code="Q1").update(text="Changed?", version=2)
    assert "Changed?" in text(as_leader.get(address("detail", round)))


def test_titles_and_questions_are_text_not_markup(as_editor: Client, organization: Organization) -> None:
    hostile = "</textarea><script>alert(1)</script>"
    Organization.objects.filter(pk=organization.pk).update(name=hostile)
    question = make_question("Q1", text=hostile, labels=[f"{hostile}{point}" for point in range(5)])
    draft = make_draft(Organization.objects.get(pk=organization.pk), questions=[question], title=hostile)
    opened = make_round(assessment=draft.assessment, questions=[question], title=hostile)
    for page in (
        address("detail", draft),
        address("edit", draft),
        address("compose", draft),
        address("detail", opened),
        address("close", opened),
    ):
        content = as_editor.get(page).content.decode()
        assert "<script>alert" not in content
        assert "&lt;script&gt;alert(1)" in content


def test_form_shows_how_the_survey_opens_and_what_it_lacks(as_editor: Client, organization: Organization) -> None:
    draft = make_draft(organization, [make_question("Q1", text="Do we talk?")], title="Spring")
    draft.closes_at = None
    draft.save()
    new = reverse("assessments:round-create", args=[organization.slug, draft.assessment.pk])
    for page in (new, address("edit", draft), address("compose", draft)):
        words = text(as_editor.get(page))
        assert "1 of 1 Do we talk?" in words
        assert "1 question, about 1 minute" in words
    assert "Questions are chosen Say when the round closes." in words
    assert "The questions that you choose come here." in text(as_editor.get(new))
