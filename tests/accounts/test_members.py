"""The people of an organization: who sees them, who changes them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import MemberInvitation, Membership, Organization, Role, User
from accounts.services import invite_member
from tests.accounts.conftest import signed_in
from tests.accounts.pages import text
from tests.builders import make_member

PEOPLE = "/o/acme/members/"
INVITE = "/o/acme/members/invite/"


def path_of(user: User, verb: str) -> str:
    return f"{PEOPLE}{Membership.objects.get(user=user).pk}/{verb}/"


def make_invitation(organization: Organization, email: str = "new@example.com") -> MemberInvitation:
    invite_member(organization=organization, email=email, role=Role.VIEWER, now=timezone.now())
    return MemberInvitation.objects.get(organization=organization, email=email)


# --- Who may what ----------------------------------------------------------------------------------------------------
def act_paths(organization: Organization, leader: User) -> dict[str, dict[str, str]]:
    """Every act of an owner, with what it needs."""
    invitation = make_invitation(organization)
    return {
        INVITE: {"email": "x@example.com", "role": "viewer"},
        path_of(leader, "role"): {"role": "editor"},
        path_of(leader, "remove"): {},
        f"{PEOPLE}invitations/{invitation.pk}/withdraw/": {},
    }


def state() -> list[object]:
    return [
        *Membership.objects.order_by("pk").values_list("user", "organization", "role"),
        *MemberInvitation.objects.order_by("pk").values_list("email", "token_hash"),
    ]


def test_member_list_for_an_owner_has_controls(as_consultant: Client, leader: User) -> None:
    page = as_consultant.get(PEOPLE).content.decode()

    assert "viewer-acme@example.com" in page
    assert path_of(leader, "role") in page
    assert path_of(leader, "remove") in page
    assert INVITE in page


def test_member_list_for_an_editor_has_no_controls(as_editor: Client, leader: User, consultant: User) -> None:
    page = as_editor.get(PEOPLE).content.decode()

    assert "viewer-acme@example.com" in page
    assert path_of(leader, "role") not in page
    assert path_of(leader, "remove") not in page
    assert INVITE not in page


def test_member_list_for_a_viewer_is_forbidden(as_leader: Client) -> None:
    assert as_leader.get(PEOPLE).status_code == 403


@pytest.mark.django_db
def test_member_list_for_an_outsider_does_not_exist(as_outsider: Client, organization: Organization) -> None:
    assert as_outsider.get(PEOPLE).status_code == 404


def test_member_list_of_nothing_looks_like_a_foreign_one(as_outsider: Client, organization: Organization) -> None:
    foreign = as_outsider.get(PEOPLE)
    nothing = as_outsider.get("/o/nothing/members/")

    assert foreign.status_code == nothing.status_code == 404
    assert text(foreign) == text(nothing)


@pytest.mark.parametrize(("role", "status"), [(Role.EDITOR, 403), (Role.VIEWER, 403), (None, 404)])
def test_acts_on_members_are_for_owners(
    client: Client,
    organization: Organization,
    leader: User,
    outsider: User,
    role: Role | None,
    status: int,
) -> None:
    acts = act_paths(organization, leader)
    signed_in(client, make_member(organization, role, "someone@example.com") if role else outsider)
    before = state()

    assert {client.post(path, given).status_code for path, given in acts.items()} == {status}
    assert state() == before


def test_acts_on_members_ask_to_sign_in(client: Client, organization: Organization, leader: User) -> None:
    acts = act_paths(organization, leader)
    before = state()

    answers = {client.post(path, given)["Location"].split("?")[0] for path, given in acts.items()}
    assert answers == {"/account/login/"}
    assert state() == before


def test_acts_on_members_are_posts(as_consultant: Client, organization: Organization, leader: User) -> None:
    acts = act_paths(organization, leader)
    before = state()

    assert {path: as_consultant.get(path).status_code for path in acts} == {
        path: 200 if path.endswith("remove/") else 405 for path in acts
    }
    assert {as_consultant.delete(path).status_code for path in [PEOPLE, *acts]} == {405}
    assert as_consultant.post(PEOPLE).status_code == 405
    assert state() == before


def test_acts_on_members_need_a_token_of_the_page(leader: User, consultant: User) -> None:
    careful = signed_in(Client(enforce_csrf_checks=True), consultant)

    assert careful.post(path_of(leader, "remove")).status_code == 403
    assert Membership.objects.filter(user=leader).exists()


def test_member_of_another_organization_cannot_be_reached(as_consultant: Client, outsider: User) -> None:
    """The number in the address is looked for in one's own organization only."""
    theirs = Membership.objects.get(organization__slug="elsewhere")
    invitation = make_invitation(theirs.organization)
    before = state()

    for path in (f"{theirs.pk}/role/", f"{theirs.pk}/remove/", f"invitations/{invitation.pk}/withdraw/"):
        assert as_consultant.post(PEOPLE + path, {"role": "viewer"}).status_code == 404
    assert as_consultant.get(f"{PEOPLE}{theirs.pk}/remove/").status_code == 404
    assert state() == before


