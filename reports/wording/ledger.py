"""What became of a promise: the change of its question, and what that does not prove. ★ No Django."""

from __future__ import annotations

from reports.series import ChangeRow
from reports.wording.change import break_words, gap_shift_words, shift_words
from reports.wording.phrases import Translate, untranslated


def moved_words(row: ChangeRow, translate: Translate = untranslated) -> list[str]:
    """A question beside itself in the round of the promise, a sentence each, the gap first; or why it cannot be."""
    if row.broken is not None:
        return [break_words(row, translate)]
    gap = [gap_shift_words(row.gap, translate)] if row.gap else []
    return [*gap, *(shift_words(shift, translate) for shift in row.shifts)]


def not_asked_again_words(translate: Translate = untranslated) -> str:
    return translate("Not asked again in this round, so nothing can be compared.")


def cause_words(translate: Translate = untranslated) -> str:
    """Said once wherever actions stand beside changes."""
    return translate(
        "A change beside an action is no proof that the action caused it: other things happened in the same time."
    )
