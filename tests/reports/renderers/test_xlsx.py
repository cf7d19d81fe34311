from __future__ import annotations

import datetime
import io
import warnings
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from assessments.bank import load_bank
from assessments.books import SECTIONS, Audience, Book, Paper
from assessments.comments import ShownComment
from assessments.scales import Team
from reports.document import Report
from reports.renderers.xlsx import render, sheets
from reports.renderers.xlsx.cells import LONGEST, cell_text
from reports.renderers.xlsx.tables import Table
from tests.reports.example_reports import make_report, nine_questions, row, two_rounds, whole_book, with_groups
from tests.reports.strategies import some, whole_reports
from tests.reports.workbooks import formulas, lines, opened

ALL = [
    "Summary", "Questions", "Charts", "Distributions", "Guesses", "Topics", "Comments", "Change", "Actions",
    "Agreement", "Unrounded", "Chart data, gaps", "Chart data, answers", "Method", "Data dictionary",
]  # fmt: skip
WHY = "Why a cell is empty"


def of_57() -> Report:
    """Every question of the bank."""
    asked = [question for question in load_bank().questions if not question.is_open]
    return make_report([row(one.code, (1, 3, 4, 3, 1), (2, 3, 2, 1, 1)) for one in asked[:57]])


def test_workbook_has_a_sheet_for_each_subject() -> None:
    assert opened(render(whole_book())).sheetnames == ALL


def test_workbook_leaves_out_what_the_book_leaves_out() -> None:
    report = replace(whole_book(), book=Book(sections=SECTIONS[Audience.LEADERS]))
    assert opened(render(report)).sheetnames == [
        "Summary", "Questions", "Charts", "Actions", "Agreement", "Unrounded", "Chart data, gaps", "Method",
        "Data dictionary",
    ]  # fmt: skip


def test_first_round_has_no_change_and_groups_have_a_sheet() -> None:
    found = opened(render(with_groups())).sheetnames
    assert ("Change" in found, "Groups" in found) == (False, True)


def test_same_report_gives_the_same_bytes() -> None:
    assert render(whole_book()) == render(whole_book())
    properties = opened(render(whole_book())).properties
    assert (properties.created, properties.modified) == (datetime.datetime(2026, 10, 30),) * 2  # noqa: DTZ001
    assert (properties.creator, properties.title) == ("Berg & Partners", "Northwind Instruments: Autumn")


def test_questions_hold_the_printed_numbers_as_numbers() -> None:
    line = lines(render(whole_book()), "Questions")[6]
    assert [line[name] for name in ("Number", "Sales: score", "Marketing: score", "Gap", "Priority")] == [
        7,
        79,
        22,
        57,
        1,
    ]
    assert (line["Sales expects Marketing to say"], line["Sales is off by"], line["Verdict"]) == (80, 58, "clear gap")
    assert line["Note"] == "We heard in interviews that leads wait in two lists."


def test_hidden_cells_are_empty_and_say_why() -> None:
    line = lines(render(whole_book()), "Questions")[7]
    empty = {name for name, value in line.items() if value is None}
    assert {"Marketing: score", "Marketing: answers", "Marketing: don’t know", "Gap"} <= empty
    assert line[WHY].startswith("Marketing: fewer than 5 answered. Gap: hidden to protect anonymity.")


def test_gap_of_too_few_has_no_priority_and_says_why() -> None:
    [line] = lines(render(make_report([row("S7", (5, 0, 0, 0, 0), (3, 0, 0, 0, 0))], minimum=3)), "Questions")
    assert (line["Gap"], line["Priority"]) == (0, None)
    assert line[WHY].startswith("Priority: too few answers to compare.")


def test_distributions_have_a_line_for_each_answer_as_asked() -> None:
    found = [line for line in lines(render(nine_questions()), "Distributions") if line["Code"] == "S8"]
    shown = [(line["Team"], line["Step"], line["Count"], line["Share"]) for line in found]
    assert shown == [
        ("Sales", 1, 0, 0), ("Sales", 2, 1, 0.11), ("Sales", 3, 3, 0.33), ("Sales", 4, 3, 0.33), ("Sales", 5, 2, 0.22),
        ("Sales", None, 3, 0.25), ("Sales", None, 0, None), ("Marketing", None, None, None),
    ]  # fmt: skip
    assert [line[WHY] for line in found[-2:]] == [
        "No answer of the scale, so it has no share.", "Fewer than 5 answered.",
    ]  # fmt: skip


