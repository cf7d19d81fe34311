"""The pages on how an organization looks and on a consultant's contact block, and what pages wear of them."""

from __future__ import annotations

import hashlib
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.brand_services import save_identity, save_logo
from accounts.branding import ACCENT
from accounts.logos import read_logo
from accounts.models import Branding, Organization, User
from accounts.worn import brand_of, style_address
from tests.accounts.conftest import signed_in
from tests.accounts.logo_files import picture, upload
from tests.accounts.pages import text
from tests.builders import make_user

EDIT, LOGO = "/o/acme/branding/", "/o/acme/branding/logo/"
CONTACT, CONTACT_LOGO = "/account/contact/", "/account/contact/logo/"
BERRY = "#9a1f5c"
KEPT = "public, max-age=31536000, immutable"
BLOCK = {"company": "Team & Work", "email": "hello@example.com", "phone": "+49 30 1234", "words": "Let us talk."}


def branding(organization: Organization) -> Branding:
    return Branding.objects.get(organization=organization)


def test_owner_renames_and_colors_the_organization(as_consultant: Client, organization: Organization) -> None:
    reply = as_consultant.post(EDIT, {"name": " Acme \n Tools ", "accent": "#9A1F5C"}, follow=True)

    organization.refresh_from_db()
    assert (organization.name, organization.slug, branding(organization).accent) == ("Acme Tools", "acme", BERRY)
    assert "Saved." in text(reply)
    assert f'value="{BERRY}"' in reply.content.decode()


def test_empty_color_is_the_product_s_own(as_consultant: Client, organization: Organization) -> None:
    save_identity(organization=organization, name="Acme", accent=BERRY)
    as_consultant.post(EDIT, {"name": "Acme", "accent": ""})
    assert branding(organization).accent == ACCENT


def test_yellow_is_refused_with_an_offer_and_nothing_is_lost(
    as_consultant: Client, organization: Organization
) -> None:
    reply = as_consultant.post(EDIT, {"name": "Acme Tools", "accent": "#ffdd00"})

    assert reply.status_code == 400
    page = reply.content.decode()
    assert 'value="Acme Tools"' in page
    assert 'value="#ffdd00"' in page
    assert "1.2 : 1" in text(reply)
    assert 'name="take" value="#827100"' in page
    assert not Branding.objects.exists()


def test_one_click_takes_the_offer(as_consultant: Client, organization: Organization) -> None:
    reply = as_consultant.post(EDIT, {"name": "Acme Tools", "accent": "#ffdd00", "take": "#827100"})
    organization.refresh_from_db()
    assert (reply.status_code, organization.name, branding(organization).accent) == (302, "Acme Tools", "#827100")


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"name": "", "accent": BERRY}, "This field is required."),
        ({"name": "x" * 121, "accent": BERRY}, "at most 120 characters"),
        ({"name": "Acme", "accent": "teal"}, "Write the color as #"),
        ({"name": "Acme", "accent": "#fff;}*{}"}, "Write the color as #"),
        ({"name": "Acme", "accent": "x" * 5000}, "at most 40 characters"),
        ({"name": "Acme", "accent": "\0"}, "Null characters"),
        ({"name": "Acme", "accent": BERRY, "take": "nonsense"}, "Write the color as #"),
        ({}, "This field is required."),
    ],
)
def test_bad_input_is_answered_with_a_sentence(as_consultant: Client, posted: dict[str, str], words: str) -> None:
    reply = as_consultant.post(EDIT, posted)
    assert reply.status_code == 400
    assert words in text(reply)
    assert not Branding.objects.exists()


@pytest.mark.parametrize(
    ("color", "words"),
    [
        ("#9a1f5c", "7.1 : 1, fine"),
        ("fd0", "1.2 : 1, too light"),
        ("nonsense", "This is not a color yet."),
        ('"><script>', "This is not a color yet."),
    ],
)
def test_color_in_the_address_is_shown_and_not_kept(as_consultant: Client, color: str, words: str) -> None:
    reply = as_consultant.get(EDIT, {"accent": color, "name": "Tried"})
    assert words in text(reply)
    assert "<script>" not in reply.content.decode()
    assert not Branding.objects.exists()


def test_logo_is_kept_as_our_own_and_served_to_anybody(as_consultant: Client, organization: Organization) -> None:
    reply = as_consultant.post(LOGO, {"logo": upload(picture("JPEG"), "Anna's logo.jpg")}, follow=True)
    assert "The logo is up." in text(reply)

    kept = branding(organization)
    assert bytes(kept.logo) == read_logo(upload(picture("JPEG")))
    assert kept.logo_digest == hashlib.sha256(bytes(kept.logo)).hexdigest()
    address = f"/logo/{kept.logo_digest}.png"
    assert f'src="{address}"' in reply.content.decode()
    served = Client().get(address)
    assert (served.status_code, served.content) == (200, bytes(kept.logo))
    assert served.headers["Content-Type"] == "image/png"
    assert served.headers["Content-Disposition"] == "inline"
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert served.headers["Cache-Control"] == KEPT
    assert "Cookie" not in served.headers.get("Vary", "")


