"""The words of the file format: shapes, text, tables and frames as XML. Lengths come in points. ★ No Django."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assessments.scales import Team
from reports.renderers.deck.fitting import LEADING, Fit, plain
from reports.renderers.look import COLORS

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"

_THEME = {
    "ink": "tx1",
    "surface": "bg1",
    "quiet": "tx2",
    "soft": "bg2",
    "accent": "accent1",
    Team.SALES.value: "accent2",
    Team.MARKETING.value: "accent3",
    "said": "accent4",
}
_ANCHORS = {"top": "t", "middle": "ctr", "bottom": "b"}
_ALIGNED = {"left": "l", "right": "r", "center": "ctr"}
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;"})
_DECORATION = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Identity:
    """A shape's number and name, and what is read instead of it: None says nothing, "" that it is decoration."""

    number: int
    name: str
    alt: str | None = None

    @property
    def tag(self) -> str:
        said = "" if self.alt is None else f' descr="{escaped(self.alt)}"'
        inside = _DECORATION if self.alt == "" else ""
        return f'<p:cNvPr id="{self.number}" name="{escaped(self.name)}"{said}>{inside}</p:cNvPr>'


def escaped(text: str) -> str:
    return plain(text).translate(_ESCAPES)


def emu(points: float) -> int:
    return int(points * 12700)


@lru_cache(maxsize=64)
def paint(role: str) -> str:
    """A fill in a color of the theme by its role, so that it changes with the theme; or in any other, as #rrggbb."""
    if role in _THEME:
        return f'<a:solidFill><a:schemeClr val="{_THEME[role]}"/></a:solidFill>'
    return f'<a:solidFill><a:srgbClr val="{COLORS.get(role, role)[1:].upper()}"/></a:solidFill>'


def edge(role: str, width: float, dash: str = "") -> str:
    """A line in this color; without one, none."""
    if not role:
        return "<a:ln><a:noFill/></a:ln>"
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{emu(width)}">{paint(role)}{dashed}</a:ln>'


def place(box: Box, kind: str = "a:xfrm", inner: bool = False) -> str:
    at, size = f'x="{emu(box.left)}" y="{emu(box.top)}"', f'cx="{emu(box.width)}" cy="{emu(box.height)}"'
    own = f"<a:chOff {at}/><a:chExt {size}/>" if inner else ""
    return f"<{kind}><a:off {at}/><a:ext {size}/>{own}</{kind}>"


def drawn(who: Identity, form: str, box: Box, fill: str, line: str) -> str:
    """A form without words."""
    body = '<p:txBody><a:bodyPr rtlCol="0" anchor="ctr"/><a:lstStyle/><a:p><a:pPr algn="ctr"/></a:p></p:txBody>'
    return (
        f"<p:sp><p:nvSpPr>{who.tag}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{place(box)}"
        f'<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>{paint(fill) if fill else "<a:noFill/>"}{line}</p:spPr>'
        f"{body}</p:sp>"
    )


def stroke(who: Identity, box: Box, line: str) -> str:
    return (
        f"<p:cxnSp><p:nvCxnSpPr>{who.tag}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>{place(box)}"
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{line}</p:spPr></p:cxnSp>'
    )


def text_box(who: Identity, box: Box, paragraphs: str, anchor: str) -> str:
    return (
        f'<p:sp><p:nvSpPr>{who.tag}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>{place(box)}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="square" '
        f'lIns="0" tIns="0" rIns="0" bIns="0" anchor="{_ANCHORS[anchor]}"><a:spAutoFit/></a:bodyPr><a:lstStyle/>'
        f"{paragraphs}</p:txBody></p:sp>"
    )


def placeholder(who: Identity, kind: str, paragraphs: str, box: Box | None = None, anchor: str = "") -> str:
    """A place of the layout filled in; with a box of its own it stands there instead."""
    own, body = place(box) if box else "", f' anchor="{_ANCHORS[anchor]}"' if anchor else ""
    words = f"<p:txBody><a:bodyPr{body}/><a:lstStyle/>{paragraphs}</p:txBody>" if paragraphs else ""
    return (
        f'<p:sp><p:nvSpPr>{who.tag}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr>'
        f"</p:nvSpPr><p:spPr>{own}</p:spPr>{words}</p:sp>"
    )


def group(who: Identity, box: Box, parts: Iterable[str]) -> str:
    return (
        f"<p:grpSp><p:nvGrpSpPr>{who.tag}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        f"<p:grpSpPr>{place(box, inner=True)}</p:grpSpPr>{''.join(parts)}</p:grpSp>"
    )


def picture(who: Identity, box: Box, relation: str) -> str:
    return (
        f'<p:pic><p:nvPicPr>{who.tag}<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f'<p:spPr>{place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def chart_frame(who: Identity, box: Box, relation: str) -> str:
    return _frame(who, box, C, f'<c:chart xmlns:c="{C}" r:id="{relation}"/>')


def table_frame(who: Identity, box: Box, widths: Sequence[float], rows: Iterable[tuple[float, Iterable[str]]]) -> str:
    """A table without a style of the program: its rows are a height and their cells."""
    grid = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in widths)
    inner = "".join(f'<a:tr h="{emu(height)}">{"".join(cells)}</a:tr>' for height, cells in rows)
    own = f'<a:tblPr firstRow="1"><a:tableStyleId>{_NO_STYLE}</a:tableStyleId></a:tblPr><a:tblGrid>{grid}</a:tblGrid>'
    return _frame(who, box, A.replace("main", "table"), f"<a:tbl>{own}{inner}</a:tbl>")


def _frame(who: Identity, box: Box, uri: str, inner: str) -> str:
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr>{who.tag}<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
        f"</p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>{place(box, 'p:xfrm')}"
        f'<a:graphic><a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic></p:graphicFrame>'
    )


def run(text: str, size: float, role: str = "", *, is_bold: bool = False) -> str:
    """Words of one look; those of a placeholder, which have no role, take theirs from the layout."""
    look = f' b="{int(is_bold)}">{paint(role)}</a:rPr>' if role else "/>"
    return f'<a:r><a:rPr sz="{round(100 * size)}"{look}<a:t>{escaped(text)}</a:t></a:r>'


def paragraph(runs: str, align: str = "", before: float = 0.0) -> str:
    aligned = f' algn="{_ALIGNED[align]}"' if align else ""
    air = f'<a:spcBef><a:spcPts val="{round(100 * before)}"/></a:spcBef>'
    return f"<a:p><a:pPr{aligned}>{air}</a:pPr>{runs}</a:p>"


def written(fit: Fit, align: str = "") -> str:
    """The paragraphs of a text; without a side to begin on they look as their layout says."""
    return "".join(
        paragraph(_runs(words.lead, words.text, fit.size * words.scale, align and words.role, words.is_heavy), align,
                  words.before * fit.size * LEADING if place else 0)
        for place, words in enumerate(fit.words)
    )  # fmt: skip


def _runs(lead: str, text: str, size: float, role: str, is_bold: bool) -> str:
    head = run(lead, size, role, is_bold=True) if lead else ""
    rest = f" {text}" if lead else text
    return head + run(rest, size, role, is_bold=is_bold) if rest.strip() else head
