"""How people answered and guessed: one line an answer. ★ No Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessments.scales import Team
from reports.document import Report
from reports.renderers.xlsx.cells import Kind, Share, number
from reports.renderers.xlsx.questions import Asked, asked_questions
from reports.renderers.xlsx.tables import Column, Table, table, why
from reports.series import Absence, Distribution, GapRow, Segment, gap_series, group_series
from reports.series.guesses import GuessSeries, guess_series
from reports.wording import (
    Translate,
    absence_words,
    attitude_words,
    group_name,
    guess_absence_words,
    merged_words,
    sentence,
    team_name,
)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that people of a team gave to a question, or why none is shown."""

    row: GapRow
    team: Team
    place: int | None
    answer: str
    count: int | None
    share: Share | None
    reason: str


def distributions(report: Report, translate: Translate) -> Table:
    """Own answers as asked."""
    rows = (given for asked in asked_questions(report) for team in Team for given in _given(asked, team, translate))
    about = translate("One line an answer: how many of each team gave it, as it was asked, lowest answer first.")
    meaning = translate("Of those who chose an answer of the scale; of “Don’t know”, of these and the don’t-knows.")
    return table(translate("Distributions"), about, _columns(meaning, translate), rows)


def guesses(report: Report, translate: Translate) -> Table:
    """What each team guessed of the other's answers."""
    rows = (given for one in guess_series(report) for given in _guessed(one, translate))
    about = translate("One line an answer: how many of a team guessed that the other team would give it.")
    meaning = translate("Of those of the team who guessed.")
    return table(translate("Guesses"), about, _columns(meaning, translate), rows)


def _columns(share_meaning: str, translate: Translate) -> list[Column[Given]]:
    people, of_team = translate("people"), translate("share of people")
    return [
        Column(
            translate("Number"), translate("Place in the questionnaire."), Kind.COUNT, lambda one: one.row.position
        ),
        Column(translate("Code"), translate("The question’s code."), Kind.NAME, lambda one: one.row.code),
        Column(translate("Question"), translate("The words that were asked."), Kind.LONG, lambda one: one.row.text),
        Column(
            translate("Team"),
            translate("Who answered, or guessed."),
            Kind.NAME,
            lambda one: team_name(one.team, translate),
        ),
        Column(
            translate("Step"),
            translate("The answer’s place on the scale as asked, lowest first; empty beside the scale."),
            Kind.COUNT,
            lambda one: one.place,
        ),
        Column(translate("Answer"), translate("The answer in words."), Kind.TEXT, lambda one: one.answer),
        Column(translate("Count"), translate("People who gave it."), Kind.COUNT, lambda one: one.count, people),
        Column(translate("Share"), share_meaning, Kind.SHARE, lambda one: one.share, of_team),
        why(lambda one: one.reason, translate),
    ]


def _given(asked: Asked, team: Team, translate: Translate) -> Iterator[Given]:
    answers = asked.answers.distribution(team)
    if answers.absence is Absence.MINIMUM:
        words = absence_words(answers.absence, asked.answers.minimum, translate)
        yield _nothing(asked.row, team, sentence(words))
        return
    yield from _steps(asked.row, team, answers.segments)
    yield from _beside(asked, answers, translate)


def _steps(row: GapRow, team: Team, segments: tuple[Segment, ...]) -> Iterator[Given]:
    for place, one in enumerate(segments, start=1):
        yield Given(row, team, place, one.label, one.count, Share(one.share, one.printed), "")


def _beside(asked: Asked, answers: Distribution, translate: Translate) -> Iterator[Given]:
    """Answers that are no point of the scale."""
    total = answers.n + answers.dk
    known = Share(answers.dk / total, answers.printed_dk) if answers.printed_dk else None
    reason = absence_words(answers.absence, asked.answers.minimum, translate) if answers.absence else ""
    yield Given(asked.row, answers.team, None, translate("Don’t know"), answers.dk, known, sentence(reason))
    if answers.na is not None:
        words = translate("No answer of the scale, so it has no share.")
        yield Given(asked.row, answers.team, None, asked.answers.not_applicable, answers.na, None, words)


def _guessed(one: GuessSeries, translate: Translate) -> Iterator[Given]:
    if one.segments:
        yield from _steps(one.mirror.row, one.team, one.segments)
        return
    words = sentence(guess_absence_words(one.mirror, one.team, translate)) or attitude_words(one.mirror, translate)
    yield _nothing(one.mirror.row, one.team, words)


def _nothing(row: GapRow, team: Team, reason: str) -> Given:
    return Given(row, team, None, "", None, None, reason)


# --- Groups ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Grouped:
    """A group of a team on one question."""

    row: GapRow
    team: Team
    name: str
    n: int | None
    printed: str | None
    reason: str


def groups(report: Report, translate: Translate) -> Table:
    """Scores by group, in rounds that asked for groups."""
    columns: list[Column[Grouped]] = [
        Column(
            translate("Number"), translate("Place in the questionnaire."), Kind.COUNT, lambda one: one.row.position
        ),
        Column(translate("Code"), translate("The question’s code."), Kind.NAME, lambda one: one.row.code),
        Column(translate("Question"), translate("The words that were asked."), Kind.LONG, lambda one: one.row.text),
        Column(translate("Team"), translate("Who answered."), Kind.NAME, lambda one: team_name(one.team, translate)),
        Column(translate("Group"), report.released.segment_title, Kind.NAME, lambda one: one.name),
        Column(
            translate("Answers"),
            translate("Answers of the group."),
            Kind.COUNT,
            lambda one: one.n,
            translate("people"),
        ),
        Column(
            translate("Score"),
            translate("The group’s average answer."),
            Kind.POINTS,
            lambda one: number(one.printed),
            translate("points, 0 to 100"),
        ),
        why(lambda one: one.reason, translate),
    ]
    about = translate("One line a group of a team; small groups are shown together.")
    return table(translate("Groups"), about, columns, _grouped(report, translate))


def _grouped(report: Report, translate: Translate) -> Iterator[Grouped]:
    for row in gap_series(report).rows:
        series = group_series(report, row.position)
        for groups in series.lists if series else ():
            if groups.absence:
                words = absence_words(groups.absence, report.released.tally.minimum, translate)
                yield Grouped(row, groups.team, "", None, None, sentence(words))
            for one in groups.rows:
                empty = translate("No answers.") if one.printed is None else ""
                together = merged_words(groups, translate) if one.is_merged else ""
                name = group_name(one, translate)
                yield Grouped(row, groups.team, name, one.n, one.printed, empty or together)
