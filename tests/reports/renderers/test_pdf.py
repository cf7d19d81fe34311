from __future__ import annotations

import io
import json
import re
import time
from dataclasses import replace

import pikepdf
import pypdf
import pytest
import typst

from assessments.bank import load_bank
from reports.document import Report
from reports.renderers.pdf import TEMPLATE, fonts, render
from reports.renderers.pdf_content import content
from reports.series import gap_series
from reports.wording import untranslated
from tests.reports.example_reports import NINE, make_report, nine_questions, row

A4 = (595.28, 841.89)


def pages(report: Report) -> list[str]:
    """The text of each page with white space folded."""
    reader = pypdf.PdfReader(io.BytesIO(render(report)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def text(report: Report) -> str:
    return " ".join(pages(report))


def named(report: Report, organization: str) -> Report:
    return replace(report, released=replace(report.released, organization=organization))


def every_question() -> Report:
    """All scale questions of the bank, with the longest texts that it has."""
    return make_report(
        [row(item.code, (0, 2, 4, 3, 1), (3, 4, 2, 0, 0)) for item in load_bank().questions if not item.is_open]
    )


def test_pdf_is_tagged_a4_with_title_and_language() -> None:
    with pikepdf.open(io.BytesIO(render(nine_questions()))) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en"
        assert str(document.docinfo["/Title"]) == (
            "Northwind Instruments: how Sales and Marketing see their work together"
        )
        assert {tuple(round(float(side), 2) for side in page.mediabox[2:]) for page in document.pages} == {A4}


def test_pdf_embeds_every_font() -> None:
    with pikepdf.open(io.BytesIO(render(nine_questions()))) as document:
        descriptors = [thing for thing in document.objects if _is_of_type(thing, "/FontDescriptor")]
        assert descriptors
        assert all({"/FontFile2", "/FontFile3"} & set(descriptor.keys()) for descriptor in descriptors)


def _is_of_type(thing: pikepdf.Object, kind: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == kind


def test_pdf_describes_every_chart_in_words() -> None:
    with pikepdf.open(io.BytesIO(render(nine_questions()))) as document:
        figures = [
            str(thing.Alt) for thing in document.objects if _is_of_type(thing, "/StructElem") and thing.S == "/Figure"
        ]
    assert len(figures) == 1 + len(NINE)
    assert figures[0].startswith("Scores of Sales and Marketing from 0 to 100")


def test_pdf_prints_the_numbers_of_the_series() -> None:
    report = nine_questions()
    found = text(report)
    for gap_row in gap_series(report).rows:
        assert f"{gap_row.position}. {gap_row.text}" in found
        for mark in gap_row.marks:
            assert f"{mark.printed} {mark.printed_range}" in found or f"{mark.printed} everybody answered" in found
        if gap_row.printed_gap is not None:
            assert f"Gap {gap_row.printed_gap}," in found


def test_pdf_says_how_it_was_made() -> None:
    found = text(nine_questions())
    assert "Closed on October 30, 2026" in found
    assert "12 of 14" in found
    assert "0f" * 32 in found.replace(" ", "")


def test_pdf_of_a_hidden_team_is_the_same_whatever_it_answered() -> None:
    few = [make_report([row("S1", (2, 3, 2, 1, 0), hidden)]) for hidden in ((4, 0, 0, 0, 0), (0, 0, 1, 2, 1))]
    assert render(few[0]) == render(few[1])
    assert "fewer than 5 answered" in text(few[0])


def test_pdf_is_the_same_bytes_every_time() -> None:
    assert render(nine_questions()) == render(nine_questions())


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("北京", "[cjk unified ideograph-5317][cjk unified ideograph-4eac]"),
        ("Go 👍!", "Go [thumbs up sign]!"),
        ("ดี", "[thai character do dek][thai character sara ii]"),
        ('"x\u0f71"', '"x[tibetan vowel sign aa]"'),
        ("Zo\u0308e", "Zöe"),
        ("a\x00b\ufeffc\u202ed\ue000", "abcd"),
        ('#read("/etc/passwd") $x$ *b* \\ @ref `c` [d]', '#read("/etc/passwd") $x$ *b* \\ @ref `c` [d]'),
        ("Ωmega Ж Đặng", "Ωmega Ж Đặng"),
    ],
)
def test_pdf_prints_any_name_or_names_its_characters(name: str, printed: str) -> None:
    assert printed in text(named(nine_questions(), name))


def test_pdf_leaves_off_marks_that_cannot_be_set() -> None:
    rows = [row(code, *counts) for code, counts in NINE.items()]
    rows[0] = replace(rows[0], item=replace(rows[0].item, text="مُحَمَّدٌ"))
    assert "1. محمد" in text(make_report(rows))


def test_pdf_in_a_script_without_a_font_is_not_set_anew_for_each_character() -> None:
    letters = map(chr, range(0x4E00, 0x4F2C))
    report = named(nine_questions(), "".join(letters))
    start = time.process_time()
    found = render(report)
    assert found.startswith(b"%PDF")
    assert time.process_time() - start < 10  # one go takes a tenth of a second, 300 took a minute


def test_pdf_of_every_question_of_the_bank_keeps_each_block_on_one_page() -> None:
    report = every_question()
    found = pages(report)
    rows = gap_series(report).rows
    assert len(rows) == 56
    for gap_row in rows:
        page = next(number for number, words in enumerate(found) if f" {gap_row.position}. {gap_row.text}" in words)
        sentence = f"Gap {gap_row.printed_gap},"
        assert sentence in found[page].split(f" {gap_row.position}. {gap_row.text}")[1]


def test_pdf_is_set_without_a_warning() -> None:
    data = json.dumps(content(nine_questions(), untranslated))
    _, warnings = typst.compile_with_warnings(
        str(TEMPLATE), font_paths=fonts(), sys_inputs={"data": data}, pdf_standards=["ua-1"]
    )
    assert warnings == []


def test_pdf_numbers_its_pages() -> None:
    found = pages(nine_questions())
    assert [re.search(r"(\d+) / (\d+)", words) is not None for words in found] == [False, *[True] * (len(found) - 1)]


def test_pdf_of_a_round_with_open_questions_only_has_its_method() -> None:
    assert "Method and privacy" in text(make_report([]))


def test_method_page_prints_what_was_promised() -> None:
    report = nine_questions()
    (notice,) = report.released.notice.values()
    printed = text(report)
    assert [words for words in (notice.title, *map(" ".join, notice.promises)) if words not in printed] == []
