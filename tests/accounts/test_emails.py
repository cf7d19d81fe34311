"""Mail about accounts, through a real mail server."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.test import Client

from accounts.models import MemberInvitation, Organization, User
from accounts.services import create_organization
from tests.accounts.conftest import signed_in
from tests.accounts.mail_server import Inbox, Refusing, free_port, html_text, mail_server, plain_text, use_mail_server
from tests.accounts.pages import text

INVITE = "/o/acme/members/invite/"
RESET = "/account/password/reset/"
GIVEN = {"email": "new@example.com", "role": "editor"}


@pytest.fixture
def inbox(settings: LazySettings) -> Iterator[Inbox]:
    inbox = Inbox()
    with mail_server(settings, inbox):
        yield inbox


def test_invitation_is_mailed(as_consultant: Client, consultant: User, inbox: Inbox) -> None:
    consultant.name = "Olga & Co"
    consultant.save()

    response = as_consultant.post(INVITE, GIVEN)

    [mail] = inbox.mails
    [link] = re.findall(r"http\S+", plain_text(mail))
    assert inbox.recipients == [["new@example.com"]]
    assert mail["Subject"] == "You are invited to Acme on OneTeam"
    assert mail["Reply-To"] == "owner-acme@example.com"
    assert "Olga & Co invites you to join Acme on OneTeam as editor." in plain_text(mail)
    assert link.removesuffix("?lang=en") in response.content.decode()
    assert link in html_text(mail)
    assert "We mailed it." in text(response)


def test_invitation_speaks_the_inviters_language_and_so_does_its_page(as_consultant: Client, inbox: Inbox) -> None:
    as_consultant.post(f"{INVITE}?lang=de", GIVEN)
    [link] = re.findall(r"http\S+", plain_text(inbox.mails[0]))
    assert link.endswith("?lang=de")
    assert '<html lang="de"' in Client().get("/" + link.split("/", 3)[3]).content.decode()


def test_invitation_mail_is_short(as_consultant: Client, inbox: Inbox) -> None:
    as_consultant.post(INVITE, GIVEN)

    assert len(plain_text(inbox.mails[0]).split()) <= 120


def test_invitation_mail_leads_to_joining(as_consultant: Client, client: Client, inbox: Inbox) -> None:
    as_consultant.post(INVITE, GIVEN)

    [link] = re.findall(r"http://127\.0\.0\.1:8000(\S+)", plain_text(inbox.mails[0]))
    assert "Join Acme as editor" in text(Client().get(link))


def test_invitation_mail_carries_names_literally(
    as_consultant: Client, organization: Organization, consultant: User, inbox: Inbox
) -> None:
    """No line of a name becomes a header, no brace of it a template, no bracket of it an element."""
    name = "Acme {{ settings.SECRET_KEY }} <b>&\r\nBcc: all@example.com"
    Organization.objects.filter(pk=organization.pk).update(name=name)
    User.objects.filter(pk=consultant.pk).update(name="Olga\nBcc: all@example.com")

    as_consultant.post(INVITE, GIVEN)

    [mail] = inbox.mails
    assert mail["Bcc"] is None
    assert inbox.recipients == [["new@example.com"]]
    assert mail["Subject"] == (
        "You are invited to Acme {{ settings.SECRET_KEY }} <b>& Bcc: all@example.com on OneTeam"
    )
    assert "{{ settings.SECRET_KEY }} <b>&" in plain_text(mail)
    assert "{{ settings.SECRET_KEY }} &lt;b&gt;&amp;" in html_text(mail)


def test_invitation_of_the_demo_is_not_mailed(client: Client, consultant: User, inbox: Inbox) -> None:
    create_organization(name="Northwind", owner=consultant, is_demo=True)
    signed_in(client, consultant)

    response = client.post("/o/northwind/members/invite/", GIVEN)

    assert inbox.mails == []
    assert "Pass it on to them only." in text(response)


def test_invitation_without_mail_shows_the_link(
    as_consultant: Client, settings: LazySettings, mailoutbox: list[object]
) -> None:
    settings.EMAIL_HOST = ""

    response = as_consultant.post(INVITE, GIVEN)

    assert "Pass it on to them only." in text(response)
    assert "/join/" in response.content.decode()
    assert mailoutbox == []


def test_invitation_survives_a_mail_server_that_refuses(as_consultant: Client, settings: LazySettings) -> None:
    with mail_server(settings, Refusing()):
        response = as_consultant.post(INVITE, GIVEN)

    assert response.status_code == 200
    assert "The mail server did not take the mail." in text(response)
    assert "/join/" in response.content.decode()
    assert MemberInvitation.objects.count() == 1


def test_invitation_survives_a_mail_server_that_is_down(as_consultant: Client, settings: LazySettings) -> None:
    use_mail_server(settings, free_port())

    response = as_consultant.post(INVITE, GIVEN)

    assert "The mail server did not take the mail." in text(response)


# --- A forgotten password --------------------------------------------------------------------------------------------
def test_password_reset_leads_to_a_new_password(client: Client, consultant: User, inbox: Inbox) -> None:
    client.post(RESET, {"email": "OWNER-acme@example.com"})

    [mail] = inbox.mails
    [path] = re.findall(r"http://127\.0\.0\.1:8000(\S+)", plain_text(mail))
    page = client.get(path, follow=True)
    assert "Choose a new password" in text(page)
    response = client.post(page.request["PATH_INFO"], {"password1": "purple lighthouse seven"}, follow=True)

    consultant.refresh_from_db()
    assert consultant.check_password("purple lighthouse seven")
    assert "Your password is changed" in text(response)
    assert "This link no longer works" in text(client.get(path, follow=True))


def test_password_reset_names_the_site_by_its_setting(
    client: Client, consultant: User, inbox: Inbox, settings: LazySettings
) -> None:
    settings.SITE_URL = "https://oneteam.example.org"
    settings.ALLOWED_HOSTS = ["testserver", "other.example.org"]

    client.post(RESET, {"email": consultant.email}, headers={"host": "other.example.org"})

    mail = str(inbox.mails[0])
    assert "https://oneteam.example.org/account/password/reset/key/" in mail
    assert "other.example.org" not in mail


def test_password_reset_answers_alike_for_known_and_unknown(client: Client, consultant: User, inbox: Inbox) -> None:
    known = client.post(RESET, {"email": consultant.email}, follow=True)
    unknown = client.post(RESET, {"email": "nobody@example.com"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert text(known) == text(unknown)
    assert [mail["Subject"] for mail in inbox.mails] == ["Choose a new password for OneTeam"] * 2
    assert "There is no account with this address" in plain_text(inbox.mails[1])
    assert "http" not in plain_text(inbox.mails[1])


def test_password_reset_survives_a_mail_server_that_is_down(
    client: Client, consultant: User, settings: LazySettings
) -> None:
    use_mail_server(settings, free_port())

    response = client.post(RESET, {"email": consultant.email}, follow=True)

    assert response.status_code == 200
    assert "Look in your mail" in text(response)


def test_password_reset_is_offered_with_mail_only(
    client: Client, consultant: User, settings: LazySettings, mailoutbox: list[object]
) -> None:
    settings.EMAIL_HOST = ""

    assert "This OneTeam sends no mail" in text(client.get(RESET))
    assert "ask whoever runs it to set a new one" in text(client.get("/account/login/"))
    assert "This OneTeam sends no mail" in text(client.post(RESET, {"email": consultant.email}))
    assert mailoutbox == []


def test_password_reset_refuses_a_poisoned_host(client: Client, consultant: User, inbox: Inbox) -> None:
    response = client.post(RESET, {"email": consultant.email}, headers={"host": "evil.example.com"})

    assert response.status_code == 400
    assert inbox.mails == []
