"""G6: Destroyed at closing. The transaction that makes the release deletes every answer, nonce and receipt.

That a kill at any moment leaves either all answers or the release is shown in tests/assessments/test_concurrency.py.
"""

from __future__ import annotations

import secrets

import pytest
from django.db import connection
from django.utils import timezone

from assessments import tokens
from assessments.models import Answer, Comment, Link, Response, Round
from assessments.releases import ReleasedRound, load
from assessments.scales import Team
from assessments.services.responses import submit_response
from assessments.services.rounds import close_round
from tests.builders import answer, make_confidential_round, make_round
from tests.dumps import holders, sqlite_files

pytestmark = pytest.mark.django_db(transaction=True)

RESPONSES = 200


def two_hundred(round: Round) -> dict[str, list[str]]:
    """100 known responses a team. What each of them leaves in the database while the round is open."""
    left: dict[str, list[str]] = {"nonces": [], "receipts": [], "comments": []}
    for number in range(RESPONSES):
        nonce, words = secrets.token_urlsafe(16), f"word-{secrets.token_hex(8)}"
        team = Team.SALES if number % 2 else Team.MARKETING
        is_loud = number < 10  # comments of so few are held back
        receipt = answer(
            round,
            team,
            own={"Q1": number // 2 % 5 + 1, "Q2": 3},
            guess={"Q1": number // 2 % 3 + 1},
            comments={"Q1": words} if is_loud else None,
            nonce=nonce,
        )
        left["nonces"].append(nonce)
        left["receipts"] += [receipt, tokens.hash_token(receipt)]
        left["comments"] += [words] if is_loud else []
    left["rows"] = [str(pk) for pk in Response.objects.values_list("pk", flat=True)]
    left["fingerprints"] = list(Response.objects.values_list("fingerprint", flat=True))
    return left


def released(round: Round) -> ReleasedRound:
    return load(round.release.document)


def test_nothing_of_two_hundred_responses_is_left() -> None:
    round = make_round()
    left = two_hundred(round)
    assert holders(left["receipts"]) == {"assessments_response"}
    close_round(round=round, now=timezone.now())
    for what in ("nonces", "receipts", "rows", "fingerprints"):
        assert holders(left[what]) == set(), what
    assert holders(left["comments"]) == {"assessments_release"}  # both teams are large enough to be quoted
    assert (Response.objects.count(), Answer.objects.count(), Comment.objects.count()) == (0, 0, 0)


def test_release_counts_exactly_what_was_submitted() -> None:
    round = make_round()
    two_hundred(round)
    close_round(round=round, now=timezone.now())
    tally = released(round).tally
    for team in Team:
        cell = tally.items[0].cell(team)
        assert cell is not None
        assert (tally.participation(team).responded, cell.hist, cell.guess) == (100, (20,) * 5, (34, 33, 33, 0, 0))


def test_files_on_disk_hold_no_response_any_more() -> None:
    round = make_round()
    for _ in range(7):  # one short of being quoted
        answer(round, Team.SALES, own={"Q1": 2}, comments={"Q1": "unmistakable words"})
    receipts = [key.encode() for key in Response.objects.values_list("receipt_hash", flat=True)]
    close_round(round=round, now=timezone.now())
    if connection.vendor == "sqlite":
        disk = sqlite_files()
        assert b"unmistakable words" not in disk
        assert [key for key in receipts if key in disk] == []
    else:
        assert dead_pages() == dict.fromkeys(("assessments_response", "assessments_answer", "assessments_comment"), 0)


def dead_pages() -> dict[str, int]:
    """Bytes that PostgreSQL keeps for tables in which no row is left."""
    sizes = {}
    with connection.cursor() as cursor:
        for model in (Response, Answer, Comment):
            cursor.execute("SELECT pg_relation_size(%s)", [model._meta.db_table])
            sizes[model._meta.db_table] = cursor.fetchone()[0]
    return sizes


def test_hidden_columns_of_links_tell_nothing_after_closing() -> None:
    """PostgreSQL's xmin tells which rows were written together: closing writes all personal links at once."""
    round = make_confidential_round(people={Team.SALES: [(f"p{n}@example.com", f"P {n}") for n in range(6)]})
    for invitation in list(round.invitations.all())[:3]:
        assert invitation.link is not None
        submit_response(token_hash=invitation.link.token_hash, nonce="n" * 22, answers={}, now=timezone.now())
    close_round(round=round, now=timezone.now())
    with connection.cursor() as cursor:
        hidden = "xmin" if connection.vendor == "postgresql" else "is_used"
        cursor.execute(f"SELECT DISTINCT {hidden} FROM {Link._meta.db_table}")
        assert len(cursor.fetchall()) == 1
