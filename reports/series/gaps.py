"""One row a question: both teams' scores, the gap between them, its label. ★ No Django."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assessments.scales import Direction, FrozenItem, GuessRule, Subject, Team
from assessments.tallies import RoundTally
from reports.analysis import ItemAnalysis
from reports.analysis.constants import TOLERANCE
from reports.analysis.figures import GapFigures, Interval, TeamFigures
from reports.analysis.labels import Label
from reports.document import Report
from reports.series.printing import apart, around, signed, span, whole

FEW_PEOPLE = 12
"""Answers below which it is said what one person's step does."""

_LABEL_RANK = {Label.CLEAR: 0, Label.POSSIBLE: 1, Label.HIDDEN: 3}
"""Order of rows by gap: clear, possible, every other verdict, hidden."""


class Order(StrEnum):
    QUESTIONNAIRE = "questionnaire"
    GAP = "gap"
    PRIORITY = "priority"


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

    `name` is what headings and sentences call it: its short name, else the whole question.
    `ends` are the worded answers at 0 and at 100 points. `is_reversed`: the question was asked so that a high answer
    is bad, its scores are turned round. `is_neutral`: no answer to it is good or bad. `guesser` is the team that was
    asked about the other's attitude, so that its answer is its guess; mostly None. `is_minority_view`: in a team at
    least half of those who answered pressed "Don’t know". `is_silence_proof`: whatever the people who did not answer
    think, the gap keeps its sign (and somebody did not answer). `rank` is the place among the priorities, 1 = first to
    discuss; None where there is too little to compare. `points` is the gap as printed.
    """

    code: str
    position: int
    name: str
    text: str
    dimension: str | None
    ends: tuple[str, str]
    is_reversed: bool
    is_neutral: bool
    guesser: Team | None
    is_minority_view: bool
    sales: Mark | None
    marketing: Mark | None
    sales_absence: Absence | None
    marketing_absence: Absence | None
    gap: float | None
    points: int | None
    printed_gap: str | None
    gap_low: float | None
    gap_high: float | None
    printed_gap_range: tuple[str, str] | None
    is_silence_proof: bool
    label: Label
    rank: int | None

    def mark(self, team: Team) -> Mark | None:
        return self.sales if team is Team.SALES else self.marketing

    def absence(self, team: Team) -> Absence | None:
        return self.sales_absence if team is Team.SALES else self.marketing_absence

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks that may be shown, Sales first."""
        return tuple(mark for mark in (self.sales, self.marketing) if mark is not None)

    @property
    def printed_apart(self) -> str | None:
        """The printed gap without its sign: how far apart the teams are."""
        return None if self.points is None else str(abs(self.points))

    @property
    def higher(self) -> Team | None:
        """The team that stands higher in print; None at an equal number or without a gap."""
        if not self.points:
            return None
        return Team.SALES if self.points > 0 else Team.MARKETING

    @property
    def size(self) -> tuple[int, float]:
        """How large the gap is: as printed, and where two print alike, in truth. 0 without a gap."""
        return abs(self.points or 0), round(abs(self.gap or 0), 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSeries:
    """All questions of a round in one order. `minimum` is the minimum group size of the round."""

    rows: tuple[GapRow, ...]
    order: Order
    minimum: int


def gap_series(report: Report, order: Order = Order.QUESTIONNAIRE) -> GapSeries:
    """The gap chart and its table: one row a question."""
    rows = [row_of(item, position, report.released.tally) for item, position in placed(report)]
    if order is not Order.QUESTIONNAIRE:
        rows.sort(key=_by_gap if order is Order.GAP else _by_priority)
    return GapSeries(rows=tuple(rows), order=order, minimum=report.released.tally.minimum)


def placed(report: Report) -> list[tuple[ItemAnalysis, int]]:
    return list(zip(report.analysis.items, report.released.positions, strict=True))


def row_of(item: ItemAnalysis, position: int, tally: RoundTally) -> GapRow:
    asked, gap = item.item, item.gap
    low, high = (None, None) if gap is None or gap.gap_ci is None else gap.gap_ci
    points = None if gap is None else _points(item)
    marks = _mark(Team.SALES, item.sales, tally), _mark(Team.MARKETING, item.marketing, tally)
    is_reversed = asked.direction is Direction.NEGATIVE
    lowest, highest = (asked.labels[-1], asked.labels[0]) if is_reversed else (asked.labels[0], asked.labels[-1])
    return GapRow(
        code=asked.code,
        position=position,
        name=asked.name,
        text=asked.text,
        dimension=asked.dimension,
        ends=(lowest, highest),
        is_reversed=is_reversed,
        is_neutral=asked.direction is Direction.NEUTRAL,
        guesser=_guesser(asked),
        is_minority_view=any(_is_minority(team) for team in (item.sales, item.marketing)),
        sales=marks[0],
        marketing=marks[1],
        sales_absence=absence_of(item.sales),
        marketing_absence=absence_of(item.marketing),
        gap=None if gap is None else gap.gap,
        points=points,
        printed_gap=None if points is None else signed(points),
        gap_low=low,
        gap_high=high,
        printed_gap_range=None if low is None or high is None or points is None else around(low, high, points),
        is_silence_proof=any(mark.silent for mark in marks if mark) and _keeps_sign(gap),
        label=item.label,
        rank=None if item.priority is None else item.priority.rank,
    )


def _guesser(asked: FrozenItem) -> Team | None:
    if asked.guess_rule is not GuessRule.SUBJECT_ONLY or asked.subject is Subject.BOTH:
        return None
    return Team(asked.subject.value).other


def _points(item: ItemAnalysis) -> int | None:
    scores = [None if team is None else team.score for team in (item.sales, item.marketing)]
    return None if scores[0] is None or scores[1] is None else apart(scores[0], scores[1])


def absence_of(figures: TeamFigures | None) -> Absence | None:
    if figures is None:
        return Absence.MINIMUM
    return Absence.DONT_KNOW if figures.score is None else None


def _by_gap(row: GapRow) -> tuple[int, int, float, int]:
    """Clear before possible before the rest, larger first; equal ones as asked. A row without a gap stands last."""
    printed, true = row.size
    return _LABEL_RANK.get(row.label, 2), -printed, -true, row.position


def _by_priority(row: GapRow) -> tuple[bool, int, int]:
    """First to discuss first; what has no priority stands last, as asked."""
    return row.rank is None, row.rank or 0, row.position


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
        printed_range=None if low is None or high is None else span(low, high),
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
