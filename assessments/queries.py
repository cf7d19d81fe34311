"""The read side: what pages and services need to know, in as few queries as it takes."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias, cast

from django.db import connection
from django.db.models import Count, Q

from accounts.models import Organization
from assessments.comments import ShownComment
from assessments.models import Answer, Comment, Invitation, Item, Link, Release, ReleasedComment, Response, Round
from assessments.releases import load_participation
from assessments.scales import DONT_KNOW, NOT_APPLICABLE, POINTS, FrozenItem, GuessRule, Team
from assessments.tallies import EMPTY, Cell, Histogram, ItemTally, Participation, RoundTally, Segment

_COUNTS = {
    **{f"own_{point}": Count("pk", filter=Q(own=point)) for point in POINTS},
    **{f"guess_{point}": Count("pk", filter=Q(guess=point)) for point in POINTS},
    "dk": Count("pk", filter=Q(own=DONT_KNOW)),
    "na": Count("pk", filter=Q(own=NOT_APPLICABLE)),
}


def tally_round(round: Round) -> RoundTally:
    """Counts everything that was answered, unsuppressed. Two GROUP BYs, three with groups; no answer's row is read.

    Own views and guesses are counted apart: their joint table is never built.
    """
    counts = _cell_counts(round)
    segments = _segment_counts(round) if round.segments else {}
    seen = participation(round)
    return RoundTally(
        minimum=round.minimum,
        sales=seen[Team.SALES],
        marketing=seen[Team.MARKETING],
        items=tuple(
            ItemTally(
                item=_as_asked(item),
                **{
                    team.value: replace(
                        _cell(item, team, counts), segments=_segments(round.segments, item, team, segments)
                    )
                    for team in Team
                },
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


_SegmentCounts: TypeAlias = dict[tuple[int, str, int | None], Histogram]


def _segment_counts(round: Round) -> _SegmentCounts:
    """Own views by item, team and place of the chosen group. Guesses and don't-knows are not split."""
    points = {name: count for name, count in _COUNTS.items() if name.startswith("own_")}
    keys = ("item_id", "response__team", "response__segment")
    rows = Answer.objects.filter(response__round=round).values(*keys).annotate(**points)
    return {
        (row["item_id"], row["response__team"], row["response__segment"]): _histogram(cast(dict[str, int], row), "own")
        for row in rows
    }


def _segments(names: Sequence[str], item: Item, team: Team, counts: _SegmentCounts) -> tuple[Segment, ...]:
    """The groups in the order of the question; after them, if there are any, those who chose none."""
    if not names:
        return ()
    places: list[tuple[str, int | None]] = [*((name, place) for place, name in enumerate(names, start=1)), ("", None)]
    return tuple(Segment(name=name, hist=counts.get((item.pk, team.value, place), EMPTY)) for name, place in places)


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
    """Participation by round id: from responses while there are any, from the release after. Two queries, or three.

    Of a confidential round the people on its list are counted.
    """
    listed = _listed([round for round in rounds if round.is_confidential])
    counts = Response.objects.filter(round__in=rounds).values_list("round_id", "team").annotate(responded=Count("pk"))
    responded = {(round_id, team): number for round_id, team, number in counts}
    found = {
        round.pk: {
            team: Participation(
                invited=listed.get((round.pk, team.value), 0) if round.is_confidential else round.counted(team),
                responded=responded.get((round.pk, team.value), 0),
            )
            for team in Team
        }
        for round in rounds
    }
    documents = Release.objects.filter(round__in=rounds).values_list("round_id", "document")
    return {**found, **{round_id: load_participation(document) for round_id, document in documents}}


def _listed(rounds: Collection[Round]) -> dict[tuple[int, str], int]:
    """People on the lists of these rounds, by round id and team."""
    if not rounds:
        return {}
    counts = Invitation.objects.filter(round__in=rounds).values_list("round_id", "team").annotate(people=Count("pk"))
    return {(round_id, team): people for round_id, team, people in counts}


@dataclass(frozen=True, slots=True)
class Written:
    """A comment of an open round, cut from its response."""

    item_id: int
    team: Team
    text: str


