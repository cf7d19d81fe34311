"""A report with other characters in all that people wrote. ★ No Django."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

LONG = 20
"""Characters in a row from which they are counted, as nobody reads that many names."""

Value = TypeVar("Value")


def spelled(value: Value, spelling: Mapping[int, str]) -> Value:
    """The same with every text spelled; whatever is no text is left as it is."""
    return _spelled(value, spelling, _long_run(spelling)) if spelling else value


def _long_run(spelling: Mapping[int, str]) -> re.Pattern[str]:
    """Many characters that are named, with or without spaces between."""
    named = "".join(re.escape(chr(code)) for code, name in spelling.items() if name)
    return re.compile(f"(?:[{named}]\\s*){{{LONG},}}" if named else "(?!)")


def _spelled(value: Any, spelling: Mapping[int, str], run: re.Pattern[str]) -> Any:
    if type(value) is str:
        return run.sub(_counted, value).translate(spelling)
    if type(value) is tuple:
        return tuple(_spelled(part, spelling, run) for part in value)
    if isinstance(value, Mapping):
        return {key: _spelled(part, spelling, run) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{each.name: _spelled(getattr(value, each.name), spelling, run) for each in fields(value)})
    return value


def _counted(run: re.Match[str]) -> str:
    """`[40 characters, cjk]`: how many, and the first word of the name of the first, which is mostly its script."""
    characters = [each for each in run[0] if not each.isspace()]
    script = unicodedata.name(characters[0], "unnamed").split()[0].lower()
    return f"[{len(characters)} characters, {script}] "
