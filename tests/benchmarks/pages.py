"""What pages weigh on the line: `python -m tests.benchmarks.pages`.

Printed are the requests of a page, how many of them its first view waits for, and its bytes, compressed and raw: for
the survey of the quick nine in the product's color and in a client's, the landing page, the dashboard and a share page
of the demo. Headers do not count, nor what a script loads later. The exit code is 1 where the survey misses its
goal.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management import call_command

from accounts.shipped import shipped
from tests.benchmarks.analysis import fresh_database

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User

BERRY = "#9a1f5c"
FEWEST, LIGHTEST = 2, 14_000
"""Goals of the survey: requests before the first view, bytes on the line for all of it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a page, or the page itself."""

    raw: bytes
    is_awaited: bool

    @property
    def on_the_line(self) -> int:
        return len(gzip.compress(self.raw))


def main() -> int:
    print(f"{'page':26}{'requests':>9}{'awaited':>9}{'on the line':>13}{'raw':>11}")
    missed = []
    with fresh_database():
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["testserver"]
        call_command("demo", stdout=StringIO())
        for name, client, path in pages():
            parts = list(loaded(client, path))
            awaited = sum(part.is_awaited for part in parts)
            size = sum(part.on_the_line for part in parts)
            print(f"{name:26}{len(parts):9}{awaited:9}{size:13,}{sum(len(part.raw) for part in parts):11,}")
            if name.startswith("survey") and (awaited > FEWEST or size > LIGHTEST):
                missed.append(f"{name}: at most {FEWEST} requests before the first view and {LIGHTEST:,} bytes in all")
    for goal in missed:
        print(goal)
    return 1 if missed else 0


def loaded(client: Client, path: str) -> Iterator[Part]:
    """The page and what its HTML names. The browser waits for style sheets, and for scripts that are not deferred."""
    page = body(client, path)
    yield Part(page, is_awaited=True)
    for tag in dict.fromkeys(re.findall(r"<(?:link|script|img)\b[^>]*>", page.decode())):
        (address,) = re.findall(r'(?:href|src)="([^"]+)"', tag) or [""]
        if address.startswith("/"):
            is_script = tag.startswith("<script") and "defer" not in tag and "module" not in tag
            yield Part(body(client, address), is_awaited=is_script or "stylesheet" in tag)


def body(client: Client, address: str) -> bytes:
    from django.conf import settings
    from django.contrib.staticfiles import finders

    if address.startswith(settings.STATIC_URL):
        name = address.removeprefix(settings.STATIC_URL)
        raw = Path(str(finders.find(name))).read_bytes()
        return shipped(name, raw.decode()).encode() if name.startswith(("css/", "js/")) else raw
    reply: Any = client.get(address)
    if reply.status_code != 200:
        raise SystemExit(f"{address} replies with {reply.status_code}")
    return b"".join(reply) if reply.streaming else bytes(reply.content)


def pages() -> Iterator[tuple[str, Client, str]]:
    from django.test import Client
    from django.urls import reverse

    from accounts.brand_services import save_identity
    from accounts.models import User
    from assessments.models import Round, StateChoice
    from assessments.services.sharing import share_path
    from tests.builders import make_organization, make_share

    yield "landing", Client(), "/"
    for name, accent in (("survey", ""), ("survey in a color", BERRY)):
        organization = make_organization(name.capitalize())
        if accent:
            save_identity(organization=organization, name=organization.name, accent=accent)
        yield name, Client(), survey_path(organization)
    round = Round.objects.filter(state=StateChoice.CLOSED).latest("closed_at")
    owner = User.objects.get(email="consultant@example.com")
    yield "dashboard", signed_in(owner), reverse("reports:dashboard", args=[round.organization.slug, round.code])
    yield "share page", Client(), share_path(make_share(round, owner))


def survey_path(organization: Any) -> str:
    from django.utils import timezone

    from assessments.scales import Team
    from assessments.services.rounds import compose_by_form, launch_round
    from tests.builders import link_token, make_draft

    round = make_draft(organization)
    compose_by_form(round=round, form="quick-nine")
    launch_round(round=round, now=timezone.now())
    return f"/s/{link_token(round, Team.SALES)}/"


def signed_in(user: User) -> Client:
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


if __name__ == "__main__":
    sys.exit(main())
