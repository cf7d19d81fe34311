from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, get_args

import pytest

from assessments.scales import Team
from reports.renderers.figures import gap_figure
from reports.renderers.look import COLORS, Layout
from reports.series import GapSeries, Order, gap_series
from reports.wording import gap_words
from tests.reports.example_reports import make_report, nine_questions, row

LAYOUTS: tuple[Layout, ...] = get_args(Layout)


def nine(order: Order = Order.QUESTIONNAIRE) -> GapSeries:
    return gap_series(nine_questions(invited=(14, 11)), order)


def marks(figure: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {trace["name"]: trace for trace in figure["data"] if trace["mode"] == "markers+text"}


def texts(value: Any) -> list[str]:
    """Every text in a figure, at any depth."""
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in texts(part)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("order", list(Order))
def test_figure_has_the_numbers_of_the_series(layout: Layout, order: Order) -> None:
    series = nine(order)
    traces = marks(gap_figure(series, layout))
    for team, name in ((Team.SALES, "Sales"), (Team.MARKETING, "Marketing")):
        shown = [(each, mark) for each in series.rows if (mark := each.mark(team)) is not None]
        assert traces[name]["x"] == [mark.score for _, mark in shown]
        assert traces[name]["text"] == [mark.printed for _, mark in shown]
        assert [tuple(data[1::2]) for data in traces[name]["customdata"]] == [
            (mark.printed, gap_words(each)) for each, mark in shown
        ]


def test_figure_has_the_ranges_of_the_series() -> None:
    series = nine()
    ranges = [trace for trace in gap_figure(series)["data"] if trace["mode"] == "lines+markers"]
    for trace, team in zip(ranges, Team, strict=True):
        spans = [(mark.low, mark.high, None) for each in series.rows if (mark := each.mark(team)) is not None]
        assert trace["x"] == [end for span in spans for end in span]


def test_figure_draws_no_range_at_a_full_count() -> None:
    series = gap_series(nine_questions(invited=(12, 9)))
    ranges = [trace for trace in gap_figure(series)["data"] if trace["mode"] == "lines+markers"]
    assert ranges[1]["x"] == []


def test_figure_is_plain_json() -> None:
    figure = gap_figure(nine())
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure


@pytest.mark.parametrize("layout", LAYOUTS)
def test_figure_texts_hold_no_markup_of_users(layout: Layout) -> None:
    asked = row("S7", (0, 0, 1, 4, 1), (2, 4, 1, 0, 0))
    hostile = replace(asked, item=replace(asked.item, text='<b>x</b> <a href="javascript:1">y</a> & %{customdata[0]}'))
    figure = gap_figure(gap_series(make_report([hostile])), layout)
    found = "".join(texts(figure)).replace("<br>", "").replace("<extra></extra>", "")
    assert "<" not in found
    assert "&lt;b&gt;x&lt;/b&gt;" in found
    assert all(
        "customdata[0]" not in trace.get("hovertemplate", "").removeprefix("%{customdata[0]}")
        for trace in figure["data"]
    )


@pytest.mark.parametrize("layout", LAYOUTS)
def test_figure_of_a_hidden_team_holds_its_reason_and_no_number(layout: Layout) -> None:
    """The same figure whatever the hidden people said."""
    figures = [
        json.dumps(gap_figure(gap_series(make_report([row("S7", (0, 0, 1, 4, 1), hidden)])), layout))
        for hidden in ((4, 0, 0, 0, 0), (0, 0, 0, 1, 3), (0, 1, 2, 0, 0))
    ]
    assert len(set(figures)) == 1
    assert "Marketing: fewer than 5 answered" in figures[0]


def test_figure_tells_teams_apart_by_shape_and_color() -> None:
    traces = marks(gap_figure(nine()))
    assert [(trace["marker"]["symbol"], trace["marker"]["color"]) for trace in traces.values()] == [
        ("circle", COLORS["sales"]),
        ("diamond", COLORS["marketing"]),
    ]


def test_figure_puts_equal_scores_apart() -> None:
    series = gap_series(make_report([row("S7", (0, 0, 6, 0, 0), (0, 0, 6, 0, 0))]))
    sales, marketing = marks(gap_figure(series)).values()
    assert sales["x"] == marketing["x"]
    assert sales["y"][0] < 0 < marketing["y"][0]
    assert (sales["textposition"], marketing["textposition"]) == (["middle left"], ["middle right"])


def test_figure_colors_are_roles_that_a_page_can_swap() -> None:
    colors = {text for text in texts(gap_figure(nine())) if text.startswith("#")}
    assert colors <= set(COLORS.values())


def test_narrow_figure_puts_questions_above_and_turns_no_label() -> None:
    layout = gap_figure(nine(), "narrow")["layout"]
    above = [note["text"].replace("<br>", " ") for note in layout["annotations"] if note.get("yanchor") == "bottom"]
    assert above == [f"{each.position}. {each.text}" for each in nine().rows]
    assert (layout["yaxis"]["tickvals"], layout["xaxis"]["tickangle"]) == ([], 0)


def test_figure_of_no_questions_is_empty() -> None:
    figure = gap_figure(gap_series(make_report([])))
    assert [trace["x"] for trace in figure["data"]] == [[], [], [], []]
