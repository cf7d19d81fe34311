"""The double mirror: what each team answers, and what each expects of the other. ★ No Django."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assessments.scales import FrozenItem, Subject, Team
from reports.analysis import ItemAnalysis
from reports.analysis.constants import LOW_SCORE, POINTS_PER_STEP, TOLERANCE
from reports.analysis.coorientation import ConfidenceWord, SideFigures, State
from reports.analysis.estimates import Estimate
from reports.analysis.figures import TeamFigures
from reports.analysis.labels import Label
from reports.document import Report
from reports.series.gaps import FEW_PEOPLE, Absence, GapRow, Mark, Order, gap_series, placed
from reports.series.judged import Judged, answers_of, figures_of, judged_sides
from reports.series.printing import apart, around, signed, whole

HIGH_SCORE = 62.5
"""Points from which a score is nearer to the upper answers than to the middle one."""

_APART = {State.DISSENSUS, State.DISSENSUS_REVERSED, State.FALSE_CONSENSUS}
"""States that say that the teams differ."""

_CLAIMED = {Label.CLEAR, Label.POSSIBLE}
"""Labels that say so."""


class GuessAbsence(StrEnum):
    """Why there is no guess to show: a team is hidden, or gave no point; nobody was asked; fewer than the minimum."""

    HIDDEN = "hidden"
    DONT_KNOW = "dont-know"
    NOT_ASKED = "not-asked"
    FEW = "few"


class Level(StrEnum):
    """Where both teams stand: HIGH from HIGH_SCORE, LOW below the middle of the scale, else MIDDLE."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What `team` says of the answer of team `about`, 0–100 with high = good; its own answer where the two are one.

    `step` is what one person answering one step differently does to it; given for fewer than FEW_PEOPLE answers.
    `is_answer`: the team's ordinary answer to a question about the other's attitude is its guess, and stands for it.
    """

    team: Team
    about: Team
    score: float
    printed: str
    n: int
    step: str | None
    is_answer: bool

    @property
    def is_guess(self) -> bool:
        return self.team is not self.about


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One team: its own answer, its guess of the other, and how right that is. What is None has a reason beside it.

    `accuracy` is guess − truth in points, `points_off` the same as printed, `estimate` what may be said of it (None:
    too few answers, or no guess).
    `expected_gap` is the gap as this side sees it, Sales − Marketing. `state` and `confidence` are None where the
    answer is the guess, and with too few answers. `confidence` is UNCLEAR where the gap's own label does not say the
    same as the state, and at most LIKELY where the label is open itself (possible, noise).
    """

    team: Team
    own: Reading | None
    own_absence: Absence | None
    guess: Reading | None
    guess_absence: GuessAbsence | None
    accuracy: float | None
    points_off: int | None
    printed_accuracy: str | None
    printed_accuracy_range: tuple[str, str] | None
    printed_error: str | None
    estimate: Estimate | None
    expected_gap: float | None
    printed_expected_gap: str | None
    state: State | None
    confidence: ConfidenceWord | None

    @property
    def size(self) -> tuple[int, float]:
        """How far the guess is off: as printed, and where two print alike, in truth. 0 without a guess."""
        return abs(self.points_off or 0), round(abs(self.accuracy or 0), 9)

    @property
    def is_decided(self) -> bool:
        """Whether a headline may speak of the state."""
        return self.confidence in (ConfidenceWord.CLEAR, ConfidenceWord.LIKELY)

    @property
    def is_misjudged(self) -> bool:
        """Whether this team is proven to have guessed the other wrong."""
        return self.estimate in (Estimate.OVER, Estimate.UNDER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A team in two camps: people on the two lower and on the two upper answers, as asked, and their words."""

    team: Team
    n: int
    low: int
    high: int
    low_labels: tuple[str, str]
    high_labels: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorRow:
    """One question in the double mirror.

    `subject` is whose work is asked about. `level` is None without two scores, and where neither end is better.
    `unseen` are teams in which a quarter or more do not know. `minimum` is the round's minimum group size.
    """

    row: GapRow
    subject: Subject
    level: Level | None
    sales: Side
    marketing: Side
    splits: tuple[Split, ...]
    unseen: tuple[Team, ...]
    minimum: int

    def side(self, team: Team) -> Side:
        return self.sales if team is Team.SALES else self.marketing

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.sales, self.marketing

    @property
    def is_attitude(self) -> bool:
        """Whether it asks what the subject team feels, so that the other team's answer is its guess."""
        return self.row.guesser is not None

    @property
    def is_asked(self) -> bool:
        """Whether somebody was asked to guess, as far as that can be told."""
        return any(side.guess_absence is not GuessAbsence.NOT_ASKED for side in self.sides)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Those that may be shown: Sales' answer, Marketing's guess of it, Marketing's answer, Sales' guess of it."""
        four = (self.sales.own, self.marketing.guess, self.marketing.own, self.sales.guess)
        return tuple(reading for reading in four if reading is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorSeries:
    """All questions of a round in the double mirror. `has_guesses`: at least one guess may be shown."""

    rows: tuple[MirrorRow, ...]
    order: Order
    minimum: int
    has_guesses: bool


def mirror_series(report: Report, order: Order = Order.QUESTIONNAIRE) -> MirrorSeries:
    """The double mirror of a round, its questions in the order of the gap chart."""
    gaps = gap_series(report, order)
    items = {position: item for item, position in placed(report)}
    judged = judged_sides(items)
    rows = tuple(_mirror_row(items[row.position], row, judged, gaps.minimum) for row in gaps.rows)
    return MirrorSeries(
        rows=rows,
        order=order,
        minimum=gaps.minimum,
        has_guesses=any(reading.is_guess for row in rows for reading in row.readings),
    )


def mirror_row(report: Report, position: int) -> MirrorRow:
    """The question at this place of the questionnaire. Raises KeyError where none is, or an open one."""
    return {row.row.position: row for row in mirror_series(report).rows}[position]


def _mirror_row(item: ItemAnalysis, row: GapRow, judged: Judged, minimum: int) -> MirrorRow:
    figures = [(team, answers_of(item, team)) for team in Team]
    return MirrorRow(
        row=row,
        subject=item.item.subject,
        level=_level(row),
        sales=_side(item, row, Team.SALES, judged.get((row.position, Team.SALES))),
        marketing=_side(item, row, Team.MARKETING, judged.get((row.position, Team.MARKETING))),
        splits=tuple(_split(item.item, team, shown) for team, shown in figures if shown is not None and shown.split),
        unseen=tuple(team for team, shown in figures if shown is not None and shown.is_out_of_sight),
        minimum=minimum,
    )


def _level(row: GapRow) -> Level | None:
    if row.is_neutral or row.sales is None or row.marketing is None:
        return None
    scores = row.sales.score, row.marketing.score
    if max(scores) < LOW_SCORE - TOLERANCE:
        return Level.LOW
    return Level.HIGH if min(scores) >= HIGH_SCORE - TOLERANCE else Level.MIDDLE


def _side(item: ItemAnalysis, row: GapRow, team: Team, estimate: Estimate | None) -> Side:
    figures, mark = figures_of(item, team), row.mark(team)
    guess = None if figures is None else _guess(figures, row, team)
    ci, error = (None, None) if figures is None else (figures.accuracy_ci, figures.mean_abs_error_points)
    accuracy = None if figures is None else figures.accuracy_guess_minus_other
    truth = row.mark(team.other)
    points = None if accuracy is None or guess is None or truth is None else apart(guess.score, truth.score)
    expected = None if figures is None else figures.perceived_gap_sales_minus_marketing
    return Side(
        team=team,
        own=None if mark is None else _reading(team, team, mark.score, mark.n),
        own_absence=row.absence(team),
        guess=guess,
        guess_absence=None if guess else _guess_absence(item.item, row, team),
        accuracy=accuracy,
        points_off=points,
        printed_accuracy=None if points is None else signed(points),
        printed_accuracy_range=None if ci is None or points is None else around(*ci, points),
        printed_error=None if error is None else str(whole(error)),
        estimate=estimate,
        expected_gap=expected,
        printed_expected_gap=None if expected is None else _printed_gap(team, mark, guess),
        state=None if figures is None or estimate is None else figures.state,
        confidence=None if figures is None or estimate is None else _spoken(figures, row.label),
    )


def _printed_gap(team: Team, own: Mark | None, guess: Reading | None) -> str | None:
    """The gap that a team sees, Sales − Marketing, from its printed answer and guess."""
    if own is None or guess is None:
        return None
    points = apart(own.score, guess.score)
    return signed(points if team is Team.SALES else -points)


def _guess(figures: SideFigures, row: GapRow, team: Team) -> Reading | None:
    """A team's guess of the other; its own answer where the question is about the other's attitude."""
    if figures.guesses is not None and figures.guess_score is not None:
        return _reading(team, team.other, figures.guess_score, figures.guesses)
    own = row.mark(team)
    return None if own is None else _reading(team, team.other, own.score, own.n, is_answer=True)


def _reading(team: Team, about: Team, score: float, n: int, *, is_answer: bool = False) -> Reading:
    step = str(whole(POINTS_PER_STEP / n)) if n < FEW_PEOPLE else None
    return Reading(team=team, about=about, score=score, printed=str(whole(score)), n=n, step=step, is_answer=is_answer)


def _guess_absence(asked: FrozenItem, row: GapRow, team: Team) -> GuessAbsence:
    absences = row.sales_absence, row.marketing_absence
    if Absence.MINIMUM in absences:
        return GuessAbsence.HIDDEN
    if Absence.DONT_KNOW in absences:
        return GuessAbsence.DONT_KNOW
    return GuessAbsence.FEW if asked.may_guess(team) else GuessAbsence.NOT_ASKED


def _spoken(figures: SideFigures, label: Label) -> ConfidenceWord | None:
    """The confidence in a state, but never beyond the gap's label: no sentence may contradict the one beside it."""
    if figures.state is None or figures.confidence_word is None:
        return None
    if (figures.state in _APART) is not (label in _CLAIMED):
        return ConfidenceWord.UNCLEAR
    is_open = label in (Label.POSSIBLE, Label.NOISE)
    return ConfidenceWord.LIKELY if is_open and figures.is_decided else figures.confidence_word


def _split(asked: FrozenItem, team: Team, figures: TeamFigures) -> Split:
    """Counts and labels as asked: a reversed question is not turned round here."""
    return Split(
        team=team,
        n=figures.n,
        low=sum(figures.hist[:2]),
        high=sum(figures.hist[3:]),
        low_labels=(asked.labels[0], asked.labels[1]),
        high_labels=(asked.labels[3], asked.labels[4]),
    )
