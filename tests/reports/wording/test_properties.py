"""What no sentence may ever do, tried on random rounds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assessments.scales import Team
from assessments.tallies import Cell, Histogram, RoundTally
from reports.analysis.labels import Label
from reports.document import Report
from reports.series import (
    ChangeSeries,
    MirrorRow,
    change_series,
    distribution,
    gap_series,
    mirror_series,
    round_overview,
    trend_series,
)
from reports.wording import (
    attitude_words,
    caution_change_words,
    change_words,
    chart_summary,
    dimension_words,
    distribution_summary,
    evidence_words,
    first_move,
    gap_shift_words,
    headline,
    index_range_words,
    index_shift_words,
    index_trend_notes,
    index_words,
    lead,
    lead_speed_words,
    no_index_words,
    priority_words,
    question_sentence,
    saying_words,
    shift_words,
    side_words,
    split_words,
    subject_words,
    summary_sentences,
    told_cards,
    trend_notes,
)
from reports.wording.fitting import LONGEST
from reports.wording.turnout import caution_words, shortage_words
from tests.reports.analysis.mirror import swapped_tally
from tests.reports.example_reports import compared, make_report, row, with_guesses
from tests.reports.strategies import some, whole_reports

FORBIDDEN = {
    "a probability": r"\bp\s*[=<>]|p-value|probab|signific|\bq\s*=",
    "noise called no gap": r"\bno gap\b(?! is both)|no difference|no change\b|unchanged",
    "an undefined figure": r"\b(nan|none|null|inf)\b",
    "an unrounded figure": r"\d[.,]\d|\de[-+]\d",
    "a place left open": r"[{}]|%\(|%s",
    "a slip of punctuation": r"  | [.,;:]|\.\.|,,|;;|:\s*[.;]|^[,;:. ]|“”|\(\)",
    "a hyphen for a minus": r"(?<![\w–])-\d",
    "blame": r"\b(bad|worse|worst|fail(s|ed|ure)?|poor)\b",
}


def of_a_question(one: MirrorRow) -> Iterator[str]:
    yield from (saying_words(one), attitude_words(one), subject_words(one), split_words(one), first_move(one))
    yield from (side_words(one, team) for team in Team)
    yield evidence_words(one.row)


def of_a_change(series: ChangeSeries) -> Iterator[str]:
    yield from map(change_words, series.rows)
    yield from caution_change_words(series.cautions)
    if series.index is not None:
        yield index_shift_words(series.index)


def said(report: Report) -> list[str]:
    """Every sentence about a round."""
    found, trend = round_overview(report), trend_series(report)
    words = [headline(report), lead(report), *summary_sentences(report), chart_summary(gap_series(report))]
    words += [
        words for card in told_cards(report) for words in (card.words, card.more, *([card.title] if card.card else []))
    ]
    words += [priority_words(one) for one in found.priorities] + [dimension_words(one) for one in found.dimensions]
    words += [index_words(found.index), index_range_words(found.index)] if found.index else []
    words += [no_index_words(found.lacking)] if found.lacking else []
    words += lead_speed_words(found.lead_speed) if found.lead_speed else []
    for one in mirror_series(report).rows:
        question = distribution(report, one.row.position)
        words += [*of_a_question(one), question_sentence(question), distribution_summary(question)]
    series = change_series(report)
    words += of_a_change(series) if series else []
    words += [note for line in trend.lines for note in trend_notes(line, trend.rounds)]
    words += index_trend_notes(trend.index, trend.rounds)
    words += caution_words(report.released.tally) + shortage_words(report.released.tally)
    return [sentence for sentence in words if sentence]


def test_forbidden_words_are_recognized() -> None:
    slips = [
        *("p = 0.03", "there is no gap", "nan points", "moved by 4.25 points", "{team} says", "so  far", "so ."),
        *("a gap of -12", "the worst answer"),
    ]
    assert [
        [what for what, words in FORBIDDEN.items() if re.search(words, slip, re.IGNORECASE)] for slip in slips
    ] == [
        ["a probability", "an unrounded figure"],
        ["noise called no gap"],
        ["an undefined figure"],
        ["an unrounded figure"],
        ["a place left open"],
        ["a slip of punctuation"],
        ["a slip of punctuation"],
        ["a hyphen for a minus"],
        ["blame"],
    ]


TITLES = {
    *("Largest clear gap", "Largest possible gap", "Largest misjudgment"),
    *("Best agreement", "Closest agreement", "Agreed, and low for both"),
}


@some
@given(whole_reports())
def test_no_sentence_says_what_none_may_say(report: Report) -> None:
    for sentence in said(report):
        found = [what for what, words in FORBIDDEN.items() if re.search(words, sentence, re.IGNORECASE)]
        assert (found, sentence) == ([], sentence)
        assert sentence[0] == sentence[0].upper()
        assert sentence in TITLES or sentence[-1] in ".?”"


@some
@given(whole_reports())
def test_movement_is_said_only_where_it_is_proven(report: Report) -> None:
    """Nothing narrows, widens or turns in words that did not beyond chance; no number needs a sign."""
    series = change_series(report)
    if series is None:
        return
    gaps = [row.gap for row in series.rows if row.gap]
    words = " ".join([headline(report), lead(report), *summary_sentences(report)])
    words += " ".join(card.words + card.more for card in told_cards(report) if card.change)
    for verb, is_any in (
        ("narrowed from", any(gap.narrowed for gap in gaps)),
        ("widened from", any(gap.widened for gap in gaps)),
        ("turned round:", any(gap.turned for gap in gaps)),
        ("clear change", any(shift.is_clear for one in series.rows for shift in one.shifts)),
    ):
        assert is_any or verb not in words
    for gap in gaps:
        told = gap_shift_words(gap)
        assert re.search(r"[+−]\d", told) is None
        verbs = "narrowed" in told, "widened" in told, "turned" in told
        assert verbs == (gap.narrowed, gap.widened, gap.turned)
    assert len(headline(report)) <= LONGEST


@some
@given(whole_reports())
def test_noise_is_neither_a_gap_nor_agreement(report: Report) -> None:
    for one in mirror_series(report).rows:
        if one.row.label in (Label.NOISE, Label.FEW, Label.HIDDEN):
            words = " ".join([*of_a_question(one), question_sentence(distribution(report, one.row.position))])
            assert re.search(r"teams (differ|agree)|a clear|clear gap|blind spot|unseen effort", words) is None


def other_names(words: str) -> str:
    return re.sub("Sales|Marketing", lambda name: "Marketing" if name[0] == "Sales" else "Sales", words)


def swapped(report: Report) -> Report:
    """The report of the same rounds as if Sales were Marketing."""
    rounds = [_made(swapped_tally(released.tally)) for released in report.rounds]
    return compared(rounds[1], rounds[0]) if len(rounds) == 2 else rounds[0]


def _made(tally: RoundTally) -> Report:
    sales, marketing = ((counts.invited, counts.responded) for counts in (tally.sales, tally.marketing))
    return make_report(tally.items, minimum=tally.minimum, sales=sales, marketing=marketing)


@some
@given(whole_reports())
def test_sentences_about_the_teams_swap_with_the_teams(report: Report) -> None:
    for one, other in zip(mirror_series(report).rows, mirror_series(swapped(report)).rows, strict=True):
        assert subject_words(one) == other_names(subject_words(other))
        assert attitude_words(one) == other_names(attitude_words(other))
        assert first_move(one) == other_names(first_move(other))
        for team in Team:
            assert side_words(one, team) == other_names(side_words(other, team.other))
    changes = change_series(report), change_series(swapped(report))
    if changes[0] is not None and changes[1] is not None:
        for now, then in zip(changes[0].rows, changes[1].rows, strict=True):
            swaps = zip(now.shifts, reversed(then.shifts), strict=True)
            assert [shift_words(one) == other_names(shift_words(other)) for one, other in swaps].count(False) == 0


below: st.SearchStrategy[Histogram] = st.tuples(*[st.integers(0, 1)] * 4, st.just(0)).filter(any)


@some
@given(below, below, st.integers(0, 3))
def test_no_sentence_depends_on_what_is_hidden(hidden: Histogram, other: Histogram, dk: int) -> None:
    """Up to four of Sales answered, five are needed: whatever they said, the report reads the same."""

    def report(counts: Histogram, dont_know: int) -> Report:
        shown = with_guesses(row("S7", (0, 0, 2, 6, 4), (3, 4, 2, 0, 0)), (0, 0, 4, 5, 1), (1, 4, 2, 1, 0))
        small = with_guesses(row("S9", counts, (1, 2, 4, 2, 0)), counts, (0, 2, 4, 2, 0))
        assert small.sales is not None
        return make_report([shown, replace(small, sales=replace(small.sales, dk=dont_know))])

    assert said(report(hidden, dk)) == said(report(other, 0))


def test_no_guess_below_the_minimum_changes_a_sentence() -> None:
    def report(guess: Histogram | None) -> Report:
        tally = row("S7", (0, 0, 2, 6, 4), (3, 4, 2, 0, 0))
        return make_report([replace(tally, sales=Cell(hist=(0, 0, 2, 6, 4), guess=guess))])

    assert said(report((0, 4, 0, 0, 0))) == said(report((1, 0, 0, 0, 1))) == said(report(None))


def test_every_sentence_passes_through_translate() -> None:
    """A translation into a language of one letter leaves nothing but numbers and the questions' own words."""

    def xs(text: str) -> str:
        return "".join(
            part if part.startswith("{") else re.sub(r"\w", "x", part) for part in re.split(r"({\w+})", text)
        )

    guessed = with_guesses(row("S7", (0, 0, 2, 6, 4), (3, 4, 2, 0, 0)), (0, 0, 4, 5, 1), (1, 4, 2, 1, 0))
    before = make_report([row("S7", (3, 4, 2, 0, 0), (3, 4, 2, 0, 0)), row("S1", (3, 4, 2, 0, 0), (3, 4, 2, 0, 0))])
    rows = [guessed, row("S8", (0, 0, 1, 4, 3), (4, 3, 1, 0, 0)), row("S3", (0, 0, 2, 6, 4), (3, 4, 2, 0, 0))]
    report = compared(make_report(rows), before)
    series, found = change_series(report), round_overview(report)
    assert series is not None
    assert found.lacking is None or found.index is None
    words: list[str] = []
    for speak in (saying_words, attitude_words, subject_words, split_words, first_move):
        words += [_translated(speak, one, xs) for one in mirror_series(report).rows]
    words += [side_words(one, team, xs) for one in mirror_series(report).rows for team in Team]
    words += [change_words(one, xs) for one in series.rows]
    words += [card.title + card.words + card.more for card in told_cards(report, xs)]
    words += [headline(report, xs), lead(report, xs), *summary_sentences(report, xs)]
    words += [priority_words(one, xs) for one in found.priorities]
    words += lead_speed_words(found.lead_speed, xs) if found.lead_speed else []
    words += [evidence_words(one.row, xs) for one in mirror_series(report).rows]
    assert {letter for text in words for letter in re.sub("“[^”]*”", "", text) if letter.isalpha()} == {"x", "X"}


def _translated(
    speak: Callable[[MirrorRow, Callable[[str], str]], str], one: MirrorRow, translate: Callable[[str], str]
) -> str:
    return speak(one, translate)
