from __future__ import annotations

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMultiAlternatives

from accounts.brand_services import save_identity
from accounts.models import Organization
from assessments.emails import Letters, Recipient, preview
from assessments.models import Round
from assessments.scales import Team
from tests.accounts.mail_server import html_text, plain_text
from tests.invited import MONDAY, make_listed_round, moment, people

pytestmark = pytest.mark.django_db

LINK, UNSUBSCRIBE = "https://ask.example.com/s/abc/", "https://ask.example.com/u/xyz/"
ANNA = Recipient(name="Anna Berg", email="anna@example.com", link=LINK, unsubscribe=UNSUBSCRIBE)
HOSTILE = "Acme {{ settings.SECRET_KEY }} {% now 'Y' %} <b>&\r\nBcc: all@example.com\x1b[2J"
KINDS = ["invitation", "reminder"]


@pytest.fixture
def round(settings: LazySettings) -> Round:
    settings.SITE_URL = "https://ask.example.com"
    settings.DEFAULT_FROM_EMAIL = "OneTeam <mail@ask.example.com>"
    return make_listed_round(
        people(2),
        now=MONDAY,
        closes_at=moment("2026-06-12T18:00", "Europe/Berlin"),
        time_zone="Europe/Berlin",
        reply_to="consultant@example.com",
    )


def written(kind: str, round: Round, to: Recipient = ANNA) -> EmailMessage:
    """The mail as a mail program reads it."""
    letters = Letters()
    mail: EmailMultiAlternatives = (
        letters.invitation(round, to) if kind == "invitation" else letters.reminder(round, to)
    )
    return message_from_bytes(mail.message().as_bytes(), policy=default)


@pytest.mark.parametrize("kind", KINDS)
def test_mail_says_what_people_need_to_know(round: Round, kind: str) -> None:
    mail = written(kind, round)
    text = " ".join(plain_text(mail).split())
    for words in (
        "Hello Anna Berg,",
        "Acme",
        "about 1 minute",
        "The survey is confidential:",
        "at least 5 people of your team",
        "Please answer by Friday, June 12, 2026, 6 p.m. Berlin time.",
        "The link is yours alone and takes one response: please do not forward this mail.",
        "Survey: Spring.",
    ):
        assert words in text
    assert "anonym" not in mail.as_string().lower()


def test_invitation_says_what_happens_next(round: Round) -> None:
    assert "After that, both teams see the results and talk about them." in plain_text(written("invitation", round))


def test_reminder_says_that_organizers_do_not_learn_of_it(round: Round) -> None:
    assert "organizers do not learn who gets one" in plain_text(written("reminder", round))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("body", [plain_text, html_text])
def test_mail_is_short_and_has_one_survey_link(round: Round, kind: str, body: object) -> None:
    text = body(written(kind, round))  # type: ignore[operator]
    words = re.sub(r"<title>.*?</title>|<[^>]*>", " ", text).split()
    assert 60 <= len(words) <= 120
    assert re.findall(r"https?://[^\s\"<]+", text) == [LINK, UNSUBSCRIBE]


@pytest.mark.parametrize("kind", KINDS)
def test_mail_loads_nothing_and_tracks_nobody(round: Round, kind: str) -> None:
    html = html_text(written(kind, round))
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in html
    assert re.findall(r"<(img|link|script|style|iframe|object|svg|video|audio|font|base)\b", html) == []
    assert re.findall(r"\b(?:src|srcset|background|on\w+)=|url\(", html) == []


@pytest.mark.parametrize("kind", KINDS)
def test_button_of_a_mail_has_the_color_of_the_organization(round: Round, kind: str) -> None:
    save_identity(organization=round.organization, name="Acme", accent="#9a1f5c")
    html = html_text(written(kind, Round.objects.get(pk=round.pk)))
    [style] = re.findall(r"<a [^>]*style=\"([^\"]*)\"", html)
    assert "background-color:#9a1f5c;color:#ffffff;" in style


