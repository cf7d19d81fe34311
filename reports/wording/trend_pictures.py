"""The pictures of rounds in a row as text. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence

from assessments.scales import Team
from reports.series import IndexTrendPoint, PointAbsence, RoundName, TrendLine, TrendPoint
from reports.wording.phrases import Translate, team_name, untranslated


def trend_summary(line: TrendLine, rounds: Sequence[RoundName], translate: Translate = untranslated) -> str:
    """Every number of the picture: `Sales: First look 23, Six months on 34. Marketing: …`"""
    return " ".join(_team_summary(line, team, rounds, translate) for team in Team)


def _team_summary(line: TrendLine, team: Team, rounds: Sequence[RoundName], translate: Translate) -> str:
    parts = [
        f"{name.title} {point_words(point, translate)}" for point, name in zip(line.points(team), rounds, strict=True)
    ]
    return f"{team_name(team, translate)}: {', '.join(parts)}."


def point_words(point: TrendPoint, translate: Translate = untranslated) -> str:
    """A score as printed, or why there is none."""
    if point.printed is not None:
        return point.printed
    words = {
        PointAbsence.NOT_ASKED: translate("not asked"),
        PointAbsence.MINIMUM: translate("hidden"),
        PointAbsence.DONT_KNOW: translate("nobody could say"),
    }
    return words[point.absence] if point.absence else ""


def index_trend_summary(
    points: Sequence[IndexTrendPoint], rounds: Sequence[RoundName], translate: Translate = untranslated
) -> str:
    """`First look 41, Six months on 60.`"""
    parts = [
        f"{name.title} {point.printed or translate('no index')}" for point, name in zip(points, rounds, strict=True)
    ]
    return f"{', '.join(parts)}."
