"""Tries to work out fewer people than the minimum from all that is published, by what anybody can do with numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

from assessments.releases import dump
from assessments.scales import DONT_KNOW, Team
from reports.document import Report
from reports.renderers import EXPORTS
from tests.privacy.polls import NO_GROUP, Poll, histogram, points_of
from tests.privacy.published import Counted, Said, in_csv, in_json, in_release

EXACT = 1e-9


def findings(poll: Poll, report: Report) -> list[str]:
    """What an attacker learns from a report's files that nobody may know; empty if the promises hold."""
    content = json.loads(EXPORTS["json"].render(report))
    said = [*in_release(dump(report.released)), *in_json(content), *in_csv(report)]
    return [*from_counts(poll, said), *_from_pairs_of_teams(poll, content), *_from_summaries(content)]


def from_counts(poll: Poll, said: Iterable[Counted | Said]) -> Iterator[str]:
    """Small groups counted, or to be had from counted ones by adding and subtracting."""
    tables: dict[tuple[int, Team], set[tuple[str, ...] | None]] = {}
    for one in said:
        if isinstance(one, Said):
            yield from _beside_points(poll, one)
        else:
            yield from _untrue(poll, one)
            tables.setdefault((one.item, one.team), set()).add(one.groups)
    for (item, team), counted in tables.items():
        yield from _isolated(poll, item, team, counted)


def _untrue(poll: Poll, counted: Counted) -> Iterator[str]:
    """An attack on figures that say something else would prove nothing."""
    people = [p for p in poll.team(counted.team) if counted.groups is None or p.group in counted.groups]
    points = points_of(people, counted.item)
    hist = histogram(points)
    true = {1: (len(points),), 2: (hist[0], hist[-1]), 5: hist}[len(counted.counts)]
    if true != counted.counts:
        yield f"{counted} is {true}"


def _beside_points(poll: Poll, said: Said) -> Iterator[str]:
    """Don't-knows are told of shown cells, guesses where there are enough of them."""
    people = poll.team(said.team)
    n = len(points_of(people, said.item))
    dk = sum(person.given[said.item].own == DONT_KNOW for person in people)
    if said.dk is not None and said.dk != dk:
        yield f"{said} counts other don't-knows than {dk}"
    if said.dk is not None and n < poll.minimum and (n > 0 or dk < poll.minimum):
        yield f"{said} tells of don't-knows beside {n} answers"
    if said.guesses is not None and said.guesses < poll.minimum:
        yield f"{said} tells of too few guesses"


def _isolated(poll: Poll, item: int, team: Team, counted: set[tuple[str, ...] | None]) -> Iterator[str]:
    names = (*poll.groups, NO_GROUP)
    sizes = [len(points_of((p for p in poll.team(team) if p.group == name), item)) for name in names]
    masks = frozenset(_mask(names, names if groups is None else groups) for groups in counted)
    for mask in within_reach(masks, len(names)):
        size = sum(n for place, n in enumerate(sizes) if mask >> place & 1)
        if 0 < size < poll.minimum:
            found = [name for place, name in enumerate(names) if mask >> place & 1]
            yield f"item {item}, {team}: {size} people of {found} from {counted}"


def _mask(names: Sequence[str], groups: Sequence[str]) -> int:
    return sum(1 << place for place, name in enumerate(names) if name in groups)


@cache
def within_reach(masks: frozenset[int], size: int) -> tuple[int, ...]:
    """Every set of groups whose sum is a sum or difference, however weighted, of the given ones.

    Sets are bits of a number. Linear algebra over the rationals: what is in the span of the published ones.
    """
    basis: list[tuple[int, list[Fraction]]] = []
    for mask in sorted(masks):
        row = _reduced([Fraction(mask >> place & 1) for place in range(size)], basis)
        pivot = next((place for place, value in enumerate(row) if value), None)
        if pivot is not None:
            basis.append((pivot, [value / row[pivot] for value in row]))
    every = ((mask, [Fraction(mask >> place & 1) for place in range(size)]) for mask in range(1, 1 << size))
    return tuple(mask for mask, row in every if not any(_reduced(row, basis)))


