from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest

from assessments.tallies import Cell, ItemTally
from reports.analysis.figures import GapFigures, TeamFigures
from reports.document import Report
from reports.renderers.json import document, render
from tests.reports.example_reports import bank_item, make_report, nine_questions, row, two_rounds, with_groups

KEYS = ["schema", "round", "participation", "items", "dimensions", "index", "priorities", "comments", "change"]
ROUND_KEYS = [
    *("code", "title", "organization", "assessment", "state", "mode", "closed_on"),
    *("minimum_group_size", "comment_minimum", "digest"),
]
ITEM_KEYS = [
    *("code", "text", "dimension", "subject", "direction", "kind", "scale", "position", "weight"),
    *("sales", "marketing", "gap", "label", "coorientation", "priority"),
]
TEAM_KEYS = [
    *("hidden", "hist", "n", "dk", "na", "mean", "score", "var", "se_points", "ci_points", "fav", "fav_ci"),
    *("dk_share", "dk_ci", "rwg_raw", "split", "bounds_points", "se_fpc_points"),
]
GAP_KEYS = [
    *("gap", "gap_se", "gap_df", "gap_ci", "gap_ci90", "gap_bounds_points", "p_welch", "U", "theta", "delta"),
    *("delta_ci", "n_eff", "band", "p", "p_exact", "p_asym", "p_label", "q", "fav_diff", "fav_diff_ci"),
    *("dk_diff", "dk_diff_ci"),
]


def parsed(report: Report) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(render(report))
    return content


def test_json_has_exactly_the_keys_of_the_schema() -> None:
    content = parsed(nine_questions())
    first = content["items"][0]
    assert list(content) == KEYS
    assert content["schema"] == "oneteam.report/1"
    assert list(content["round"]) == ROUND_KEYS
    assert list(first) == ITEM_KEYS
    assert list(first["sales"]) == TEAM_KEYS
    assert list(first["marketing"]) == TEAM_KEYS
    assert list(first["gap"]) == GAP_KEYS


def test_json_keys_are_those_of_the_analysis() -> None:
    assert ["hidden", *(field.name for field in fields(TeamFigures))] == TEAM_KEYS
    assert [field.name for field in fields(GapFigures)] == GAP_KEYS


def test_json_says_what_the_round_was() -> None:
    content = parsed(nine_questions())
    assert content["round"] == {
        "code": "R7K2M9",
        "title": "Autumn",
        "organization": "Northwind Instruments",
        "assessment": "Sales and Marketing",
        "state": "closed",
        "mode": "anonymous",
        "closed_on": "2026-10-30",
        "minimum_group_size": 5,
        "comment_minimum": 8,
        "digest": "0f" * 32,
    }
    assert content["participation"] == {
        "sales": {"invited": 14, "responded": 12},
        "marketing": {"invited": 9, "responded": 9},
    }


def test_json_numbers_are_unrounded() -> None:
    report = nine_questions()
    item, shown = report.analysis.items[6], parsed(report)["items"][6]
    assert item.gap is not None
    assert item.sales is not None
    assert shown["gap"]["gap"] == item.gap.gap
    assert shown["gap"]["q"] == item.gap.q
    assert shown["sales"]["score"] == item.sales.score
    assert shown["sales"]["hist"] == [0, 0, 2, 6, 4]
    assert (shown["code"], shown["position"], shown["label"], shown["gap"]["band"]) == ("S7", 7, "clear", "large")


SIDE_KEYS = [
    *("guesses", "guess_hist", "guess_score", "perceived_gap_sales_minus_marketing", "perceived_gap_ci"),
    *("accuracy_guess_minus_other", "accuracy_ci", "accuracy_p", "mean_abs_error_points"),
    *("state", "confidence", "confidence_word"),
]


def test_json_says_what_each_side_thinks_of_the_other() -> None:
    views = parsed(two_rounds())["items"][0]["coorientation"]
    assert list(views) == ["sales", "marketing"]
    assert list(views["sales"]) == list(views["marketing"]) == SIDE_KEYS
    assert (views["sales"]["guesses"], views["sales"]["state"]) == (11, "false_consensus")


def test_json_has_no_view_of_a_hidden_team() -> None:
    assert parsed(nine_questions())["items"][7]["coorientation"] is None


def test_json_puts_first_what_to_discuss_first() -> None:
    content = parsed(two_rounds())
    ranks = {item["code"]: item["priority"]["rank"] for item in content["items"]}
    assert content["priorities"] == sorted(ranks, key=ranks.__getitem__)
    assert list(content["items"][0]["priority"]) == ["value", "rank", "G", "L", "P", "B", "M", "reasons"]


