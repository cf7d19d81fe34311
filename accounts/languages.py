"""A language that somebody chose by a link, `?lang=de`.

Of people without an account nothing is kept, no cookie either: the choice travels in the links of the page, in the
addresses that its forms are sent to, and in redirects.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import urlsplit

_travelling: ContextVar[str] = ContextVar("language that travels", default="")


@contextmanager
def travelling(language: str) -> Iterator[None]:
    """While a page is made, its links take the language along; empty where nobody chose, or where it is kept."""
    token = _travelling.set(language)
    try:
        yield
    finally:
        _travelling.reset(token)


def language_query(mark: str = "?") -> str:
    """What a link of this page ends with. `mark` is "&" where it has a query already."""
    language = _travelling.get()
    return f"{mark}lang={language}" if language else ""


def in_language(address: str) -> str:
    """An address of ours with the language that travels."""
    parts = urlsplit(address)
    if parts.netloc or "lang=" in parts.query:
        return address
    query = parts.query + language_query("&") if parts.query else language_query("")
    return parts._replace(query=query).geturl()