def test_few_of_many_are_never_printed_as_nobody() -> None:
    report = make_report([row("S7", (1, 0, 0, 0, 999), (0, 0, 3, 4, 2))], sales=(None, 1000))
    sheet = opened(render(report))["Distributions"]
    cells = [sheet.cell(line, 8) for line in (2, 3, 6)]
    assert [(cell.value, cell.number_format) for cell in cells] == [(0.001, '"<1%"'), (0, "0%"), (0.999, '">99%"')]


def test_guesses_have_a_line_for_each_answer() -> None:
    found = [line for line in lines(render(two_rounds()), "Guesses") if line["Code"] == "S7"]
    assert [(line["Team"], line["Count"]) for line in found] == [
        *(("Sales", count) for count in (0, 0, 1, 7, 3)),
        *(("Marketing", count) for count in (0, 2, 5, 2, 0)),
    ]


def test_comments_say_whose_they_are_and_which_come_first() -> None:
    found = lines(render(whole_book()), "Comments")
    assert [(line["Number"], line["Team"], line["Tag"], line["In the report"]) for line in found] == [
        (1, "Sales", "handover", None), (7, "Sales", "handover", None), (7, "Marketing", "handover", "Yes"),
    ]  # fmt: skip
    assert found[0]["Comment"] == "We were asked once, two years ago."


def test_comments_of_a_small_team_are_not_there() -> None:
    report = make_report([row("S7", (0, 0, 2, 6, 4), (3, 4, 2, 0, 0))], marketing=(None, 7))
    assert [(line["Team"], line[WHY]) for line in lines(render(report), "Comments")] == [
        ("Marketing", "Fewer than 8 of Marketing answered: comments not shown, to protect people."),
        (None, "There is no comment to show."),
    ]


def test_redacted_comments_are_not_in_the_workbook() -> None:
    redacted = ShownComment(
        place=9, code="S7", team=Team.SALES, text="", redaction="names", redacted_on=datetime.date(2026, 11, 1)
    )
    report = replace(whole_book(), redacted=(redacted,))
    assert render(report) == render(whole_book())


def test_plan_stands_as_it_was_made() -> None:
    first, second, third = lines(render(whole_book()), "Actions")
    assert (first["Code"], first["Done by"], first["State"]) == ("S7", datetime.datetime(2027, 1, 31), "Under way")  # noqa: DTZ001
    assert (second["Owner in Sales"], second["Done by"], second[WHY]) == (None, None, None)
    assert (third["Code"], third["Sales does"], third[WHY]) == ("S1", None, "No action yet.")


def test_empty_plan_and_agreement_say_so() -> None:
    content = render(nine_questions())
    assert lines(content, "Actions")[0][WHY] == "The plan is empty: nothing was taken on yet."
    assert lines(content, "Agreement")[0]["Words"] == "There is no working agreement yet."


def test_agreement_holds_each_promise_and_its_questions() -> None:
    found = [line for line in lines(render(whole_book()), "Agreement") if line["Part"] == "Promise"]
    assert [line["Team"] for line in found] == ["Marketing", "Marketing", "Marketing", "Sales", "Sales", "Sales"]
    assert found[0]["Checked by"] == "L10, S6"


def test_change_stands_beside_the_round_before() -> None:
    found = lines(render(two_rounds()), "Change")
    shift = next(line for line in found if (line["Code"], line["What"]) == ("S9", "Sales"))
    assert (shift["Before"], shift["Now"], shift["Change"]) == (6, 69, 63)
    assert next(line for line in found if line["Code"] == "L22")[WHY] == "Not asked in the round before."


def test_unrounded_figures_have_their_own_sheet() -> None:
    found = lines(render(nine_questions()), "Unrounded")
    figures = nine_questions().analysis.items[0]
    assert figures.sales is not None
    assert figures.gap is not None
    assert (found[0]["Score"], found[0]["Gap"]) == pytest.approx((figures.sales.score, figures.gap.gap), rel=1e-14)


