"""What to do first about a question, in one sentence. ★ No Django."""

from __future__ import annotations

from assessments.scales import Team
from reports.analysis.coorientation import ConfidenceWord, State
from reports.analysis.labels import Label
from reports.series import Level, MirrorRow
from reports.wording.phrases import Translate, team_name, untranslated

_NOT_SEEN = {State.FALSE_CONSENSUS, State.DISSENSUS_REVERSED}


def first_move(mirrored: MirrorRow, translate: Translate = untranslated) -> str:
    """What to do first about a question, in general, wherever it stands on the agenda; empty without two scores.

    A team that is split talks among itself before anything else; what many cannot see is made visible; then it
    depends on who expects what. Where the sides' states differ, the one that sees less of the gap decides; where
    nothing is known of what they expect, the verdict on the gap does.
    """
    if mirrored.splits:
        return _talk_inside(mirrored, translate)
    if mirrored.unseen:
        return translate("Make it visible before judging it.")
    states = {side.state for side in mirrored.sides if side.is_decided}
    is_misjudged = mirrored.is_attitude and any(side.is_misjudged for side in mirrored.sides)
    if states & _NOT_SEEN or is_misjudged:
        return translate("Show it calmly, and collect one example from each side before any remedy.")
    if State.DISSENSUS in states:
        return _negotiate(mirrored, translate)
    if State.FALSE_CONFLICT in states:
        return translate("Show how near the teams are: that is a relief where a gap was expected.")
    all_know = all(side.is_decided for side in mirrored.sides if side.state is not None)
    return _move_by_verdict(mirrored, translate, is_shared=bool(states) and all_know)


def _negotiate(mirrored: MirrorRow, translate: Translate) -> str:
    """As sure as what is said of the sides: knowing that they differ is claimed of those only that are decided."""
    knowing = [side for side in mirrored.sides if side.is_decided and side.state is State.DISSENSUS]
    is_clear = all(side.confidence is ConfidenceWord.CLEAR for side in knowing)
    if len(knowing) == len(Team):
        clear = translate("Both know that they differ: bring facts, then negotiate.")
        likely = translate("Likely both know that they differ: bring facts, then negotiate.")
    else:
        clear = translate("{team} knows that the teams differ: bring facts, then negotiate.")
        likely = translate("Likely {team} knows that the teams differ: bring facts, then negotiate.")
    return (clear if is_clear else likely).format(team=team_name(knowing[0].team, translate))


def _move_by_verdict(mirrored: MirrorRow, translate: Translate, *, is_shared: bool) -> str:
    """`is_shared`: both are near each other, and know it."""
    label, level = mirrored.row.label, mirrored.level
    if is_shared or label in (Label.SIMILAR, Label.SLIGHT):
        neutral = translate("Neither end is better: agree on what it means for both of you.")
        return _keep_or_act(level, translate) if level else neutral
    return {
        Label.CLEAR: translate("Collect one example from each side, then look at the facts together."),
        Label.POSSIBLE: translate("Ask whether both teams recognize this gap before working on it."),
        Label.NOISE: translate("Ask both teams how they see it: these answers alone cannot tell."),
    }.get(label, "")


def _talk_inside(mirrored: MirrorRow, translate: Translate) -> str:
    if len(mirrored.splits) == len(Team):
        return translate("Let each team talk among itself first: both are of two minds.")
    return translate("Let {team} talk among itself first: it is of two minds.").format(
        team=team_name(mirrored.splits[0].team, translate)
    )


def _keep_or_act(level: Level, translate: Translate) -> str:
    return {
        Level.HIGH: translate("Protect it, and name who keeps it going."),
        Level.MIDDLE: translate("Ask each other what would move it by one step."),
        Level.LOW: translate("Act on it: both teams put it below the middle."),
    }[level]
