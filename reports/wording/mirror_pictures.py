"""The picture of the double mirror as text. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence

from assessments.scales import Team
from reports.analysis.coorientation import State
from reports.series import GuessAbsence, MirrorRow, Reading
from reports.wording.mirror import guess_absence_words, saying_words, state_words
from reports.wording.phrases import Translate, label_words, sentence, shortened, team_name, untranslated

_UNSEEN = {State.FALSE_CONSENSUS, State.DISSENSUS_REVERSED}


def reading_words(reading: Reading, translate: Translate = untranslated) -> str:
    """The name of a mark: `Sales says 81`, `Marketing expects 33`."""
    if not reading.is_guess:
        words = translate("{team} says {score}")
    elif reading.is_answer:
        words = translate("{team} says {score}, its guess")
    else:
        words = translate("{team} expects {score}")
    return words.format(team=team_name(reading.team, translate), score=reading.printed)


def mirror_title(rows: Sequence[MirrorRow], translate: Translate = untranslated) -> str:
    """The accessible name of the picture: of one question, or of a round with what it found."""
    if len(rows) == 1:
        return translate("What each team says on “{question}”, and what the other expects").format(
            question=shortened(rows[0].row.name)
        )
    return mirror_finding(rows, translate)


def mirror_finding(rows: Sequence[MirrorRow], translate: Translate = untranslated) -> str:
    """How often the teams are mistaken about one another, counting only what is decided."""
    if not any(reading.is_guess for mirrored in rows for reading in mirrored.readings):
        return no_guess_words(rows, translate)
    sides = [side for mirrored in rows for side in mirrored.sides]
    if all(side.state is None for side in sides):
        return _attitude_finding(rows, translate)
    hidden = sum(_has(mirrored, _UNSEEN) for mirrored in rows)
    imagined = sum(_has(mirrored, {State.FALSE_CONFLICT}) for mirrored in rows)
    if not hidden + imagined:
        if all(side.is_decided for side in sides if side.state is not None):
            return translate("Each team knows where the other stands, on every question that can be judged.")
        return _open_finding(rows, translate)
    return translate(
        "Gaps that a team does not expect: {hidden} of {total} questions. Gaps that it only imagines: {imagined}."
    ).format(hidden=hidden, imagined=imagined, total=len(rows))


def _open_finding(rows: Sequence[MirrorRow], translate: Translate) -> str:
    """Of a round in which nobody is found to be mistaken about a gap, though not everything can be judged."""
    if not any(side.is_decided for mirrored in rows for side in mirrored.sides):
        return translate("These answers cannot tell whether a team overlooks a gap or imagines one.")
    words = translate("No team clearly overlooks a gap or imagines one.")
    known = sum(_has(mirrored, {State.DISSENSUS}) for mirrored in rows)
    if not known:
        return words
    counted = translate("Gaps that a team knows of, clear or likely: {known} of {total} questions.")
    return f"{words} {counted.format(known=known, total=len(rows))}"


def _attitude_finding(rows: Sequence[MirrorRow], translate: Translate) -> str:
    """Of a round whose only guesses are answers about the other team's attitude: there is no gap to expect."""
    count = sum(any(side.is_misjudged for side in mirrored.sides) for mirrored in rows)
    if not count:
        return translate("These answers cannot tell whether a team misjudges the other.")
    return translate("A team misjudges what the other answers: {count} of {total} questions.").format(
        count=count, total=len(rows)
    )


def no_guess_words(rows: Sequence[MirrorRow], translate: Translate = untranslated) -> str:
    """Why a round shows no guess at all, and what would show one."""
    absences = {side.guess_absence for mirrored in rows for side in mirrored.sides}
    if GuessAbsence.FEW in absences:
        words = translate(
            "No guess can be shown: on no question did {minimum} or more people of a team say what the other team "
            "would answer. In the next round guesses are shown if that many do."
        )
    elif GuessAbsence.NOT_ASKED in absences:
        words = translate(
            "No guess can be shown: this round did not ask what people expect the other team to answer. "
            "A round that asks it shows here how well the teams know each other."
        )
    elif absences == {GuessAbsence.DONT_KNOW}:
        words = translate(
            "No guess can be shown: it would stand beside what the other team answered, and on every question "
            "everybody in one of the teams pressed “Don’t know”."
        )
    else:
        words = translate(
            "No guess can be shown: it would stand beside what the other team answered, and no question has answers "
            "from {minimum} or more people of each team. In the next round guesses are shown where one has."
        )
    return words.format(minimum=min((mirrored.minimum for mirrored in rows), default=0))


def _has(mirrored: MirrorRow, states: set[State]) -> bool:
    return any(side.is_decided and side.state in states for side in mirrored.sides)


def mirror_summary(rows: Sequence[MirrorRow], translate: Translate = untranslated) -> str:
    """Every number of the picture as text, and what each side's state says."""
    return " ".join(_row_summary(mirrored, translate) for mirrored in rows)


def _row_summary(mirrored: MirrorRow, translate: Translate) -> str:
    hidden = [team for team in Team if mirrored.row.absence(team) is not None]
    parts = [f"{mirrored.row.position}. {mirrored.row.text}", saying_words(mirrored, translate)]
    if hidden:
        parts.append(sentence(label_words(mirrored.row.label, translate)))
    parts += [_side_summary(mirrored, team, translate) for team in Team]
    return " ".join(part for part in parts if part)


def _side_summary(mirrored: MirrorRow, team: Team, translate: Translate) -> str:
    return sentence(guess_absence_words(mirrored, team, translate)) or state_words(mirrored, team, translate)