def _reduced(row: list[Fraction], basis: Sequence[tuple[int, list[Fraction]]]) -> list[Fraction]:
    """What is left of a row once each vector of the basis has taken its pivot from it, in the order found."""
    for pivot, other in basis:
        if row[pivot]:
            row = [value - row[pivot] * taken for value, taken in zip(row, other, strict=True)]
    return row


def _from_pairs_of_teams(poll: Poll, content: dict[str, Any]) -> Iterator[str]:
    """Figures that pool or compare the teams, where one of them may not be seen."""
    for place, item in enumerate(content["items"]):
        small = [team for team in Team if item[team]["hidden"]]
        pooled = [key for key in ("gap", "coorientation", "priority") if item[key] is not None]
        if small and (pooled or item["label"] != "hidden"):
            yield f"item {place}: {pooled} and {item['label']} with {small} hidden"
        if small and any((item.get("segments") or {}).get(team) is not None for team in small):
            yield f"item {place}: groups of a hidden team"


def _from_summaries(content: dict[str, Any]) -> Iterator[str]:
    """Figures over several items, which must follow from the shown ones among them and from nothing else."""
    items = {item["code"]: item for item in content["items"]}
    for each in [content["index"], *content["dimensions"]]:
        for code in each.get("items_used", ()):
            if any(items[code][team]["hidden"] for team in Team):
                yield f"{each.get('code', 'index')} rests on {code}, which is hidden"
                break
        else:
            yield from _different(each, _summary([items[code] for code in each.get("items_used", ())]))


def _different(published: dict[str, Any], recomputed: dict[str, float]) -> Iterator[str]:
    for key, value in recomputed.items():
        if key in published and abs(published[key] - value) > EXACT:
            yield f"{published.get('code', 'index')}: {key} is {published[key]}, from shown items {value}"


def _summary(used: Sequence[dict[str, Any]]) -> dict[str, float]:
    """An index and a dimension from the published histograms, worked out here once more."""
    weights = [item["weight"] for item in used]
    scores = {team: [_points(item, team) for item in used] for team in Team}
    pairs = list(zip(scores[Team.SALES], scores[Team.MARKETING], strict=True))
    if not used:
        return {}

    def mean(values: Iterable[float]) -> float:
        return float(sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights))

    return {
        "index": mean(0.75 * min(pair) + 0.25 * max(pair) for pair in pairs),
        "level": mean(sum(pair) / 2 for pair in pairs),
        "mean_abs_gap": mean(abs(sales - marketing) for sales, marketing in pairs),
        "sales": mean(scores[Team.SALES]),
        "marketing": mean(scores[Team.MARKETING]),
        "gap": mean(sales - marketing for sales, marketing in pairs),
    }


def _points(item: dict[str, Any], team: Team) -> float:
    """A score from the histogram, with high as good."""
    hist = item[team]["hist"][:: -1 if item["direction"] == "-" else 1]
    return 25.0 * float(sum(point * n for point, n in enumerate(hist))) / float(sum(hist))


def from_change(polls: tuple[Poll, Poll], before: Report, now: Report) -> Iterator[str]:
    """What two rounds of the same people give away together: figures of one in which a cell of either is hidden."""
    contents = [json.loads(EXPORTS["json"].render(report)) for report in (before, now)]
    change = contents[1]["change"]
    rounds = [{item["code"]: item for item in content["items"]} for content in contents]
    for code, moved in change["items"].items():
        hidden = {team: any(items[code][team]["hidden"] for items in rounds) for team in Team}
        for team in Team:
            if moved[team] and hidden[team]:
                yield f"{code}: change of {team}, hidden in a round"
            elif moved[team]:
                true = _points(rounds[1][code], team) - _points(rounds[0][code], team)
                yield from _different(moved[team], {"change": true})
        if moved["gap_change"] and any(hidden.values()):
            yield f"{code}: change of the gap, with a team hidden in a round"
    yield from _from_index_change(change["index"], rounds)


def _from_index_change(index: dict[str, Any], rounds: Sequence[dict[str, Any]]) -> Iterator[str]:
    used = index.get("items_used", ())
    if any(items[code][team]["hidden"] for items in rounds for code in used for team in Team):
        yield f"the change of the index rests on {used}, of which one is hidden"
    elif used:
        was, became = (_summary([items[code] for code in used])["index"] for items in rounds)
        yield from _different(index, {"previous": was, "current": became, "change": became - was})
