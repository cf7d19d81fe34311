"""One question's result as a short paragraph. ★ No Django."""

from __future__ import annotations

from assessments.scales import Team
from reports.analysis.labels import Label
from reports.series import Distribution, GapRow, QuestionSeries
from reports.wording.phrases import (
    Translate,
    absence_words,
    gap_words,
    row_note,
    sentence,
    share_words,
    team_name,
    untranslated,
)

CLAIMED = {Label.CLEAR, Label.POSSIBLE, Label.SLIGHT}
"""Verdicts that speak of a difference."""


def question_sentence(question: QuestionSeries, translate: Translate = untranslated) -> str:
    """A question's result as a short paragraph."""
    row = question.row
    sentences = (
        answers_words(question, translate),
        sentence(row_note(row, translate)),
        gap_words(row, translate),
        silence_words(row, translate),
        step_words(row, translate),
        dont_know_words(question, translate),
    )
    return " ".join(sentence for sentence in sentences if sentence)


def answers_words(question: QuestionSeries, translate: Translate = untranslated) -> str:
    """`Sales: 56 of 100, most often “Sometimes”; Marketing: 40 of 100, most often “Rarely”.`"""
    return "; ".join(_team_answers(question, team, translate) for team in Team) + "."


def _team_answers(question: QuestionSeries, team: Team, translate: Translate) -> str:
    mark, absence = question.row.mark(team), question.row.absence(team)
    if mark is None:
        words = absence_words(absence, question.minimum, translate) if absence else ""
    else:
        score = translate("{score} of 100").format(score=mark.printed)
        words = f"{score}, {_most_often(question.distribution(team), translate)}"
    return f"{team_name(team, translate)}: {words}"


def _most_often(answers: Distribution, translate: Translate) -> str:
    most = max(segment.count for segment in answers.segments)
    modes = [segment.label for segment in answers.segments if segment.count == most]
    if most == answers.n:
        return translate("all {n} chose “{answer}”").format(n=answers.n, answer=modes[0])
    if len(modes) == 1:
        return translate("most often “{answer}”").format(answer=modes[0])
    if len(modes) == 2:
        return translate("most often “{first}” and “{second}”, equally").format(first=modes[0], second=modes[1])
    return translate("no answer more often than all others")


def silence_words(row: GapRow, translate: Translate = untranslated) -> str:
    """Said where the people who did not answer could not turn the gap round, whatever they think.

    Only where a difference is claimed: beside "cannot be told from chance" it would read as the contrary.
    """
    if not row.is_silence_proof or row.higher is None or row.label not in CLAIMED:
        return ""
    if row.higher is Team.SALES:
        return translate("Whatever the people who did not answer think, Sales stays higher.")
    return translate("Whatever the people who did not answer think, Marketing stays higher.")


def step_words(row: GapRow, translate: Translate = untranslated) -> str:
    """What a single person weighs, where few answered."""
    steps = {mark.team: mark.step for mark in row.marks if mark.step is not None}
    if len(steps) == 2:
        return translate(
            "One person answering one step differently moves Sales by {sales} points, Marketing by {marketing}."
        ).format(sales=steps[Team.SALES], marketing=steps[Team.MARKETING])
    sentence = translate("One person answering one step differently moves {team} by {step} points.")
    return "".join(sentence.format(team=team_name(team, translate), step=step) for team, step in steps.items())


def dont_know_words(question: QuestionSeries, translate: Translate = untranslated) -> str:
    """Said of each team in which a quarter or more pressed "Don't know"."""
    return " ".join(
        translate("{share} of {team} do not know: not visible from where they sit.").format(
            share=share_words(team.printed_dk, translate), team=team_name(team.team, translate)
        )
        for team in (question.sales, question.marketing)
        if team.is_out_of_sight and team.printed_dk and team.n
    )
