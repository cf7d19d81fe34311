"""What the teams expect of each other, as sentences. ★ No Django.

A state is spoken of as the gap's label allows: "likely" where it is not sure, "undecided, leaning to" where nothing
may rest on it.
"""

from __future__ import annotations

from assessments.scales import Subject, Team
from reports.analysis.coorientation import ConfidenceWord, State
from reports.analysis.estimates import Estimate
from reports.analysis.labels import Label
from reports.series import Absence, GuessAbsence, MirrorRow, Reading, Side, Split
from reports.series.printing import MINUS
from reports.wording.phrases import Translate, sentence, team_name, teams_name, untranslated


def reading_name(reading: Reading, translate: Translate = untranslated) -> str:
    """What a number of the double mirror is: `Sales says`, `Marketing expects Sales to say`."""
    names = _names(reading.team, translate)
    if reading.is_guess:
        return translate("{team} expects {other} to say").format(**names)
    return translate("{team} says").format(**names)


def saying_words(mirrored: MirrorRow, translate: Translate = untranslated) -> str:
    """`Sales says 81, Marketing says 23; Marketing expected Sales to say 33, …`; without scores, nothing."""
    if mirrored.is_attitude:
        return _attitude_saying(mirrored, translate)
    own = [side.own for side in mirrored.sides if side.own is not None]
    guesses = [side.guess for side in reversed(mirrored.sides) if side.guess is not None]
    says, expected = translate("{team} says {score}"), translate("{team} expected {other} to say {score}")
    parts = (
        ", ".join(_scored(says, reading, translate) for reading in own),
        ", ".join(_scored(expected, reading, translate) for reading in guesses),
    )
    return sentence("; ".join(part for part in parts if part))


def _attitude_saying(mirrored: MirrorRow, translate: Translate) -> str:
    """`Sales says 46, Marketing expected Sales to say 55; Sales thought that Marketing would expect 60.`"""
    subject = Team(mirrored.subject.value)
    said, thought = mirrored.side(subject).own, mirrored.side(subject).guess
    expected = mirrored.side(subject.other).own
    words = [
        _scored(translate("{team} says {score}"), said, translate) if said else "",
        _scored(translate("{team} expected {other} to say {score}"), expected, translate) if expected else "",
    ]
    parts = [", ".join(part for part in words if part)]
    if thought is not None:
        parts.append(_scored(translate("{team} thought that {other} would expect {score}"), thought, translate))
    return sentence("; ".join(part for part in parts if part))


def attitude_words(mirrored: MirrorRow, translate: Translate = untranslated) -> str:
    """Said where one team's answer stands for its guess; else empty."""
    if not mirrored.is_attitude:
        return ""
    return translate(
        "Only {team} can know this: what {other} answers is its guess, so it was not asked twice."
    ).format(**_names(Team(mirrored.subject.value), translate))


def side_words(mirrored: MirrorRow, team: Team, translate: Translate = untranslated) -> str:
    """What one team expects, whether it is right, and what that makes of the gap; or why that is not known."""
    words = expectation_words(mirrored, team, translate), state_words(mirrored, team, translate)
    return " ".join(part for part in words if part)


def expectation_words(mirrored: MirrorRow, team: Team, translate: Translate = untranslated) -> str:
    """`Marketing expects Sales to say 40; Sales says 81: Marketing underestimates how Sales sees itself by 41 points.`

    Without a guess to show: the reason.
    """
    side, truth = mirrored.side(team), mirrored.side(team.other).own
    if side.guess is None or truth is None:
        return sentence(guess_absence_words(mirrored, team, translate))
    names = _names(team, translate)
    opening = translate("{team} expects {other} to say {guess}; {other} says {truth}").format(
        **names, guess=side.guess.printed, truth=truth.printed
    )
    return f"{opening}: {_accuracy_words(mirrored, side, truth, translate)}."


def guess_absence_words(mirrored: MirrorRow, team: Team, translate: Translate = untranslated) -> str:
    """Why there is no guess of a team to show; empty where there is one."""
    absence = mirrored.side(team).guess_absence
    if absence is None:
        return ""
    words = {
        GuessAbsence.HIDDEN: translate("what {team} expects is hidden: in {missing}, fewer than {minimum} answered"),
        GuessAbsence.DONT_KNOW: translate(
            "what {team} expects has nothing beside it: everybody in {missing} pressed “Don’t know”"
        ),
        GuessAbsence.NOT_ASKED: translate("{team} was not asked what {other} would say"),
        GuessAbsence.FEW: translate("fewer than {minimum} of {team} said what {other} would say"),
    }
    missing = _missing(mirrored, absence, translate)
    return words[absence].format(**_names(team, translate), minimum=mirrored.minimum, missing=missing)


