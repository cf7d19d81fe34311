"""Reading what the survey replies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assessments.models import Round
from assessments.scales import Team
from tests.builders import link_token

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Reply

NONCE = "0123456789abcdefABCDE_-"
URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=x"


def path_of(round: Round, team: Team = Team.SALES) -> str:
    return f"/s/{link_token(round, team)}/"


def nonce_in(reply: Reply) -> str:
    (nonce,) = re.findall(r'name="nonce" value="([^"]+)"', reply.content.decode())
    return str(nonce)


def without_nonce(reply: Reply) -> bytes:
    return reply.content.replace(nonce_in(reply).encode(), b"")


def checked_in(reply: Reply) -> list[tuple[str, str]]:
    """Name and value of every radio that the page shows as chosen."""
    return re.findall(r'<input type="radio" name="([^"]+)" value="([^"]+)"[^>]* checked>', reply.content.decode())


def part(name: str, value: bytes) -> bytes:
    """A field of a MULTIPART body, which ends with `--x--`."""
    return b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value)
