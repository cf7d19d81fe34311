"""What the screen of a workshop says to the people in the room. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence

from assessments.scales import FrozenItem, Subject, Team
from assessments.workshops import Step, TeamVotes, VoteTime
from reports.analysis.coorientation import ConfidenceWord, State
from reports.analysis.labels import Label
from reports.series import Absence, MirrorRow, Side
from reports.wording.phrases import Translate, team_name, teams_name, untranslated


def about_words(item: FrozenItem, translate: Translate = untranslated) -> str:
    """Whose work a question asks about."""
    if item.subject is Subject.BOTH:
        return translate("about both teams")
    return translate("about {team}").format(team=team_name(Team(item.subject.value), translate))


def step_name(step: Step, translate: Translate = untranslated) -> str:
    """A step of the screen, as the remote names it."""
    return {
        Step.WELCOME: translate("Welcome"),
        Step.QUESTION: translate("The question"),
        Step.GUESS: translate("What each expected"),
        Step.OWN: translate("What each says"),
        Step.FINDING: translate("The finding"),
        Step.VOTE: translate("Live vote"),
        Step.PLAN: translate("What you take on"),
        Step.AGREEMENT: translate("What you promise"),
        Step.CLOSE: translate("The end"),
    }[step]


def vote_time_words(time: VoteTime, translate: Translate = untranslated) -> str:
    """When the room votes on a question."""
    return {
        VoteTime.NONE: translate("No vote"),
        VoteTime.BEFORE: translate("Before the answers"),
        VoteTime.AFTER: translate("After talking"),
    }[time]


def reveal_words(mirrored: MirrorRow, translate: Translate = untranslated) -> str:
    """What a question's answers and guesses come to, said to both teams. See `reveal_lines`."""
    return " ".join(reveal_lines(mirrored, translate))


def reveal_lines(mirrored: MirrorRow, translate: Translate = untranslated) -> list[str]:
    """The same, a sentence each: how far apart the teams are, then who expected it.

    Speaks of what a team expected only where its state may be spoken of, and never of more than the gap's label.
    """
    hidden = [side.team for side in mirrored.sides if side.own_absence is Absence.MINIMUM]
    if hidden:
        words = translate("Not shown: in {teams}, fewer than {minimum} answered.")
        return [words.format(teams=teams_name(hidden, translate), minimum=mirrored.minimum)]
    decided = [side for side in mirrored.sides if side.is_decided]
    return [_plain(mirrored, decided, translate), *_few(mirrored, translate), *_knowing(decided, translate)]


def _knowing(decided: Sequence[Side], translate: Translate) -> list[str]:
    """Who expected it: of both teams in one sentence where they are alike."""
    if len(decided) < len(Team) or decided[0].state is not decided[1].state:
        return [_one_knows(side, translate) for side in decided]
    is_clear = all(side.confidence is ConfidenceWord.CLEAR for side in decided)
    return [_both_know(decided[0].state, translate) if is_clear else _both_likely_know(decided[0].state, translate)]


def _both_know(state: State | None, translate: Translate) -> str:
    return {
        State.CONSENSUS: translate("Both know it."),
        State.DISSENSUS: translate("Both know it."),
        State.FALSE_CONFLICT: translate("Neither expected it."),
        State.FALSE_CONSENSUS: translate("Neither expected it."),
        State.DISSENSUS_REVERSED: translate("Both expected the opposite."),
        None: "",
    }[state]


def _both_likely_know(state: State | None, translate: Translate) -> str:
    return {
        State.CONSENSUS: translate("Likely both know it."),
        State.DISSENSUS: translate("Likely both know it."),
        State.FALSE_CONFLICT: translate("Likely neither expected it."),
        State.FALSE_CONSENSUS: translate("Likely neither expected it."),
        State.DISSENSUS_REVERSED: translate("Likely both expected the opposite."),
        None: "",
    }[state]


def _one_knows(side: Side, translate: Translate) -> str:
    words = _knows if side.confidence is ConfidenceWord.CLEAR else _likely_knows
    return words(side.state, translate).format(team=team_name(side.team, translate))


def _knows(state: State | None, translate: Translate) -> str:
    return {
        State.CONSENSUS: translate("{team} knows it."),
        State.DISSENSUS: translate("{team} knows it."),
        State.FALSE_CONFLICT: translate("{team} expected a gap."),
        State.FALSE_CONSENSUS: translate("{team} did not expect it."),
        State.DISSENSUS_REVERSED: translate("{team} expected the opposite."),
        None: "",
    }[state]


def _likely_knows(state: State | None, translate: Translate) -> str:
    return {
        State.CONSENSUS: translate("Likely {team} knows it."),
        State.DISSENSUS: translate("Likely {team} knows it."),
        State.FALSE_CONFLICT: translate("Likely {team} expected a gap."),
        State.FALSE_CONSENSUS: translate("Likely {team} did not expect it."),
        State.DISSENSUS_REVERSED: translate("Likely {team} expected the opposite."),
        None: "",
    }[state]


def _few(mirrored: MirrorRow, translate: Translate) -> list[str]:
    """Whose finding it is, where half a team or more does not know."""
    is_finding = mirrored.row.label not in (Label.NOISE, Label.FEW, Label.HIDDEN)
    if not is_finding or not mirrored.row.is_minority_view:
        return []
    return [translate("This is how the minority who know see it.")]


def _plain(mirrored: MirrorRow, decided: Sequence[Side], translate: Translate) -> str:
    """What may be said of the gap alone. Where that is nothing, a state may say that the teams are likely near."""
    if mirrored.row.label is Label.NOISE and decided:
        return translate("You are likely near each other.")
    return {
        Label.CLEAR: translate("You see this differently."),
        Label.POSSIBLE: translate("You may see this differently."),
        Label.SIMILAR: translate("You see this alike."),
        Label.SLIGHT: translate("You see this almost alike."),
        Label.NOISE: translate("These answers cannot tell whether you see this differently."),
        Label.FEW: translate("Too few answers to compare."),
        Label.HIDDEN: translate("Not shown, to protect anonymity."),
    }[mirrored.row.label]


def guess_lead(mirrored: MirrorRow, translate: Translate = untranslated) -> str:
    """Over what the teams expected of each other."""
    if mirrored.is_attitude:
        team = Team(mirrored.subject.value)
        return translate("What {other} expected {team} to say").format(
            team=team_name(team, translate), other=team_name(team.other, translate)
        )
    return translate("What each expected of the other")


def vote_words(team: Team, votes: TeamVotes, minimum: int, translate: Translate = untranslated) -> str:
    """How many of a team voted, and why their choices are not shown where they are not."""
    name = team_name(team, translate)
    if votes.hist is None:
        if not votes.voted:
            return translate("{team}: nobody voted.").format(team=name)
        return translate("{team}: {voted} voted. Not shown: fewer than {minimum} chose an answer.").format(
            team=name, voted=votes.voted, minimum=minimum
        )
    return translate("{team}: {voted} voted.").format(team=name, voted=votes.voted)


def waiting_words(phones: dict[Team, int], minimum: int, translate: Translate = untranslated) -> str:
    """Said while a team has too few phones for its votes to be shown; empty once both have enough."""
    lacking = [team for team in Team if phones[team] < minimum]
    if not lacking:
        return ""
    words = translate("Votes of {teams} can be shown from {minimum} phones a team. Until then: raise hands.")
    return words.format(teams=teams_name(lacking, translate), minimum=minimum)
