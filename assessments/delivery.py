"""Handing mails to the mail server one by one, and knowing of each what became of it."""

from __future__ import annotations

import re
import smtplib
from dataclasses import dataclass
from enum import Enum, auto
from types import TracebackType
from typing import Any, Self, cast

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from accounts.services import one_line
from assessments.emails import sender_address

_PATIENCE_SECONDS = 30
"""For each reply. Longer than a page would wait: giving up on a server that looks into mails makes them "unknown"."""

_LONGEST_WORDS = 200
_ADDRESS = re.compile(r"\S*(?:://|/[su]/)\S*", re.IGNORECASE)
"""Filters quote what they dislike: a survey link must not come back into the database that way."""

_OK, _ACCEPTED = 250, {250, 251, 252}
_CLOSING = 421


class Outcome(Enum):
    SENT = auto()
    REFUSED = auto()  # for good
    LATER = auto()  # certainly not sent; perhaps it works later
    UNKNOWN = auto()  # the connection broke before the server said whether it took the mail


@dataclass(frozen=True, slots=True)
class Delivery:
    """`words` are the mail server's, cleaned, where it did not take the mail."""

    outcome: Outcome
    words: str = ""


class Unreachable(Exception):
    """The mail server takes no mail at all, whoever it is for: down, out of reach, or it does not let us in."""


class MailServer:
    """One connection for many mails, opened when it is needed and again when the server has had enough of it."""

    def __init__(self) -> None:
        self._backend = EmailBackend(timeout=_PATIENCE_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self) -> bool:
        """Whether a new connection was made. Raises Unreachable."""
        try:
            return bool(self._backend.open())
        except OSError as error:  # every smtplib error is one
            self.close()
            raise Unreachable(_words_of(error)) from error

    def close(self) -> None:
        try:
            self._backend.close()
        except OSError:
            self._backend.connection = None

    def deliver(self, mail: EmailMessage) -> Delivery:
        """Sends to the one recipient of `mail`. Raises Unreachable: then nothing was sent."""
        recipient = sanitize_address(mail.to[0], "utf-8")
        message: Any = mail.message()  # Django's, which ends lines as the server wants them
        content = message.as_bytes(linesep="\r\n")
        server = self._begin()
        try:
            code, reply = server.rcpt(recipient)
            if code not in _ACCEPTED:
                return self._not_taken(code, reply)
        except OSError as error:
            self.close()
            return Delivery(Outcome.LATER, _words_of(error))
        try:
            code, reply = server.data(content)
        except smtplib.SMTPDataError as error:
            return self._not_taken(error.smtp_code, error.smtp_error)
        except OSError:
            self.close()
            return Delivery(Outcome.UNKNOWN)
        return Delivery(Outcome.SENT) if code == _OK else self._not_taken(code, reply)

    def _begin(self) -> smtplib.SMTP:
        """A connection that has accepted our sender. One that was used before may have been closed by the server."""
        is_new = self.open()
        while True:
            server = cast(smtplib.SMTP, self._backend.connection)
            try:
                server.ehlo_or_helo_if_needed()
                code, reply = server.mail(sanitize_address(sender_address(), "utf-8"))
                if code == _OK:
                    return server
                words = clean(code, reply)
            except OSError as error:
                words = _words_of(error)
            self.close()
            if is_new:
                raise Unreachable(words)
            is_new = self.open()

    def _not_taken(self, code: int, reply: bytes | str) -> Delivery:
        outcome = Outcome.REFUSED if 500 <= code < 600 else Outcome.LATER
        if code in {_CLOSING, -1}:
            self.close()
        else:
            self._forget_mail()
        return Delivery(outcome, clean(code, reply))

    def _forget_mail(self) -> None:
        try:
            cast(smtplib.SMTP, self._backend.connection).rset()
        except OSError:
            self.close()


def clean(code: int, reply: bytes | str) -> str:
    """What a mail server said, as one short line that is safe to show and holds no survey link."""
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    words = _ADDRESS.sub("…", one_line(f"{code} {text}"))
    return "".join(character for character in words if character.isprintable())[:_LONGEST_WORDS]


def _words_of(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return clean(error.smtp_code, error.smtp_error)
    return (error.strerror or type(error).__name__)[:_LONGEST_WORDS]
