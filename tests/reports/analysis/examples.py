"""The worked examples (R 4.2.2) and how closely a figure must match them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

EXAMPLES: dict[str, Any] = json.loads(Path(__file__).with_name("measures_examples.json").read_text("utf-8"))
ITEMS: dict[str, Any] = EXAMPLES["hist"] | EXAMPLES["assessment"]["items"]


def matches(figure: Any, expected: Any) -> bool:
    """Equal to 1e-9, relative for what is not 0: a p of 1e-38 must be right too. None matches None only."""
    if isinstance(expected, list):
        return len(figure) == len(expected) and all(map(matches, figure, expected))
    if isinstance(expected, bool | str) or expected is None or figure is None:
        return bool(figure == expected)
    return bool(abs(figure - expected) <= 1e-9 * (abs(expected) or 1))
