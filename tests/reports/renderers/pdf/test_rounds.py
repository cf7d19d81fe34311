from __future__ import annotations

from assessments.books import Section
from reports.renderers.pdf import render, rounds
from reports.series import change_series
from reports.series.printing import MINUS
from reports.wording import break_words, gap_sides, untranslated
from tests.reports.example_reports import nine_questions, two_rounds
from tests.reports.renderers.pdf.reading import only, tags, text


def test_first_round_has_nothing_beside_it() -> None:
    assert rounds.trend(nine_questions(), untranslated) is None


def test_rounds_stand_side_by_side_with_what_may_be_said() -> None:
    report = two_rounds()
    change, found = change_series(report), text(only(report, Section.TREND))
    assert change is not None
    for one in change.rows:
        assert f"{one.row.position} {one.row.text}" in found
        assert break_words(one) in found
        for shift in one.shifts:
            assert f"{shift.before} → {shift.now}" in found
        if one.gap:
            assert f"{' → '.join(one.gap.sizes)} {gap_sides(one.gap)}" in found
    assert [sign for sign in ("→ +", f"→ {MINUS}") if sign in found] == []


def test_index_and_each_question_have_a_chart() -> None:
    report = two_rounds()
    assert len(tags(render(only(report, Section.TREND)), "/Figure")) == 1 + len(report.released.tally.items)
