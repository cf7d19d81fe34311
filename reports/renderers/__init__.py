"""Files made of a report: `EXPORTS` names each kind. ★ No Django. Charts are in `svg` and `figures`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reports.renderers import csv, deck, json, pdf, xlsx


@dataclass(frozen=True, slots=True)
class Export:
    """A kind of file: how it is made, its media type and the end of its name.

    `render` takes the report and, unless it is one of data, what translates its sentences.
    """

    render: Callable[..., bytes]
    media_type: str
    extension: str


EXPORTS: Mapping[str, Export] = MappingProxyType(
    {
        "pdf": Export(pdf.render, "application/pdf", "pdf"),
        "pptx": Export(
            deck.render, "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"
        ),
        "xlsx": Export(xlsx.render, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
        "csv": Export(csv.render, "text/csv; charset=utf-8", "csv"),
        "json": Export(json.render, "application/json", "json"),
    }
)
