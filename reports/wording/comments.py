"""What is said around comments. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence

from assessments.scales import Team
from reports.wording.phrases import Translate, team_name, untranslated


def held_back_words(teams: Sequence[Team], minimum: int, translate: Translate = untranslated) -> list[str]:
    """A sentence for each team whose comments are not shown."""
    words = translate("Fewer than {minimum} of {team} answered: comments not shown, to protect people.")
    return [words.format(minimum=minimum, team=team_name(team, translate)) for team in teams]
