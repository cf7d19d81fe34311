"""One question of the gap chart for a page: as wide as its place, so that one drawing serves all screens and paper.

★ No Django. What lies across is in per cent, what lies down in pixels; words beside it are the page's own text. Colors
come from the page's style sheet by the classes of `look.COLORS`.
"""

from __future__ import annotations

from collections.abc import Iterator

from assessments.scales import Team
from reports.renderers.look import BRIDGE, THIN_BRIDGE
from reports.renderers.svg.ink import MARK_RADIUS, element
from reports.renderers.svg.track import APART, NUMBER_GAP, RANGE_GAP
from reports.series import GapRow, Mark

INSET = 10.0
"""Per cent that stay free on either side: the number of a mark at 0 or 100 stands there."""

CLOSE = 9.0
"""Points nearer than this would cover one another on a phone: the marks step apart, Sales up and Marketing down."""

EDGE = RANGE_GAP + 3
REACH = MARK_RADIUS * 1.25


def fluid_track(row: GapRow, label: str) -> str:
    """The marks that may be shown, from back to front; `label` is what a screen reader says. Empty without marks."""
    if not row.marks:
        return ""
    step = APART if len(row.marks) == 2 and _is_close(*row.marks) else 0
    middle = EDGE + step
    ink = [part for shown in row.marks for part in _range(shown, _y(shown, middle, step))]
    if len(row.marks) == 2 and not step:
        ink.append(_bridge(row, middle))
    ink += [_mark(shown, _y(shown, middle, step), is_left=_is_left(shown, row)) for shown in reversed(row.marks)]
    return element("svg", *ink, role="img", aria_label=label, width="100%", height=2 * middle)


def _is_close(sales: Mark, marketing: Mark) -> bool:
    return abs(sales.score - marketing.score) < CLOSE


def _y(shown: Mark, middle: float, step: float) -> float:
    return middle + (-step if shown.team is Team.SALES else step)


def _is_left(shown: Mark, row: GapRow) -> bool:
    """Whether the number stands left of its mark: away from the other team's."""
    if row.sales is None or row.marketing is None:
        return False
    return (shown.team is Team.SALES) is (row.sales.score <= row.marketing.score)


def _x(points: float) -> str:
    return f"{round(INSET + points * (100 - 2 * INSET) / 100, 1):g}%"


def _line(x1: float, y1: float, x2: float, y2: float, role: str, width: float | None = None) -> str:
    look = f"chart-{role}-line"
    return element("line", x1=_x(x1), x2=_x(x2), y1=y1, y2=y2, class_=look, stroke_width=width)


def _bridge(row: GapRow, y: float) -> str:
    width, role = BRIDGE.get(row.label, THIN_BRIDGE)
    low, high = sorted(each.score for each in row.marks)
    return _line(low, y, high, y, role, width)


def _range(shown: Mark, y: float) -> Iterator[str]:
    """A thin bar above a circle and below a diamond, so that two ranges never lie on one another."""
    if shown.low is None or shown.high is None:
        return
    bar = y + (-1 if shown.team is Team.SALES else 1) * RANGE_GAP
    yield _line(shown.low, bar, shown.high, bar, shown.team, 2)
    yield _line(shown.score, bar, shown.score, y, shown.team)


def _mark(shown: Mark, y: float, *, is_left: bool) -> str:
    """Shape and number in a picture of their own, whose origin is the score."""
    offset, anchor = (-NUMBER_GAP, "end") if is_left else (NUMBER_GAP, None)
    number = element("text", shown.printed, x=offset, y=5, text_anchor=anchor)
    return element("svg", _shape(shown.team), number, x=_x(shown.score), y=y, class_=f"chart-{shown.team}")


def _shape(team: Team) -> str:
    if team is Team.SALES:
        return element("circle", r=MARK_RADIUS)
    reach = f"{REACH:g}"
    return element("path", d=f"M0-{reach}l{reach} {reach}l-{reach} {reach}l-{reach}-{reach}z")
