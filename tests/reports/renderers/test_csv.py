from __future__ import annotations

import csv
from dataclasses import replace

import pytest

from assessments.tallies import ItemTally
from reports.document import Report
from reports.renderers.csv import render
from tests.reports.example_reports import make_report, nine_questions, row, with_guesses

HEADER = (
    "code,text,dimension,subject,direction,team,n,dk,na,c1,c2,c3,c4,c5,score,ci_low,ci_high,favorable,guess_n,"
    "guess_score,gap,label"
)


def parsed(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(render(report).decode("utf-8-sig").splitlines()))


def test_csv_has_the_columns_of_the_schema() -> None:
    content = render(nine_questions())
    assert content.startswith(b"\xef\xbb\xbfcode,")
    assert content.decode("utf-8-sig").split("\r\n")[0] == HEADER
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == 19


def test_csv_has_one_row_an_item_and_team() -> None:
    rows = parsed(nine_questions())
    assert [(each["code"], each["team"]) for each in rows] == [
        (f"S{place}", team) for place in range(1, 10) for team in ("sales", "marketing")
    ]


def test_csv_numbers_are_the_analysis_at_full_precision() -> None:
    report = nine_questions()
    item, shown = report.analysis.items[0], parsed(report)[0]
    assert item.sales is not None
    assert item.sales.ci_points is not None
    assert item.gap is not None
    assert [float(shown[key]) for key in ("score", "ci_low", "ci_high", "favorable", "gap")] == [
        item.sales.score,
        *item.sales.ci_points,
        item.sales.fav,
        item.gap.gap,
    ]
    assert [shown[key] for key in ("n", "dk", "na", "c1", "c2", "c3", "c4", "c5", "label")] == [
        *("12", "0", "", "4", "5", "3", "0", "0", "clear"),
    ]


def test_csv_cells_of_a_hidden_team_are_empty() -> None:
    hidden = parsed(nine_questions())[15]
    asked = ("code", "text", "dimension", "subject", "direction", "team", "label")
    assert (hidden["code"], hidden["team"], hidden["label"]) == ("S8", "marketing", "hidden")
    assert {key for key, value in hidden.items() if value} <= set(asked)


def test_csv_holds_nothing_of_a_team_below_the_minimum() -> None:
    """The same bytes whatever the hidden people said and guessed."""
    files = {
        render(make_report([with_guesses(row("S7", (0, 1, 3, 3, 2), hidden), (0, 0, 0, 0, 0), guess)]))
        for hidden, guess in [((4, 0, 0, 0, 0), (9, 0, 0, 0, 0)), ((0, 0, 1, 0, 3), (0, 0, 0, 0, 6))]
    }
    assert len(files) == 1


def test_csv_scores_guesses_with_high_as_good() -> None:
    tallies = [
        with_guesses(row(code, (0, 0, 1, 4, 1), (2, 4, 1, 0, 0)), (0, 0, 0, 6, 0), (2, 1, 0, 0, 0))
        for code in ("S7", "L22")
    ]
    assert [(each["guess_n"], each["guess_score"]) for each in parsed(make_report(tallies))] == [
        ("6", "75.0"),
        ("", ""),
        ("6", "25.0"),
        ("", ""),
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "{=", "\t", "\r", "\n"])
def test_csv_text_is_never_a_formula(start: str) -> None:
    asked: ItemTally = row("S7", (0, 0, 1, 4, 1), (2, 4, 1, 0, 0))
    hostile = replace(asked, item=replace(asked.item, code=f"{start}1+1", text=f"{start}cmd|' /C calc'!A0"))
    content = render(make_report([hostile])).decode("utf-8-sig")
    cells = [cell for line in csv.reader(content.splitlines(keepends=True)) for cell in line]
    assert f"'{start}1+1".replace("\r", "\n") in [cell.replace("\r", "\n") for cell in cells]
    assert [cell for cell in cells if cell.startswith(start) and len(cell) > 1 and "1+1" in cell] == []


@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize("text", ["Why{}=1+1", 'Why, then{} "@SUM(A1)"', "{}-1+1", "Why{}{}+1+1{}=1"])
def test_csv_text_is_no_formula_for_other_separators_either(separator: str, text: str) -> None:
    asked: ItemTally = row("S7", (0, 0, 1, 4, 1), (2, 4, 1, 0, 0))
    content = render(make_report([replace(asked, item=replace(asked.item, text=text.replace("{}", separator)))]))
    cells = [
        cell for line in csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=separator) for cell in line
    ]
    assert len(cells) > 3
    assert [cell for cell in cells if cell.strip(' "').startswith(("=", "+", "-", "@"))] == []


def test_csv_keeps_directions_and_negative_gaps_as_they_are() -> None:
    """A lone sign is no formula, and a number is a number."""
    rows = parsed(make_report([row("L22", (0, 0, 1, 4, 1), (2, 4, 1, 0, 0))]))
    assert [(each["direction"], float(each["gap"])) for each in rows] == [("-", -53.57142857142857)] * 2


def test_csv_is_the_same_bytes_every_time() -> None:
    assert render(nine_questions()) == render(nine_questions())
