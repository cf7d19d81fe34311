"""The empty deck: 16:9, our own theme, a cover and a page whose titles are titles. ★ No Django.

Made in code out of the library's bare file; nobody else's template is used. Lengths are points, 960 by 540.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.util import Pt

from assessments.scales import Team
from reports.renderers.deck.contrast import legible, words_on
from reports.renderers.look import COLORS, RAMP

WIDTH, HEIGHT = 960.0, 540.0
MARGIN = 48.0
FULL = WIDTH - 2 * MARGIN
FACE = "Arial"
"""On every machine that shows slides, and as wide as Liberation Sans."""

SOFT = "#f2f5f5"
COVER, PAGE = "Cover", "Page"
EYEBROW, FOOTER, NUMBER = 13, 11, 12
"""Indices of the placeholders for the line over a title, the foot and the number of a page."""

_KEPT = {0: COVER, 5: PAGE}
_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
NUMBER_FIELD = (
    '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld>'
)
"""A field: every slide's own number."""

_SCHEME = ("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>OneTeam</Application></Properties>"
)


@dataclass(frozen=True, slots=True)
class Template:
    """The parts of a deck without slides, and the file of each layout by its name."""

    parts: Mapping[str, bytes]
    layouts: Mapping[str, str]


@lru_cache(maxsize=16)
def template(accent: str) -> Template:
    """A deck without slides in the brand's accent, with a master for notes: made once for each accent."""
    deck, saved = _empty_deck(accent), io.BytesIO()
    deck.notes_master  # noqa: B018 - it is made when it is asked for
    deck.save(saved)
    with zipfile.ZipFile(saved) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    layouts = {layout.name: layout.part.partname.filename for layout in deck.slide_layouts}
    return Template(MappingProxyType(parts), MappingProxyType(layouts))


def _empty_deck(accent: str) -> Any:
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    deck.element.sldSz.attrib.pop("type", None)
    _drop_leftovers(deck)
    _set_theme(deck.slide_master.part.part_related_by(RT.THEME), accent)
    _set_master(deck.slide_master)
    for place, layout in enumerate(list(deck.slide_layouts)):
        if place in _KEPT:
            _set_layout(layout, _KEPT[place], words_on(accent))
        else:
            deck.slide_layouts.remove(layout)
    return deck


def _drop_leftovers(deck: Any) -> None:
    """The picture of an empty slide and somebody's printer."""
    for holder, kind in ((deck.part.package, RT.THUMBNAIL), (deck.part, RT.PRINTER_SETTINGS)):
        relations = holder._rels
        for key in [key for key, relation in relations.items() if relation.reltype == kind]:
            relations.pop(key)
    deck.part.package.part_related_by(RT.EXTENDED_PROPERTIES)._blob = _APP


def _set_theme(part: Any, accent: str) -> None:
    colors = (COLORS["ink"], COLORS["surface"], COLORS["quiet"], SOFT, accent, COLORS[Team.SALES])
    given = (*colors, COLORS[Team.MARKETING], legible(accent), *RAMP[3:])
    filled = zip((*_SCHEME, "hlink", "folHlink"), (*given, accent, COLORS["quiet"]), strict=True)
    scheme = "".join(f'<a:{name}><a:srgbClr val="{color[1:].upper()}"/></a:{name}>' for name, color in filled)
    face = f'<a:latin typeface="{FACE}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fonts = f"<a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont>"
    theme = part.blob.decode()
    theme = theme.replace('name="Office Theme"', 'name="OneTeam"')
    theme = _between(theme, "clrScheme", f'<a:clrScheme name="OneTeam">{scheme}</a:clrScheme>')
    part._blob = _between(theme, "fontScheme", f'<a:fontScheme name="OneTeam">{fonts}</a:fontScheme>').encode()


def _between(theme: str, element: str, replacement: str) -> str:
    return re.sub(rf"<a:{element} .*?</a:{element}>", lambda _found: replacement, theme, flags=re.DOTALL)


def _set_master(master: Any) -> None:
    stripe = _sp(2, "Stripe", "", (0, 0, WIDTH, 6), '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>', "")
    title = _placeholder(3, "Title", 'type="title"', (MARGIN, 50, FULL, 66), 'anchor="t"')
    body = _placeholder(4, "Text", 'type="body" idx="1"', (MARGIN, 128, FULL, 360), "")
    _set_shapes(master, [stripe, title, body, *_foot(5, 3, 4)])
    _style(master.element, "titleStyle", size=26, is_bold=True)
    _style(master.element, "bodyStyle", size=16, is_bold=False)


