"""How each team answered one question, as asked. ★ No Django."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.scales import FrozenItem, Scale, Team
from assessments.tallies import Histogram
from assessments.workshops import VoteResult
from reports.analysis.figures import TeamFigures
from reports.analysis.items import item as figures_of_counts
from reports.document import Report
from reports.series.gaps import Absence, GapRow, absence_of, placed, row_of
from reports.series.printing import percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One worded answer: how many people gave it, and their share of those who gave any (0–1)."""

    label: str
    count: int
    share: float
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """How one team answered one question, as asked, lowest answer first; yes or no has two segments.

    `segments` are empty and all counts 0 where `absence` is set for the minimum; for don't-knows only, `n` is 0 and
    `dk` given. `printed_dk` is the share of don't-knows among them and the points. `na` is None where the question
    offers no such answer.
    """

    team: Team
    absence: Absence | None
    segments: tuple[Segment, ...]
    n: int
    dk: int
    printed_dk: str | None
    na: int | None
    is_out_of_sight: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSeries:
    """One question close up. `labels` as asked, lowest first; `not_applicable` is the extra answer's wording or ''."""

    row: GapRow
    labels: tuple[str, ...]
    not_applicable: str
    sales: Distribution
    marketing: Distribution
    minimum: int

    def distribution(self, team: Team) -> Distribution:
        return self.sales if team is Team.SALES else self.marketing


def distribution(report: Report, position: int) -> QuestionSeries:
    """The question at this place of the questionnaire. Raises KeyError where none is, or an open one."""
    item = {place: item for item, place in placed(report)}[position]
    return QuestionSeries(
        row=row_of(item, position, report.released.tally),
        labels=_asked_labels(item.item),
        not_applicable=item.item.not_applicable,
        sales=_distribution(Team.SALES, item.item, item.sales),
        marketing=_distribution(Team.MARKETING, item.item, item.marketing),
        minimum=report.released.tally.minimum,
    )


def vote_series(asked: FrozenItem, row: GapRow, result: VoteResult) -> QuestionSeries:
    """A locked vote as answers to its question: a room is a round of its own."""
    sales, marketing = (
        _distribution(team, asked, _voted(result.team(team).hist, result.team(team).dk)) for team in Team
    )
    return QuestionSeries(
        row=row,
        labels=_asked_labels(asked),
        not_applicable="",
        sales=sales,
        marketing=marketing,
        minimum=result.minimum,
    )


def _voted(hist: Histogram | None, dk: int | None) -> TeamFigures | None:
    return None if hist is None else figures_of_counts(hist, dk or 0)


def _asked_labels(asked: FrozenItem) -> tuple[str, ...]:
    """The labels that can be answered: yes or no uses the two ends only."""
    return (asked.labels[0], asked.labels[-1]) if asked.scale is Scale.YESNO else asked.labels


def _distribution(team: Team, asked: FrozenItem, figures: TeamFigures | None) -> Distribution:
    if figures is None:
        return Distribution(
            team=team,
            absence=Absence.MINIMUM,
            segments=(),
            n=0,
            dk=0,
            printed_dk=None,
            na=None,
            is_out_of_sight=False,
        )
    return Distribution(
        team=team,
        absence=absence_of(figures),
        segments=segments_of(asked, figures.hist),
        n=figures.n,
        dk=figures.dk,
        printed_dk=None if figures.dk_share is None else percent(figures.dk_share),
        na=figures.na,
        is_out_of_sight=figures.is_out_of_sight,
    )


def segments_of(asked: FrozenItem, hist: Histogram) -> tuple[Segment, ...]:
    """The counts of a question as worded answers; empty where there is none."""
    n = sum(hist)
    if not n:
        return ()
    counts = (hist[0], hist[-1]) if asked.scale is Scale.YESNO else hist
    return tuple(
        Segment(label=label, count=count, share=count / n, printed=percent(count / n))
        for label, count in zip(_asked_labels(asked), counts, strict=True)
    )
