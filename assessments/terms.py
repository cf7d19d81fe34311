"""Abbreviations that questions use, spelled out beside them: a question's own wording stays as it was asked. ★ No
Django.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_SHORT = re.compile(r"\b(SLA|MQL|Marketing Qualified Lead)s?\b")
_LONG = {"Marketing Qualified Lead": "MQL"}


def spelled_out(text: str, translate: Callable[[str], str]) -> list[str]:
    """A sentence for each abbreviation in the text, in its order there."""
    meanings = {
        "SLA": translate(
            "SLA: service level agreement, what two teams promise each other in writing and how they measure it."
        ),
        "MQL": translate("MQL: marketing qualified lead, a contact that Marketing finds ready for Sales."),
    }
    found = (_LONG.get(short, short) for short in _SHORT.findall(text))
    return [meanings[short] for short in dict.fromkeys(found)]
