from __future__ import annotations

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization
from assessments.models import Question, Round
from assessments.scales import Team
from assessments.services.closing import close_round
from tests.accounts.pages import text
from tests.builders import answer_many, link_token, make_draft, make_round

pytestmark = pytest.mark.django_db


def address(round: Round, team: str = "sales") -> str:
    return reverse("assessments:round-preview", args=[round.organization.slug, round.code, team])


def rows() -> dict[str, list[object]]:
    models = apps.get_app_config("assessments").get_models()
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}


def test_preview_is_the_page_that_respondents_get(as_editor: Client, client: Client) -> None:
    round = make_round(Organization.objects.get(slug="acme"), segment_title="Region", segments=("North", "South"))
    seen = text(client.get(f"/s/{link_token(round, Team.SALES)}/"))
    preview = text(as_editor.get(address(round)))
    banner = "Preview: nothing can be sent. This is what Sales gets. Try it: no answer leaves this page. "
    banner += "See it as Marketing · Back to the round "
    assert preview.replace(banner, "").removeprefix("Preview: nothing can be sent. ") == seen


def test_preview_sends_nothing(as_editor: Client, organization: Organization) -> None:
    page = as_editor.get(address(make_draft(organization))).content.decode()
    assert '<button type="submit" disabled>' in page
    assert 'method="post"' not in page
    assert 'name="nonce" value=""' in page
    assert as_editor.post(address(Round.objects.get()), {"Q1": "3"}).status_code == 405


def test_ten_previews_and_a_launch_leave_nothing_behind(as_editor: Client, organization: Organization) -> None:
    round = make_draft(organization)
    before = rows()
    for team in [*Team] * 5:
        assert as_editor.get(address(round, team)).status_code == 200
    assert rows() == before
    opened = make_round(assessment=round.assessment, title="Open")
    before = rows()
    as_editor.get(address(opened))
    assert rows() == before
    assert (before["Response"], before["Answer"], before["Comment"]) == ([], [], [])


def test_draft_is_previewed_as_launch_would_word_it(as_editor: Client, organization: Organization) -> None:
    round = make_draft(organization, has_guesses=False)
    Question.objects.filter(code="Q1").update(text="Changed?", version=2)
    page = as_editor.get(address(round, "marketing")).content.decode()
    assert "Changed?" in page
    assert "-guess" not in page
    assert round.items.filter(has_guess=True).count() == 2  # whoever asks for guesses again finds them as chosen


def test_draft_without_a_closing_time_has_a_preview(as_editor: Client, organization: Organization) -> None:
    assert "Open until" not in text(as_editor.get(address(make_draft(organization, closes_at=None))))


def test_each_team_has_a_preview_of_its_own(as_leader: Client, organization: Organization) -> None:
    round = make_draft(organization)
    assert "You answer as: Sales" in text(as_leader.get(address(round)))
    assert "You answer as: Marketing" in text(as_leader.get(address(round, "marketing")))
    assert as_leader.get(address(round, "finance")).status_code == 404


def test_answers_and_links_show_in_no_preview(as_editor: Client, organization: Organization) -> None:
    round = make_round(organization)
    before = as_editor.get(address(round)).content
    answer_many(round, Team.SALES, "Q1", [1, 2, 3])
    assert as_editor.get(address(round)).content == before
    assert b"/s/" not in before


def test_closed_round_has_no_preview(as_editor: Client, organization: Organization) -> None:
    round = make_round(organization)
    close_round(round=round, now=timezone.now())
    assert as_editor.get(address(round)).status_code == 404
