from __future__ import annotations

from dataclasses import replace

from assessments.agreements import promises
from assessments.books import Section
from assessments.funnel_words import explained
from reports.wording import untranslated
from tests.reports.example_reports import TERMS, nine_questions, whole_book
from tests.reports.renderers.pdf.reading import only, pages


def test_agreement_stands_as_it_is_with_its_signatures() -> None:
    _cover, page = pages(only(whole_book(), Section.AGREEMENT))
    for words in (
        "Version 2 of November 6, 2026, signed on November 9, 2026.",
        *(promise.sentence for promise in promises(TERMS, untranslated)),
        *explained(TERMS.funnel, TERMS.currency, untranslated).steps,
        TERMS.lead_definition, TERMS.rhythm, "April 30, 2027",
        "Both teams stand by version 2 of November 6, 2026.", "Mara Lind, Head of Marketing", "Place and date",
    ):  # fmt: skip
        assert words in page


def test_unsigned_version_says_so() -> None:
    report = whole_book()
    assert report.agreement is not None
    unsigned = replace(report, agreement=replace(report.agreement, signed_on=None))
    _cover, page = pages(only(unsigned, Section.AGREEMENT))
    assert "Version 2 of November 6, 2026, not signed yet." in page


def test_without_an_agreement_there_is_one_to_fill_in_and_sign() -> None:
    _cover, page = pages(only(nine_questions(), Section.AGREEMENT))
    for words in ("Nothing is agreed yet.", "A lead is qualified when …", "For Sales: name and signature"):
        assert words in page
