"""What changed since the round before, and where lines are broken, as sentences. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence

from assessments.scales import Team
from reports.analysis.index import Reason
from reports.analysis.labels import Label
from reports.analysis.turnout import Caution
from reports.series import (
    Absence,
    Break,
    ChangeRow,
    GapShift,
    IndexShift,
    IndexTrendPoint,
    PointAbsence,
    RoundName,
    TeamShift,
    TrendLine,
    TrendPoint,
)
from reports.series.printing import MINUS
from reports.wording.phrases import Translate, team_name, untranslated


def change_label_words(label: Label, translate: Translate = untranslated) -> str:
    """What may be said about a change."""
    return {
        Label.HIDDEN: translate("hidden to protect anonymity"),
        Label.FEW: translate("too few answers to compare"),
        Label.CLEAR: translate("a clear change"),
        Label.POSSIBLE: translate("a possible change: worth a question, not a conclusion"),
        Label.SIMILAR: translate("about as before"),
        Label.SLIGHT: translate("a real but small change"),
        Label.NOISE: translate("may be chance"),
    }[label]


def shift_verdict(shift: TeamShift, translate: Translate = untranslated) -> str:
    """What may be said of a team's change; one that is too small to print is not called a change."""
    if shift.printed_change == "0" and shift.label is Label.SLIGHT:
        return translate("the same to the nearest point")
    if shift.printed_change == "0" and shift.label is Label.NOISE:
        return translate("too few answers to be sure")
    return change_label_words(shift.label, translate)


def like_before_words(translate: Translate = untranslated) -> str:
    """What "about as before" claims: said once a page."""
    return translate(
        "“About as before” means: even allowing for chance, the change is within 12.5 points, "
        "half the way from one answer to the next."
    )


def shift_words(shift: TeamShift, translate: Translate = untranslated) -> str:
    """`Sales moved up by 12 points, from 23 to 35: a clear change.`; chance is never told as a move."""
    name = team_name(shift.team, translate)
    if shift.printed_change is None:
        return _not_compared(shift, name, translate)
    numbers = {
        "team": name,
        "before": shift.before,
        "now": shift.now,
        "points": shift.printed_change.lstrip(f"+{MINUS}"),
        "words": shift_verdict(shift, translate),
    }
    return _moved(shift.label, shift.printed_change, translate).format(**numbers)


def _moved(label: Label, change: str, translate: Translate) -> str:
    """Whether a team is said to have moved: a possible change may have been none, chance is no move at all."""
    is_up = change.startswith("+")
    if label is Label.POSSIBLE and is_up:
        return translate(
            "{team} may have moved up by {points} points, from {before} to {now}: worth a question, not a conclusion."
        )
    if label is Label.POSSIBLE:
        return translate(
            "{team} may have moved down by {points} points, from {before} to {now}: "
            "worth a question, not a conclusion."
        )
    if label not in (Label.CLEAR, Label.SLIGHT) or change == "0":
        return translate("{team} {before} before, {now} now: {words}.")
    if is_up:
        return translate("{team} moved up by {points} points, from {before} to {now}: {words}.")
    return translate("{team} moved down by {points} points, from {before} to {now}: {words}.")


def _not_compared(shift: TeamShift, name: str, translate: Translate) -> str:
    absences = shift.before_absence, shift.now_absence
    if absences == (Absence.MINIMUM, Absence.MINIMUM):
        words = translate("{team} is hidden in both rounds, to protect anonymity.")
    elif absences[0] is Absence.MINIMUM:
        words = translate("{team} was hidden before, to protect anonymity.")
    elif absences[1] is Absence.MINIMUM:
        words = translate("{team} is hidden now, to protect anonymity.")
    elif None not in absences:
        words = translate("Nobody in {team} could say in either round.")
    elif absences[0] is not None:
        words = translate("Nobody in {team} could say before.")
    else:
        words = translate("Nobody in {team} can say now.")
    return words.format(team=name)


def gap_shift_words(shift: GapShift, translate: Translate = untranslated) -> str:
    """`The gap narrowed from 58 to 31 (Sales higher both times), by more than chance.`"""
    before, now = shift.sizes
    if shift.narrowed:
        words = translate("The gap narrowed from {before} to {now}, by more than chance.")
    elif shift.widened:
        words = translate("The gap widened from {before} to {now}, by more than chance.")
    elif shift.turned:
        return turned_words(shift, translate)
    elif shift.before == shift.now:
        words = translate("The gap was {before} and is {now}: the same to the nearest point.")
    elif shift.is_real:
        words = translate("The gap was {before} and is {now}: a small change, but more than chance.")
    else:
        words = translate("The gap was {before} and is {now}: the change may be chance.")
    higher = gap_sides(shift, translate)
    return words.format(before=before, now=f"{now} ({higher})" if higher else now)


def turned_words(shift: GapShift, translate: Translate) -> str:
    """Who stood higher before, and who does now."""
    (before, now), (first, second) = shift.sizes, shift.higher
    words = translate(
        "The gap turned round, by more than chance: {first} stood higher by {before}, now {second} does by {now}."
    )
    names = (team_name(team, translate) if team else "" for team in (first, second))
    return words.format(**dict(zip(("first", "second"), names, strict=True)), before=before, now=now)


