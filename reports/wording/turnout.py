"""How many of a team answered, in words. ★ No Django."""

from __future__ import annotations

from assessments.scales import Team
from assessments.tallies import Participation
from reports.series import percent
from reports.wording.phrases import Translate, team_name, untranslated


def answered_words(team: Team, counts: Participation, translate: Translate = untranslated) -> str:
    """`Sales: 12 of 14 answered (86%).`; the share only of a team that was counted, and counted large enough."""
    name = team_name(team, translate)
    if not counts.invited or counts.invited < counts.responded:
        return translate("{team}: {responded} answered.").format(team=name, responded=counts.responded)
    return translate("{team}: {responded} of {invited} answered ({share}).").format(
        team=name,
        responded=counts.responded,
        invited=counts.invited,
        share=percent(counts.responded / counts.invited),
    )
