from __future__ import annotations

from dataclasses import replace

from assessments.books import Section
from assessments.scales import Team
from reports.document import Report
from reports.renderers.pdf import comments
from reports.wording import untranslated
from tests.reports.example_reports import make_report, nine_questions, row, whole_book
from tests.reports.renderers.pdf.reading import only, text

ROWS = [row("S1", (4, 5, 3, 0, 0), (0, 1, 2, 4, 2)), row("S7", (0, 0, 2, 6, 4), (3, 4, 2, 0, 0))]


def commented(*said: tuple[str, Team, str], pinned: int = 0) -> Report:
    report = make_report(ROWS, comments=said)
    return replace(report, comments=tuple(replace(one, is_pinned=one.place == pinned) for one in report.comments))


def printed(report: Report) -> str:
    return text(only(report, Section.COMMENTS))


def test_pinned_comments_come_first_then_the_others_by_question_and_team() -> None:
    said = commented(
        ("S7", Team.MARKETING, "Fourth"), ("S7", Team.SALES, "Third"), ("S1", Team.SALES, "Second"),
        ("S7", Team.SALES, "First"), pinned=4,
    )  # fmt: skip
    found = printed(said)
    places = [found.index(words) for words in ("Chosen for this book", "First", "Second", "Third", "Fourth")]
    assert places == sorted(places)
    assert found.count("First") == 1


def test_pinned_comment_names_its_question_and_tag() -> None:
    assert "Nobody tells us what became of a lead. Marketing · Question 7 · handover" in printed(whole_book())


def test_group_of_comments_is_headed_by_the_short_name_over_the_question() -> None:
    asked = ROWS[1].item
    found = printed(commented(("S7", Team.SALES, "Words")))
    assert f"Question 2: {asked.short_name} {asked.text}" in found


def test_team_that_is_held_back_is_said_so() -> None:
    report = make_report(ROWS, marketing=(None, 7), comments=[("S7", Team.SALES, "Words")])
    assert "Fewer than 8 of Marketing answered: comments not shown, to protect people." in printed(report)


def test_round_without_comments_says_so() -> None:
    assert "Nobody wrote a comment that can be shown." in printed(nine_questions())


def test_redacted_comments_are_counted() -> None:
    report = whole_book()
    redacted = replace(report, redacted=report.comments[:1], comments=report.comments[1:])
    assert "Comments whose words were taken out since: 1." in printed(redacted)
    assert report.comments[0].text not in printed(redacted)


def test_lines_of_a_comment_stay_apart_and_a_long_one_has_the_whole_width() -> None:
    found = comments.comments(
        commented(("S7", Team.SALES, "One\n\n Two "), ("S7", Team.MARKETING, "x" * 2000)), untranslated
    )
    ((sales, marketing),) = found["groups"][0]["teams"]
    assert sales["text"] == ["One", "Two"]
    assert (sales["is_long"], marketing["is_long"]) == (False, True)