def test_dictionary_explains_every_column() -> None:
    content = render(whole_book())
    explained = {(line["Sheet"], line["Column"]): line["Meaning"] for line in lines(content, "Data dictionary")}
    named = {
        (sheet.title, cell.value)
        for sheet in opened(content)
        if sheet.title not in {"Summary", "Charts", "Method", "Data dictionary"}
        for cell in sheet[1]
    }
    assert set(explained) == named
    assert all(explained.values())


@pytest.mark.parametrize("name", [name for name in ALL if name not in {"Summary", "Charts", "Method"}])
def test_tables_can_be_filtered_read_and_printed(name: str) -> None:
    sheet = opened(render(whole_book()))[name]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.page_setup.fitToHeight == 0
    assert all(sheet.column_dimensions[cell.column_letter].width > 8 for cell in sheet[1])


def test_paper_of_the_book_is_the_paper_of_the_sheets() -> None:
    book = opened(render(replace(nine_questions(), book=Book(paper=Paper.LETTER))))
    assert {sheet.page_setup.paperSize for sheet in book} == {1}


def test_charts_are_native_and_described() -> None:
    content = render(nine_questions())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert sum(name.startswith("xl/charts/chart") for name in archive.namelist()) == 3
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
        charts = [archive.read(f"xl/charts/chart{number}.xml").decode() for number in (1, 2, 3)]
    assert drawing.count(' descr="1. Do Marketing people') == 3
    assert "wdUpDiag" in charts[1]
    assert ["percentStacked" in chart for chart in charts] == [False, False, True]


def test_many_questions_are_cut_into_charts_that_can_be_read() -> None:
    content = render(of_57())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
    assert len(names) == 3 + 3 + 6


def test_every_part_is_well_formed() -> None:
    with zipfile.ZipFile(io.BytesIO(render(whole_book()))) as archive:
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))


def test_summary_holds_the_sentences_and_the_index_as_a_number() -> None:
    rows = list(opened(render(whole_book()))["Summary"].iter_rows(values_only=True))
    by_label = {label: value for label, value in rows if label}
    assert (by_label["Index, 0 to 100"], by_label["Sales: answered"], by_label["Sales: share"]) == (39, 12, 0.86)
    assert [label for label, _value in rows if label and label.isdecimal()] == ["1", "2", "3", "4", "5", "6"]


def test_links_lead_to_the_sheets_only() -> None:
    content = render(whole_book())
    assert formulas(content) == []
    links = [cell.hyperlink.location for row in opened(content)["Summary"] for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in ALL[1:]]


# --- Words of others ------------------------------------------------------------------------------------------------
def test_text_longer_than_a_cell_is_cut() -> None:
    for text in ("a" * 40_000, "😀" * 20_000, "a" + "😀" * 20_000):
        cut = cell_text(text)
        assert len(cut.encode("utf-16-le")) // 2 in (LONGEST, LONGEST - 1)
        assert (cut[-1], cut[:-1]) == ("…", text[: len(cut) - 1])
    assert cell_text("a" * LONGEST) == "a" * LONGEST


def test_characters_that_no_file_can_hold_are_dropped() -> None:
    text = "a\x00b\x1b[0mc\ud800d\ufffee\u202ef\x85g\r\nh\ti"
    assert cell_text(text) == "ab[0mcdef\ng\nh\ti"


@pytest.mark.parametrize("text", ["_x0041_", "&amp; <b>", "  spaces  "])
def test_text_comes_back_as_it_was(text: str) -> None:
    report = make_report([row("S7", (0, 0, 2, 6, 4), (3, 4, 2, 0, 0))], comments=[("S7", Team.SALES, text)])
    content = render(report)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        shared = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    texts = {element.text for element in shared.iter() if element.tag.endswith("}t")}
    assert text.replace("_x", "_x005F_x") in texts or text in texts


REASONED = {"Questions", "Unrounded", "Topics", "Chart data, gaps", "Chart data, answers"}


@settings(max_examples=some.max_examples // 4)
@given(whole_reports())
def test_any_round_is_written_and_says_why_numbers_are_missing(report: Report) -> None:
    tables = [sheet for sheet in sheets(report) if isinstance(sheet, Table) and sheet.name in REASONED]
    empty = [(table.name, line) for table in tables for line in table.rows if None in line and not line[-1]]
    assert empty == []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        content = render(report)
    assert formulas(content) == []
