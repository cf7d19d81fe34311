"""G4 attacked: thousands of random rounds are published, and everything published is put together.

Whatever is added to or taken from what, no 1 to k-1 people are left over; nobody's own view can be tied to their
guess, group or other answers; figures over several questions follow from the shown ones alone.

    .venv/bin/python -m pytest tests/privacy/test_attack.py -m slow
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

import pytest

import reports.document
from assessments import tallies
from assessments.releases import dump, load
from assessments.scales import Team
from assessments.tallies import EMPTY, Cell, ItemTally, RoundTally, Segment, ShownSegments
from reports.analysis import Analysis, analyse
from reports.analysis.index import Lacking, dimensions, index
from reports.analysis.pairs import pair
from reports.document import Report, report_on
from reports.renderers import EXPORTS
from tests.privacy.attack import findings, from_change, within_reach
from tests.privacy.polls import Poll, count, histogram, points_of, random_polls
from tests.privacy.retelling import retold
from tests.reports.example_reports import make_report

EVERY_DAY, OTHERS = range(200), range(200, 2000)
ANY_ROUND = make_report([]).released


def published(poll: Poll, before: Report | None = None) -> Report:
    """The report of a poll, by way of its suppressed counts and the document they are frozen in."""
    tally = tallies.suppress(count(poll), poll.minimum)
    released = replace(
        ANY_ROUND,
        tally=tally,
        positions=tuple(range(1, len(tally.items) + 1)),
        segment_title="Region" if poll.groups else "",
    )
    earlier = (replace(before.released, code="EARLIER"),) if before else ()
    return report_on(load(dump(released)), earlier, digest="0f" * 32)


def attacked(seed: int) -> list[str]:
    """What is found out about two rounds of the same people."""
    polls = random_polls(random.Random(seed))
    before = published(polls[0])
    now = published(polls[1], before)
    found = [*findings(polls[0], before), *findings(polls[1], now), *from_change(polls, before, now)]
    return [f"round {seed}: {each}" for each in [*found, *told_apart(random.Random(seed), polls[1], before, now)]]


def told_apart(chance: random.Random, poll: Poll, before: Report, now: Report) -> Iterator[str]:
    """Another story that the outputs tell apart from the true one, so that they say more than they should."""
    other = published(retold(chance, poll, now.released.tally), before)
    if dump(other.released) != dump(now.released):
        yield "the release tells two stories apart"
    for kind in ("json", "csv"):
        if EXPORTS[kind].render(other) != EXPORTS[kind].render(now):
            yield f"the {kind} tells two stories apart"


def test_nobody_is_worked_out_from_what_is_published() -> None:
    assert [found for seed in EVERY_DAY for found in attacked(seed)] == []


@pytest.mark.slow
def test_nobody_is_worked_out_from_what_is_published_of_many_rounds() -> None:
    assert [found for seed in OTHERS for found in attacked(seed)] == []


def test_random_rounds_hold_all_that_could_leak() -> None:
    """Guards the attack: hidden and shown cells, merged groups, few guesses, don't-knows only, figures over items."""
    reports = [published(random_polls(random.Random(seed))[1]) for seed in range(60)]
    cells = [(row.sales, row.marketing) for report in reports for row in report.released.tally.items]
    shown = [cell for pair in cells for cell in pair if cell]
    seen = {
        "hidden": sum(cell is None for pair in cells for cell in pair),
        "one of two hidden": sum((sales is None) != (marketing is None) for sales, marketing in cells),
        "merged groups": sum(cell.others is not None for cell in shown),
        "groups apart": sum(any(one.n for one in cell.segments) for cell in shown),
        "both": sum(cell.others is not None and any(one.n for one in cell.segments) for cell in shown),
        "too few guesses": sum(cell.guess is None for cell in shown),
        "guesses": sum(cell.guess is not None for cell in shown),
        "don't-knows only": sum(cell.n == 0 for cell in shown),
        "index": sum(not isinstance(report.analysis.index, Lacking) for report in reports),
    }
    assert {name: number for name, number in seen.items() if number < 5} == {}


@pytest.mark.parametrize(
    ("published_sets", "reached"),
    [
        ([{0, 1, 2}, {0}], [{0}, {1, 2}, {0, 1, 2}]),
        ([{0, 1}, {1, 2}, {0, 2}], [{0}, {1}, {0, 1}, {2}, {0, 2}, {1, 2}, {0, 1, 2}]),
        ([{0, 1}, {1, 2}], [{0, 1}, {1, 2}]),
        ([], []),
    ],
)
def test_attack_adds_and_subtracts(published_sets: list[set[int]], reached: list[set[int]]) -> None:
    def mask(places: Iterable[int]) -> int:
        return sum(1 << place for place in places)

    assert within_reach(frozenset(map(mask, published_sets)), 3) == tuple(sorted(map(mask, reached)))


# A product that keeps less than its promises: the attack finds out.


def keeping_one_less(patch: pytest.MonkeyPatch) -> None:
    real = tallies._suppress_cell
    patch.setattr(tallies, "_suppress_cell", lambda cell, minimum: real(cell, minimum - 1))


