"""The fixed texts of the files, as `reports.wording.explaining` words them. ★ No Django."""

from __future__ import annotations

from reports.wording import Translate
from reports.wording.explaining import how_to_read, meanings, method, seal_words

__all__ = ["how_to_read", "meanings", "method", "words"]


def words(translate: Translate) -> dict[str, str]:
    return {"seal": seal_words(translate)}
