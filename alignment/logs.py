"""What the log must not hold."""

from __future__ import annotations

import logging
import re

_SECRET_ADDRESS = re.compile(r"((?:/|%2F)(?:s|join|setup|password/reset/key)(?:/|%2F))[\w.~:+=-]+", re.IGNORECASE)


class WithoutTokens(logging.Formatter):
    """Writes survey links and other secret addresses as /s/…/, in messages and in tracebacks alike."""

    def format(self, record: logging.LogRecord) -> str:
        return _SECRET_ADDRESS.sub(r"\1…", super().format(record))
