"""The page of a draft: what it says before launch, and what launch would freeze."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organization, User
from assessments.models import Round
from assessments.promises import notice_of
from assessments.scales import Mode, Team
from assessments.services.rounds import create_assessment
from tests.accounts.pages import text
from tests.assessments.views.test_rounds import typed
from tests.builders import make_draft, make_round
from tests.invited import make_listed_draft, people, person

pytestmark = pytest.mark.django_db
CONFIDENTIAL = {"mode": "confidential", "reply_to": "ana@example.com"}


def address(name: str, round: Round) -> str:
    return reverse(f"assessments:{name}", args=[round.organization.slug, round.code])


def detail(client: Client, round: Round) -> str:
    return text(client.get(address("round-detail", round)))


def create(client: Client, organization: Organization, **changed: Any) -> Round:
    assessment = create_assessment(organization=organization, name="Alignment")
    client.post(reverse("assessments:round-create", args=[organization.slug, assessment.pk]), typed(**changed))
    return Round.objects.get()


@pytest.mark.usefixtures("bank")
def test_form_decides_on_mode_groups_and_replies(as_editor: Client, organization: Organization) -> None:
    groups = {"segment_title": "Which region?", "segments": "North\nSouth"}
    round = create(as_editor, organization, **CONFIDENTIAL, **groups, invited_sales="9")
    assert (round.mode, round.reply_to, round.invited_sales) == ("confidential", "ana@example.com", None)
    assert (round.segment_title, round.segments) == ("Which region?", ["North", "South"])
    words = detail(as_editor, round)
    assert "Which region? North · South" in words
    assert "Replies go to ana@example.com." in words


def test_replies_go_to_whoever_plans_the_round_unless_they_say_otherwise(
    as_editor: Client, editor: User, organization: Organization
) -> None:
    assessment = create_assessment(organization=organization, name="Alignment")
    new = as_editor.get(reverse("assessments:round-create", args=[organization.slug, assessment.pk]))
    assert new.context["form"]["reply_to"].value() == editor.email
    round = make_draft(assessment=assessment, mode=Mode.CONFIDENTIAL, reply_to="ana@example.com")
    assert as_editor.get(address("round-edit", round)).context["form"]["reply_to"].value() == "ana@example.com"


def test_groups_are_folded_until_there_are_some(as_editor: Client, organization: Organization) -> None:
    folded = '<details class="fold">'
    without = make_draft(organization)
    with_groups = make_draft(assessment=without.assessment, segment_title="Region?", segments=("North", "South"))
    assert folded in as_editor.get(address("round-edit", without)).content.decode()
    assert folded not in as_editor.get(address("round-edit", with_groups)).content.decode()
    wrong = as_editor.post(address("round-edit", without), typed(segments="North\nSouth", edited=without.edited))
    assert folded not in wrong.content.decode()
    assert "A question on groups needs both" in text(wrong)


def test_each_mode_says_its_price_and_the_second_is_never_called_anonymous(
    as_editor: Client, organization: Organization
) -> None:
    round = make_draft(organization)
    words = text(as_editor.get(address("round-edit", round)))
    assert "someone could answer twice" in words
    assert "You see how many have answered, never who." in words
    words = detail(as_editor, make_listed_draft(people(12), assessment=round.assessment))
    assert "nonymous" not in words


def test_list_that_goes_with_the_mode_is_announced(as_editor: Client, organization: Organization) -> None:
    round = make_listed_draft(people(3), organization=organization)
    page = as_editor.get(address("round-edit", round))
    assert "If you save this, the list of this round, with the 3 people on it, is deleted." in text(page)
    as_editor.post(address("round-edit", round), typed(edited=page.context["form"].initial["edited"]))
    assert (Round.objects.get().mode, round.invitations.count()) == ("anonymous", 0)


def test_promises_are_shown_as_respondents_will_read_them(as_editor: Client, organization: Organization) -> None:
    assessment = create_assessment(organization=organization, name="Alignment")
    for mode in Mode:
        round = make_draft(assessment=assessment, mode=mode)
        words, notice = detail(as_editor, round), notice_of(round)
        assert notice.title in words
        for lead, promise in notice.promises:
            assert f"{lead} {promise}" in words


def test_launch_of_a_confidential_round_says_what_it_freezes(as_editor: Client, organization: Organization) -> None:
    groups = {"segment_title": "Region?", "segments": ("North", "South")}
    round = make_listed_draft(people(12), organization=organization, **groups)
    words = text(as_editor.get(address("round-launch", round)))
    assert "That the round is confidential: personal links, one answer each." in words
    assert "The question on groups, “Region?”, and its groups." in words
    assert "The closing time can be moved further away later" in words
    assert "No mail goes out yet: you send the invitations as the next step." in words
    assert "never later" not in words


def test_best_case_is_computed_from_the_list_before_anything_is_sent(
    as_editor: Client, organization: Organization
) -> None:
    listed = [person(f"s{n}@example.com") for n in range(4)]
    listed += [person(f"m{n}@example.com", Team.MARKETING) for n in range(6)]
    round = make_listed_draft(listed, organization=organization)
    warning = "Sales: 4 invited, minimum 5: will never be shown."
    assert warning in detail(as_editor, round)
    words = text(as_editor.get(address("round-launch", round)))
    assert warning in words
    assert "Marketing: 6 invited, comments need 8: its comments will never be shown." in words


def test_teams_that_nobody_counted_are_pointed_out_at_launch(as_editor: Client, organization: Organization) -> None:
    words = text(as_editor.get(address("round-launch", make_draft(organization, invited_sales=9))))
    assert "Sales 9 people Marketing no number given" in words
    assert words.count("A team with fewer than 5 people will never be shown.") == 1


def test_people_are_counted_on_the_page_of_the_draft(
    as_editor: Client, as_leader: Client, organization: Organization
) -> None:
    round = make_draft(organization, invited_sales=9)
    sizes, why = address("round-sizes", round), "With both numbers you see"
    page = as_editor.get(address("round-detail", round))
    assert why in text(page)
    assert 'name="invited_sales" value="9"' in page.content.decode()
    sent = {"edited": page.context["round"].edited, "invited_sales": "", "invited_marketing": "4"}
    page = as_editor.post(sizes, sent, follow=True)
    round.refresh_from_db()
    assert (round.invited_sales, round.invited_marketing) == (None, 4)
    assert "Saved." in text(page)
    assert "Marketing: 4 invited, minimum 5: will never be shown." in text(page)
    seen = as_leader.get(address("round-detail", round))
    assert "Sales no number given Marketing 4" in text(seen)
    assert (why in text(seen), sizes in seen.content.decode()) == (False, False)


def test_wrong_number_of_people_is_told_at_its_field(as_editor: Client, organization: Organization) -> None:
    round = make_draft(organization, invited_sales=9)
    round.refresh_from_db()
    for wrong in ("0", "100001", "a few", "7.5", "9" * 5000, "4\0"):
        sent = {"edited": round.edited, "invited_sales": wrong, "invited_marketing": "8"}
        page = as_editor.post(address("round-sizes", round), sent)
        html = page.content.decode()
        assert text(page).count("Give a whole number from 1 to 100,000, or leave it empty.") == 1
        assert ('id="id_invited_sales_error"' in html, html.count('aria-invalid="true"')) == (True, 1)
        assert 'aria-describedby="id_invited_sales_error"' in html
        assert (wrong.strip("\0") in html, 'value="8"' in html) == (True, True)
        assert "Saved so far: Sales 9 Marketing no number given" in text(page)
    assert Round.objects.get().invited_marketing is None


def test_numbers_from_an_old_page_wait_beside_what_is_saved(as_editor: Client, organization: Organization) -> None:
    round = make_draft(organization, invited_sales=9, invited_marketing=8)
    for edited in (0, "", "x"):
        sent = {"edited": edited, "invited_sales": "70", "invited_marketing": "60"}
        page = as_editor.post(address("round-sizes", round), sent)
        assert page.status_code == 409
        assert "changed since you opened the page. Your numbers are not saved yet." in text(page)
        assert "Saved so far: Sales 9 Marketing 8" in text(page)
        assert 'value="70"' in page.content.decode()
    again = as_editor.post(address("round-sizes", round), {**sent, "edited": page.context["round"].edited})
    assert (again.status_code, Round.objects.get().invited_sales) == (302, 70)


def test_people_are_counted_neither_beside_a_list_nor_after_launch(
    as_editor: Client, organization: Organization
) -> None:
    listed = make_draft(organization, mode=Mode.CONFIDENTIAL)
    assert address("round-sizes", listed) not in as_editor.get(address("round-detail", listed)).content.decode()
    assert as_editor.post(address("round-sizes", listed), {"invited_sales": "9"}).status_code == 404
    opened = make_round(assessment=listed.assessment, invited_sales=9)
    for typed_number in ("5", "none"):
        sent = {"edited": opened.edited, "invited_sales": typed_number}
        page = as_editor.post(address("round-sizes", opened), sent, follow=True)
        assert "This round was launched" in text(page)
    opened.refresh_from_db()
    assert opened.invited_sales == 9


def test_empty_list_is_the_first_thing_to_fill(as_editor: Client, organization: Organization) -> None:
    round = make_draft(organization, mode=Mode.CONFIDENTIAL)
    assert "Nobody is on the list yet. Add people" in detail(as_editor, round)


def test_viewer_of_a_draft_gets_no_list(as_leader: Client, organization: Organization) -> None:
    round = make_listed_draft(people(12), organization=organization)
    page = as_leader.get(address("round-detail", round))
    assert address("people-list", round) not in page.content.decode()
    assert reverse("assessments:round-preview", args=["acme", round.code, "sales"]) in page.content.decode()


def test_launch_of_a_confidential_round_leads_on_to_its_invitations(
    as_editor: Client, organization: Organization
) -> None:
    round = make_listed_draft(people(12), organization=organization)
    round.refresh_from_db()
    page = as_editor.post(address("round-launch", round), {"edited": round.edited}, follow=True)
    assert "The round is open. Now send the invitations." in text(page)
    assert "One link for each team" not in text(page)


def test_next_round_proposes_the_mode_and_groups_of_the_last(as_editor: Client, organization: Organization) -> None:
    groups = {"segment_title": "Region?", "segments": ("North", "South")}
    previous = make_round(organization, mode=Mode.CONFIDENTIAL, reply_to="ana@example.com", **groups)
    new = reverse("assessments:round-create", args=[organization.slug, previous.assessment.pk])
    initial = as_editor.get(new).context["form"].initial
    assert (initial["mode"], initial["segment_title"], initial["segments"]) == (
        Mode.CONFIDENTIAL, "Region?", "North\nSouth",
    )  # fmt: skip
