"""What every output shows, decided once: order, numbers as printed, who is hidden and why. ★ No Django.

Charts, tables, sentences and files read these rows, so that no two of them can print different numbers. Numbers are
rounded here, to whole points, half away from zero; a printed gap is the rounded true gap and not the difference of
two rounded scores (56 and 40 may well be +17).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import copysign, floor

from assessments.scales import Direction, FrozenItem, Scale, Team
from assessments.tallies import RoundTally
from reports.analysis import ItemAnalysis
from reports.analysis.constants import TOLERANCE
from reports.analysis.figures import GapFigures, Interval, TeamFigures
from reports.analysis.labels import Label
from reports.document import Report

MINUS = "\u2212"

FEW_PEOPLE = 12
"""Answers below which it is said what one person's step does."""

_LABEL_RANK = {Label.CLEAR: 0, Label.POSSIBLE: 1, Label.HIDDEN: 3}
"""Order of rows by gap: clear, possible, every other verdict, hidden."""


class Order(StrEnum):
    QUESTIONNAIRE = "questionnaire"
    GAP = "gap"


class Absence(StrEnum):
    """Why a team has no score: fewer than the minimum answered, or all who answered pressed "Don't know"."""

    MINIMUM = "minimum"
    DONT_KNOW = "dont-know"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One team's score on one question, 0–100 with high = good.

    `low` and `high` are the range expected with similar people; None where everybody of the team answered (nothing
    was sampled) or where one answer knows no spread. `silent` people gave no answer of any kind; None where the size
    of the team is unknown. `step` is what one person answering one step differently does to the score, as printed;
    given for fewer than FEW_PEOPLE answers.
    """

    team: Team
    score: float
    printed: str
    low: float | None
    high: float | None
    printed_range: str | None
    n: int
    dk: int
    silent: int | None
    step: str | None

    @property
    def is_everyone(self) -> bool:
        return self.silent == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """One question with both teams' marks; a mark that is None has its reason in the field beside it.

    `ends` are the worded answers at 0 and at 100 points. `is_reversed`: the question was asked so that a high answer
    is bad, its scores are turned round. `is_neutral`: no answer to it is good or bad. `is_minority_view`: in a team
    at least half of those who answered pressed "Don't know". `is_silence_proof`: whatever the people who did not
    answer think, the gap keeps its sign (and somebody did not answer).
    """

    code: str
    position: int
    text: str
    dimension: str | None
    ends: tuple[str, str]
    is_reversed: bool
    is_neutral: bool
    is_minority_view: bool
    sales: Mark | None
    marketing: Mark | None
    sales_absence: Absence | None
    marketing_absence: Absence | None
    gap: float | None
    printed_gap: str | None
    gap_low: float | None
    gap_high: float | None
    printed_gap_range: tuple[str, str] | None
    is_silence_proof: bool
    label: Label

    def mark(self, team: Team) -> Mark | None:
        return self.sales if team is Team.SALES else self.marketing

    def absence(self, team: Team) -> Absence | None:
        return self.sales_absence if team is Team.SALES else self.marketing_absence

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks that may be shown, Sales first."""
        return tuple(mark for mark in (self.sales, self.marketing) if mark is not None)

    @property
    def higher(self) -> Team | None:
        """The team that stands higher in print; None at an equal number or without a gap."""
        if self.printed_gap is None or self.printed_gap == "0":
            return None
        return Team.SALES if self.printed_gap.startswith("+") else Team.MARKETING


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSeries:
    """All questions of a round in one order. `minimum` is the minimum group size of the round."""

    rows: tuple[GapRow, ...]
    order: Order
    minimum: int


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


def gap_series(report: Report, order: Order = Order.QUESTIONNAIRE) -> GapSeries:
    """The gap chart and its table: one row a question."""
    rows = [_row(item, position, report.released.tally) for item, position in _placed(report)]
    if order is Order.GAP:
        rows.sort(key=_by_gap)
    return GapSeries(rows=tuple(rows), order=order, minimum=report.released.tally.minimum)


def distribution(report: Report, position: int) -> QuestionSeries:
    """The question at this place of the questionnaire. Raises KeyError where none is, or an open one."""
    item = {place: item for item, place in _placed(report)}[position]
    return QuestionSeries(
        row=_row(item, position, report.released.tally),
        labels=_asked_labels(item.item),
        not_applicable=item.item.not_applicable,
        sales=_distribution(Team.SALES, item.item, item.sales),
        marketing=_distribution(Team.MARKETING, item.item, item.marketing),
        minimum=report.released.tally.minimum,
    )


def whole(value: float) -> int:
    """The nearest whole number, half away from zero; a hair below a half counts as the half."""
    return int(copysign(floor(abs(value) + 0.5 + TOLERANCE), value))