def _style(master: Any, name: str, *, size: int, is_bold: bool) -> None:
    """Left, without bullets, at this size."""
    level = master.find(f".//{{*}}{name}/{{*}}lvl1pPr")
    level.set("algn", "l")
    for key in ("marL", "indent"):
        level.attrib.pop(key, None)
    for bullet in (*level.findall("{*}buChar"), *level.findall("{*}buFont")):
        level.remove(bullet)
    if level.find("{*}buNone") is None:
        level.insert(list(level).index(level.find("{*}defRPr")), parse_xml(f"<a:buNone {_NAMESPACES}/>"))
    level.find("{*}defRPr").attrib.update({"sz": str(100 * size), "b": str(int(is_bold))})


def _set_layout(layout: Any, name: str, ink: str) -> None:
    layout.element.cSld.set("name", name)
    if name == COVER:
        color = f'<a:solidFill><a:srgbClr val="{ink[1:].upper()}"/></a:solidFill>'
        title = _placeholder(2, "Title", 'type="ctrTitle"', (80, 190, 800, 130), 'anchor="b"', _level(40, color, 1))
        under = _placeholder(3, "Subtitle", 'type="subTitle" idx="1"', (80, 336, 800, 110), "", _level(18, color, 0))
        layout.element.set("showMasterSp", "0")
        _set_shapes(layout, [title, under])
        _fill_background(layout.element.cSld)
        return
    quiet = '<a:solidFill><a:schemeClr val="tx2"/></a:solidFill>'
    eyebrow = _placeholder(
        2, "Eyebrow", f'type="body" sz="quarter" idx="{EYEBROW}"', (MARGIN, 28, FULL, 18), "", _level(12, quiet, 1)
    )
    _set_shapes(layout, [eyebrow, _placeholder(3, "Title", 'type="title"', None, ""), *_foot(4, FOOTER, NUMBER)])


def _foot(first: int, footer: int, number: int) -> list[str]:
    quiet = '<a:solidFill><a:schemeClr val="tx2"/></a:solidFill>'
    foot, corner = (MARGIN, 508.0, 700.0, 16.0), (WIDTH - MARGIN - 100, 508.0, 100.0, 16.0)
    kinds = f'type="ftr" sz="quarter" idx="{footer}"', f'type="sldNum" sz="quarter" idx="{number}"'
    return [
        _placeholder(first, "Footer", kinds[0], foot, "", _level(10, quiet, 0)),
        _placeholder(first + 1, "Slide number", kinds[1], corner, "", _level(10, quiet, 0, "r"), NUMBER_FIELD),
    ]


def _level(size: int, fill: str, bold: int, align: str = "l") -> str:
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{align}"><a:buNone/>'
        f'<a:defRPr sz="{100 * size}" b="{bold}">{fill}</a:defRPr></a:lvl1pPr>'
    )


def _placeholder(
    key: int,
    name: str,
    kind: str,
    box: tuple[float, float, float, float] | None,
    anchor: str,
    level: str = "",
    inner: str = "",
) -> str:
    body = (
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" {anchor}><a:noAutofit/></a:bodyPr>'
        f"<a:lstStyle>{level}</a:lstStyle><a:p>{inner}</a:p></p:txBody>"
    )
    return _sp(key, name, f"<p:ph {kind}/>", box, "", body)


def _sp(
    key: int, name: str, placeholder: str, box: tuple[float, float, float, float] | None, fill: str, body: str
) -> str:
    place = ""
    if box is not None:
        left, top, width, height = (round(12700 * each) for each in box)
        place = f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        place += '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    locks = '<a:spLocks noGrp="1"/>' if placeholder else ""
    body = body or "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody>"
    return (
        f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="{key}" name="{name}"/><p:cNvSpPr>{locks}</p:cNvSpPr>'
        f"<p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:spPr>{place}{fill}</p:spPr>{body}</p:sp>"
    )


def _set_shapes(holder: Any, shapes: list[str]) -> None:
    tree = holder.shapes._spTree
    for shape in list(holder.shapes):
        tree.remove(shape._element)
    for shape in shapes:
        tree.append(parse_xml(shape))


def _fill_background(page: Any) -> None:
    """Of the cover: the accent from edge to edge."""
    fill = '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:effectLst/>'
    page.insert(0, parse_xml(f"<p:bg {_NAMESPACES}><p:bgPr>{fill}</p:bgPr></p:bg>"))
