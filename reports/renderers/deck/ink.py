"""Shapes of a slide: marks of the teams, lines, panels. Positions are points. ★ No Django.

Sales is a circle and Marketing a diamond, solid where a team speaks of itself and hollow where it guesses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from assessments.scales import Team
from reports.renderers.deck.fitting import plain
from reports.renderers.look import COLORS

MARK = 14.0
"""How wide a mark is."""

_THEME = {
    "ink": MSO_THEME_COLOR.TEXT_1,
    "surface": MSO_THEME_COLOR.BACKGROUND_1,
    "quiet": MSO_THEME_COLOR.TEXT_2,
    "soft": MSO_THEME_COLOR.BACKGROUND_2,
    "accent": MSO_THEME_COLOR.ACCENT_1,
    "said": MSO_THEME_COLOR.ACCENT_4,
    Team.SALES.value: MSO_THEME_COLOR.ACCENT_2,
    Team.MARKETING.value: MSO_THEME_COLOR.ACCENT_3,
}
_SHAPES = {Team.SALES: MSO_SHAPE.OVAL, Team.MARKETING: MSO_SHAPE.DIAMOND}


def paint(color: Any, role: str) -> None:
    """A color of the theme by its role, so that it changes with the theme; or any other, as #rrggbb."""
    if role in _THEME:
        color.theme_color = _THEME[role]
    else:
        color.rgb = RGBColor(*bytes.fromhex(COLORS.get(role, role)[1:]))  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class Ink:
    """What is drawn goes to the shapes of this slide."""

    shapes: Any

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
    ) -> Any:
        shape = self.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Pt(x1), Pt(y1), Pt(x2), Pt(y2))
        _plain_style(shape)
        paint(shape.line.color, role)
        shape.line.width = Pt(width)
        if is_dashed:
            shape.line.dash_style = MSO_LINE.SQUARE_DOT
        shape.name = "Line"
        return shape

    def panel(self, left: float, top: float, width: float, height: float, role: str = "soft", edge: str = "") -> Any:
        """A filled rectangle without words."""
        shape = self.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(left), Pt(top), Pt(width), Pt(height))
        dress(shape, role, edge, 0.75)
        shape.name = "Panel"
        return shape

    def mark(self, team: Team, x: float, y: float, *, is_hollow: bool = False) -> Any:
        """A team's mark around this point; a diamond looks smaller than it is wide."""
        wide = MARK + (2.0 if team is Team.MARKETING else 0.0)
        shape = self.shapes.add_shape(_SHAPES[team], Pt(x - wide / 2), Pt(y - wide / 2), Pt(wide), Pt(wide))
        if is_hollow:
            dress(shape, "surface", team.value, 2.25)
        else:
            dress(shape, team.value, "surface", 1.0)
        shape.name = team.value.capitalize()
        return shape

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
    ) -> Any:
        """A few words on one line around this height."""
        height = size * 1.3
        shape = self.shapes.add_textbox(Pt(left), Pt(middle - height / 2), Pt(width), Pt(height))
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        paragraph = frame.paragraphs[0]
        paragraph.alignment = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}[align]
        run = paragraph.add_run()
        run.text = plain(text)
        run.font.size, run.font.bold = Pt(size), is_bold
        paint(run.font.color, role)
        shape.name = "Number" if text.strip("+−").isdecimal() else "Words"
        return shape


def dress(shape: Any, role: str, edge: str, width: float) -> None:
    """Fills the shape and draws its edge; without a color, neither."""
    _plain_style(shape)
    if role:
        shape.fill.solid()
        paint(shape.fill.fore_color, role)
    else:
        shape.fill.background()
    if edge:
        paint(shape.line.color, edge)
        shape.line.width = Pt(width)
    else:
        shape.line.fill.background()


def _plain_style(shape: Any) -> None:
    """Without the theme's shadow and shine."""
    for style in shape._element.xpath("p:style"):
        shape._element.remove(style)