@pytest.mark.parametrize("kind", KINDS)
def test_headers(round: Round, kind: str) -> None:
    mail = written(kind, round)
    assert mail["From"] == "Acme via OneTeam <mail@ask.example.com>"
    assert mail["To"] == "anna@example.com"
    assert mail["Reply-To"] == ("consultant@example.com" if kind == "invitation" else None)
    assert mail["List-Unsubscribe"] == f"<{UNSUBSCRIBE}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (mail["Auto-Submitted"], mail["Precedence"]) == ("auto-generated", "bulk")
    assert re.fullmatch(r"<[^@>]+@ask\.example\.com>", mail["Message-ID"])
    assert mail["Message-ID"] != written(kind, round)["Message-ID"]
    assert LINK not in "".join(f"{name}: {value}" for name, value in mail.items())


def test_reminder_names_the_contact_in_its_text(round: Round) -> None:
    """ "Out of office" must not tell an organizer who was reminded."""
    assert "Questions? Write to consultant@example.com." in plain_text(written("reminder", round))
    round.reply_to = ""
    assert "Questions?" not in plain_text(written("reminder", round))
    assert written("invitation", round)["Reply-To"] is None


@pytest.mark.parametrize("kind", KINDS)
def test_names_arrive_literally(round: Round, kind: str, settings: LazySettings) -> None:
    """No line of a name becomes a header, no brace of it a template, no bracket of it an element."""
    Organization.objects.update(name=HOSTILE)
    Round.objects.update(title=HOSTILE)
    hostile = Recipient(name=HOSTILE, email="anna@example.com", link=LINK, unsubscribe=UNSUBSCRIBE)
    mail = written(kind, Round.objects.select_related("assessment__organization").get(), hostile)
    assert mail["Bcc"] is None
    assert mail["To"] == "anna@example.com"
    one_line = "Acme {{ settings.SECRET_KEY }} {% now 'Y' %} <b>& Bcc: all@example.com[2J"
    assert one_line in mail["Subject"]
    assert mail["From"].addresses[0].display_name == f"{one_line} via OneTeam"
    assert mail["From"].addresses[0].addr_spec == "mail@ask.example.com"
    assert plain_text(mail).count("{{ settings.SECRET_KEY }} {% now 'Y' %} <b>&") == 3
    assert html_text(mail).count("{{ settings.SECRET_KEY }} {% now &#x27;Y&#x27; %} &lt;b&gt;&amp;") == 4
    assert "<b>&" not in html_text(mail)
    assert settings.SECRET_KEY not in mail.as_string()


def test_name_in_another_script_arrives(round: Round) -> None:
    Organization.objects.update(name="Müller & Söhne, 東京")
    mail = written("invitation", Round.objects.select_related("assessment__organization").get())
    assert mail["From"].addresses[0].display_name == "Müller & Söhne, 東京 via OneTeam"
    assert mail["Subject"].strip() == "Müller & Söhne, 東京 asks: how do Sales and Marketing work together?"


def test_longest_names_make_a_mail(round: Round) -> None:
    Organization.objects.update(name="Ü" * 120)
    Round.objects.update(title="T" * 120)
    mail = written("invitation", Round.objects.select_related("assessment__organization").get())
    assert mail["From"].addresses[0].display_name == "Ü" * 120 + " via OneTeam"
    assert len(plain_text(mail).split()) <= 120


def test_person_without_a_name_is_greeted(round: Round) -> None:
    nobody = Recipient(name="", email="anna@example.com", link=LINK, unsubscribe=UNSUBSCRIBE)
    assert plain_text(written("invitation", round, nobody)).startswith("Hello,\n\n")


@pytest.mark.parametrize("team", list(Team))
@pytest.mark.parametrize("is_reminder", [False, True])
def test_preview_shows_the_mail_with_a_link_to_the_preview(round: Round, team: Team, is_reminder: bool) -> None:
    letter = preview(round, team, is_reminder=is_reminder)
    mail = written("reminder" if is_reminder else "invitation", round)
    place = f"https://ask.example.com/o/acme/rounds/{round.code}/preview/{team.value}/"
    expected = plain_text(mail).replace(LINK, place).replace("Hello Anna Berg,", "Hello,")
    expected = expected.replace(UNSUBSCRIBE, "https://ask.example.com/u/sample/")
    assert (letter.subject, letter.text.strip()) == (mail["Subject"], expected.strip())
