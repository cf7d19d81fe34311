"""The deck as bytes that depend on nothing but the deck. ★ No Django."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

from reports.renderers.deck.fitting import plain

LONGEST = 255
"""Characters of a property: the format takes no more."""

_EPOCH = (1980, 1, 1, 0, 0, 0)


def packed(deck: Any) -> bytes:
    """The file with its parts in their order and without the time of day."""
    saved, content = io.BytesIO(), io.BytesIO()
    deck.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(part, source.read(name))
    return content.getvalue()


def set_properties(deck: Any, *, title: str, author: str, subject: str, closed_on: str) -> None:
    """Who made it of what. Its dates are those of the round: a file says the same whenever it is made."""
    day = datetime.datetime.fromisoformat(closed_on)
    properties = deck.core_properties
    title, author, subject = (plain(text)[:LONGEST] for text in (title, author, subject))
    properties.title, properties.author, properties.subject = title, author, subject
    properties.last_modified_by, properties.created, properties.modified = author, day, day
    properties.revision, properties.language = 1, "en"
    properties.keywords = ""
