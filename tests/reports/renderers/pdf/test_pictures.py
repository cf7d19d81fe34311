from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from assessments.books import Paper, Section
from reports.document import Report
from reports.renderers.pdf import pictures
from reports.renderers.pdf.layout import ROOMS
from reports.series import Order, dimension_rows, gap_series
from reports.wording import chart_summary, higher_words, untranslated
from tests.reports.example_reports import make_report, nine_questions, row, whole_book
from tests.reports.renderers.pdf.reading import every_question, only, pages


def on(report: Report, paper: Paper) -> Report:
    return replace(report, book=replace(report.book, paper=paper))


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("make", [nine_questions, whole_book, every_question])
def test_charts_fit_their_pages(make: Callable[[], Report], paper: Paper) -> None:
    report = on(make(), paper)
    for page in (pictures.gaps(report, untranslated), pictures.mirror(report, untranslated)):
        rooms = [ROOMS[paper].first, *[ROOMS[paper].other] * len(page["charts"])]
        for room, chart in zip(rooms, page["charts"], strict=False):
            ((width, height),) = re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', chart["svg"])
            assert float(height) * 700 / float(width) <= room + 1
            assert 700 <= float(width) <= 796


def test_largest_gap_stands_first() -> None:
    (chart,) = pictures.gaps(nine_questions(), untranslated)["charts"]
    shown = gap_series(nine_questions(), Order.GAP)
    assert chart["alt"] == chart_summary(shown)
    assert [row.position for row in shown.rows] != sorted(row.position for row in shown.rows)


@pytest.mark.parametrize("paper", Paper)
def test_nine_questions_stand_on_one_page(paper: Paper) -> None:
    assert len(pages(on(only(nine_questions(), Section.GAPS), paper))) == 2


def test_every_chart_has_a_page_of_its_own() -> None:
    report = only(every_question(), Section.GAPS)
    assert len(pages(report)) == 1 + len(pictures.gaps(report, untranslated)["charts"])


def test_mirror_shows_the_questions_with_an_expectation_and_counts_them() -> None:
    page = pictures.mirror(whole_book(), untranslated)
    assert page["intro"][1].endswith("4 of 9 questions have an expectation to show.")
    numbers = [re.findall(r">(\d+)</text>", chart["svg"]) for chart in page["charts"]]
    assert {"2", "3", "4", "7"} <= {number for found in numbers for number in found}
    assert "1. Do Marketing people" not in page["charts"][0]["alt"]


def test_round_without_guesses_says_so_and_draws_none() -> None:
    page = pictures.mirror(make_report([row("S7", (0, 0, 2, 6, 4), (3, 4, 2, 0, 0))]), untranslated)
    assert page["charts"] == []
    assert page["intro"][0].startswith("No guess can be shown")


def test_topics_print_the_numbers_of_the_series() -> None:
    report = only(whole_book(), Section.DIMENSIONS)
    _cover, page = pages(report)
    for one in dimension_rows(report):
        assert one.name.replace(" ", "") in page.replace(" ", "")  # a line may end at a hyphen
        if one.reading:
            assert f"{one.reading.printed_sales} " in page
            assert f"{one.reading.printed_apart} {higher_words(one.reading).capitalize()}" in page
            assert one.reading.whole.printed in page


def test_topic_without_figures_says_why() -> None:
    page = pictures.dimensions(make_report([row("S1", (0, 1, 1, 0, 0), (0, 1, 0, 0, 0))]), untranslated)
    assert page["intro"] == ["No topic has enough answers to show from both teams."]
    assert page["rows"][0]["absence"]
