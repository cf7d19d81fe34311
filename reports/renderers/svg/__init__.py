"""The charts, drawn once for page, print and PDF: accessible SVG without style, script or outside font. ★ No Django.

Every chart is an image with a title that states the finding and a description that holds its numbers; colors are
presentation attributes under the classes of `look.COLORS`, so that a page's style sheet can overrule them.
"""

from reports.renderers.svg.answers import distribution_chart
from reports.renderers.svg.fluid import fluid_track
from reports.renderers.svg.gaps import gap_chart, gap_heights
from reports.renderers.svg.mirror import mirror_chart, mirror_close_up, mirror_heights
from reports.renderers.svg.paper import Room, cut, paper_mirror_charts, sheet_sizes
from reports.renderers.svg.reveal import reveal_chart
from reports.renderers.svg.track import Air
from reports.renderers.svg.trend import index_chart, trend_chart

__all__ = [
    "Air",
    "Room",
    "cut",
    "distribution_chart",
    "fluid_track",
    "gap_chart",
    "gap_heights",
    "index_chart",
    "mirror_chart",
    "mirror_close_up",
    "mirror_heights",
    "paper_mirror_charts",
    "reveal_chart",
    "sheet_sizes",
    "trend_chart",
]
