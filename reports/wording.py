"""Findings as plain sentences. ★ No Django.

`translate` is gettext or anything like it. What is said of a gap follows its label: noise is never "no gap", and no
probability is ever printed. Nothing here calls an answer good or bad.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from assessments.scales import Team
from reports.analysis.labels import Label
from reports.document import Report
from reports.series import Absence, Distribution, GapRow, GapSeries, Mark, QuestionSeries, gap_series

Translate: TypeAlias = Callable[[str], str]

SHORT = 140
"""Characters of a question kept inside another sentence: about two lines of a headline."""


def untranslated(text: str) -> str:
    return text


def team_name(team: Team, translate: Translate = untranslated) -> str:
    return translate("Sales") if team is Team.SALES else translate("Marketing")


def label_words(label: Label, translate: Translate = untranslated) -> str:
    """What may be said about a gap."""
    return {
        Label.HIDDEN: translate("hidden to protect anonymity"),
        Label.FEW: translate("too few answers to compare"),
        Label.CLEAR: translate("clear gap"),
        Label.POSSIBLE: translate("possible gap: worth a question, not a conclusion"),
        Label.SIMILAR: translate("the teams see this alike (within half a step)"),
        Label.SLIGHT: translate("a real but small difference"),
        Label.NOISE: translate("cannot be told from chance with this many answers"),
    }[label]


def verdict(row: GapRow, translate: Translate = untranslated) -> str:
    """The words of a row's label, and whose view it is where half a team or more does not know."""
    if row.label is Label.FEW and Absence.DONT_KNOW in (row.sales_absence, row.marketing_absence):
        return translate("nothing to compare")
    words = label_words(row.label, translate)
    if row.is_minority_view and row.gap is not None:
        return translate("{verdict}, among the minority who know").format(verdict=words)
    return words


def higher_words(row: GapRow, translate: Translate = untranslated) -> str:
    """Which team stands higher in print; empty without a gap."""
    if row.gap is None:
        return ""
    if row.higher is None:
        return translate("both the same")
    return translate("Sales higher") if row.higher is Team.SALES else translate("Marketing higher")


def absence_words(absence: Absence, minimum: int, translate: Translate = untranslated) -> str:
    """Why a team has no score."""
    if absence is Absence.MINIMUM:
        return translate("fewer than {minimum} answered").format(minimum=minimum)
    return translate("nobody could say")


def row_note(row: GapRow, translate: Translate = untranslated) -> str:
    """What one must know to read a row's score; mostly empty."""
    if row.is_reversed:
        return translate("reversed question: 100 is still best")
    return translate("neither end is better") if row.is_neutral else ""


def headline(report: Report, translate: Translate = untranslated) -> str:
    """The round in one sentence: its largest clear gap, else its largest possible one, else what can be said."""
    return finding(gap_series(report), translate)


def finding(series: GapSeries, translate: Translate = untranslated) -> str:
    """`headline` of rows in any order."""
    clear, possible = _largest(series, Label.CLEAR), _largest(series, Label.POSSIBLE)
    if clear is not None:
        return _clear_finding(clear, _count(series, Label.CLEAR), translate)
    if possible is not None:
        return translate(
            "No gap is clear. The largest possible one is on “{question}”: Sales {sales}, Marketing {marketing} of "
            "100, worth a question, not a conclusion."
        ).format(**_names_and_scores(possible))
    return _finding_without_gap(series, translate)


def _clear_finding(row: GapRow, count: int, translate: Translate) -> str:
    if count == 1:
        sentence = translate(
            "Sales and Marketing clearly differ on “{question}”: Sales {sales}, Marketing {marketing} of 100, "
            "the one clear gap."
        )
    else:
        sentence = translate(
            "Sales and Marketing clearly differ on “{question}”: Sales {sales}, Marketing {marketing} of 100, "
            "the largest of {count} clear gaps."
        )
    return sentence.format(count=count, **_names_and_scores(row))


def _finding_without_gap(series: GapSeries, translate: Translate) -> str:
    total = len(series.rows)
    similar, slight, noise = (_count(series, label) for label in (Label.SIMILAR, Label.SLIGHT, Label.NOISE))
    if not similar + slight + noise:
        return _nothing_to_compare(series, translate)
    if similar == total:
        return translate("Sales and Marketing see every question alike, within half a step.")
    if not noise:
        return translate("Sales and Marketing see alike, or nearly so, whatever can be compared.")
    if slight:
        return translate(
            "No clear gap: the differences that are real are small, the others cannot be told from chance with this "
            "many answers."
        )
    sentence = translate("With this many answers, no gap between Sales and Marketing can be told from chance.")
    alike = translate("Questions that both see alike, within half a step: {similar} of {total}.")
    return f"{sentence} {alike.format(similar=similar, total=total)}" if similar else sentence