def test_json_gives_an_index_or_the_reason_why_not() -> None:
    assert list(parsed(two_rounds())["index"]) == [
        *("index", "level", "mean_abs_gap", "index_if_dk_lowest", "index_if_dk_highest"),
        *("stage", "range", "items_used"),
    ]
    assert parsed(make_report([row("S7", (0, 0, 2, 6, 4), (3, 4, 2, 0, 0))]))["index"] == {"reason": "few_items"}


def test_json_names_each_dimension() -> None:
    found = {dimension["code"]: dimension for dimension in parsed(two_rounds())["dimensions"]}
    assert list(found) == ["FLOW", "CONT"]
    assert list(found["FLOW"]) == ["code", "name", "sales", "marketing", "gap", "index", "level", "items_used"]
    assert (found["FLOW"]["name"], found["FLOW"]["items_used"]) == ("Handover, follow-up, agreements", ["S7", "S9"])


def test_json_compares_with_the_round_before() -> None:
    change = parsed(two_rounds())["change"]
    assert list(change) == ["previous", "items", "index"]
    assert change["previous"] == "EARLIER2"
    assert list(change["items"]) == ["S7", "S9"]
    assert list(change["items"]["S9"]) == ["sales", "marketing", "gap_change"]
    assert list(change["items"]["S9"]["sales"]) == ["change", "ci", "p_label", "q", "label"]
    assert list(change["items"]["S9"]["gap_change"]) == ["change", "ci", "p", "narrowed"]
    assert change["items"]["S9"]["sales"]["label"] == "clear"
    assert parsed(nine_questions())["change"] is None


def test_json_shows_the_comments_of_the_release() -> None:
    assert parsed(two_rounds())["comments"] == [{"code": "S7", "team": "sales", "text": "Words"}]


def test_json_holds_nothing_of_a_team_below_the_minimum() -> None:
    """The same bytes whatever the four hidden people said."""
    documents = {
        render(make_report([row("S8", (0, 1, 3, 3, 2), hidden, dk=(0, dk), na=(1, na))], marketing=(9, 4)))
        for hidden, dk, na in [((4, 0, 0, 0, 0), 0, 0), ((0, 0, 1, 0, 3), 3, 2), ((0, 2, 2, 0, 0), 5, 1)]
    }
    assert len(documents) == 1
    item = json.loads(documents.pop())["items"][0]
    assert item["marketing"] == {"hidden": True, "reason": "minimum"}
    assert (item["gap"], item["label"]) == (None, "hidden")
    assert item["sales"]["n"] == 9


def test_json_of_a_team_that_could_not_say_has_counts_only() -> None:
    could_not_say = ItemTally(
        item=bank_item("S7"), sales=Cell(hist=(0, 0, 1, 4, 1)), marketing=Cell(hist=(0, 0, 0, 0, 0), dk=7)
    )
    item = parsed(make_report([could_not_say]))["items"][0]
    assert (item["marketing"]["dk"], item["marketing"]["dk_share"], item["marketing"]["score"]) == (7, 1.0, None)
    assert (item["gap"], item["label"]) == (None, "few")


def test_json_keeps_the_histogram_of_a_reversed_question_as_asked() -> None:
    item = parsed(make_report([row("L22", (0, 0, 1, 4, 1), (2, 4, 1, 0, 0))]))["items"][0]
    assert (item["direction"], item["sales"]["hist"], item["sales"]["score"]) == ("-", [0, 0, 1, 4, 1], 25.0)


def test_json_is_the_same_bytes_every_time() -> None:
    assert render(nine_questions()) == render(nine_questions())
    assert json.loads(render(nine_questions())) == json.loads(json.dumps(document(nine_questions())))


def test_json_gives_groups_as_far_as_they_may_be_shown() -> None:
    first, reversed_item, hidden = (item["segments"] for item in parsed(with_groups())["items"])
    assert first["title"] == "Region"
    assert [(group["names"], group["n"], group["score"]) for group in first["sales"]] == [
        (["North"], 6, 75.0),
        ([""], 0, None),
        (["South", "West"], 7, pytest.approx(225 / 7)),
    ]
    assert [group["hist"] for group in reversed_item["sales"]] == [group["hist"] for group in first["sales"]]
    assert [group["score"] for group in reversed_item["sales"]] == [25.0, None, pytest.approx(475 / 7)]
    assert [group["names"] for group in first["marketing"]] == [["West"], ["North", "South", ""]]
    assert hidden["marketing"] is None


def test_json_says_nothing_of_groups_where_none_were_asked() -> None:
    assert b"segments" not in render(nine_questions())
