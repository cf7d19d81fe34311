"""What became of a promise: the change of its question, and what that does not prove. ★ No Django."""

from __future__ import annotations

from reports.analysis.labels import Label
from reports.series import ChangeRow, TeamShift
from reports.wording.change import break_words, gap_shift_words, shift_words
from reports.wording.phrases import Translate, untranslated

_SURE = (Label.CLEAR, Label.POSSIBLE)


def moved_words(row: ChangeRow, translate: Translate = untranslated) -> list[str]:
    """A question beside itself in the round of the promise, a sentence each; or why it cannot be.

    What is surest leads: that the gap moved, where it did, else how each team did, a clear change first.
    """
    if row.broken is not None:
        return [break_words(row, translate)]
    teams = [shift_words(shift, translate) for shift in sorted(row.shifts, key=_certainty)]
    if row.gap is None:
        return teams
    gap = gap_shift_words(row.gap, translate)
    has_moved = row.gap.narrowed or row.gap.widened or row.gap.turned
    return [gap, *teams] if has_moved else [*teams, gap]


def _certainty(shift: TeamShift) -> int:
    return _SURE.index(shift.label) if shift.label in _SURE else len(_SURE)


def not_asked_again_words(translate: Translate = untranslated) -> str:
    return translate("Not asked again in this round, so nothing can be compared.")


def cause_words(translate: Translate = untranslated) -> str:
    """Said once wherever actions stand beside changes."""
    return translate(
        "A change beside an action is no proof that the action caused it: other things happened in the same time."
    )
