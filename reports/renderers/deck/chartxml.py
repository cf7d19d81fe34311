"""Native charts as XML, with their numbers twice: as drawn, and as cells of the workbook behind them. ★ No Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.renderers.deck.markup import HEAD, A, C, R, edge, escaped, paint
from reports.renderers.deck.workbook import column, workbook_of

_SHOWN = "".join(f'<c:show{what} val="0"/>' for what in ("CatName", "SerName", "Percent", "BubbleSize"))
_QUIET = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
_CATEGORIES, _VALUES = 2118791784, 2140495176
"""Ids of the two axes."""

_BAR_AXES = (
    f'<c:catAx><c:axId val="{_CATEGORIES}"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
    f'<c:axPos val="l"/>{_QUIET}<c:tickLblPos val="none"/><c:spPr>{edge("", 0)}</c:spPr><c:crossAx val="{_VALUES}"/>'
    '<c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
    f'<c:noMultiLvlLbl val="0"/></c:catAx><c:valAx><c:axId val="{_VALUES}"/><c:scaling/><c:delete val="0"/>'
    f'<c:axPos val="b"/>{_QUIET}<c:tickLblPos val="none"/><c:spPr>{edge("", 0)}</c:spPr>'
    f'<c:crossAx val="{_CATEGORIES}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
)
_WHOLE = (
    '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    '<c:x val="0"/><c:y val="0"/><c:w val="1"/><c:h val="1"/></c:manualLayout></c:layout>'
)
"""The plot fills its frame, so that words beside it stand where its bars are."""


@dataclass(frozen=True, slots=True)
class Series:
    """A name and a number for each category, or none; its look, and how its numbers are labeled."""

    name: str
    values: Sequence[int | None]
    look: str
    labels: str


def letters(size: float, role: str, *, is_bold: bool = False) -> str:
    look = f'<a:defRPr sz="{round(100 * size)}" b="{int(is_bold)}">{paint(role)}</a:defRPr>'
    return f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{look}</a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>'


def label(words: str, position: str) -> str:
    return f'{words}<c:dLblPos val="{position}"/><c:showLegendKey val="0"/><c:showVal val="1"/>{_SHOWN}'


def point_labels(labels: Mapping[int, str]) -> str:
    """Only these points are labeled."""
    each = "".join(f'<c:dLbl><c:idx val="{place}"/>{inner}</c:dLbl>' for place, inner in labels.items())
    return f'<c:dLbls>{each}<c:showLegendKey val="0"/><c:showVal val="0"/>{_SHOWN}</c:dLbls>'


def bars(categories: Sequence[str], series: Sequence[Series], gap: int) -> tuple[str, bytes]:
    """Full bars, one over the other, without axes; and their workbook."""
    inner = "".join(_series(n, each, categories) for n, each in enumerate(series))
    plot = (
        f'{_WHOLE}<c:barChart><c:barDir val="bar"/><c:grouping val="percentStacked"/><c:varyColors val="0"/>{inner}'
        f'<c:gapWidth val="{gap}"/><c:overlap val="100"/>{_axis_ids()}</c:barChart>{_BAR_AXES}'
    )
    return _space(plot), _book(categories, series)


def lines(categories: Sequence[str], series: Sequence[Series], sizes: tuple[float, float]) -> tuple[str, bytes]:
    """Lines with marks between 0 and 100, letters of the names and of the numbers so large; and their workbook."""
    inner = "".join(_series(n, each, categories, '<c:smooth val="0"/>') for n, each in enumerate(series))
    plot = (
        f'<c:layout/><c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{inner}<c:marker val="1"/>'
        f"{_axis_ids()}</c:lineChart>{_score_axes(sizes)}"
    )
    return _space(plot), _book(categories, series)


def _score_axes(sizes: tuple[float, float]) -> str:
    names, numbers = letters(sizes[0], "ink"), letters(sizes[1], "quiet")
    return (
        f'<c:catAx><c:axId val="{_CATEGORIES}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="b"/>{_QUIET}<c:tickLblPos val="low"/><c:spPr>{edge("edge", 0.75)}</c:spPr>'
        f'{names}<c:crossAx val="{_VALUES}"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/>'
        f'<c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx><c:valAx><c:axId val="{_VALUES}"/><c:scaling>'
        f'<c:orientation val="minMax"/><c:max val="100"/><c:min val="0"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="l"/><c:majorGridlines><c:spPr>{edge("line", 0.75)}</c:spPr></c:majorGridlines>'
        f'<c:numFmt formatCode="0" sourceLinked="0"/>{_QUIET}<c:tickLblPos val="nextTo"/>'
        f"<c:spPr>{edge('', 0)}</c:spPr>"
        f'{numbers}<c:crossAx val="{_CATEGORIES}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>'
        '<c:majorUnit val="50"/></c:valAx>'
    )


def _axis_ids() -> str:
    return f'<c:axId val="{_CATEGORIES}"/><c:axId val="{_VALUES}"/>'


def _series(n: int, series: Series, categories: Sequence[str], end: str = "") -> str:
    letter, last = column(n + 1), len(categories) + 1
    names = _cells("str", f"Sheet1!$A$2:$A${last}", categories)
    values = _cells("num", f"Sheet1!${letter}$2:${letter}${last}", series.values)
    return (
        f'<c:ser><c:idx val="{n}"/><c:order val="{n}"/><c:tx>{_cells("str", f"Sheet1!${letter}$1", [series.name])}'
        f"</c:tx>{series.look}{series.labels}<c:cat>{names}</c:cat><c:val>{values}</c:val>{end}</c:ser>"
    )


def _cells(kind: str, where: str, values: Sequence[str | int | None]) -> str:
    """What stands in these cells of the workbook; an empty one has no point."""
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{escaped(str(value))}</c:v></c:pt>'
        for place, value in enumerate(values)
        if value is not None
    )
    style = "<c:formatCode>0</c:formatCode>" if kind == "num" else ""
    cache = f'<c:{kind}Cache>{style}<c:ptCount val="{len(values)}"/>{points}</c:{kind}Cache>'
    return f"<c:{kind}Ref><c:f>{where}</c:f>{cache}</c:{kind}Ref>"


def _space(plot: str) -> str:
    return (
        f'{HEAD}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:date1904 val="0"/>'
        f'<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{plot}</c:plotArea>'
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/>{edge("", 0)}</c:spPr>'
        f'{letters(12, "ink")}<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _book(categories: Sequence[str], series: Iterable[Series]) -> bytes:
    return workbook_of(categories, [(each.name, each.values) for each in series])
