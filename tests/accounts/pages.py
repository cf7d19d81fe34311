"""What a page says, for tests."""

from __future__ import annotations

import html
import re
from typing import Any


def text(response: Any) -> str:
    """The words of a page as a reader sees them, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", response.content.decode())).split())
