"""The workbook behind a chart: what stands where, and that every program reads it."""

from __future__ import annotations

import io

import openpyxl
import pytest

from reports.renderers.deck.workbook import column, workbook_of


def test_workbook_holds_names_and_numbers_where_the_chart_looks_for_them() -> None:
    sheet = openpyxl.load_workbook(
        io.BytesIO(workbook_of(["Sales", "Marketing"], [("=1+1", [3, None]), ("Yes", [0, 4])]))
    )
    rows = [[cell.value for cell in row] for row in sheet["Sheet1"].iter_rows()]
    assert rows == [[None, "=1+1", "Yes"], ["Sales", 3, 0], ["Marketing", None, 4]]


def test_words_are_never_a_formula_not_even_when_edited() -> None:
    cell = openpyxl.load_workbook(io.BytesIO(workbook_of(["Sales"], [("=1+1", [3])])))["Sheet1"]["B1"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


@pytest.mark.parametrize(
    ("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_column_counts_on_after_z(place: int, letters: str) -> None:
    assert column(place) == letters
