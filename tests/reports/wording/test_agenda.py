from __future__ import annotations

from hypothesis import given

from reports.document import Report
from reports.series import Part, proposed_agenda, talks
from reports.wording import agenda_intro, agenda_reasons
from tests.reports.example_reports import make_report, row
from tests.reports.series.test_agenda import HIGH, LOW, apart_and_known, apart_and_unseen, imagined
from tests.reports.strategies import reports, some


def test_each_reason_says_why_a_question_stands_at_its_place() -> None:
    report = make_report([apart_and_known("S1"), apart_and_known("S2"), apart_and_unseen("S7"), imagined("S9")])
    assert agenda_reasons(proposed_agenda(report)) == [
        "To begin with relief: this gap is only imagined",
        "66 points apart, a clear gap: what did each side see?",
        "Both know this gap: bring facts and give it time",
        "Both know this gap: it stands last, with facts and time",
    ]


def test_reasons_follow_an_order_that_somebody_chose() -> None:
    known, relief = talks(make_report([apart_and_known("S1"), imagined("S9")]))
    assert agenda_reasons([known, relief]) == [
        "Both know this gap: bring facts and give it time",
        "Only imagined: good news for both",
    ]


def test_gap_that_may_be_chance_is_asked_about_not_concluded_from() -> None:
    chance, other = talks(make_report([row("S1", (2, 2, 2, 2, 2), (3, 2, 2, 2, 1)), row("S7", HIGH, LOW)]))
    assert agenda_reasons([chance, other])[0] == (
        "To warm up: 10 points apart may be chance, so ask rather than conclude"
    )
    assert agenda_reasons([other, chance])[1] == "10 points apart may be chance: ask rather than conclude"


def test_hidden_team_leaves_nothing_to_compare() -> None:
    hidden = talks(make_report([row("S7", HIGH, (1, 2, 1, 0, 0))]))
    assert agenda_reasons(hidden) == ["Hidden for a team: to talk about, not to compare"]


@some
@given(reports())
def test_only_the_last_is_said_to_be_last(report: Report) -> None:
    agenda = proposed_agenda(report)
    *before, _last = agenda_reasons(agenda) or [""]
    assert not any("stands last" in words for words in before)
    assert all("clear gap" not in words for words, talk in zip(before, agenda, strict=False) if "chance" in words)


@some
@given(reports())
def test_intro_names_only_parts_that_are_on_the_agenda(report: Report) -> None:
    agenda = proposed_agenda(report)
    words, parts = agenda_intro(agenda), {talk.part for talk in agenda}
    assert ("imagined" in words) == (Part.RELIEF in parts and len(parts) > 1)
    assert ("known" in words) == (Part.LAST in parts and len(parts) > 1)