def test_removed_logo_is_gone(as_consultant: Client, organization: Organization) -> None:
    save_logo(owner=organization, logo=read_logo(upload(picture())))
    address = f"/logo/{branding(organization).logo_digest}.png"
    as_consultant.post(LOGO, {"remove": "yes"})
    assert (branding(organization).logo_digest, bytes(branding(organization).logo)) == ("", b"")
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("digest", ["0" * 64, "x", "-"])
@pytest.mark.django_db
def test_unknown_logo_is_not_found(client: Client, digest: str) -> None:
    assert client.get(f"/logo/{digest}.png").status_code == 404


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Export the logo as PNG"),
        (b"", "Upload the logo as PNG, JPEG or WebP"),
        (bytes(6_000_000), "larger than 2 MB"),
    ],
)
def test_refused_logo_is_answered_with_what_to_do(as_consultant: Client, content: bytes, words: str) -> None:
    reply = as_consultant.post(LOGO, {"logo": SimpleUploadedFile("logo.png", content, "image/png")})
    assert reply.status_code == 400
    assert words in text(reply)
    assert f'action="{EDIT}"' in reply.content.decode()
    assert not Branding.objects.exists()


@pytest.mark.parametrize("address", [LOGO, CONTACT_LOGO])
def test_logo_form_without_a_file_says_so(as_consultant: Client, address: str) -> None:
    assert "Choose a picture first." in text(as_consultant.post(address, {}))


def test_refused_logo_leaves_the_one_there_was(as_consultant: Client, organization: Organization) -> None:
    save_logo(owner=organization, logo=read_logo(upload(picture())))
    digest = branding(organization).logo_digest
    as_consultant.post(LOGO, {"logo": upload(b"nonsense")})
    assert branding(organization).logo_digest == digest


@pytest.mark.parametrize("address", [EDIT, LOGO])
def test_only_owners_change_the_look(client: Client, editor: User, leader: User, outsider: User, address: str) -> None:
    posted = {"name": "Mine", "accent": BERRY, "own": "yes"}
    asked = [signed_in(client, user).post(address, posted).status_code for user in (editor, leader, outsider)]
    assert asked == [403, 403, 404]
    assert Client().post(address, posted)["Location"].startswith("/account/login/")
    assert not Branding.objects.exists()
    assert Organization.objects.get(slug="acme").name == "Acme"


def test_only_owners_see_the_way_to_the_look(client: Client, consultant: User, editor: User, leader: User) -> None:
    ways = {}
    for user in (consultant, editor, leader):
        pages = [signed_in(client, user).get(path) for path in ("/o/acme/", "/o/acme/questions/", "/o/acme/members/")]
        ways[user] = [EDIT in page.content.decode() for page in pages]
    assert ways == {consultant: [True] * 3, editor: [False] * 3, leader: [False] * 3}


@pytest.mark.parametrize(
    ("address", "method"), [(EDIT, "put"), (LOGO, "get"), (CONTACT, "put"), (CONTACT_LOGO, "get")]
)
def test_other_methods_are_refused(as_consultant: Client, address: str, method: str) -> None:
    assert getattr(as_consultant, method)(address).status_code == 405


# --- The consultant's own block --------------------------------------------------------------------------------------
def test_contact_block_is_kept(as_consultant: Client, consultant: User) -> None:
    assert "Your contact block" in text(as_consultant.get(CONTACT))
    reply = as_consultant.post(CONTACT, {**BLOCK, "words": "Let us \n talk.", "accent": BERRY}, follow=True)

    kept = Branding.objects.get(user=consultant)
    assert {name: getattr(kept, name) for name in BLOCK} == BLOCK
    assert (kept.accent, kept.organization) == (BERRY, None)
    assert 'value="Team &amp; Work"' in reply.content.decode()


def test_bad_contact_block_keeps_what_was_typed(as_consultant: Client) -> None:
    reply = as_consultant.post(CONTACT, {**BLOCK, "email": "nobody", "accent": "#fd0"})
    assert reply.status_code == 400
    assert "Enter a valid email address." in text(reply)
    assert all(value in reply.content.decode() for value in ("nobody", "Team &amp; Work", "+49 30 1234", "#fd0"))
    assert not Branding.objects.exists()


def test_contact_block_may_be_empty(as_consultant: Client, consultant: User) -> None:
    assert as_consultant.post(CONTACT, {}).status_code == 302
    assert Branding.objects.get(user=consultant).accent == ACCENT