def test_member_list_is_in_order_of_what_it_shows(as_consultant: Client, organization: Organization) -> None:
    for email, name in [("a@example.com", "zoe"), ("Y@example.com", ""), ("b@example.com", "Xaver")]:
        User.objects.filter(pk=make_member(organization, Role.VIEWER, email).pk).update(name=name)

    page = text(as_consultant.get(PEOPLE))
    assert sorted(["owner-acme", "Xaver", "y@example", "zoe"], key=page.index) == [
        "owner-acme",
        "Xaver",
        "y@example",
        "zoe",
    ]


# --- Changing and removing -------------------------------------------------------------------------------------------
def test_member_is_found_by_name_or_address(as_consultant: Client, organization: Organization) -> None:
    assert "Find a member" not in text(as_consultant.get(PEOPLE))
    for number in range(11):
        User.objects.filter(pk=make_member(organization, Role.VIEWER, f"p{number}@example.com").pk).update(name="Zoe")
    assert "Find a member" in text(as_consultant.get(PEOPLE))
    found = as_consultant.get(PEOPLE, {"words": " zOE p7 "})
    assert [member.user.email for member in found.context["page"]] == ["p7@example.com"]
    assert "No member has “<nobody>” in the name or address." in text(as_consultant.get(PEOPLE, {"words": "<nobody>"}))


def test_member_change_sets_the_role(as_consultant: Client, leader: User) -> None:
    response = as_consultant.post(path_of(leader, "role"), {"role": "editor"}, follow=True)

    assert Membership.objects.get(user=leader).role == Role.EDITOR
    assert "viewer-acme@example.com: Editor." in text(response)


@pytest.mark.parametrize("given", [{}, {"role": ""}, {"role": "god"}, {"role": "OWNER"}])
def test_member_change_refuses_other_words(as_consultant: Client, leader: User, given: dict[str, str]) -> None:
    response = as_consultant.post(path_of(leader, "role"), given, follow=True)

    assert Membership.objects.get(user=leader).role == Role.VIEWER
    assert "Choose one of the roles." in text(response)


def test_member_change_keeps_the_last_owner(as_consultant: Client, consultant: User) -> None:
    response = as_consultant.post(path_of(consultant, "role"), {"role": "viewer"}, follow=True)

    assert Membership.objects.get(user=consultant).role == Role.OWNER
    assert response.redirect_chain == [(PEOPLE, 302)]
    assert "An organization needs an owner." in text(response)


def test_member_change_of_oneself_leads_to_a_page_one_may_see(
    as_consultant: Client, consultant: User, organization: Organization
) -> None:
    make_member(organization, Role.OWNER, "second@example.com")

    response = as_consultant.post(path_of(consultant, "role"), {"role": "viewer"}, follow=True)

    assert response.status_code == 200
    assert Membership.objects.get(user=consultant).role == Role.VIEWER


def test_member_remove_asks_first(as_consultant: Client, leader: User) -> None:
    response = as_consultant.get(path_of(leader, "remove"))

    assert "Remove viewer-acme@example.com?" in text(response)
    assert Membership.objects.filter(user=leader).exists()


def test_member_remove_takes_effect_at_the_next_request(as_consultant: Client, leader: User, editor: User) -> None:
    """An open session is no way around a removal."""
    theirs = signed_in(Client(), editor)
    assert theirs.get(PEOPLE).status_code == 200

    as_consultant.post(path_of(editor, "remove"))

    assert theirs.get(PEOPLE).status_code == 404
    assert "Acme" not in text(theirs.get("/organizations/"))


def test_member_change_takes_effect_at_the_next_request(as_consultant: Client, editor: User) -> None:
    theirs = signed_in(Client(), editor)

    as_consultant.post(path_of(editor, "role"), {"role": "viewer"})

    assert theirs.get(PEOPLE).status_code == 403