def _nothing_to_compare(series: GapSeries, translate: Translate) -> str:
    if not series.rows:
        return translate("This round asked no question that can be compared.")
    if _count(series, Label.HIDDEN) == len(series.rows):
        return translate(
            "Nothing can be compared: no question was answered by at least {minimum} people of each team, "
            "so the answers stay hidden to protect anonymity."
        ).format(minimum=series.minimum)
    return translate("Too few answers to compare Sales and Marketing on any question.")


def _largest(series: GapSeries, label: Label) -> GapRow | None:
    rows = [row for row in series.rows if row.label is label and row.gap is not None]
    return min(rows, key=lambda row: (-round(abs(row.gap or 0), 9), row.position), default=None)


def _count(series: GapSeries, label: Label) -> int:
    return sum(row.label is label for row in series.rows)


def _names_and_scores(row: GapRow) -> dict[str, str]:
    return {
        "question": shortened(row.text),
        "sales": row.sales.printed if row.sales else "",
        "marketing": row.marketing.printed if row.marketing else "",
    }


def shortened(text: str, limit: int = SHORT) -> str:
    """At most `limit` characters, cut between words, with an ellipsis."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    return (kept.rsplit(" ", 1)[0] if " " in kept else kept).rstrip(" ,;:") + "…"


def chart_summary(series: GapSeries, translate: Translate = untranslated) -> str:
    """The whole chart as text, one sentence a question: what a reader of the picture can know."""
    opening = translate("Scores of Sales and Marketing from 0 to 100, question by question.")
    return " ".join([opening, *(row_words(row, series.minimum, translate) for row in series.rows)])


def row_words(row: GapRow, minimum: int, translate: Translate = untranslated) -> str:
    """`7. Do marketing leads …? Sales 56, Marketing 40. Gap +17, Sales higher. Clear gap.`"""
    teams = ", ".join(_team_score(row, team, minimum, translate) for team in Team)
    note = f" ({row_note(row, translate)})" if row_note(row, translate) else ""
    return f"{row.position}. {row.text}{note} {teams}. {gap_words(row, translate)}"


def _team_score(row: GapRow, team: Team, minimum: int, translate: Translate) -> str:
    mark, absence = row.mark(team), row.absence(team)
    if mark is not None:
        return f"{team_name(team, translate)} {mark.printed}"
    words = absence_words(absence, minimum, translate) if absence else ""
    return f"{team_name(team, translate)}: {words}"


def gap_words(row: GapRow, translate: Translate = untranslated) -> str:
    """`Gap +17, Sales higher. Clear gap.` or the reason why there is no gap."""
    words = _sentence(verdict(row, translate))
    if row.printed_gap is None:
        return words
    gap = translate("Gap {gap}, {higher}.").format(gap=row.printed_gap, higher=higher_words(row, translate))
    return f"{gap} {words}"


def range_words(mark: Mark, translate: Translate = untranslated) -> str:
    """How far the score reaches: nothing is uncertain about what a team says when everybody answered."""
    if mark.is_everyone:
        return translate("everybody in the team answered")
    if mark.printed_range is None:
        return ""
    return translate("{range} is the range expected with similar people").format(range=mark.printed_range)


def question_sentence(question: QuestionSeries, translate: Translate = untranslated) -> str:
    """A question's result as a short paragraph."""
    row = question.row
    sentences = (
        answers_words(question, translate),
        _sentence(row_note(row, translate)),
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
    """Said where the people who did not answer could not turn the gap round, whatever they think."""
    if not row.is_silence_proof or row.higher is None:
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
            share=team.printed_dk, team=team_name(team.team, translate)
        )
        for team in (question.sales, question.marketing)
        if team.is_out_of_sight and team.n
    )


def distribution_title(question: QuestionSeries, translate: Translate = untranslated) -> str:
    """The accessible name of the two bars."""
    return translate("How Sales and Marketing answered “{question}”").format(question=shortened(question.row.text))


def distribution_summary(question: QuestionSeries, translate: Translate = untranslated) -> str:
    """Every number of the two bars as text."""
    return " ".join(_sentence(_team_bar(question, team, translate)) for team in Team)


def _team_bar(question: QuestionSeries, team: Team, translate: Translate) -> str:
    answers, name = question.distribution(team), team_name(team, translate)
    if answers.absence is Absence.MINIMUM:
        return f"{name}: {absence_words(answers.absence, question.minimum, translate)}"
    parts = [f"{segment.label} {segment.printed} ({segment.count})" for segment in answers.segments]
    parts += [f"{words}: {count}" for words, count in beside_the_scale(question, answers, translate)]
    return f"{name}: {', '.join(parts)}"


def beside_the_scale(
    question: QuestionSeries, answers: Distribution, translate: Translate = untranslated
) -> list[tuple[str, int]]:
    """Answers that are no point of the scale, with their counts: don't know, and the question's own extra answer."""
    dont_know = (translate("Don't know"), answers.dk)
    return [dont_know] if answers.na is None else [dont_know, (question.not_applicable, answers.na)]


def capitalized(words: str) -> str:
    return words[:1].upper() + words[1:]


def _sentence(words: str) -> str:
    return f"{capitalized(words)}." if words else ""
