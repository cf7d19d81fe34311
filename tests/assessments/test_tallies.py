from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.tallies import ShownSegments, suppress_segments
from tests.reports.analysis.examples import EXAMPLES

segment_counts = st.lists(st.integers(0, 12), min_size=1, max_size=6).map(
    lambda counts: {f"segment {place}": n for place, n in enumerate(counts)}
)
minimums = st.integers(3, 10)


def published(counts: dict[str, int], minimum: int) -> list[set[str]]:
    """Every group whose figures can be read, or made by adding and subtracting groups that can."""
    shown = suppress_segments(counts, minimum)
    if shown.other_n is None:
        return []
    atoms = [{name} for name in shown.visible] + ([set(shown.hidden)] if shown.hidden else [])
    chosen = product([False, True], repeat=len(atoms))
    return [set().union(*(atom for atom, is_in in zip(atoms, choice, strict=True) if is_in)) for choice in chosen]


@pytest.mark.parametrize("example", EXAMPLES["anonymity"]["segments"])
def test_segments_match_their_example(example: dict[str, object]) -> None:
    segments, k = example["segments"], example["k"]
    assert isinstance(segments, list)
    assert isinstance(k, int)
    shown = suppress_segments(dict(segments), k)
    assert [list(shown.visible), list(shown.hidden), shown.other_n] == [
        example["visible"], example["hidden"], example["other_n"]
    ]  # fmt: skip


def test_segments_of_a_team_below_the_minimum_show_nothing_and_no_total() -> None:
    assert suppress_segments({"east": 4, "west": 0}, 5) == ShownSegments(
        visible=(), hidden=("east", "west"), other_n=None
    )
    assert suppress_segments({}, 5).other_n is None


def test_segments_that_are_large_enough_are_all_shown() -> None:
    assert suppress_segments({"east": 5, "west": 9}, 5) == ShownSegments(
        visible=("east", "west"), hidden=(), other_n=0
    )


def test_segments_without_answers_are_shown_and_hide_nobody() -> None:
    assert suppress_segments({"east": 3, "none": 0, "west": 6, "north": 7}, 5) == ShownSegments(
        visible=("none", "north"), hidden=("east", "west"), other_n=9
    )


def test_segments_of_equal_size_are_hidden_in_display_order() -> None:
    assert suppress_segments({"north": 7, "west": 6, "south": 6, "east": 1}, 5).hidden == ("west", "east")


def test_segments_join_the_others_until_there_are_enough() -> None:
    shown = suppress_segments({"a": 2, "b": 1, "c": 10, "d": 12}, 10)
    assert (shown.hidden, shown.other_n) == (("a", "b", "c"), 13)


@given(segment_counts, minimums)
def test_segments_cannot_be_solved_for_a_small_group(counts: dict[str, int], minimum: int) -> None:
    """No sum or difference of published groups, the team's total among them, isolates 1 to minimum − 1 people."""
    sizes = {sum(counts[name] for name in group) for group in published(counts, minimum)}
    assert sizes.isdisjoint(range(1, minimum))


@given(segment_counts, minimums)
def test_segments_are_pooled_by_two_at_least(counts: dict[str, int], minimum: int) -> None:
    shown = suppress_segments(counts, minimum)
    pooled = [counts[name] for name in shown.hidden]
    assert shown.other_n is None or not pooled or (len(pooled) >= 2 and min(pooled) > 0)


@given(segment_counts, minimums)
def test_segments_are_each_shown_or_hidden_and_count_up(counts: dict[str, int], minimum: int) -> None:
    shown = suppress_segments(counts, minimum)
    assert sorted(shown.visible + shown.hidden) == sorted(counts)
    total = sum(counts.values())
    assert (shown.other_n is None) == (total < minimum)
    if shown.other_n is not None:
        assert shown.other_n + sum(counts[name] for name in shown.visible) == total


@given(segment_counts, minimums)
def test_segments_hide_no_more_than_needed(counts: dict[str, int], minimum: int) -> None:
    """Without the last segment that joined, the others would be undone."""
    shown = suppress_segments(counts, minimum)
    joined = [counts[name] for name in shown.hidden if counts[name] >= minimum]
    if shown.other_n is None or not joined:
        return
    assert len(joined) == 1
    assert len(shown.hidden) == 2 or shown.other_n - joined[0] < minimum
    assert all(counts[name] >= joined[0] for name in shown.visible if counts[name])
