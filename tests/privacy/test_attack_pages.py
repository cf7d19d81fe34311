"""The attack on what people see: the numbers on pages and in the client report are put together as well.

.venv/bin/python -m pytest tests/privacy/test_attack_pages.py -m slow
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Organization
from assessments.models import Assessment, Release, Round, StateChoice
from assessments.releases import dump
from reports.document import Report
from tests.privacy.attack import from_counts
from tests.privacy.polls import ITEMS, Poll, random_polls
from tests.privacy.published import Counted, Said, in_mirror, in_pdf, in_question_page
from tests.privacy.test_attack import hiding_small_groups_only, keeping_one_less, published, telling_few_guesses
from tests.reports import pdfs

pytestmark = pytest.mark.django_db

FEW, MORE = range(4, 7), (*range(4), *range(7, 40))


def shown(client: Client, organization: Organization, seed: int) -> tuple[Poll, list[Counted | Said]]:
    """Two rounds of the same people, and what pages and PDF of the later one say."""
    before, now = random_polls(random.Random(seed))
    first = published(before)
    closed = stored(organization, f"ROUND{seed}", [first, published(now, first)])
    return now, list(_said(client, closed))


def stored(organization: Organization, code: str, rounds: list[Report]) -> Round:
    """Closed rounds of which nothing but their releases is there; the last of them."""
    assessment = Assessment.objects.create(organization=organization, name=code)
    opened = timezone.now() - timedelta(days=90)
    for place, report in enumerate(rounds):
        closed_at = opened + timedelta(days=place)
        closed = Round.objects.create(
            assessment=assessment,
            code=f"{code}-{place}",
            title="Spring",
            state=StateChoice.OPEN,
            minimum=report.released.tally.minimum,
            comment_minimum=20,
            launched_at=opened,
            closes_at=closed_at,
        )
        Release.objects.create(round=closed, document=dump(report.released), salt=b"", digest=f"{code}-{place}")
        closed.state, closed.closed_at = StateChoice.CLOSED, closed_at
        closed.save()
    return closed


def _said(client: Client, closed: Round) -> Iterator[Counted | Said]:
    base = f"/o/{closed.organization.slug}/rounds/{closed.code}"
    for item in range(ITEMS):
        yield from in_question_page(_page(client, f"{base}/dashboard/questions/{item + 1}/"), item)
    yield from in_mirror(_page(client, f"{base}/dashboard/mirror/?sort=questionnaire"))
    text = pdfs.words(client.get(f"{base}/report.pdf").content)
    yield from in_pdf(text, [f"Q{place}" for place in range(1, ITEMS + 1)])


def _page(client: Client, address: str) -> str:
    reply = client.get(address)
    assert reply.status_code == 200
    return reply.content.decode()


def test_nobody_is_worked_out_from_what_people_see(as_consultant: Client, organization: Organization) -> None:
    outputs = set()
    for seed in FEW:
        poll, said = shown(as_consultant, organization, seed)
        assert [f"round {seed}: {found}" for found in from_counts(poll, said)] == []
        outputs |= {(one.output, type(one), getattr(one, "groups", None) is None) for one in said}
    assert outputs == {
        *(("page", Counted, True), ("page", Counted, False), ("page", Said, True)),
        *(("pdf", Counted, True), ("pdf", Counted, False), ("pdf", Said, True)),
        *(("mirror", Counted, True), ("mirror", Said, True)),
    }


@pytest.mark.slow
def test_nobody_is_worked_out_from_what_people_see_of_many_rounds(
    as_consultant: Client, organization: Organization
) -> None:
    for seed in MORE:
        poll, said = shown(as_consultant, organization, seed)
        assert [f"round {seed}: {found}" for found in from_counts(poll, said)] == []


@pytest.mark.parametrize(
    ("loosen", "tellers"),
    [
        (keeping_one_less, {"page", "pdf", "mirror"}),
        (hiding_small_groups_only, {"page", "pdf"}),
        (telling_few_guesses, {"mirror"}),
    ],
)
def test_attack_on_pages_finds_out_whoever_promises_too_much(
    as_consultant: Client,
    organization: Organization,
    loosen: Callable[[pytest.MonkeyPatch], None],
    tellers: set[str],
) -> None:
    """Each output that counts gives it away by itself."""
    caught: set[str] = set()
    for seed in [*FEW, *MORE]:
        with pytest.MonkeyPatch.context() as patch:
            loosen(patch)
            poll, said = shown(as_consultant, organization, seed)
        caught |= {teller for teller in tellers if any(from_counts(poll, [x for x in said if x.output == teller]))}
        if caught == tellers:
            return
    pytest.fail(f"only {caught} gave it away")
