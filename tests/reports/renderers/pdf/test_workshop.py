from __future__ import annotations

from assessments.books import Section
from assessments.scales import Team
from reports.renderers.pdf import workshop
from reports.series import MOMENTS, proposed_agenda, round_overview
from reports.wording import agenda_reasons, first_move, moment_name, untranslated
from tests.reports.example_reports import make_report, nine_questions, row, whole_book
from tests.reports.renderers.pdf.reading import only, pages

FEW = make_report([row("S1", (0, 1, 1, 0, 0), (0, 1, 0, 0, 0))])


def test_agenda_is_the_proposed_one_with_its_minutes() -> None:
    report = whole_book()
    _cover, page = pages(only(report, Section.AGENDA))
    talked = proposed_agenda(report)
    assert talked
    for talk, why in zip(talked, agenda_reasons(talked), strict=True):
        assert f"{why} {talk.item.name} (question {talk.position})" in page
        assert first_move(talk.mirror) in page
    assert all(f"{moment_name(moment)} {minutes}" in page for moment, minutes in MOMENTS.items())
    assert f"All in all {sum(MOMENTS.values()) + sum(talk.minutes for talk in talked)}" in page


def test_agenda_without_a_proposal_says_so() -> None:
    assert workshop.agenda(FEW, untranslated)["intro"][0].startswith("These answers propose nothing")


def test_worksheet_has_three_sheets_of_what_is_proposed() -> None:
    report = nine_questions()
    _cover, page = pages(only(report, Section.WORKSHEET))
    assert all(f"{one.row.name} {one.row.text}" in page for one in round_overview(report).proposed)
    for words in ("What we take on", "Owner in Sales", "Owner in Marketing", "Done by", "How we will know"):
        assert page.count(words) == 3


def test_worksheet_without_a_proposal_is_blank() -> None:
    sheets = workshop.worksheet(FEW, untranslated)["sheets"]
    assert [sheet["question"] for sheet in sheets] == ["", "", ""]


def test_plan_stands_as_it_is() -> None:
    report = whole_book()
    _cover, page = pages(only(report, Section.PLAN))
    for focus in report.plan:
        for action in focus.actions:
            assert action.sales_part in page
    for words in (
        "Owner in Sales: Jonas Weiss", "Owner in Marketing: Mara Lind", "Under way · Done by: January 31, 2027",
        "Nothing agreed for this team.", "Done by: no date yet", "No action yet.",
    ):  # fmt: skip
        assert words in page


def test_plan_without_anything_is_a_table_to_fill_in() -> None:
    _cover, page = pages(only(nine_questions(), Section.PLAN))
    assert "Nothing is taken on yet." in page
    assert "What Sales does, and who" in page


def test_ideas_are_given_for_both_teams() -> None:
    ideas = workshop.worksheet(nine_questions(), untranslated)["sheets"][0]["ideas"]
    assert [idea["team"] for idea in ideas] == [team.value for team in Team]
