"""A sentence in large type, as long as its question lets it be. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence

from reports.wording.phrases import shortened

HEADLINE = 110
"""Characters of a headline: two lines of large type. A long question may stretch it to LONGEST, and then is cut."""

LONGEST = 140


def fitted(question: str, sentences: Sequence[str], **values: object) -> str:
    """The first of the sentences, longest first, that fits with the whole question; else the last one."""
    whole = (words.format(question=question, **values) for words in sentences)
    room = LONGEST - len(sentences[-1].format(question="", **values))
    cut = sentences[-1].format(question=shortened(question, room), **values)
    return next((words for words in whole if len(words) <= HEADLINE), cut)
