"""What the log must not hold."""

from __future__ import annotations

import logging
import re

_SECRET_ADDRESS = re.compile(
    r"""((?:/|%2F)(?:s|r|u|w|x|join|setup|password/reset/key)(?:/|%2F)+)(?:(?!%2F)[^/?&#"'\n])+""", re.IGNORECASE
)
"""The token and all that a mail or a chat put around it: a link that is almost right gives the right one away."""


_PATH = re.compile(r'File "[^"\n]*", line|/[^\s"]+')
"""A path of an address; or the file that a traceback names, which stays as it is."""

_LONG_RUN = re.compile(
    r"""((?:/|%2F)o(?:/|%2F)[a-z0-9-]+(?![\w-]))|[\w-]{20,}+(?!(?:\.\w+)*\.(?:css|html|js|py|svg|txt)\b)"""
)
"""What may be a token wherever it stands: anything as long as one, but names of organizations and of files."""


class WithoutTokens(logging.Formatter):
    """Writes survey links and other secret addresses as /s/…/, in messages and in tracebacks alike.

    The line of a page that failed ends with the reference number that the page shows.
    """

    def format(self, record: logging.LogRecord) -> str:
        line, end, traceback = super().format(record).partition("\n")
        reference = getattr(getattr(record, "request", None), "reference", None)
        text = f"{line} [{reference}]{end}{traceback}" if reference else line + end + traceback
        return _PATH.sub(_without_long_runs, _SECRET_ADDRESS.sub(r"\1…", text))


def _without_long_runs(path: re.Match[str]) -> str:
    return path[0] if path[0].startswith("File ") else _LONG_RUN.sub(lambda run: run[1] or "…", path[0])
