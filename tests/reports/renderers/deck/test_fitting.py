"""Words fit their places, whatever they are, and none is lost on the way."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.books import Contact
from assessments.comments import ShownComment
from assessments.scales import Team
from reports.document import PlannedAction, PlannedFocus, Report, report_on
from reports.renderers.deck import render
from reports.renderers.deck.fitting import LEADING, Words, fitted, height_of, lines_of, one_line, pages_of, plain
from tests.reports import decks
from tests.reports.example_reports import TERMS, make_report, row, whole_book

texts = st.text(max_size=400) | st.text(alphabet="WmQ@ i漢👍", max_size=300)
QUESTION = "Wie oft sprechen Vertrieb und Marketing über Donaudampfschifffahrtsgesellschaftskapitänsmützen? " * 4
ARABIC, CHINESE, EMOJI = (
    "نحن لا نسمع شيئا عن العملاء. " * 40,
    "我们再也没有听到任何消息。" * 80,
    "👍🏽👩‍👩‍👧‍👦 🎉 " * 60,
)


def longest() -> Report:
    """Every text as long as a form takes it."""
    book = whole_book()
    grown = [
        replace(each, item=replace(each.item, text=QUESTION[:300], prompt="P " * 250, labels=tuple(
            f"{place} {'Selten, und dann meist nur auf Nachfrage hin und ungern ' * 2}"[:60] for place in range(5)
        )))
        for each in book.released.tally.items
    ]  # fmt: skip
    released = replace(
        book.released,
        organization="W" * 120,
        title="Q" * 120,
        assessment="a " * 60,
        tally=replace(book.released.tally, items=tuple(grown)),
    )
    action = PlannedAction(
        sales_part="S " * 250, marketing_part="M" * 500, sales_owner="O" * 120, marketing_owner="N " * 60,
        due_on=datetime.date(2027, 1, 31), measure="m " * 150, state="under-way",
    )  # fmt: skip
    comments = [
        ShownComment(place=place, code="S7", team=Team.SALES, text=text[:2000], is_pinned=True)
        for place, text in enumerate([ARABIC, CHINESE, EMOJI, "line\nbreak\n\n" + QUESTION], start=1)
    ]
    terms = replace(
        TERMS, lead_definition="L " * 1000, marketing_words="W " * 250, sales_words="V" * 500, rhythm="r " * 250
    )
    return replace(
        report_on(released, book.earlier, book.digest),
        comments=tuple(comments),
        plan=(PlannedFocus(code="S7", actions=(action, action)),),
        agreement=replace(book.agreement, terms=terms) if book.agreement else None,
        book=replace(
            book.book,
            summary=QUESTION * 5,
            notes={"S1": "N " * 500},
            contact=Contact(name="N" * 120, company="c " * 60, email="e" * 90 + "@example.com", words=QUESTION[:300]),
        ),
        brand=replace(book.brand, name="B" * 120),
    )


def overflowing(content: bytes) -> list[str]:
    """Shapes beyond the slide, and text boxes that are lower than their words, by an own count."""
    deck, found = decks.opened(content), []
    for slide in deck.slides:
        for shape in decks.shapes_of(slide):
            right, bottom = shape.left + shape.width, shape.top + shape.height
            if min(shape.left, shape.top) < 0 or right > deck.slide_width or bottom > deck.slide_height:
                found.append(f"{shape.name} is beyond the slide")
            if shape.has_text_frame and not shape.is_placeholder and _high(shape) > shape.height / decks.EMU + 1:
                found.append(f"{shape.name}: {shape.text_frame.text[:50]}")
    return found


def _high(shape: object) -> float:
    """How high the words of a shape stand, in points."""
    height = 0.0
    for paragraph in shape.text_frame.paragraphs:  # type: ignore[attr-defined]
        size = max((run.font.size.pt for run in paragraph.runs), default=0)
        air = paragraph.space_before.pt if paragraph.space_before is not None else 0
        is_bold = any(run.font.bold for run in paragraph.runs)
        width = shape.width / decks.EMU  # type: ignore[attr-defined]
        height += air + len(lines_of(paragraph.text, width, size, is_bold=is_bold)) * size * LEADING
    return height


@pytest.mark.parametrize("report", [whole_book(), longest()], ids=["whole", "longest"])
def test_nothing_runs_over(report: Report) -> None:
    assert overflowing(render(report)) == []


def test_longest_words_are_all_there() -> None:
    text = decks.words(render(longest())).replace(" ", "")
    for whole in (ARABIC, CHINESE, EMOJI, QUESTION, "N " * 500, "L " * 1000, "V" * 500, "M" * 499, "m " * 150):
        assert whole[:290].replace(" ", "") in text
    assert text.count("再也没有") == CHINESE.count("再也没有") * 2  # on the slides, and in their notes


@settings(max_examples=8)
@given(texts, st.lists(texts, min_size=5, max_size=5, unique=True))
def test_no_words_run_over_or_break_the_file(text: str, labels: list[str]) -> None:
    tally = row("S7", (0, 0, 1, 6, 5), (5, 6, 1, 0, 0))
    asked = replace(tally.item, text=text, prompt=text, labels=tuple(label[:60] for label in labels))
    assert overflowing(render(make_report([replace(tally, item=asked)]))) == []


@given(st.lists(texts, max_size=6), st.sampled_from([120.0, 400.0, 864.0]))
def test_pages_hold_all_words_and_none_too_many(written: list[str], width: float) -> None:
    words = [Words(text=" ".join(plain(text).split())) for text in written]
    words = [each for each in words if each.text]
    pages = list(pages_of(words, width, 100.0, (20.0, 12.0)))
    assert all(height_of(page.words, width, page.size) <= 100.001 for page in pages)
    together = "".join(each.whole for page in pages for each in page.words).replace(" ", "")
    assert together == "".join(each.text for each in words).replace(" ", "")


def test_words_take_the_largest_size_that_holds_them() -> None:
    assert fitted([Words(text="Short")], 400, 30, (24.0, 12.0)).size == 24
    assert fitted([Words(text="Short")], 400, 20, (24.0, 12.0)).size == 12


def test_head_never_stands_alone_at_the_end() -> None:
    words = [Words(text="Body"), Words(text="Head", is_head=True), Words(text="x " * 400)]
    first = next(pages_of(words, 400, 60, (12.0,)))
    assert [each.text for each in first.words] == ["Body"]


def test_line_that_is_too_long_ends_in_an_ellipsis() -> None:
    assert one_line("Some words that go on", 60, 12).endswith("…")
    assert one_line("Some", 60, 12) == "Some"
