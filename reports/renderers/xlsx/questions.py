"""One line a question: scores, gap, verdict, expectations, words; as printed, and unrounded. ★ No Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from assessments.scales import FrozenItem, Team
from assessments.wordings import dimension_name
from reports.document import Report
from reports.renderers.xlsx.cells import Kind, Value, ends, number, signed_ends
from reports.renderers.xlsx.tables import Column, Table, table, why
from reports.series import GapRow, MirrorRow, QuestionSeries, distribution, mirror_series
from reports.wording import (
    Translate,
    about_words,
    absence_words,
    capitalized,
    guess_absence_words,
    question_sentence,
    range_words,
    sentence,
    sides_words,
    team_name,
    verdict,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """All that is known of one question."""

    item: FrozenItem
    mirror: MirrorRow
    answers: QuestionSeries
    note: str

    @property
    def row(self) -> GapRow:
        return self.mirror.row


def asked_questions(report: Report) -> tuple[Asked, ...]:
    """The questions of a round that were answered on a scale, in its order."""
    rows = zip(mirror_series(report).rows, report.analysis.items, strict=True)
    return tuple(
        Asked(
            item=item.item,
            mirror=mirrored,
            answers=distribution(report, mirrored.row.position),
            note=report.book.notes.get(item.item.code, ""),
        )
        for mirrored, item in rows
    )


def questions(report: Report, translate: Translate) -> Table:
    """What a person reads: every number is the printed one."""
    columns = [
        *_names(translate),
        *_scores(translate),
        *_gap(translate),
        *_people(translate),
        *_expected(translate),
        *_words(translate),
    ]
    about = translate("One line a question. Every number is the one printed in the report, in whole points.")
    return table(translate("Questions"), about, columns, asked_questions(report))


def unrounded(report: Report, translate: Translate) -> Table:
    """What to calculate with: one line a question and team."""
    rows = [(asked, team) for asked in asked_questions(report) for team in Team]
    about = translate("One line a question and team, for calculating: the same figures before they were rounded.")
    return table(translate("Unrounded"), about, [*_places(translate), *_figures(translate)], rows)


def _names(translate: Translate) -> list[Column[Asked]]:
    return [
        Column(
            translate("Number"), translate("Place in the questionnaire."), Kind.COUNT, lambda one: one.row.position
        ),
        Column(translate("Code"), translate("The question’s code."), Kind.NAME, lambda one: one.row.code),
        Column(translate("Question"), translate("The words that were asked."), Kind.LONG, lambda one: one.row.text),
        Column(
            translate("Topic"),
            translate("What the question belongs to."),
            Kind.TEXT,
            lambda one: dimension_name(one.item.dimension, translate),
        ),
        Column(
            translate("About"),
            translate("Whose work it asks about."),
            Kind.NAME,
            lambda one: capitalized(about_words(one.item, translate)),
        ),
    ]


def _scores(translate: Translate) -> Iterator[Column[Asked]]:
    points = translate("points, 0 to 100")
    for team in Team:
        name = team_name(team, translate)
        yield Column(
            translate("{team}: score").format(team=name),
            translate("The team’s average answer from 0, the least good answer, to 100, the best."),
            Kind.POINTS,
            partial(_printed, team=team),
            points,
        )
        for place, words in enumerate((translate("{team}: range from"), translate("{team}: range to"))):
            yield Column(
                words.format(team=name),
                translate("How far chance may have moved the score: an end of the likely range (95%)."),
                Kind.POINTS,
                partial(_end, team=team, place=place),
                points,
            )


def _printed(one: Asked, team: Team) -> Value:
    mark = one.row.mark(team)
    return number(mark.printed) if mark else None


def _end(one: Asked, team: Team, place: int) -> Value:
    mark = one.row.mark(team)
    return ends(mark.printed_range if mark else None)[place]


def _gap(translate: Translate) -> list[Column[Asked]]:
    points, meaning = translate("points, signed"), translate("An end of the gap’s likely range (95%).")
    return [
        Column(
            translate("Gap"),
            translate("The printed score of Sales minus that of Marketing: above 0, Sales stands higher."),
            Kind.SIGNED,
            lambda one: number(one.row.printed_gap),
            points,
        ),
        Column(
            translate("Gap: from"),
            meaning,
            Kind.SIGNED,
            lambda one: signed_ends(one.row.printed_gap_range)[0],
            points,
        ),
        Column(
            translate("Gap: to"), meaning, Kind.SIGNED, lambda one: signed_ends(one.row.printed_gap_range)[1], points
        ),
        Column(
            translate("Verdict"),
            translate("What may be said about the gap; the sheet on method explains each."),
            Kind.TEXT,
            lambda one: verdict(one.row, translate),
        ),
        Column(
            translate("Priority"),
            translate("Place among what to talk about; 1 comes first."),
            Kind.COUNT,
            lambda one: one.row.rank,
        ),
    ]


def _people(translate: Translate) -> Iterator[Column[Asked]]:
    people = translate("people")
    for team in Team:
        name = team_name(team, translate)
        yield Column(
            translate("{team}: answers").format(team=name),
            translate("People of the team who chose an answer of the scale."),
            Kind.COUNT,
            partial(_counted, team=team, what="n"),
            people,
        )
        yield Column(
            translate("{team}: don’t know").format(team=name),
            translate("People of the team who pressed “Don’t know”. They never move a score."),
            Kind.COUNT,
            partial(_counted, team=team, what="dk"),
            people,
        )


def _counted(one: Asked, team: Team, what: str) -> int | None:
    """None of a hidden team."""
    answers = one.answers.distribution(team)
    counts = {"n": answers.n, "dk": answers.dk}
    return None if answers.printed_dk is None else counts[what]


def _expected(translate: Translate) -> Iterator[Column[Asked]]:
    for team in Team:
        names = {"team": team_name(team, translate), "other": team_name(team.other, translate)}
        yield Column(
            translate("{team} expects {other} to say").format(**names),
            translate("The score of the team’s guesses of what the other team would answer."),
            Kind.POINTS,
            partial(_guess, team=team),
            translate("points, 0 to 100"),
        )
        yield Column(
            translate("{team} is off by").format(**names),
            translate("The printed guess minus the other team’s printed score."),
            Kind.SIGNED,
            partial(_off_by, team=team),
            translate("points, signed"),
        )


def _guess(one: Asked, team: Team) -> int | None:
    guess = one.mirror.side(team).guess
    return number(guess.printed) if guess else None


def _off_by(one: Asked, team: Team) -> int | None:
    return number(one.mirror.side(team).printed_accuracy)


def _words(translate: Translate) -> list[Column[Asked]]:
    return [
        Column(
            translate("Finding"),
            translate("The result in sentences, as the report prints it."),
            Kind.LONG,
            lambda one: question_sentence(one.answers, translate),
        ),
        Column(
            translate("What each expects"),
            translate("What the teams expect of each other, and whether they are right."),
            Kind.LONG,
            lambda one: " ".join(sides_words(one.mirror, translate)),
        ),
        Column(translate("Note"), translate("The consultant’s own note."), Kind.LONG, lambda one: one.note),
        why(lambda one: " ".join(_reasons(one, translate)), translate),
    ]


def _reasons(one: Asked, translate: Translate) -> Iterator[str]:
    for team in Team:
        mark, absence, name = one.row.mark(team), one.row.absence(team), team_name(team, translate)
        words = absence_words(absence, one.mirror.minimum, translate) if absence else ""
        if mark is not None and mark.printed_range is None:
            words = range_words(mark, translate)
        if words:
            yield f"{name}: {words}."
    if one.row.gap is None:
        yield translate("Gap: {verdict}.").format(verdict=verdict(one.row, translate))
    elif one.row.rank is None:
        yield translate("Priority: {verdict}.").format(verdict=verdict(one.row, translate))
    for team in Team:
        if words := guess_absence_words(one.mirror, team, translate):
            yield sentence(words)


def _places(translate: Translate) -> list[Column[tuple[Asked, Team]]]:
    return [
        Column(
            translate("Number"), translate("Place in the questionnaire."), Kind.COUNT, lambda on: on[0].row.position
        ),
        Column(translate("Code"), translate("The question’s code."), Kind.NAME, lambda on: on[0].row.code),
        Column(translate("Team"), translate("Who answered."), Kind.NAME, lambda on: team_name(on[1], translate)),
    ]


def _figures(translate: Translate) -> list[Column[tuple[Asked, Team]]]:
    points, signed = translate("points, 0 to 100"), translate("points, signed")
    exact = Kind.EXACT
    return [
        Column(translate("Score"), translate("The team’s score."), exact, lambda on: _mark(on, "score"), points),
        Column(translate("From"), translate("The likely range begins."), exact, lambda on: _mark(on, "low"), points),
        Column(translate("To"), translate("The likely range ends."), exact, lambda on: _mark(on, "high"), points),
        Column(translate("Gap"), translate("Sales minus Marketing."), exact, lambda on: on[0].row.gap, signed),
        Column(
            translate("Gap: from"), translate("The gap’s range begins."), exact, lambda on: on[0].row.gap_low, signed
        ),
        Column(translate("Gap: to"), translate("The gap’s range ends."), exact, lambda on: on[0].row.gap_high, signed),
        Column(
            translate("Guess"),
            translate("The score of the team’s guesses of the other team’s answer."),
            exact,
            lambda on: guess.score if (guess := on[0].mirror.side(on[1]).guess) else None,
            points,
        ),
        Column(
            translate("Off by"),
            translate("The guess minus the other team’s score."),
            exact,
            lambda on: on[0].mirror.side(on[1]).accuracy,
            signed,
        ),
        why(lambda on: " ".join(_reasons(on[0], translate)), translate),
    ]


def _mark(on: tuple[Asked, Team], name: str) -> float | None:
    mark = on[0].row.mark(on[1])
    return None if mark is None else {"score": mark.score, "low": mark.low, "high": mark.high}[name]
