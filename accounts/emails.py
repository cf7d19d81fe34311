"""Mail about accounts: short, one link, and never a reason for a page to break."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language

from accounts.models import Organization, Role, User
from accounts.worn import accent_of

logger = logging.getLogger(__name__)


def has_mail() -> bool:
    """Whether a mail server is set up: without one nothing is promised to arrive."""
    return bool(settings.EMAIL_HOST)


def send_invitation(*, organization: Organization, email: str, role: Role, link: str, inviter: User) -> bool:
    """Mails the link of a member invitation, answers going to the inviter. Whether the mail server took it.

    It speaks the inviter's language, and so does the page that it leads to.
    """
    there = f"{link}?{urlencode({'lang': get_language() or settings.LANGUAGE_CODE})}"
    context = {
        "organization": organization,
        "role": role.label,
        "link": there,
        "inviter": inviter,
        "accent": accent_of(organization),
    }
    return _send("accounts/emails/member_invitation", email, context, reply_to=inviter.email)


def _send(template: str, email: str, context: dict[str, object], *, reply_to: str) -> bool:
    mail = EmailMultiAlternatives(
        subject=" ".join(render_to_string(f"{template}_subject.txt", context).split()),
        body=render_to_string(f"{template}.txt", context),
        to=[email],
        reply_to=[reply_to],
    )
    mail.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    try:
        return mail.send() == 1
    except (OSError, SMTPException) as error:
        logger.warning("A mail was not sent: %s", error.__class__.__name__)
        return False
