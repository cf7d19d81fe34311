"""The read side: what pages and services need to know, in as few queries as it takes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, cast

from django.db import connection
from django.db.models import Count, Q

from assessments.models import Answer, Comment, Item, Release, Response, Round, TeamLink
from assessments.releases import ReleasedComment, load_participation
from assessments.scales import DONT_KNOW, NOT_APPLICABLE, POINTS, FrozenItem, GuessRule, Team
from assessments.tallies import EMPTY, Cell, Histogram, ItemTally, Participation, RoundTally

_COUNTS = {
    **{f"own_{point}": Count("pk", filter=Q(own=point)) for point in POINTS},
    **{f"guess_{point}": Count("pk", filter=Q(guess=point)) for point in POINTS},
    "dk": Count("pk", filter=Q(own=DONT_KNOW)),
    "na": Count("pk", filter=Q(own=NOT_APPLICABLE)),
}


def tally_round(round: Round) -> RoundTally:
    """Counts everything that was answered, unsuppressed. Two GROUP BYs; no row of an answer is read.

    Own views and guesses are counted apart: their joint table is never built.
    """
    counts = _cell_counts(round)
    seen = participation(round)
    return RoundTally(
        minimum=round.minimum,
        sales=seen[Team.SALES],
        marketing=seen[Team.MARKETING],
        items=tuple(
            ItemTally(
                item=_as_asked(item),
                sales=_cell(item, Team.SALES, counts),
                marketing=_cell(item, Team.MARKETING, counts),
            )
            for item in round.items.all()
            if not item.frozen.is_open
        ),
    )


def _as_asked(item: Item) -> FrozenItem:
    """The question with the guesses that this round asked for: the release must tell "not asked" from "too few".

    On an attitude question the other team's answer is a guess in any case, so its rule stays.
    """
    is_asked = item.has_guess or item.frozen.guess_rule is GuessRule.SUBJECT_ONLY
    return item.frozen if is_asked else replace(item.frozen, guess_rule=GuessRule.NONE)


def _cell_counts(round: Round) -> dict[tuple[int, str], dict[str, int]]:
    rows = Answer.objects.filter(response__round=round).values("item_id", "response__team").annotate(**_COUNTS)
    return {(row["item_id"], row["response__team"]): cast(dict[str, int], row) for row in rows}


def _cell(item: Item, team: Team, counts: dict[tuple[int, str], dict[str, int]]) -> Cell:
    row = counts.get((item.pk, team.value), {})
    return Cell(
        hist=_histogram(row, "own"),
        dk=row.get("dk", 0),
        na=row.get("na", 0) if item.not_applicable else None,
        guess=_histogram(row, "guess") if item.has_guess and item.frozen.may_guess(team) else None,
    )


def _histogram(row: dict[str, int], kind: str) -> Histogram:
    return cast(Histogram, tuple(row.get(f"{kind}_{point}", 0) for point in POINTS)) if row else EMPTY


def participation(round: Round) -> dict[Team, Participation]:
    """Invited and responded per team. Never who."""
    return participation_by_round([round])[round.pk]


def participation_by_round(rounds: Collection[Round]) -> dict[int, dict[Team, Participation]]:
    """Participation by round id: from responses while there are any, from the release after. Two queries."""
    counts = Response.objects.filter(round__in=rounds).values_list("round_id", "team").annotate(responded=Count("pk"))
    responded = {(round_id, team): number for round_id, team, number in counts}
    found = {
        round.pk: {
            team: Participation(invited=round.invited(team), responded=responded.get((round.pk, team.value), 0))
            for team in Team
        }
        for round in rounds
    }
    documents = Release.objects.filter(round__in=rounds).values_list("round_id", "document")
    return {**found, **{round_id: load_participation(document) for round_id, document in documents}}


def comments(round: Round) -> list[ReleasedComment]:
    """All comments of an open round, in no order that means anything: closing shuffles them."""
    rows = Comment.objects.filter(response__round=round).values_list("item__code", "response__team", "text")
    return [ReleasedComment(code=code, team=Team(team), text=text) for code, team, text in rows]


@dataclass(frozen=True, slots=True)
class SurveyLink:
    """What a secret link opens: a round, its state now, and the team that it is for."""

    round: Round
    team: Team
    stored_fingerprint: str | None = None


def survey_link(token_hash: str) -> SurveyLink | None:
    """The link's round, with its organization, to show its page."""
    links = TeamLink.objects.select_related("round__assessment__organization")
    found = links.filter(token_hash=token_hash).first()
    return SurveyLink(round=found.round, team=Team(found.team)) if found else None


def survey_link_locked(token_hash: str, receipt_hash: str) -> SurveyLink | None:
    """The link's round, kept from closing until the transaction ends, and the fingerprint stored under a receipt.

    On PostgreSQL the round's row is share-locked: submissions do not wait for one another, closing waits for all of
    them. On SQLite the transaction itself (BEGIN IMMEDIATE) is the lock. Django's ORM has no FOR SHARE.
    """
    lock = "FOR SHARE OF r" if connection.vendor == "postgresql" else ""
    rows = Round.objects.raw(
        f"""SELECT r.*, l.team AS link_team,
                   (SELECT p.fingerprint FROM assessments_response p WHERE p.receipt_hash = %s) AS stored_fingerprint
            FROM assessments_teamlink l JOIN assessments_round r ON r.id = l.round_id
            WHERE l.token_hash = %s {lock}""",  # noqa: S608 (the lock is one of two constants)
        [receipt_hash, token_hash],
    )
    found = next(iter(rows), None)
    if found is None:
        return None
    extra = cast(Any, found)
    return SurveyLink(round=found, team=Team(extra.link_team), stored_fingerprint=extra.stored_fingerprint)


def release_keys(round: Round) -> tuple[tuple[int, str], ...]:
    """Id and digest of a closed round's release, after those of the rounds of its assessment that closed before it.

    Oldest first. Raises Release.DoesNotExist while the round has none.
    """
    if round.closed_at is None:
        raise Release.DoesNotExist
    until = Q(round__closed_at__lt=round.closed_at) | Q(round__closed_at=round.closed_at, round__lte=round.pk)
    releases = Release.objects.filter(until, round__assessment=round.assessment_id)
    rows = list(releases.order_by("round__closed_at", "round").values_list("round_id", "pk", "digest"))
    if not rows or rows[-1][0] != round.pk:
        raise Release.DoesNotExist
    return tuple((pk, digest) for _round, pk, digest in rows)


def release_documents(pks: Collection[int]) -> list[str]:
    """The documents of these releases, in this order."""
    documents = Release.objects.in_bulk(pks)
    return [documents[pk].document for pk in pks]