def signed(value: float) -> str:
    """`+17`, `−17`, `0`: whole points with a real minus sign."""
    points = whole(value)
    return f"+{points}" if points > 0 else f"{MINUS}{-points}" if points else "0"


def percent(share: float) -> str:
    """`39%` of a share 0–1. A few are never printed as nobody, nor almost all as all: `<1%`, `>99%`."""
    points = whole(100 * share)
    if points == 0 and share > 0:
        return "<1%"
    return ">99%" if points == 100 and share < 1 else f"{points}%"


def _placed(report: Report) -> list[tuple[ItemAnalysis, int]]:
    return list(zip(report.analysis.items, report.released.positions, strict=True))


def _by_gap(row: GapRow) -> tuple[int, float, int]:
    """Clear before possible before the rest, larger first; equal ones as asked. A row without a gap stands last."""
    size = 0.0 if row.gap is None else round(abs(row.gap), 9)
    return _LABEL_RANK.get(row.label, 2), -size, row.position


def _row(item: ItemAnalysis, position: int, tally: RoundTally) -> GapRow:
    asked, gap = item.item, item.gap
    low, high = (None, None) if gap is None or gap.gap_ci is None else gap.gap_ci
    marks = _mark(Team.SALES, item.sales, tally), _mark(Team.MARKETING, item.marketing, tally)
    is_reversed = asked.direction is Direction.NEGATIVE
    lowest, highest = (asked.labels[-1], asked.labels[0]) if is_reversed else (asked.labels[0], asked.labels[-1])
    return GapRow(
        code=asked.code,
        position=position,
        text=asked.text,
        dimension=asked.dimension,
        ends=(lowest, highest),
        is_reversed=is_reversed,
        is_neutral=asked.direction is Direction.NEUTRAL,
        is_minority_view=any(_is_minority(team) for team in (item.sales, item.marketing)),
        sales=marks[0],
        marketing=marks[1],
        sales_absence=_absence(item.sales),
        marketing_absence=_absence(item.marketing),
        gap=None if gap is None else gap.gap,
        printed_gap=None if gap is None else signed(gap.gap),
        gap_low=low,
        gap_high=high,
        printed_gap_range=None if low is None or high is None else (signed(low), signed(high)),
        is_silence_proof=any(mark.silent for mark in marks if mark) and _keeps_sign(gap),
        label=item.label,
    )


def _absence(figures: TeamFigures | None) -> Absence | None:
    if figures is None:
        return Absence.MINIMUM
    return Absence.DONT_KNOW if figures.score is None else None


def _is_minority(figures: TeamFigures | None) -> bool:
    return figures is not None and figures.dk_share is not None and figures.dk_share >= 0.5 - TOLERANCE


def _mark(team: Team, figures: TeamFigures | None, tally: RoundTally) -> Mark | None:
    if figures is None or figures.score is None:
        return None
    silent = _silent(figures, tally.participation(team).invited)
    low, high = _range(figures, silent)
    return Mark(
        team=team,
        score=figures.score,
        printed=str(whole(figures.score)),
        low=low,
        high=high,
        printed_range=None if low is None or high is None else f"{whole(low)}–{whole(high)}",
        n=figures.n,
        dk=figures.dk,
        silent=silent,
        step=_step(figures),
    )


def _silent(figures: TeamFigures, invited: int | None) -> int | None:
    """People of the team who gave no answer of any kind; None where more answered than were counted."""
    answered = figures.n + figures.dk + (figures.na or 0)
    return None if invited is None or invited < answered else invited - answered


def _range(figures: TeamFigures, silent: int | None) -> Interval | tuple[None, None]:
    """No range at a full count: nothing was sampled, so what the team says is known."""
    return (None, None) if figures.ci_points is None or silent == 0 else figures.ci_points


def _step(figures: TeamFigures) -> str | None:
    points = figures.resolution_points
    return None if points is None or figures.n >= FEW_PEOPLE else str(whole(points))


def _keeps_sign(gap: GapFigures | None) -> bool:
    """Whether the worst-case bounds of the gap, for the people who did not answer, exclude 0."""
    if gap is None or gap.gap_bounds_points is None:
        return False
    low, high = gap.gap_bounds_points
    return low > TOLERANCE or high < -TOLERANCE


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
        absence=_absence(figures),
        segments=_segments(asked, figures),
        n=figures.n,
        dk=figures.dk,
        printed_dk=None if figures.dk_share is None else percent(figures.dk_share),
        na=figures.na,
        is_out_of_sight=figures.is_out_of_sight,
    )


def _segments(asked: FrozenItem, figures: TeamFigures) -> tuple[Segment, ...]:
    if not figures.n:
        return ()
    counts = (figures.hist[0], figures.hist[-1]) if asked.scale is Scale.YESNO else figures.hist
    return tuple(
        Segment(label=label, count=count, share=count / figures.n, printed=percent(count / figures.n))
        for label, count in zip(_asked_labels(asked), counts, strict=True)
    )
