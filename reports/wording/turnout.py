"""How many took part, and what to keep in mind when few did. ★ No Django."""

from __future__ import annotations

from assessments.scales import Team
from assessments.tallies import Participation, RoundTally
from reports.analysis.turnout import Silence, response_rate, turnout
from reports.series import percent
from reports.wording.phrases import Translate, share_words, team_name, untranslated


def turnout_words(counts: Participation, translate: Translate = untranslated) -> str:
    """`12 of 14 answered (86%)`; no share where nobody counted the team, or fewer than responded."""
    rate = response_rate(counts)
    if rate is None:
        return translate("{responded} answered").format(responded=counts.responded)
    return translate("{responded} of {invited} answered ({rate})").format(
        responded=counts.responded, invited=counts.invited, rate=share_words(percent(rate), translate)
    )


def answered_words(team: Team, counts: Participation, translate: Translate = untranslated) -> str:
    """`Sales: 12 of 14 answered (86%).`"""
    words = turnout_words(counts, translate)
    return translate("{team}: {words}.").format(team=team_name(team, translate), words=words)


def shortage_words(tally: RoundTally, translate: Translate = untranslated) -> list[str]:
    """A sentence for each team of which fewer than the minimum have responded: nothing of it can be shown."""
    words = translate("{team}: {responded} answered, at least {minimum} are needed to show anything of this team.")
    return [
        words.format(team=team_name(team, translate), responded=counts.responded, minimum=tally.minimum)
        for team in Team
        if (counts := tally.participation(team)).responded < tally.minimum
    ]


def caution_words(tally: RoundTally, translate: Translate = untranslated) -> list[str]:
    """What to keep in mind of a round's participation, a sentence each; it never changes a number.

    Of a team that cannot be shown at all, `shortage_words` says enough.
    """
    rates = turnout(tally)
    silences = {Team.SALES: rates.sales, Team.MARKETING: rates.marketing}
    shown = [team for team in Team if tally.participation(team).responded >= tally.minimum]
    found = [_team_caution(team, tally.participation(team), silences[team], translate) for team in shown]
    if rates.is_uneven and len(shown) == len(Team):
        found.append(translate("One team took part much more than the other: the comparison rests on unequal parts."))
    return [words for words in found if words]


def _team_caution(team: Team, counts: Participation, silence: Silence | None, translate: Translate) -> str:
    if counts.invited is not None and counts.responded > counts.invited:
        words = translate("{team}: more answers than people counted. Someone answered twice, or the count is wrong.")
    elif silence is Silence.MOST:
        words = translate("Most of {team} have not answered: the silent ones may see it differently.")
    elif silence is Silence.SOME:
        words = translate("Some of {team} have not answered: they may see it differently.")
    else:
        return ""
    return words.format(team=team_name(team, translate))