def _missing(mirrored: MirrorRow, absence: GuessAbsence, translate: Translate) -> str:
    """The teams without the answers that a guess would stand beside."""
    reason = Absence.MINIMUM if absence is GuessAbsence.HIDDEN else Absence.DONT_KNOW
    return teams_name([side.team for side in mirrored.sides if side.own_absence is reason], translate)


def sides_words(mirrored: MirrorRow, translate: Translate = untranslated) -> list[str]:
    """What either side expects; said once where there is no guess of either, for the same reason."""
    absences = {side.guess_absence for side in mirrored.sides}
    absence = absences.pop() if len(absences) == 1 else None
    if absence is None:
        return [side_words(mirrored, team, translate) for team in Team]
    words = {
        GuessAbsence.HIDDEN: translate(
            "What the teams expect of each other is hidden: in {missing}, fewer than {minimum} answered."
        ),
        GuessAbsence.DONT_KNOW: translate(
            "What the teams expect of each other has nothing beside it: everybody in {missing} pressed “Don’t know”."
        ),
        GuessAbsence.NOT_ASKED: translate("Nobody was asked what the other team would say."),
        GuessAbsence.FEW: translate("In neither team did {minimum} or more people say what the other would say."),
    }
    missing = _missing(mirrored, absence, translate)
    return [words[absence].format(minimum=mirrored.minimum, missing=missing)]


def _accuracy_words(mirrored: MirrorRow, side: Side, truth: Reading, translate: Translate) -> str:
    names, points = _names(side.team, translate), (side.printed_accuracy or "").lstrip(f"+{MINUS}")
    if side.estimate is Estimate.CLOSE:
        return translate("{team} is close").format(**names)
    if side.estimate is Estimate.SLIGHT:
        return translate("{team} is off by {points} points, a real but small difference").format(
            **names, points=points
        )
    if side.is_misjudged:
        return _misjudgment(mirrored, side, translate).format(**names, points=points)
    counts = {"guesses": side.guess.n if side.guess else 0, "answers": truth.n}
    if side.estimate is None:
        return translate("{guesses} and {answers} answers are too few to judge by").format(**counts)
    if points == "0":
        return translate("as expected, as far as {guesses} and {answers} answers can tell").format(**counts)
    return translate(
        "the guess cannot be told from the answer, as {guesses} guesses and {answers} answers are too few"
    ).format(**counts)


def _misjudgment(mirrored: MirrorRow, side: Side, translate: Translate) -> str:
    """How a team is wrong: on the other's view of itself, on the other's view of it, or just on the answer."""
    is_under = side.estimate is Estimate.UNDER
    if mirrored.is_attitude or mirrored.row.is_neutral or mirrored.subject is Subject.BOTH:
        over, under = (
            translate("{other} answers {points} points lower than {team} expects"),
            translate("{other} answers {points} points higher than {team} expects"),
        )
    elif mirrored.subject.value == side.team.value:
        over, under = (
            translate("{other} rates {team} {points} points lower than {team} expects"),
            translate("{other} rates {team} {points} points higher than {team} expects"),
        )
    else:
        over, under = (
            translate("{team} overestimates how {other} sees itself by {points} points"),
            translate("{team} underestimates how {other} sees itself by {points} points"),
        )
    return under if is_under else over


def state_name(state: State, translate: Translate = untranslated) -> str:
    """A state in two words."""
    return {
        State.CONSENSUS: translate("shared view"),
        State.DISSENSUS: translate("open gap"),
        State.DISSENSUS_REVERSED: translate("reversed gap"),
        State.FALSE_CONSENSUS: translate("hidden gap"),
        State.FALSE_CONFLICT: translate("imagined gap"),
    }[state]


