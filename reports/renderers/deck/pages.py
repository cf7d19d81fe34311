"""A slide to write and draw on: places are points, words fit, what speaks has an alternative. ★ No Django."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.util import Pt

from reports.document import Report
from reports.renderers.deck.contrast import words_on
from reports.renderers.deck.fitting import LEADING, Fit, Words, fitted, height_of, lines_of, one_line, pages_of, plain
from reports.renderers.deck.ink import Ink, paint
from reports.renderers.deck.template import COVER, EYEBROW, FOOTER, FULL, MARGIN, NUMBER, PAGE
from reports.wording import Translate, shortened

TITLE_SIZES = (26.0, 24.0, 22.0, 20.0, 18.0, 16.0)
TITLE_TOP, TITLE_HEIGHT = 50.0, 66.0
TOP, HIGH_TOP, BOTTOM = 128.0, 104.0, 494.0
"""What a page says begins at TOP, higher under a title of one line, and ends at BOTTOM."""

LETTERS = (22.0, 20.0, 18.0, 16.0, 15.0, 14.0, 13.0, 12.0)
"""Sizes of running text, the largest that fits; nothing a room has to read is smaller."""

_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext '
    'uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


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

    def emu(self) -> tuple[int, int, int, int]:
        return Pt(self.left), Pt(self.top), Pt(self.width), Pt(self.height)


def body_under(title: str) -> Box:
    """What is left for a page under a title of one line, or of more."""
    is_short = len(lines_of(plain(title), FULL, TITLE_SIZES[0], is_bold=True)) == 1
    top = HIGH_TOP if is_short else TOP
    return Box(MARGIN, top, FULL, BOTTOM - top)


@dataclass(frozen=True, slots=True)
class Deck:
    """The presentation that is being made, of this report and in this language."""

    file: Any
    report: Report
    translate: Translate

    @property
    def minimum(self) -> int:
        return self.report.released.tally.minimum

    def cover(self, title: str, under: Sequence[str]) -> Page:
        page = self._empty(COVER, title)
        page.write_placeholder(0, [Words(text=title)], (40.0, 34.0, 28.0, 24.0), Box(80, 190, 800, 130))
        page.write_placeholder(
            1, [Words(text=line, before=0.2) for line in under], (18.0, 16.0, 14.0, 12.0), Box(80, 336, 800, 110)
        )
        return page

    def page(self, eyebrow: str, title: str, notes: Sequence[str] = ()) -> Page:
        """A page with its title, the line over it, its foot, and what to say."""
        page = self._empty(PAGE, title)
        page.write_placeholder(
            EYEBROW, [Words(text=one_line(eyebrow, FULL, 12, is_bold=True))], (12.0,), Box(0, 0, FULL, 18)
        )
        place = Box(MARGIN, TITLE_TOP, FULL, TITLE_HEIGHT)
        page.write_placeholder(0, [Words(text=title, is_bold=True)], TITLE_SIZES, place)
        page.write_notes([title, *notes])
        return page

    def _empty(self, layout: str, title: str) -> Page:
        slide = self.file.slides.add_slide(self.file.slide_layouts.get_by_name(layout))
        slide.shapes.turbo_add_enabled = True
        return Page(self, slide, body_under(title))

    def statement(self, eyebrow: str, title: str, notes: Sequence[str] = ()) -> Page:
        """A page that is its title, in large type."""
        page = self.page(eyebrow, "", [title, *notes])
        place = Box(MARGIN + 28, 150, FULL - 56, 240)
        shape = page.slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = place.emu()
        shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        page.write_placeholder(0, [Words(text=title, is_bold=True)], (40.0, 36.0, 32.0, 28.0, 24.0, 20.0), place)
        describe(page.ink.panel(MARGIN, 150, 6, 240, "accent"), "", "Edge")
        return page

    def flowing(self, eyebrow: str, title: str, words: Sequence[Words], sizes: Sequence[float] = ()) -> None:
        """Running text on as many pages as it needs, beside a line in the accent."""
        body = body_under(self.numbered(title, 0, 10))
        body = Box(body.left + 22, body.top, body.width - 22, body.height)
        pages = list(flow(words, body, sizes or LETTERS))
        for place, fit in enumerate(pages):
            page = self.page(eyebrow, self.numbered(title, place, len(pages)), [each.whole for each in fit.words])
            height = height_of(fit.words, body.width, fit.size)
            describe(page.ink.panel(MARGIN, body.top, 4, height, "accent"), "", "Edge")
            page.write(body, fit)

    def write_feet(self) -> None:
        """Whose it is, and the number of the slide: last, as they are read last."""
        released, brand = self.report.released, self.report.brand.name or "OneTeam"
        words = one_line(
            " · ".join((shortened(brand, 40), shortened(released.organization, 50), released.title)), 700, 10
        )
        for slide in self.file.slides:
            for each in slide.slide_layout.placeholders:
                if each.placeholder_format.idx in (FOOTER, NUMBER):
                    _copy(slide, each, words)

    def numbered(self, words: str, place: int, count: int) -> str:
        """The words, and which of several slides this is."""
        if count == 1:
            return words
        return self.translate("{words} ({place} of {count})").format(words=words, place=place + 1, count=count)


@dataclass(frozen=True, slots=True)
class Page:
    """One slide. What is drawn first is read first."""

    deck: Deck
    slide: Any
    body: Box

    @property
    def words_on_accent(self) -> str:
        return words_on(self.deck.report.brand.accent)

    @property
    def ink(self) -> Ink:
        return Ink(self.slide.shapes)

    def text(
        self,
        box: Box,
        words: Sequence[Words],
        sizes: Sequence[float] = LETTERS,
        *,
        align: str = "left",
        anchor: str = "top",
        name: str = "",
    ) -> Fit:
        """Writes as much as fits, and says what did."""
        fit = fitted([_printable(each) for each in words], box.width, box.height, sizes)
        self.write(box, fit, align=align, anchor=anchor, name=name)
        return fit

    def excerpt(
        self, box: Box, words: Sequence[Words], sizes: Sequence[float] = LETTERS, *, anchor: str = "top"
    ) -> None:
        """As much as fits; what is cut says so, as it stands whole elsewhere."""
        fit = fitted([_printable(each) for each in words], box.width, box.height, sizes)
        if fit.rest and fit.words:
            *kept, last = fit.words
            fit = Fit(fit.size, (*kept, replace(last, text=f"{last.text[:-2].rstrip(' ,;:.')}…")), ())
        self.write(box, fit)

    def write(self, box: Box, fit: Fit, *, align: str = "left", anchor: str = "top", name: str = "") -> None:
        if not fit.words:
            return
        shape = self.slide.shapes.add_textbox(*box.emu())
        shape.name = name or "Text"
        _set_frame(shape.text_frame, anchor)
        _fill(shape.text_frame, fit, align)

    def line(
        self,
        left: float,
        top: float,
        width: float,
        text: str,
        size: float,
        *,
        role: str = "ink",
        is_bold: bool = False,
        align: str = "left",
    ) -> None:
        """One line that never breaks: cut where it is too long."""
        words = Words(text=one_line(text, width, size, is_bold=is_bold), role=role, is_bold=is_bold)
        self.write(Box(left, top, width, size * LEADING), Fit(size, (words,), ()), align=align)

    def write_placeholder(self, index: int, words: Sequence[Words], sizes: Sequence[float], box: Box) -> None:
        shape = next(each for each in self.slide.placeholders if each.placeholder_format.idx == index)
        fit = fitted([_printable(each) for each in words], box.width, box.height, sizes)
        _fill(shape.text_frame, fit, None)

    def write_notes(self, lines: Sequence[str]) -> None:
        self.slide.notes_slide.notes_text_frame.text = "\n".join(plain(line) for line in lines if line)

    @contextmanager
    def grouped(self, alt: str, name: str) -> Iterator[Ink]:
        """What is drawn meanwhile becomes one shape with this alternative."""
        before = len(self.slide.shapes)
        yield self.ink
        describe(self.slide.shapes.add_group_shape(list(self.slide.shapes)[before:]), alt, name)
        self.slide.shapes.turbo_add_enabled = True  # counts ids anew: a group takes one unseen

    def picture(self, content: bytes, box: Box, alt: str) -> Any:
        """The picture as large as the place allows, at its left end and in its middle."""
        shape = self.slide.shapes.add_picture(io.BytesIO(content), 0, 0)
        scale = min(Pt(box.width) / shape.width, Pt(box.height) / shape.height)
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
        shape.left, shape.top = Pt(box.left), Pt(box.top) + (Pt(box.height) - shape.height) // 2
        describe(shape, alt)
        return shape


def _copy(slide: Any, placeholder: Any, footer: str) -> None:
    """The placeholder as the layout has it, which no new slide gets by itself."""
    tree = slide.shapes._spTree
    copy = deepcopy(placeholder._element)
    copy.nvSpPr.cNvPr.set("id", str(tree.max_shape_id + 1))
    tree.append(copy)
    if placeholder.placeholder_format.idx == FOOTER:
        slide.shapes[-1].text_frame.text = footer


def flow(words: Sequence[Words], box: Box, sizes: Sequence[float] = LETTERS) -> Iterator[Fit]:
    """All of the words in as many such places as they need."""
    yield from pages_of([_printable(each) for each in words], box.width, box.height, sizes)


def describe(shape: Any, alt: str, name: str = "") -> None:
    """What is read instead of the shape; without words it is decoration."""
    own = shape._element.xpath(".//p:cNvPr")[0]
    if name:
        own.set("name", plain(name))
    own.set("descr", plain(alt))
    if not alt:
        own.append(parse_xml(_DECORATIVE))


def needs(text: str, width: float, size: float, *, is_bold: bool = False) -> float:
    """How high a text stands."""
    return len(lines_of(plain(text), width, size, is_bold=is_bold)) * size * LEADING


def _printable(words: Words) -> Words:
    return replace(words, text=" ".join(plain(words.text).split()), lead=" ".join(plain(words.lead).split()))


def _set_frame(frame: Any, anchor: str) -> None:
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}[anchor]


def _fill(frame: Any, fit: Fit, align: str | None) -> None:
    for place, words in enumerate(fit.words):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        if align:
            paragraph.alignment = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}[align]
        paragraph.space_before = Pt(0 if place == 0 else words.before * fit.size * LEADING)
        is_bold = words.is_bold or words.is_head
        parts = ((words.lead, True), (f" {words.text}" if words.lead else words.text, is_bold))
        for text, is_bold in parts:
            if text:
                run = paragraph.add_run()
                run.text = text
                run.font.size = Pt(fit.size * words.scale)
                if align:
                    run.font.bold = is_bold
                    paint(run.font.color, words.role)
