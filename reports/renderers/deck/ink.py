"""Shapes of a slide: marks of the teams, lines, panels. Positions are points. ★ No Django.

Sales is a circle and Marketing a diamond, solid where a team speaks of itself and hollow where it guesses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from assessments.scales import Team
from reports.renderers.deck import markup
from reports.renderers.deck.fitting import Fit
from reports.renderers.deck.markup import Box, Identity

MARK = 14.0
"""How wide a mark is."""

_FORMS = {Team.SALES: "ellipse", Team.MARKETING: "diamond"}


@dataclass(slots=True)
class Ink:
    """What is drawn is added to these parts. Outside a group, what has no words is decoration."""

    numbers: Iterator[int]
    parts: list[str]
    is_grouped: bool = False
    boxes: list[Box] = field(default_factory=list)

    def identity(self, name: str, alt: str | None = None) -> Identity:
        return Identity(next(self.numbers), name, alt)

    def add(self, part: str, box: Box) -> None:
        self.parts.append(part)
        self.boxes.append(box)

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        role: str = "line",
        width: float = 0.75,
        is_dashed: bool = False,
        name: str = "Line",
    ) -> None:
        """Level or upright."""
        box = Box(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
        look = markup.edge(role, width, "sysDot" if is_dashed else "")
        self.add(markup.stroke(self._silent(name), box, look), box)

    def panel(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        role: str = "soft",
        edge: str = "",
        name: str = "Panel",
    ) -> None:
        """A filled rectangle without words."""
        self.form("rect", Box(left, top, width, height), role, edge, 0.75, name)

    def mark(self, team: Team, x: float, y: float, *, is_hollow: bool = False, size: float = MARK) -> None:
        """A team's mark around this point; a diamond looks smaller than it is wide."""
        wide = size * (8 / 7 if team is Team.MARKETING else 1)
        box, name = Box(x - wide / 2, y - wide / 2, wide, wide), team.value.capitalize()
        if is_hollow:
            self.form(_FORMS[team], box, "surface", team.value, 2.25, name)
        else:
            self.form(_FORMS[team], box, team.value, "surface", 1.0, name)

    def form(self, form: str, box: Box, role: str, edge: str, width: float, name: str) -> None:
        self.add(markup.drawn(self._silent(name), form, box, role, markup.edge(edge, width)), box)

    def word(
        self,
        text: str,
        left: float,
        middle: float,
        width: float,
        size: float,
        *,
        role: str = "ink",
        is_bold: bool = False,
        align: str = "left",
    ) -> None:
        """A few words on one line around this height."""
        box = Box(left, middle - size * 0.65, width, size * 1.3)
        words = markup.paragraph(markup.run(" ".join(text.split()), size, role, is_bold=is_bold), align)
        name = "Number" if text.strip("+−").isdecimal() else "Words"
        self.add(markup.text_box(self.identity(name), box, words, "middle"), box)

    def write(self, box: Box, fit: Fit, *, align: str, anchor: str, name: str) -> None:
        self.add(markup.text_box(self.identity(name), box, markup.written(fit, align), anchor), box)

    def group(self, alt: str, name: str, drawn: Ink) -> None:
        """What was drawn elsewhere as one shape."""
        left, top = min(box.left for box in drawn.boxes), min(box.top for box in drawn.boxes)
        right, bottom = max(box.right for box in drawn.boxes), max(box.bottom for box in drawn.boxes)
        box = Box(left, top, right - left, bottom - top)
        self.add(markup.group(self.identity(name, alt), box, drawn.parts), box)

    def _silent(self, name: str) -> Identity:
        return self.identity(name, None if self.is_grouped else "")
