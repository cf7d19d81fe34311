"""The deck as bytes that depend on nothing but the deck: slides, notes, charts and pictures beside the template.

★ No Django.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reports.renderers.deck.markup import HEAD, A, P, R, escaped
from reports.renderers.deck.template import Template

LONGEST = 255
"""Characters of a property: the format takes no more."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument"
_NAMESPACES = f'xmlns:a="{A}" xmlns:p="{P}" xmlns:r="{R}"'
_TREE = (
    '<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    "{shapes}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
)
_NOTES = (
    '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
    'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
    '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
    '<p:ph type="body" idx="3" sz="quarter"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>'
    "{paragraphs}</p:txBody></p:sp>"
)
_SMALL = ("png", "image/png"), ("xlsx", f"{_TYPE}.spreadsheetml.sheet")


@dataclass(frozen=True, slots=True)
class Properties:
    """Who made it of what. Its dates are those of the round: a file says the same whenever it is made."""

    title: str
    author: str
    subject: str
    closed_on: str
    language: str

    @property
    def xml(self) -> str:
        title, author, subject = (escaped(plain[:LONGEST]) for plain in (self.title, self.author, self.subject))
        day = f'xsi:type="dcterms:W3CDTF">{self.closed_on}T00:00:00Z'
        return (
            f'{HEAD}<cp:coreProperties xmlns:cp="{_RELATIONS.replace("relationships", "metadata/core-properties")}" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject><dc:creator>{author}</dc:creator>"
            f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy><cp:revision>1</cp:revision><dcterms:created {day}"
            f"</dcterms:created><dcterms:modified {day}</dcterms:modified><dc:language>{self.language}</dc:language>"
            "</cp:coreProperties>"
        )


@dataclass(slots=True)
class Slide:
    """Its layout, its shapes from back to front as XML, what is said with it, and the parts it shows."""

    layout: str
    shapes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    relations: list[tuple[str, str]] = field(default_factory=list)

    def relate(self, kind: str, target: str) -> str:
        """The id of this part on this slide; the first two are the layout and the notes."""
        if (kind, target) not in self.relations:
            self.relations.append((kind, target))
        return f"rId{self.relations.index((kind, target)) + 3}"


@dataclass(slots=True)
class Package:
    """What is in the file beside its template."""

    template: Template
    slides: list[Slide] = field(default_factory=list)
    charts: list[tuple[str, bytes]] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)

    def add_slide(self, layout: str) -> Slide:
        self.slides.append(Slide(layout))
        return self.slides[-1]

    def add_chart(self, slide: Slide, chart: str, workbook: bytes) -> str:
        self.charts.append((chart, workbook))
        return slide.relate("chart", f"../charts/chart{len(self.charts)}.xml")

    def add_picture(self, slide: Slide, png: bytes) -> str:
        """A picture that is there already is not put in twice."""
        if png not in self.pictures:
            self.pictures.append(png)
        return slide.relate("image", f"../media/image{self.pictures.index(png) + 1}.png")

    def packed(self, properties: Properties) -> bytes:
        own = {name: content.encode() for name, content in self._texts(properties).items()}
        own |= {f"ppt/embeddings/sheet{n}.xlsx": book for n, (_chart, book) in enumerate(self.charts, start=1)}
        own |= {f"ppt/media/image{n}.png": png for n, png in enumerate(self.pictures, start=1)}
        return zipped({**self.template.parts, **own}, is_small=True)

    def _texts(self, properties: Properties) -> dict[str, str]:
        found = {
            "[Content_Types].xml": self._content_types(),
            "docProps/core.xml": properties.xml,
            "ppt/presentation.xml": self._presentation(),
            "ppt/_rels/presentation.xml.rels": self._presentation_relations(),
        }
        for n, slide in enumerate(self.slides, start=1):
            found |= self._slide(n, slide)
        for n, (chart, _workbook) in enumerate(self.charts, start=1):
            found[f"ppt/charts/chart{n}.xml"] = chart
            found[f"ppt/charts/_rels/chart{n}.xml.rels"] = _relations([("package", f"../embeddings/sheet{n}.xlsx")])
        return found

    def _slide(self, n: int, slide: Slide) -> dict[str, str]:
        layout, notes = self.template.layouts[slide.layout], f"../notesSlides/notesSlide{n}.xml"
        relations = [("slideLayout", f"../slideLayouts/{layout}"), ("notesSlide", notes), *slide.relations]
        return {
            f"ppt/slides/slide{n}.xml": _tree("sld", "".join(slide.shapes)),
            f"ppt/slides/_rels/slide{n}.xml.rels": _relations(relations),
            f"ppt/notesSlides/notesSlide{n}.xml": _tree("notes", _noted(slide.notes)),
            f"ppt/notesSlides/_rels/notesSlide{n}.xml.rels": _relations(
                [("notesMaster", "../notesMasters/notesMaster1.xml"), ("slide", f"../slides/slide{n}.xml")]
            ),
        }

    def _content_types(self) -> str:
        defaults = "".join(f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in _SMALL)
        own = [(f"slides/slide{n}", "presentationml.slide") for n in range(1, len(self.slides) + 1)]
        own += [(f"notesSlides/notesSlide{n}", "presentationml.notesSlide") for n in range(1, len(self.slides) + 1)]
        own += [(f"charts/chart{n}", "drawingml.chart") for n in range(1, len(self.charts) + 1)]
        added = "".join(
            f'<Override PartName="/ppt/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in own
        )
        types = self.template.parts["[Content_Types].xml"].decode()
        return types.replace("<Override ", f"{defaults}<Override ", 1).replace("</Types>", f"{added}</Types>")

    def _presentation(self) -> str:
        slides = "".join(f'<p:sldId id="{255 + n}" r:id="rId{100 + n}"/>' for n in range(1, len(self.slides) + 1))
        text = self.template.parts["ppt/presentation.xml"].decode()
        return text.replace("<p:sldIdLst/>", f"<p:sldIdLst>{slides}</p:sldIdLst>")

    def _presentation_relations(self) -> str:
        slides = "".join(_relation(100 + n, "slide", f"slides/slide{n}.xml") for n in range(1, len(self.slides) + 1))
        text = self.template.parts["ppt/_rels/presentation.xml.rels"].decode()
        return text.replace("</Relationships>", f"{slides}</Relationships>")


def zipped(parts: Mapping[str, bytes], *, is_small: bool) -> bytes:
    """The parts in their order and without the time of day; large where another archive takes them in."""
    content, method = io.BytesIO(), zipfile.ZIP_DEFLATED if is_small else zipfile.ZIP_STORED
    with zipfile.ZipFile(content, "w", method, compresslevel=6) as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr = method, 0o600 << 16
            archive.writestr(entry, part)
    return content.getvalue()


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height in dots, as the head of every PNG has them."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def _tree(kind: str, shapes: str) -> str:
    return f"{HEAD}<p:{kind} {_NAMESPACES}>{_TREE.format(shapes=shapes)}</p:{kind}>"


def _noted(lines: Sequence[str]) -> str:
    said = [f"<a:p><a:r><a:t>{escaped(part)}</a:t></a:r></a:p>" for line in lines for part in line.splitlines()]
    return _NOTES.format(paragraphs="".join(said) or "<a:p/>")


def _relations(parts: Sequence[tuple[str, str]]) -> str:
    inner = "".join(_relation(n, kind, target) for n, (kind, target) in enumerate(parts, start=1))
    return f'{HEAD}<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{target}"/>'