@pytest.mark.parametrize("address", [CONTACT, CONTACT_LOGO])
@pytest.mark.django_db
def test_contact_block_asks_to_sign_in(client: Client, address: str) -> None:
    assert client.post(address)["Location"].startswith("/account/login/")


def test_everybody_has_a_block_of_their_own(as_leader: Client, consultant: User, leader: User) -> None:
    as_leader.post(CONTACT_LOGO, {"logo": upload(picture())})
    assert Branding.objects.get().user == leader


def test_new_organization_starts_with_its_maker_s_look(as_consultant: Client) -> None:
    as_consultant.post(CONTACT, {**BLOCK, "accent": BERRY})
    as_consultant.post(CONTACT_LOGO, {"logo": upload(picture())})
    as_consultant.post("/organizations/new/", {"name": "Harbor"})

    brand = brand_of(Organization.objects.get(name="Harbor"))
    assert (brand.name, brand.accent, brand.logo) == ("Harbor", BERRY, read_logo(upload(picture())))
    assert "client-logo" not in as_consultant.get("/organizations/").content.decode()

    as_consultant.post("/o/harbor/branding/logo/", {"logo": upload(picture("JPEG"))})
    assert as_consultant.get("/organizations/").content.decode().count("client-logo") == 1


def test_owner_takes_over_their_own_look(as_consultant: Client, organization: Organization) -> None:
    assert "Use my own logo and color" not in text(as_consultant.get(EDIT))
    as_consultant.post(CONTACT, {**BLOCK, "accent": BERRY})
    assert "Use my own logo and color" in text(as_consultant.get(EDIT))
    as_consultant.post(LOGO, {"own": "yes"})
    assert branding(organization).accent == BERRY
    assert branding(organization).company == ""


# --- Worn ------------------------------------------------------------------------------------------------------------
def test_pages_of_the_organization_wear_its_brand(as_consultant: Client, organization: Organization) -> None:
    assert "/brand/" not in as_consultant.get("/o/acme/").content.decode()
    save_identity(organization=organization, name="Acme", accent=BERRY)
    save_logo(owner=organization, logo=read_logo(upload(picture())))

    for path in ("/o/acme/", "/o/acme/questions/", "/o/acme/members/", EDIT):
        page = as_consultant.get(path).content.decode()
        assert page.count(f'href="{style_address(BERRY, "pages")}"') == 1
        assert page.count(f'class="worn-logo" src="/logo/{branding(organization).logo_digest}.png" alt="Acme"') == 1
    assert "/brand/" not in as_consultant.get("/organizations/").content.decode()


def test_stranger_sees_nothing_of_the_brand(as_outsider: Client, organization: Organization) -> None:
    save_identity(organization=organization, name="Acme", accent=BERRY)
    page = as_outsider.get("/o/acme/").content.decode()
    assert BERRY.removeprefix("#") not in page
    assert "Acme" not in page


def test_brand_costs_no_query(
    as_consultant: Client, organization: Organization, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(7):  # session, user, membership, assessments, rounds, members, releases
        as_consultant.get("/o/acme/")
    save_logo(owner=organization, logo=read_logo(upload(picture())))
    with django_assert_num_queries(7):
        as_consultant.get("/o/acme/")


@pytest.mark.parametrize("sheet", ["pages", "survey"])
def test_stylesheet_is_public_and_kept_for_ever(client: Client, sheet: str) -> None:
    reply = client.get(reverse("accounts:brand-style", args=["9a1f5c", sheet]))
    assert reply.headers["Content-Type"] == "text/css; charset=utf-8"
    assert reply.headers["Cache-Control"] == KEPT
    assert "Cookie" not in reply.headers.get("Vary", "")
    assert "--accent:#9a1f5c;" in reply.content.decode()
    assert ("fieldset label" in reply.content.decode()) == (sheet == "survey")


@pytest.mark.parametrize(
    "path", ["/brand/ffdd00/pages.css", "/brand/9A1F5C/pages.css", "/brand/x/survey.css", "/brand/9a1f5c/app.css"]
)
def test_stylesheet_of_anything_else_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_address_of_a_stylesheet_changes_with_its_content() -> None:
    first, second = style_address(BERRY, "pages"), style_address(BERRY, "survey")
    assert re.fullmatch(r"/brand/9a1f5c/pages\.css\?v=[0-9a-f]{8}", first)
    assert first.partition("?")[2] != second.partition("?")[2]
    assert style_address(ACCENT, "pages") == ""


def test_broken_color_in_the_database_wears_the_product_s_own(organization: Organization) -> None:
    Branding.objects.create(organization=organization, accent="#ffdd00")
    assert brand_of(organization).accent == ACCENT


@pytest.mark.django_db
def test_contact_of_a_new_user_is_empty_and_offers_their_name() -> None:
    page = text(signed_in(Client(), make_user(name="Olga Owner")).get(CONTACT))
    assert "Olga Owner" in page
