from __future__ import annotations

from dataclasses import replace

import pytest

from assessments.books import Book
from reports.document import Report
from reports.parts import changed_words, digest_of, part_digests
from reports.wording import untranslated
from tests.reports.example_reports import nine_questions, whole_book

WHOLE = whole_book()
OTHERS = {
    "results": replace(WHOLE, digest="0" * 64),
    "comments": replace(WHOLE, comments=WHOLE.comments[1:]),
    "plan": replace(WHOLE, plan=()),
    "agreement": replace(WHOLE, agreement=None),
    "settings": replace(WHOLE, book=Book()),
    "brand": replace(WHOLE, brand=replace(WHOLE.brand, accent="#333333")),
}


def test_same_report_has_the_same_digests() -> None:
    assert part_digests(whole_book()) == part_digests(WHOLE)
    assert {len(digest) for digest in part_digests(WHOLE).values()} == {64}


@pytest.mark.parametrize("name", OTHERS)
def test_change_is_told_from_all_others(name: str) -> None:
    before, now = part_digests(WHOLE), part_digests(OTHERS[name])
    assert [part for part in before if before[part] != now[part]] == [name]
    assert digest_of(before) != digest_of(now)


def test_every_part_of_a_report_has_a_digest() -> None:
    """A new field of the report must come to one of the parts; the rest follows from the results."""
    following = {"released", "earlier", "digest", "analysis", "index_trend", "dimension_names"}
    parts = {"comments", "redacted", "plan", "agreement", "book", "language", "brand", "contact_logo"}
    assert set(Report.__slots__) - following == parts


def test_logo_of_the_consultant_is_part_of_the_branding() -> None:
    before, now = part_digests(WHOLE), part_digests(replace(WHOLE, contact_logo=b"png"))
    assert [part for part in before if before[part] != now[part]] == ["brand"]


def test_changes_are_said_in_words() -> None:
    before = part_digests(WHOLE)
    assert changed_words(before, before, untranslated) == "Nothing has changed since."
    assert changed_words(before, part_digests(OTHERS["plan"]), untranslated) == "Changed since: the plan."
    assert changed_words(before, part_digests(nine_questions()), untranslated) == (
        "Changed since: comments, the plan, the agreement, what stands in the files, the branding."
    )
