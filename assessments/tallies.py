"""Counts, and the one gate that decides which of them may ever be seen. ★ No Django.

Nothing here can hold a person's answer: an item has one histogram of own views and one of guesses per team, never a
table of the one against the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, cast

from assessments.scales import FrozenItem, Team

Histogram: TypeAlias = tuple[int, int, int, int, int]

EMPTY: Histogram = (0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """The own views of a part of a team: those who chose group `name`, or with "" those who chose none."""

    name: str
    hist: Histogram

    @property
    def n(self) -> int:
        return sum(self.hist)


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """Segments that are too small to be shown, or would give away one that is: only their sum is known."""

    names: tuple[str, ...]
    hist: Histogram

    @property
    def n(self) -> int:
        return sum(self.hist)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One item, one team: how often each point was answered, as asked (a reversed item is not reversed here).

    `na` is None where the item offers no such answer. `guess` holds the guesses of the *other* team's answer made by
    people of this team, with or without an own answer; None where nobody was asked or too few guessed. `segments`
    are parts of `hist` in display order, empty where no groups were asked; `others` are those that `suppress` merged.
    """

    hist: Histogram
    dk: int = 0
    na: int | None = None
    guess: Histogram | None = None
    segments: tuple[Segment, ...] = ()
    others: Others | None = None

    @property
    def n(self) -> int:
        """Valid answers: points 1..5 only."""
        return sum(self.hist)

    @property
    def guesses(self) -> int:
        return sum(self.guess) if self.guess else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTally:
    """An item with both teams' cells; None is a hidden cell."""

    item: FrozenItem
    sales: Cell | None
    marketing: Cell | None

    def cell(self, team: Team) -> Cell | None:
        return self.sales if team is Team.SALES else self.marketing

    @property
    def cells(self) -> Iterator[Cell]:
        return (cell for cell in (self.sales, self.marketing) if cell is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """How many of a team were invited (None: nobody counted) and how many responded. Never who."""

    invited: int | None
    responded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTally:
    """All counts of a round. Open (free-text) items have no tally and are not in `items`."""

    minimum: int
    sales: Participation
    marketing: Participation
    items: tuple[ItemTally, ...]

    def participation(self, team: Team) -> Participation:
        return self.sales if team is Team.SALES else self.marketing


def suppress(tally: RoundTally, minimum: int) -> RoundTally:
    """The only anonymity gate of the product: what comes out of it may be shown to anyone, what does not is gone.

    A cell stays if at least `minimum` people gave it a point, or if nobody did and at least `minimum` pressed "Don't
    know". A cell that does not stay takes everything with it: don't-knows, not-applicables and guesses. The guesses
    of a cell that stays need `minimum` guesses of their own. Participation is not answers and always stays.
    """
    items = tuple(
        replace(row, sales=_suppress_cell(row.sales, minimum), marketing=_suppress_cell(row.marketing, minimum))
        for row in tally.items
    )
    return replace(tally, minimum=minimum, items=items)


def _suppress_cell(cell: Cell | None, minimum: int) -> Cell | None:
    if cell is None or not _may_show(cell, minimum):
        return None
    guess = cell.guess if cell.guesses >= minimum else None
    return _merge_segments(replace(cell, guess=guess), minimum) if cell.segments else replace(cell, guess=guess)


def _merge_segments(cell: Cell, minimum: int) -> Cell:
    decided = suppress_segments({segment.name: segment.n for segment in cell.segments}, minimum)
    if decided.other_n is None:
        return replace(cell, segments=())
    merged = [segment.hist for segment in cell.segments if segment.name in decided.hidden]
    others = Others(names=decided.hidden, hist=_sum(merged)) if merged else None
    return replace(cell, segments=tuple(one for one in cell.segments if one.name in decided.visible), others=others)


def _sum(histograms: Sequence[Histogram]) -> Histogram:
    return cast(Histogram, tuple(sum(counts) for counts in zip(*histograms, strict=True)))


def _may_show(cell: Cell, minimum: int) -> bool:
    return cell.n >= minimum or (cell.n == 0 and cell.dk >= minimum)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSegments:
    """Which segments of a team may be shown for one item, in display order.

    `hidden` ones appear together as "others", `other_n` answers of at least two segments, 0 where none is hidden. A
    team below the minimum shows nothing: all its segments are hidden and `other_n` is None.
    """

    visible: tuple[str, ...]
    hidden: tuple[str, ...]
    other_n: int | None


def suppress_segments(counts: Mapping[str, int], minimum: int) -> ShownSegments:
    """Splits a team's segments (name → answers, in display order) into shown ones and one pool of others.

    Small segments are hidden. As long as all of them are fewer than `minimum` people, who could be found by
    subtracting the shown ones from the team's total, the smallest shown one joins them; of equals, the earlier.
    People who gave no segment must be in `counts` as a segment of their own, and a segment without answers says
    nothing: it is shown.
    """
    if sum(counts.values()) < minimum:
        return ShownSegments(visible=(), hidden=tuple(counts), other_n=None)
    hidden = {name for name, n in counts.items() if 0 < n < minimum}
    while hidden and _pooled(counts, hidden) < minimum:
        shown = [name for name, n in counts.items() if n and name not in hidden]
        hidden.add(min(shown, key=counts.__getitem__))
    return ShownSegments(
        visible=tuple(name for name in counts if name not in hidden),
        hidden=tuple(name for name in counts if name in hidden),
        other_n=_pooled(counts, hidden),
    )


def _pooled(counts: Mapping[str, int], names: Collection[str]) -> int:
    return sum(counts[name] for name in names)
