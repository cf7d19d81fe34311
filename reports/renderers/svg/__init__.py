"""The charts, drawn once for page, print and PDF: accessible SVG without style, script or outside font. ★ No Django.

Every chart is an image with a title that states the finding and a description that holds its numbers; colors are
presentation attributes under the classes of `look.COLORS`, so that a page's style sheet can overrule them.
"""

from reports.renderers.svg.answers import distribution_chart
from reports.renderers.svg.gaps import gap_chart
from reports.renderers.svg.mirror import mirror_chart, mirror_close_up
from reports.renderers.svg.paper import Room, gap_parts, height_of, mirror_parts, paper_gap_charts, paper_mirror_charts
from reports.renderers.svg.reveal import reveal_chart
from reports.renderers.svg.trend import index_chart, trend_chart

__all__ = [
    "Room",
    "distribution_chart",
    "gap_chart",
    "gap_parts",
    "height_of",
    "index_chart",
    "mirror_chart",
    "mirror_close_up",
    "mirror_parts",
    "paper_gap_charts",
    "paper_mirror_charts",
    "reveal_chart",
    "trend_chart",
]
