"""The mails to a confidential round's people: short, one survey link, nothing from elsewhere, nothing that tracks."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import formataddr, make_msgid, parseaddr
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.services import one_line
from accounts.worn import accent_of
from assessments.listings import questionnaire
from assessments.models import Round
from assessments.scales import Team

_NOT_FOR_MACHINES = {
    "Auto-Submitted": "auto-generated",
    "Precedence": "bulk",
    "X-Auto-Response-Suppress": "All",
}
"""Keeps away replies such as "out of office" (RFC 3834; the last two are what mail servers really look at)."""


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody on a list, with the two secret addresses that are theirs alone."""

    name: str
    email: str
    link: str
    unsubscribe: str


class Letters:
    """Writes the letters of a batch of mails: what they say of a round is looked up once."""

    def __init__(self) -> None:
        self._minutes: dict[int, int] = {}

    def invitation(self, round: Round, to: Recipient) -> EmailMultiAlternatives:
        """Answers to it go to the round's contact person."""
        mail = _message(round, to, self.letter("invitation", round, to))
        mail.reply_to = [round.reply_to] if round.reply_to else []
        return mail

    def reminder(self, round: Round, to: Recipient) -> EmailMultiAlternatives:
        """Without Reply-To: "out of office" from somebody who was reminded would say that they have not answered."""
        return _message(round, to, self.letter("reminder", round, to))

    def letter(self, kind: Literal["invitation", "reminder"], round: Round, to: Recipient) -> Letter:
        context = {
            "organization": round.organization,
            "round": round,
            "minutes": self._minutes_of(round),
            "name": to.name,
            "link": to.link,
            "unsubscribe": to.unsubscribe,
            "accent": accent_of(round.organization),
        }
        template = f"assessments/emails/{kind}"
        subject = header_text(render_to_string(f"{template}_subject.txt", context))
        text = render_to_string(f"{template}.txt", context)
        html = render_to_string(f"{template}.html", {**context, "subject": subject})
        return Letter(subject=subject, text=text, html=html)

    def _minutes_of(self, round: Round) -> int:
        if round.pk not in self._minutes:
            self._minutes[round.pk] = questionnaire(round).minutes
        return self._minutes[round.pk]


def preview(round: Round, team: Team, *, is_reminder: bool = False) -> Letter:
    """A mail as it would be sent, with a link to the preview page in place of a personal one."""
    return Letters().letter("reminder" if is_reminder else "invitation", round, _sample(round, team, ""))


def sample(round: Round, team: Team, to: str) -> EmailMultiAlternatives:
    """The invitation as a mail to an organizer: it leads to the preview page, and there is nothing to unsubscribe."""
    letter = preview(round, team)
    subject = _("Sample: %(subject)s") % {"subject": letter.subject}
    return _message(round, _sample(round, team, to), Letter(subject=subject, text=letter.text, html=letter.html))


def _sample(round: Round, team: Team, email: str) -> Recipient:
    place = [round.organization.slug, round.code]
    return Recipient(
        name="",
        email=email,
        link=settings.SITE_URL + reverse("assessments:round-preview", args=[*place, team.value]),
        unsubscribe=settings.SITE_URL + reverse("assessments:mail-unsubscribe", args=["sample"]),
    )


def _message(round: Round, to: Recipient, letter: Letter) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=_sender(round),
        to=[to.email],
        headers={
            "Message-ID": make_msgid(domain=urlsplit(settings.SITE_URL).hostname),
            "List-Unsubscribe": f"<{to.unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            **_NOT_FOR_MACHINES,
        },
    )
    mail.attach_alternative(letter.html, "text/html")
    return mail


def _sender(round: Round) -> str:
    name = _("%(organization)s via OneTeam") % {"organization": round.organization.name}
    return formataddr((header_text(name), sender_address()))


def sender_address() -> str:
    """Where mail servers send back what they cannot deliver: the operator's address, never an organizer's."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def header_text(text: str) -> str:
    """One line without characters that could end a header or play with whoever reads it."""
    return "".join(character for character in one_line(text) if character.isprintable())