def gap_sides(shift: GapShift, translate: Translate = untranslated) -> str:
    """Which team stands higher, so that no number needs a sign; empty where the scores were and are equal."""
    first, second = shift.higher
    if first is second:
        return translate("{team} higher both times").format(team=team_name(first, translate)) if first else ""
    if second is None or first is None:
        words = translate("{team} higher before") if first else translate("{team} higher now")
        return words.format(team="".join(team_name(team, translate) for team in (first, second) if team))
    words = translate("{first} higher before, {second} now")
    return words.format(first=team_name(first, translate), second=team_name(second, translate))


def gap_shift_verdict(shift: GapShift, translate: Translate = untranslated) -> str:
    """The same in the few words of a table."""
    if shift.narrowed:
        return translate("narrowed by more than chance")
    if shift.widened:
        return translate("widened by more than chance")
    if shift.turned:
        return translate("turned round by more than chance")
    if shift.before == shift.now:
        return translate("the same to the nearest point")
    return translate("a small change, but more than chance") if shift.is_real else translate("may be chance")


def change_words(row: ChangeRow, translate: Translate = untranslated) -> str:
    """A question beside itself in the round before, or why it has nothing beside it."""
    if row.broken is not None:
        return break_words(row, translate)
    parts = [shift_words(shift, translate) for shift in row.shifts]
    return " ".join([*parts, gap_shift_words(row.gap, translate)] if row.gap else parts)


def break_words(row: ChangeRow, translate: Translate = untranslated) -> str:
    """Why a question cannot be compared with the round before; empty where it can."""
    if row.broken is None:
        return ""
    if row.broken is Break.NEW:
        return translate("Not asked in the round before.")
    if row.text_before is None:
        return translate("Asked with other answers to choose from before, so the two cannot be compared.")
    return translate("Asked in other words before, so the two cannot be compared: “{text}”").format(
        text=row.text_before
    )


def index_shift_words(shift: IndexShift, translate: Translate = untranslated) -> str:
    """Both indices without a verdict: there is no test of an index."""
    if shift.before == shift.now:
        words = translate("Index {now} in both rounds, from the {used} scored questions that both rounds can use.")
        return words.format(now=shift.now, used=shift.used)
    return translate(
        "Index {before} before, {now} now ({change}), from the {used} scored questions that both rounds can use."
    ).format(before=shift.before, now=shift.now, change=shift.printed_change, used=shift.used)


def no_index_shift_words(reason: Reason, translate: Translate = untranslated) -> str:
    """Why the indices of two rounds cannot be compared."""
    if reason is Reason.UNSCORED:
        return translate("The two rounds share no scored question, so there is no index to compare.")
    return translate("Too few scored questions can be used in both rounds, so there is no index to compare.")


def caution_change_words(cautions: Sequence[Caution], translate: Translate = untranslated) -> list[str]:
    """What to keep in mind of two rounds: other people may be speaking."""
    found = []
    for caution in cautions:
        name = team_name(caution.team, translate)
        if caution.size_moved:
            words = translate("{team} has grown or shrunk by a quarter or more: partly other people speak now.")
            found.append(words.format(team=name))
        if caution.rate_moved:
            words = translate("{team} took part very differently than before: partly other people may speak now.")
            found.append(words.format(team=name))
    return found


def independence_words(translate: Translate = untranslated) -> str:
    """How rounds are compared without knowing who answered."""
    return translate(
        "Nobody knows who answered in which round, so the rounds are compared as if by different people. "
        "That makes the ranges too wide rather than too narrow."
    )


def trend_notes(line: TrendLine, rounds: Sequence[RoundName], translate: Translate = untranslated) -> list[str]:
    """A sentence for each place where a question's line is broken, oldest first."""
    notes = []
    for place, name in enumerate(rounds):
        points = {team: line.points(team)[place] for team in Team}
        notes += _point_notes(points, name.title, translate)
    return notes


def _point_notes(points: dict[Team, TrendPoint], title: str, translate: Translate) -> list[str]:
    both = next(iter(points.values()))
    if both.absence is PointAbsence.NOT_ASKED:
        return [translate("Not asked in “{round}”.").format(round=title)]
    notes = []
    if both.is_reworded:
        words = translate("Asked differently from “{round}” on, so the line is broken there.")
        notes.append(words.format(round=title))
    reasons = {
        PointAbsence.MINIMUM: translate("{team} is hidden in “{round}”, to protect anonymity."),
        PointAbsence.DONT_KNOW: translate("Nobody in {team} could say in “{round}”."),
    }
    for team, point in points.items():
        if point.absence is not None:
            notes.append(reasons[point.absence].format(team=team_name(team, translate), round=title))
    return notes


def index_trend_notes(
    points: Sequence[IndexTrendPoint], rounds: Sequence[RoundName], translate: Translate = untranslated
) -> list[str]:
    """A sentence for each round whose index is missing or stands for other questions than the one before."""
    notes = []
    for place, (point, name) in enumerate(zip(points, rounds, strict=True)):
        if point.index is None:
            notes.append(translate("“{round}” has no index.").format(round=name.title))
        elif place and points[place - 1].index is not None and not point.joins:
            words = translate("The index of “{round}” counts other questions than the one before.")
            notes.append(words.format(round=name.title))
    return notes
