"""What a chart shows, for those who do not see it. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence

from assessments.scales import Team
from reports.series import Absence, Distribution, GapRow, GapSeries, QuestionSeries
from reports.wording.phrases import (
    Translate,
    absence_words,
    gap_words,
    row_note,
    sentence,
    share_words,
    shortened,
    team_name,
    untranslated,
)


def chart_summary(series: GapSeries, translate: Translate = untranslated) -> str:
    """The whole chart as text, one sentence a question: what a reader of the picture can know."""
    opening = translate("Scores of Sales and Marketing from 0 to 100, question by question.")
    return " ".join([opening, *(row_words(row, series.minimum, translate) for row in series.rows)])


def scale_ends(rows: Sequence[GapRow], translate: Translate = untranslated) -> tuple[str, str]:
    """What 0 and 100 mean: in the answers' own words where all questions share them, else in general."""
    ends = {row.ends for row in rows}
    if len(ends) == 1:
        return ends.pop()
    if all(row.is_neutral for row in rows):
        return translate("first answer"), translate("last answer")
    return translate("least good answer"), translate("best answer")


def row_words(row: GapRow, minimum: int, translate: Translate = untranslated) -> str:
    """`7. Do marketing leads …? Sales 56, Marketing 40. 17 points apart, Sales higher. Clear gap.`"""
    note = f" ({row_note(row, translate)})" if row_note(row, translate) else ""
    return f"{row.position}. {row.text}{note} {standing_words(row, minimum, translate)}"


def standing_words(row: GapRow, minimum: int, translate: Translate = untranslated) -> str:
    """`Sales 56, Marketing 40. 17 points apart, Sales higher. Clear gap.`"""
    teams = ", ".join(_team_score(row, team, minimum, translate) for team in Team)
    return f"{teams}. {gap_words(row, translate)}"


def _team_score(row: GapRow, team: Team, minimum: int, translate: Translate) -> str:
    mark, absence = row.mark(team), row.absence(team)
    if mark is not None:
        return f"{team_name(team, translate)} {mark.printed}"
    words = absence_words(absence, minimum, translate) if absence else ""
    return f"{team_name(team, translate)}: {words}"


def distribution_title(question: QuestionSeries, translate: Translate = untranslated) -> str:
    """The accessible name of the two bars."""
    return translate("How Sales and Marketing answered “{question}”").format(question=shortened(question.row.name))


def distribution_summary(question: QuestionSeries, translate: Translate = untranslated) -> str:
    """Every number of the two bars as text."""
    return " ".join(sentence(_team_bar(question, team, translate)) for team in Team)


def _team_bar(question: QuestionSeries, team: Team, translate: Translate) -> str:
    answers, name = question.distribution(team), team_name(team, translate)
    if answers.absence is Absence.MINIMUM:
        return f"{name}: {absence_words(answers.absence, question.minimum, translate)}"
    parts = [
        f"{segment.label} {share_words(segment.printed, translate)} ({segment.count})" for segment in answers.segments
    ]
    parts += [f"{words}: {count}" for words, count in beside_the_scale(question, answers, translate)]
    return f"{name}: {', '.join(parts)}"


def beside_the_scale(
    question: QuestionSeries, answers: Distribution, translate: Translate = untranslated
) -> list[tuple[str, int]]:
    """Answers that are no point of the scale, with their counts: don't know, and the question's own extra answer."""
    dont_know = (translate("Don’t know"), answers.dk)
    return [dont_know] if answers.na is None else [dont_know, (question.not_applicable, answers.na)]
