"""Why the questions of a workshop's agenda stand where they stand. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence

from assessments.scales import Team
from reports.analysis.coorientation import ConfidenceWord
from reports.analysis.labels import Label
from reports.series import Absence, Level, Part, Talk
from reports.wording.phrases import Translate, apart_words, team_name, untranslated


def agenda_intro(agenda: Sequence[Talk], translate: Translate = untranslated) -> str:
    """How the proposed agenda is ordered: of the parts that it has only, and of their order only where it has two."""
    parts = {talk.part for talk in agenda}
    if len(parts) < 2:
        return translate("From the priorities of this round, the weightiest first.")
    if Part.LAST not in parts:
        return translate(
            "From the priorities of this round, easiest first: a gap that is only imagined first, for relief."
        )
    if Part.RELIEF not in parts:
        return translate(
            "From the priorities of this round, easiest first: a gap that is known stands last, as it takes longest."
        )
    return translate(
        "From the priorities of this round, easiest first: "
        "a gap that is only imagined first, for relief; a gap that is known last, as it takes longest."
    )


def agenda_reasons(agenda: Sequence[Talk], translate: Translate = untranslated) -> list[str]:
    """Why each question of an agenda, proposed or not, stands where it does: only the last is said to be last."""
    end = len(agenda) - 1
    return [
        _reason(talk, translate, is_first=place == 0, is_last=0 < place == end) for place, talk in enumerate(agenda)
    ]


def _reason(talk: Talk, translate: Translate, *, is_first: bool, is_last: bool) -> str:
    if any(side.own_absence is Absence.MINIMUM for side in talk.mirror.sides):
        return translate("Hidden for a team: to talk about, not to compare")
    if talk.part is Part.RELIEF:
        if is_first:
            return translate("To begin with relief: this gap is only imagined")
        return translate("Only imagined: good news for both")
    if talk.part is Part.LAST:
        words = (
            translate("{known}: it stands last, with facts and time")
            if is_last
            else translate("{known}: bring facts and give it time")
        )
        return words.format(known=_known(talk, translate))
    return _worth(talk, translate, is_first=is_first)


def _known(talk: Talk, translate: Translate) -> str:
    """Who knows of the gap, as sure as what is said of the sides."""
    decided = [side for side in talk.mirror.sides if side.is_decided]
    is_clear = all(side.confidence is ConfidenceWord.CLEAR for side in decided)
    if len(decided) == len(Team):
        return translate("Both know this gap") if is_clear else translate("Likely both know this gap")
    words = translate("{team} knows this gap") if is_clear else translate("Likely {team} knows this gap")
    return words.format(team=team_name(decided[0].team, translate))


def _worth(talk: Talk, translate: Translate, *, is_first: bool) -> str:
    """What the answers alone say for it: never more than the gap's label."""
    row = talk.mirror.row
    if row.label in (Label.SIMILAR, Label.SLIGHT):
        return _near(talk, translate)
    chance = (
        translate("To warm up: {apart} may be chance, so ask rather than conclude")
        if is_first
        else translate("{apart} may be chance: ask rather than conclude")
    )
    return {
        Label.CLEAR: translate("{apart}, a clear gap: what did each side see?"),
        Label.POSSIBLE: translate("{apart}, a possible gap: ask before you conclude"),
        Label.NOISE: chance,
    }.get(row.label, translate("Too little to compare: to talk about")).format(apart=apart_words(row, translate))


def _near(talk: Talk, translate: Translate) -> str:
    if talk.mirror.level is Level.LOW:
        return translate("You see this alike, and low: agree on what to do")
    return translate("You see this alike: it takes little time")