def hiding_small_groups_only(patch: pytest.MonkeyPatch) -> None:
    """What is hidden is the rest of the team, however few they are."""

    def loose(counts: Mapping[str, int], minimum: int) -> ShownSegments:
        hidden = tuple(name for name, n in counts.items() if 0 < n < minimum)
        visible = tuple(name for name in counts if name not in hidden)
        return ShownSegments(visible=visible, hidden=hidden, other_n=sum(counts[name] for name in hidden))

    patch.setattr(tallies, "suppress_segments", loose)


def leaving_small_groups_out(patch: pytest.MonkeyPatch) -> None:
    """No sum of the hidden ones is published: the team's total less the shown groups is one."""
    hiding_small_groups_only(patch)
    real = tallies._merge_segments
    patch.setattr(tallies, "_merge_segments", lambda cell, minimum: replace(real(cell, minimum), others=None))


def telling_few_dont_knows(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(tallies, "_may_show", lambda cell, minimum: cell.n >= minimum or (cell.n == 0 and cell.dk > 0))


def telling_dont_knows_of_hidden_cells(patch: pytest.MonkeyPatch) -> None:
    real = tallies._suppress_cell

    def loose(cell: Cell, minimum: int) -> Cell:
        return real(cell, minimum) or Cell(hist=EMPTY, dk=cell.dk, na=cell.na)

    patch.setattr(tallies, "_suppress_cell", loose)


def telling_few_guesses(patch: pytest.MonkeyPatch) -> None:
    real = tallies._suppress_cell

    def loose(cell: Cell, minimum: int) -> Cell | None:
        kept = real(cell, minimum)
        return kept and replace(kept, guess=cell.guess)

    patch.setattr(tallies, "_suppress_cell", loose)


def resting_the_index_on_hidden_items(patch: pytest.MonkeyPatch) -> None:
    """It says which items it rests on: one that is hidden is among them."""
    counted = _remembering(patch)

    def loose(tally: RoundTally, previous: RoundTally | None = None) -> Analysis:
        pairs = [pair(row) for row in counted[-1].items]
        return replace(analyse(tally, previous), index=index(pairs), dimensions=dimensions(pairs))

    patch.setattr(reports.document, "analyse", loose)


def weighing_hidden_items_in_secret(patch: pytest.MonkeyPatch) -> None:
    """It names shown items only, but its number is one of all of them."""
    counted = _remembering(patch)

    def loose(tally: RoundTally, previous: RoundTally | None = None) -> Analysis:
        real, true = analyse(tally, previous), index([pair(row) for row in counted[-1].items])
        if isinstance(real.index, Lacking) or isinstance(true, Lacking):
            return real
        return replace(real, index=replace(true, items_used=real.index.items_used))

    patch.setattr(reports.document, "analyse", loose)


def _remembering(patch: pytest.MonkeyPatch) -> list[RoundTally]:
    """The counts as they were before suppression, the latest last."""
    counted: list[RoundTally] = []
    real = tallies.suppress

    def remembering(tally: RoundTally, minimum: int) -> RoundTally:
        counted.append(tally)
        return real(tally, minimum)

    patch.setattr(tallies, "suppress", remembering)
    return counted


def crossing_guesses_with_own_views(patch: pytest.MonkeyPatch) -> None:
    """Groups made of those who guessed alike."""
    real = count

    def crossed(poll: Poll) -> RoundTally:
        rows = enumerate(real(poll).items)
        return replace(real(poll), items=tuple(_by_guess(poll, place, row) for place, row in rows))

    patch.setattr(sys.modules[__name__], "count", crossed)


def _by_guess(poll: Poll, place: int, row: ItemTally) -> ItemTally:
    cells = []
    for team in Team:
        people, cell = poll.team(team), row.cell(team)
        alike = {guess: [p for p in people if p.given[place].guess == guess] for guess in (None, 0, 1, 2, 3, 4, 5)}
        parts = [Segment(name=str(guess), hist=histogram(points_of(those, place))) for guess, those in alike.items()]
        cells.append(cell and replace(cell, segments=tuple(parts)))
    return replace(row, sales=cells[0], marketing=cells[1])


LOOSENED: list[Callable[[pytest.MonkeyPatch], None]] = [
    keeping_one_less,
    hiding_small_groups_only,
    leaving_small_groups_out,
    telling_few_dont_knows,
    telling_dont_knows_of_hidden_cells,
    telling_few_guesses,
    resting_the_index_on_hidden_items,
    weighing_hidden_items_in_secret,
    crossing_guesses_with_own_views,
]


@pytest.mark.parametrize("loosen", LOOSENED)
def test_attack_finds_out_whoever_promises_too_much(loosen: Callable[[pytest.MonkeyPatch], None]) -> None:
    for seed in range(100):
        with pytest.MonkeyPatch.context() as patch:
            loosen(patch)
            if attacked(seed):
                return
    pytest.fail("every round was attacked in vain")
