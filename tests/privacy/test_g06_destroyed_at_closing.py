"""G6: Destroyed at closing. The transaction that makes the release deletes every answer, nonce and receipt.

That a kill at any moment leaves either all answers or the release is shown in tests/assessments/test_concurrency.py.
"""

from __future__ import annotations

import secrets

import pytest
from django.db import connection
from django.utils import timezone

from assessments import tokens
from assessments.models import Answer, Comment, Link, Mail, Response, Round
from assessments.releases import ReleasedRound, load
from assessments.scales import Team
from assessments.services.closing import close_round
from assessments.services.mailing import invite, remind_now
from assessments.services.responses import submit_response
from tests.builders import answer, make_confidential_round, make_organization, make_round
from tests.dumps import holders, sqlite_files
from tests.invited import CLOSES_AT, MONDAY, make_listed_round, people

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
    assert holders(left["comments"]) == {"assessments_releasedcomment"}  # both teams are large enough to be quoted
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
    """PostgreSQL's xmin tells which rows were written together: closing writes all personal links at once.

    Where they lie tells which were written last: closing writes them in random order.
    """
    round = make_confidential_round(people={Team.SALES: [(f"p{n}@example.com", f"P {n}") for n in range(12)]})
    hashes = [invitation.link.token_hash for invitation in round.invitations.all() if invitation.link]
    answered = set(hashes[:3])
    for token_hash in answered:
        submit_response(token_hash=token_hash, nonce="n" * 22, answers={}, now=timezone.now())
    seeds = {bytes(link.seed) for link in Link.objects.all()}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as autovacuum does: the planner then reads tables in the order of their rows
    close_round(round=round, now=timezone.now())
    assert set(Link.objects.values_list("token_hash", flat=True)) == set(hashes)
    assert seeds.isdisjoint(bytes(link.seed) for link in Link.objects.all())
    assert not Link.objects.filter(is_used=True).exists()
    order = "ctid, xmin" if connection.vendor == "postgresql" else "rowid, 0"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT token_hash, {order} FROM {Link._meta.db_table} ORDER BY 2")
        stored = cursor.fetchall()
    assert len({hidden for _hash, _place, hidden in stored}) == 1
    assert [row[0] for row in stored] != hashes


def test_order_of_links_after_closing_is_chance() -> None:
    places: list[list[int]] = []
    for title in ("One", "Two", "Three", "Four"):
        people = {Team.SALES: [(f"p{n}@example.com", f"P {n}") for n in range(12)]}
        organization = make_organization(title)
        round = make_confidential_round(organization, people=people)
        hashes = [invitation.link.token_hash for invitation in round.invitations.all() if invitation.link]
        for token_hash in hashes[8:]:
            submit_response(token_hash=token_hash, nonce="n" * 22, answers={}, now=timezone.now())
        close_round(round=round, now=timezone.now())
        after = list(Link.objects.filter(round=round).order_by("pk").values_list("token_hash", flat=True))
        places.append([hashes.index(token_hash) for token_hash in after])
    assert len({tuple(order) for order in places}) == 4


def test_reminders_leave_no_row_of_a_person_after_closing() -> None:
    round = make_listed_round(people(4), now=MONDAY, closes_at=CLOSES_AT)
    invite(round=round, now=MONDAY)
    remind_now(round=round, now=MONDAY)
    Mail.objects.filter(wave__number=3).update(attempts=1, not_before=MONDAY)  # put off by a busy mail server
    round.waves.update(refused=2, unknown=1)
    close_round(round=round, now=CLOSES_AT)
    assert not Mail.objects.filter(wave__number__gt=0).exists()
    assert set(round.waves.values_list("refused", "unknown")) == {(0, 0)}