def test_member_remove_keeps_the_last_owner(as_consultant: Client, consultant: User) -> None:
    response = as_consultant.post(path_of(consultant, "remove"), follow=True)

    assert Membership.objects.filter(user=consultant).exists()
    assert "An organization needs an owner." in text(response)


def test_member_remove_of_oneself_is_leaving(
    as_consultant: Client, consultant: User, organization: Organization
) -> None:
    make_member(organization, Role.OWNER, "second@example.com")
    path = path_of(consultant, "remove")

    assert (
        f'<a class="btn btn-link btn-sm leave-link" href="{path}">Leave</a>'
        in as_consultant.get(PEOPLE).content.decode()
    )
    assert "Leave Acme?" in text(as_consultant.get(path))
    response = as_consultant.post(path, follow=True)

    assert response.redirect_chain == [("/organizations/", 302)]
    assert "No organization yet." in text(response)


def test_member_remove_twice_does_not_exist(as_consultant: Client, leader: User) -> None:
    path = path_of(leader, "remove")
    as_consultant.post(path)

    assert as_consultant.post(path).status_code == 404


# --- Inviting --------------------------------------------------------------------------------------------------------
def test_member_invite_shows_the_link_once(as_consultant: Client) -> None:
    response = as_consultant.post(INVITE, {"email": "New@Example.com", "role": "editor"})

    page = response.content.decode()
    invitation = MemberInvitation.objects.get()
    assert (invitation.email, invitation.role) == ("new@example.com", Role.EDITOR)
    assert "http://127.0.0.1:8000/join/" in page
    assert response["Cache-Control"] == "no-store"
    assert "/join/" not in as_consultant.get(PEOPLE).content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {"email": "", "role": "viewer"},
        {"email": "no address", "role": "viewer"},
        {"email": "a@example.com\r\nBcc: b@example.com", "role": "viewer"},
        {"email": "a@example.com,b@example.com", "role": "viewer"},
        {"email": "x" * 250 + "@example.com", "role": "viewer"},
        {"email": "a@example.com", "role": "god"},
        {"email": "a@example.com"},
        {"email": "owner-acme@example.com", "role": "viewer"},
    ],
)
def test_member_invite_refuses(as_consultant: Client, given: dict[str, str]) -> None:
    response = as_consultant.post(INVITE, given)

    assert response.status_code == 400
    assert "is-invalid" in response.content.decode()
    assert not MemberInvitation.objects.exists()


def test_member_invite_of_a_member_says_so(as_consultant: Client, leader: User) -> None:
    response = as_consultant.post(INVITE, {"email": leader.email, "role": "owner"})

    assert f"{leader.email} is a member already." in text(response)


def test_member_list_shows_open_invitations(as_consultant: Client, organization: Organization) -> None:
    invitation = make_invitation(organization)

    page = text(as_consultant.get(PEOPLE))
    assert "new@example.com Viewer · link works until" in page

    MemberInvitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "The link has expired." in text(as_consultant.get(PEOPLE))
    assert invitation.token_hash not in as_consultant.get(PEOPLE).content.decode()


def test_invitation_withdraw_ends_it(as_consultant: Client, organization: Organization) -> None:
    invitation = make_invitation(organization)

    response = as_consultant.post(f"{PEOPLE}invitations/{invitation.pk}/withdraw/", follow=True)

    assert not MemberInvitation.objects.exists()
    assert "The link for new@example.com no longer works." in text(response)


def test_member_list_takes_as_many_queries_for_thirty(
    as_consultant: Client, organization: Organization, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(6):  # session, user, membership, how many, members, invitations
        as_consultant.get(PEOPLE)
    for number in range(55):
        make_member(organization, Role.VIEWER, f"viewer{number}@example.com")
        make_invitation(organization, f"invited{number}@example.com")
    with django_assert_num_queries(6):
        assert "Page 1 of 2" in text(as_consultant.get(PEOPLE))
    assert "viewer9@example.com" in text(as_consultant.get(PEOPLE, {"page": 2}))


def test_member_list_escapes_names(as_consultant: Client, leader: User) -> None:
    leader.name = "<script>alert(1)</script>"
    leader.save()

    for path in (PEOPLE, path_of(leader, "remove")):
        assert b"<script>alert" not in as_consultant.get(path).content