def written_comments(round: Round) -> list[Written]:
    """All comments of an open round, in the order of their words: the database's own would hint at who wrote when."""
    columns = ("item_id", "response__team", "text")
    rows = Comment.objects.filter(response__round=round).order_by(*columns).values_list(*columns)
    return [Written(item_id, Team(team), text) for item_id, team, text in rows]


def released_comments(round: Round) -> tuple[ShownComment, ...]:
    """The comments of a closed round in their random order, redacted ones without their words."""
    columns = ("place", "item__code", "team", "text", "tag", "is_pinned", "redaction", "redacted_on")
    rows = ReleasedComment.objects.filter(round=round).order_by("place").values_list(*columns)
    return tuple(
        ShownComment(
            place=place,
            code=code,
            team=Team(team),
            text=text,
            tag=tag,
            is_pinned=is_pinned,
            redaction=redaction,
            redacted_on=redacted_on,
        )
        for place, code, team, text, tag, is_pinned, redaction, redacted_on in rows
    )


@dataclass(frozen=True, slots=True)
class SurveyLink:
    """What a secret link opens: a round, its state now, and the team that it is for.

    A personal one takes one response: `is_used` once it has.
    """

    link_id: int
    round: Round
    team: Team
    is_personal: bool = False
    is_used: bool = False
    stored_fingerprint: str | None = None

    def accepts_answers(self, now: datetime.datetime) -> bool:
        return not self.is_used and self.round.accepts_answers(now)


def survey_link(token_hash: str) -> SurveyLink | None:
    """The link's round, with its organization, to show its page."""
    links = Link.objects.select_related("round__assessment__organization__branding")
    found = links.defer("round__assessment__organization__branding__logo").filter(token_hash=token_hash).first()
    if found is None:
        return None
    return SurveyLink(found.pk, found.round, Team(found.team), found.is_personal, found.is_used)


def listed_names(link: SurveyLink) -> list[str]:
    """The names of this link's own team on the list of its round; none where there is no list."""
    people = Invitation.objects.filter(round=link.round, team=link.team).exclude(name="")
    return list(people.values_list("name", flat=True))


def survey_link_locked(token_hash: str, receipt_hash: str) -> SurveyLink | None:
    """The link's round, kept from closing until the transaction ends, and the fingerprint stored under a receipt.

    On PostgreSQL the round's row is share-locked: submissions do not wait for one another, closing waits for all of
    them. On SQLite the transaction itself (BEGIN IMMEDIATE) is the lock. Django's ORM has no FOR SHARE.
    """
    lock = "FOR SHARE OF r" if connection.vendor == "postgresql" else ""
    rows = Round.objects.raw(
        f"""SELECT r.*, l.id AS link_id, l.team AS link_team, l.is_personal AS link_is_personal,
                   l.is_used AS link_is_used,
                   (SELECT p.fingerprint FROM assessments_response p WHERE p.receipt_hash = %s) AS stored_fingerprint
            FROM assessments_link l JOIN assessments_round r ON r.id = l.round_id
            WHERE l.token_hash = %s {lock}""",  # noqa: S608 (the lock is one of two constants)
        [receipt_hash, token_hash],
    )
    found = next(iter(rows), None)
    if found is None:
        return None
    extra = cast(Any, found)
    return SurveyLink(
        link_id=extra.link_id,
        round=found,
        team=Team(extra.link_team),
        is_personal=bool(extra.link_is_personal),
        is_used=bool(extra.link_is_used),
        stored_fingerprint=extra.stored_fingerprint,
    )


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


class ReleaseKey(NamedTuple):
    """What tells one release from all others, and which round it is of."""

    round_id: int
    pk: int
    digest: str


def release_keys_of(organization: Organization) -> list[list[ReleaseKey]]:
    """Of all closed rounds of each assessment, oldest first. One query."""
    releases = Release.objects.filter(round__assessment__organization=organization)
    rows = releases.order_by("round__assessment", "round__closed_at", "round").values_list(
        "round__assessment", "round_id", "pk", "digest"
    )
    return [[ReleaseKey(*row[1:]) for row in group] for _assessment, group in groupby(rows, itemgetter(0))]


def release_documents(pks: Collection[int]) -> list[str]:
    """The documents of these releases, in this order."""
    documents = Release.objects.in_bulk(pks)
    return [documents[pk].document for pk in pks]
