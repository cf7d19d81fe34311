from __future__ import annotations

import io
import time
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
import typst

from accounts.branding import Brand
from assessments.books import Paper, Section
from assessments.scales import Team
from reports.document import Report
from reports.renderers.pdf import TEMPLATE, fonts, render
from reports.renderers.pdf.press import written
from tests.reports.example_reports import NINE, make_report, nine_questions, row, two_rounds, whole_book, with_groups
from tests.reports.renderers.pdf.reading import logo, only, tags, text

ARABIC = "نحن بحاجة إلى اجتماع أسبوعي. "
CHINESE = "我们需要每周开会。"
EMOJI = "👍🏽 👩‍💻 🇫🇷 "


def named(report: Report, organization: str) -> Report:
    return replace(report, released=replace(report.released, organization=organization))


@pytest.mark.parametrize("make", [nine_questions, two_rounds, whole_book, with_groups, lambda: make_report([])])
@pytest.mark.parametrize("paper", Paper)
def test_pdf_is_set_without_a_warning(make: Callable[[], Report], paper: Paper) -> None:
    report = make()
    report = replace(report, book=replace(report.book, paper=paper))
    _, warnings = typst.compile_with_warnings(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=fonts(),
        sys_inputs={"data": written(report)},
        pdf_standards=["ua-1"],
    )
    assert [warning.message for warning in warnings] == []


def test_pdf_embeds_every_font() -> None:
    with pikepdf.open(io.BytesIO(render(nine_questions()))) as document:
        descriptors = [
            thing
            for thing in document.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
        ]
        assert descriptors
        assert all({"/FontFile2", "/FontFile3"} & set(descriptor.keys()) for descriptor in descriptors)


def test_pdf_is_the_same_bytes_every_time() -> None:
    assert render(whole_book()) == render(whole_book())


def test_pdf_of_a_hidden_team_is_the_same_whatever_it_answered() -> None:
    few = [make_report([row("S1", (2, 3, 2, 1, 0), hidden)]) for hidden in ((4, 0, 0, 0, 0), (0, 0, 1, 2, 1))]
    assert render(few[0]) == render(few[1])
    assert "fewer than 5 answered" in text(few[0])


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
    found = text(only(named(nine_questions(), name), Section.SUMMARY))
    assert printed.replace(" ", "") in found.replace(" ", "")  # a line may end after any name


def test_pdf_leaves_off_marks_that_cannot_be_set() -> None:
    rows = [row(code, *counts) for code, counts in NINE.items()]
    rows[0] = replace(rows[0], item=replace(rows[0].item, text="مُحَمَّدٌ"))
    assert "محمد" in text(make_report(rows))


def test_pdf_in_a_script_without_a_font_is_not_set_anew_for_each_character() -> None:
    letters = map(chr, range(0x4E00, 0x4F2C))
    report = named(nine_questions(), "".join(letters))
    start = time.process_time()
    found = render(report)
    assert found.startswith(b"%PDF")
    assert time.process_time() - start < 10  # one go takes a tenth of a second, 300 took a minute


@pytest.mark.parametrize("words", [ARABIC, CHINESE, EMOJI, "\x00\x0b\u2028\ufeff=1+1\t", "a" * 40, "ab-" * 20])
def test_pdf_prints_comments_of_any_script(words: str) -> None:
    comment = (words * 2000)[:2000]
    rows = [row("S7", (0, 0, 2, 6, 4), (3, 4, 2, 0, 0))]
    report = make_report(rows, comments=[("S7", Team.SALES, comment), ("S7", Team.MARKETING, "The end")])
    printed = text(only(report, Section.COMMENTS))
    assert "In their words" in printed
    assert "The end" in printed


def test_pdf_wears_the_logo_with_its_name() -> None:
    brand = Brand(name="Berg & Partners", logo=logo(), accent="#ffd400")
    report = replace(nine_questions(), brand=brand, contact_logo=logo())
    alternatives = tags(render(report), "/Figure")
    assert alternatives[0] == "Berg & Partners"
    assert render(report) == render(report)


def test_pdf_breaks_words_that_no_line_holds() -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapitänsmütze" * 6
    rows = [row("S7", (0, 0, 2, 6, 4), (3, 4, 2, 0, 0))]
    rows[0] = replace(rows[0], item=replace(rows[0].item, text=word, short_name=""))
    printed = text(named(make_report(rows), word)).replace(" ", "")
    assert f"1.{word}" in printed
