from __future__ import annotations

from dataclasses import replace

import pytest

from reports.series import GroupRow, GroupSeries, group_series
from reports.wording import group_name, group_words, groups_title, merged_words
from tests.reports.example_reports import with_groups


def groups_at(position: int) -> GroupSeries:
    series = group_series(with_groups(), position)
    assert series is not None
    return series


@pytest.mark.parametrize(
    ("title", "words"), [("Region", "By Region"), ("Where do you sit?", "By group: “Where do you sit?”")]
)
def test_title_suits_a_noun_and_a_question(title: str, words: str) -> None:
    assert groups_title(replace(groups_at(1), title=title)) == words


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("north",), "north"),
        (("",), "No group given"),
        (("South", "West"), "South + West"),
        (("South", ""), "South + no group given"),
    ],
)
def test_name_is_that_of_the_organizer(names: tuple[str, ...], words: str) -> None:
    assert group_name(GroupRow(names=names, n=5, score=0.0, printed="0")) == words


def test_merging_is_explained() -> None:
    groups = groups_at(1)
    assert merged_words(groups.sales) == "2 groups are shown together, so that nobody can be worked out."
    assert merged_words(groups.marketing) == "No group can be shown on its own without giving another away."
    assert merged_words(groups_at(3).marketing) == ""


def test_groups_are_a_line_a_team() -> None:
    groups = groups_at(1)
    assert [group_words(one, groups.minimum) for one in groups.lists] == [
        (
            "Sales: North 75 (n = 6); South + West 32 (n = 7). "
            "2 groups are shown together, so that nobody can be worked out."
        ),
        (
            "Marketing: West: no answers; North + South + no group given 29 (n = 7). "
            "No group can be shown on its own without giving another away."
        ),
    ]
    assert group_words(groups_at(3).marketing, 5) == "Marketing: fewer than 5 answered."
