"""A slide to write and draw on: places are points, words fit, what speaks has an alternative. ★ No Django."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count

from reports.document import Report
from reports.renderers.deck import markup
from reports.renderers.deck.contrast import words_on
from reports.renderers.deck.fitting import LEADING, Fit, Words, fitted, height_of, lines_of, one_line, pages_of, plain
from reports.renderers.deck.ink import Ink
from reports.renderers.deck.markup import Box, Identity
from reports.renderers.deck.packing import Package, Slide, size_of
from reports.renderers.deck.template import COVER, EYEBROW, FOOTER, FULL, MARGIN, NUMBER, NUMBER_FIELD, PAGE
from reports.wording import Translate, shortened

TITLE_SIZES = (26.0, 24.0, 22.0, 20.0, 18.0, 16.0)
TITLE_TOP, TITLE_HEIGHT = 50.0, 66.0
TOP, HIGH_TOP, BOTTOM = 128.0, 104.0, 494.0
"""What a page says begins at TOP, higher under a title of one line, and ends at BOTTOM."""

LETTERS = (22.0, 20.0, 18.0, 16.0, 15.0, 14.0, 13.0, 12.0)
"""Sizes of running text, the largest that fits; nothing a room has to read is smaller."""

QUOTES = (32.0, 30.0, 28.0, 26.0, 24.0, *LETTERS)
"""Sizes of the words of people, which have a slide to themselves."""

_TITLE, _UNDER = 'type="title"', 'type="subTitle" idx="1"'
_NUMBER = f'type="sldNum" sz="quarter" idx="{NUMBER}"'


def _title_sizes(title: str) -> tuple[float, ...]:
    """The size in which a title is a single line, if it is not too small for one; else all it may have."""
    for size in TITLE_SIZES[:3]:
        if len(lines_of(plain(title), FULL, size, is_bold=True)) == 1:
            return (size,)
    return TITLE_SIZES


def body_under(title: str) -> Box:
    """What is left for a page under a title of one line, or of more."""
    top = HIGH_TOP if len(_title_sizes(title)) == 1 else TOP
    return Box(MARGIN, top, FULL, BOTTOM - top)


@dataclass(frozen=True, slots=True)
class Deck:
    """The presentation that is being made, of this report and in this language."""

    file: Package
    report: Report
    translate: Translate

    @property
    def minimum(self) -> int:
        return self.report.released.tally.minimum

    def cover(self, title: str, under: Sequence[str]) -> Page:
        page = self._empty(COVER, title)
        place, below = Box(80, 190, 800, 130), Box(80, 336, 800, 110)
        page.fill("Title", 'type="ctrTitle"', [Words(text=title)], (40.0, 34.0, 28.0, 24.0), place)
        lines = [Words(text=line, before=0.2) for line in under]
        page.fill("Subtitle", _UNDER, lines, (18.0, 16.0, 14.0, 12.0), below)
        return page

    def page(self, eyebrow: str, title: str, notes: Sequence[str] = ()) -> Page:
        """A page with its title, the line over it, its foot, and what to say."""
        page = self._headed(eyebrow, title, [title, *notes])
        words = [Words(text=title, is_bold=True)]
        page.fill("Title", _TITLE, words, _title_sizes(title), Box(MARGIN, TITLE_TOP, FULL, TITLE_HEIGHT))
        return page

    def _headed(self, eyebrow: str, title: str, notes: Sequence[str]) -> Page:
        page = self._empty(PAGE, title)
        words = Words(text=one_line(eyebrow, FULL, 12, is_bold=True))
        page.fill("Eyebrow", f'type="body" sz="quarter" idx="{EYEBROW}"', [words], (12.0,), Box(0, 0, FULL, 18))
        page.write_notes(notes)
        return page

    def _empty(self, layout: str, title: str) -> Page:
        slide = self.file.add_slide(layout)
        return Page(self, slide, body_under(title), Ink(count(2), slide.shapes))

    def statement(self, eyebrow: str, title: str, notes: Sequence[str] = ()) -> Page:
        """A page that is its title, in large type."""
        page, place = self._headed(eyebrow, "", [title, *notes]), Box(MARGIN + 28, 150, FULL - 56, 240)
        words = [Words(text=title, is_bold=True)]
        page.fill("Title", _TITLE, words, (40.0, 36.0, 32.0, 28.0, 24.0, 20.0), place, "middle")
        page.ink.panel(MARGIN, 150, 6, 240, "accent", name="Edge")
        return page

    def flowing(self, eyebrow: str, title: str, words: Sequence[Words], sizes: Sequence[float] = ()) -> None:
        """Running text on as many pages as it needs, beside a line in the accent."""
        body = body_under(self.numbered(title, 0, 10))
        body = Box(body.left + 22, body.top, body.width - 22, body.height)
        pages = list(flow(words, body, sizes or LETTERS))
        for place, fit in enumerate(pages):
            page = self.page(eyebrow, self.numbered(title, place, len(pages)), [each.whole for each in fit.words])
            height = height_of(fit.words, body.width, fit.size)
            air = max(0.0, (body.height - height) / 3)
            page.ink.panel(MARGIN, body.top + air, 4, height, "accent", name="Edge")
            page.write(Box(body.left, body.top + air, body.width, height), fit)

    def write_feet(self) -> None:
        """Whose it is, and the number of the slide: last, as they are read last."""
        released, brand = self.report.released, self.report.brand.name or "OneTeam"
        names = dict.fromkeys((shortened(brand, 40), shortened(released.organization, 50), released.title))
        words = one_line(" · ".join(names), 700, 10)
        foot = markup.paragraph(markup.run(words, 10))
        for slide in self.file.slides:
            first = sum(shape.count("<p:cNvPr ") for shape in slide.shapes) + 2
            if slide.layout == PAGE:
                slide.shapes += [
                    markup.placeholder(Identity(first, "Footer"), f'type="ftr" sz="quarter" idx="{FOOTER}"', foot),
                    markup.placeholder(Identity(first + 1, "Slide number"), _NUMBER, f"<a:p>{NUMBER_FIELD}</a:p>"),
                ]

    def numbered(self, words: str, place: int, count: int) -> str:
        """The words, and which of several slides this is."""
        if count == 1:
            return words
        return self.translate("{words} ({place} of {count})").format(words=words, place=place + 1, count=count)


@dataclass(frozen=True, slots=True)
class Page:
    """One slide. What is drawn first is read first."""

    deck: Deck
    slide: Slide
    body: Box
    ink: Ink

    @property
    def words_on_accent(self) -> str:
        return words_on(self.deck.report.brand.accent)

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
        self.write(box, fit, anchor=anchor)

    def write(self, box: Box, fit: Fit, *, align: str = "left", anchor: str = "top", name: str = "") -> None:
        if fit.words:
            self.ink.write(box, fit, align=align, anchor=anchor, name=name or "Text")

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

    def fill(
        self, name: str, kind: str, words: Sequence[Words], sizes: Sequence[float], box: Box, anchor: str = ""
    ) -> None:
        """Writes a placeholder; one with an anchor leaves the place that its layout gives it."""
        fit = fitted([_printable(each) for each in words], box.width, box.height, sizes)
        moved = box if anchor else None
        who = self.ink.identity(name)
        self.ink.add(markup.placeholder(who, kind, markup.written(fit), moved, anchor), box)

    def write_notes(self, lines: Sequence[str]) -> None:
        self.slide.notes[:] = [plain(line) for line in lines if line]

    @contextmanager
    def grouped(self, alt: str, name: str) -> Iterator[Ink]:
        """What is drawn meanwhile becomes one shape with this alternative."""
        drawn = Ink(self.ink.numbers, [], is_grouped=True)
        yield drawn
        self.ink.group(alt, name, drawn)

    def picture(self, png: bytes, box: Box, alt: str) -> Box:
        """The picture as large as the place allows, at its left end and in its middle, and where it stands."""
        width, height = size_of(png)
        scale = min(box.width / width, box.height / height)
        placed = Box(box.left, box.top + (box.height - height * scale) / 2, width * scale, height * scale)
        relation = self.deck.file.add_picture(self.slide, png)
        self.ink.add(markup.picture(self.ink.identity("Picture", alt), placed, relation), placed)
        return placed

    def chart(self, chart: str, workbook: bytes, box: Box, alt: str) -> None:
        relation = self.deck.file.add_chart(self.slide, chart, workbook)
        self.ink.add(markup.chart_frame(self.ink.identity("Chart", alt), box, relation), box)


def flow(words: Sequence[Words], box: Box, sizes: Sequence[float] = LETTERS) -> Iterator[Fit]:
    """All of the words in as many such places as they need."""
    yield from pages_of([_printable(each) for each in words], box.width, box.height, sizes)


def _printable(words: Words) -> Words:
    return replace(words, text=" ".join(plain(words.text).split()), lead=" ".join(plain(words.lead).split()))