def state_words(mirrored: MirrorRow, team: Team, translate: Translate = untranslated) -> str:
    """`Hidden gap: the teams differ, and Marketing does not expect it.`; empty without a state.

    Teams are said to agree only where that is the verdict on the gap; else, at less than half a step, to be near.
    """
    side = mirrored.side(team)
    if side.state is None or side.confidence is None:
        return ""
    if side.confidence is ConfidenceWord.UNCLEAR:
        return sentence(_leaning(side.state, translate))
    meaning = _certain if side.confidence is ConfidenceWord.CLEAR else _likely
    agree = translate("agree") if mirrored.row.label is Label.SIMILAR else translate("are near each other")
    knows = translate("knows it, but not by how much") if side.is_misjudged else translate("knows it")
    return sentence(meaning(side.state, translate).format(**_names(team, translate), agree=agree, knows=knows))


def _leaning(state: State, translate: Translate) -> str:
    return {
        State.CONSENSUS: translate("between the teams: undecided, leaning to a shared view"),
        State.DISSENSUS: translate("between the teams: undecided, leaning to an open gap"),
        State.DISSENSUS_REVERSED: translate("between the teams: undecided, leaning to a reversed gap"),
        State.FALSE_CONSENSUS: translate("between the teams: undecided, leaning to a hidden gap"),
        State.FALSE_CONFLICT: translate("between the teams: undecided, leaning to an imagined gap"),
    }[state]


def _likely(state: State, translate: Translate) -> str:
    return {
        State.CONSENSUS: translate("likely a shared view: the teams {agree}, and {team} knows it"),
        State.DISSENSUS: translate("likely an open gap: the teams differ, and {team} {knows}"),
        State.DISSENSUS_REVERSED: translate(
            "likely a reversed gap: the teams differ, and {team} expects it the other way round"
        ),
        State.FALSE_CONSENSUS: translate("likely a hidden gap: the teams differ, and {team} does not expect it"),
        State.FALSE_CONFLICT: translate("likely an imagined gap: the teams {agree}, and {team} does not expect it"),
    }[state]


def _certain(state: State, translate: Translate) -> str:
    return {
        State.CONSENSUS: translate("shared view: the teams {agree}, and {team} knows it"),
        State.DISSENSUS: translate("open gap: the teams differ, and {team} {knows}"),
        State.DISSENSUS_REVERSED: translate(
            "reversed gap: the teams differ, and {team} expects it the other way round"
        ),
        State.FALSE_CONSENSUS: translate("hidden gap: the teams differ, and {team} does not expect it"),
        State.FALSE_CONFLICT: translate("imagined gap: the teams {agree}, and {team} does not expect it"),
    }[state]


def subject_words(mirrored: MirrorRow, translate: Translate = untranslated) -> str:
    """How a team rates itself beside how the other rates it, where the two differ; never for attitudes.

    Which of the two is right nobody knows, so this ends in a question.
    """
    row, subject = mirrored.row, mirrored.subject
    if row.label not in (Label.CLEAR, Label.POSSIBLE) or row.is_neutral or mirrored.is_attitude:
        return ""
    if subject is Subject.BOTH or row.sales is None or row.marketing is None:
        return ""
    team = Team(subject.value)
    own, seen = (row.sales, row.marketing) if team is Team.SALES else (row.marketing, row.sales)
    if own.score > seen.score:
        words = translate(
            "{team} rates itself {own}, {other} rates {team} {seen}: a blind spot, or work that {other} does not see?"
        )
    else:
        words = translate("{team} rates itself {own}, {other} rates {team} {seen}: unseen effort?")
    return words.format(**_names(team, translate), own=own.printed, seen=seen.printed)


def split_words(mirrored: MirrorRow, translate: Translate = untranslated) -> str:
    """Said of each team that falls into two camps."""
    return " ".join(_split(split, translate) for split in mirrored.splits)


def _split(split: Split, translate: Translate) -> str:
    (first, second), (third, fourth) = split.low_labels, split.high_labels
    return translate(
        "{team} is of two minds: {low} of {n} answered “{first}” or “{second}”, {high} “{third}” or “{fourth}”."
    ).format(
        team=team_name(split.team, translate),
        low=split.low,
        high=split.high,
        n=split.n,
        first=first,
        second=second,
        third=third,
        fourth=fourth,
    )


def _scored(words: str, reading: Reading, translate: Translate) -> str:
    return words.format(**_names(reading.team, translate), score=reading.printed)


def _names(team: Team, translate: Translate) -> dict[str, str]:
    return {"team": team_name(team, translate), "other": team_name(team.other, translate)}
