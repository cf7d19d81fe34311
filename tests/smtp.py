"""Mail servers that behave badly, for as long as a test needs them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import LazySettings

from tests.accounts.mail_server import Inbox, mail_server


class Moody(Inbox):
    """Takes mail, except as `moods` says of an address: what it answers, where, or that it hangs up there.

    A mood is a phase (MAIL, RCPT or DATA) and a reply; HANG_UP instead of a reply closes the connection.
    """

    HANG_UP = "hang up"

    def __init__(self, **moods: tuple[str, str]) -> None:
        super().__init__()
        self.moods = moods
        self.connections = 0
        self.sender_reply = ""

    @property
    def got(self) -> list[str]:
        """Who has got a mail, in order."""
        return [address for addresses in self.recipients for address in addresses]

    async def handle_EHLO(  # noqa: N802
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.sender_reply == self.HANG_UP:
            return self._hang_up(server)
        if not self.sender_reply:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return self.sender_reply or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, *_options: Any
    ) -> str:
        phase, reply = self._mood(address)
        if phase == "RCPT":
            return self._hang_up(server) if reply == self.HANG_UP else reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        phase, reply = self._mood(envelope.rcpt_tos[0])
        if phase == "DATA":
            return self._hang_up(server) if reply == self.HANG_UP else reply
        return await super().handle_DATA(server, session, envelope)

    def _mood(self, address: str) -> tuple[str, str]:
        return self.moods.get(address.partition("@")[0], ("", ""))

    def _hang_up(self, server: SMTP) -> str:
        cast(asyncio.Transport, server.transport).abort()
        return "250 OK"


class Weary(Moody):
    """Takes one mail a connection, as servers do that end connections after some dozens."""

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if getattr(session, "is_tired", False):
            return "421 too many mails, come again"
        session.is_tired = True  # type: ignore[attr-defined]
        return await super().handle_MAIL(server, session, envelope, address, options)


@contextmanager
def moody_server(settings: LazySettings, **moods: tuple[str, str]) -> Iterator[Moody]:
    """Runs while the block runs, with Django sending to it."""
    moody = Moody(**moods)
    with mail_server(settings, moody):
        yield moody
