"""What the log must not hold."""

from __future__ import annotations

import logging
import re

_SECRET_ADDRESS = re.compile(
    r"""((?:/|%2F)(?:s|u|join|setup|password/reset/key)(?:/|%2F)+)(?:(?!%2F)[^/?&#"'\n])+""", re.IGNORECASE
)
"""The token and all that a mail or a chat put around it: a link that is almost right gives the right one away."""


class WithoutTokens(logging.Formatter):
    """Writes survey links and other secret addresses as /s/…/, in messages and in tracebacks alike."""

    def format(self, record: logging.LogRecord) -> str:
        return _SECRET_ADDRESS.sub(r"\1…", super().format(record))
