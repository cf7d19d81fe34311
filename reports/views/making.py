"""Files are costly: few are made at once, nobody makes many a minute, and one that cannot be made says so."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from threading import BoundedSemaphore, Lock
from types import MappingProxyType

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext, ngettext, override

from assessments.books import Book
from assessments.models import Round
from assessments.views.shelf import Shelf
from reports.build import ORIGINAL, build_book
from reports.document import Report
from reports.parts import digest_of, part_digests
from reports.renderers import EXPORTS

logger = logging.getLogger(__name__)

CHEAP = {"csv", "json"}
"""Kinds that take no longer than a page."""

MOST_AT_ONCE = 2
"""In one process, whose other threads go on serving the survey."""

A_MINUTE = 30
WINDOW_SECONDS = 60
SHORTLY = 5
"""Seconds after which one of those that are being made is likely to be done."""

_made: Shelf[bytes] = Shelf(8)
"""About 4 MB a process, by kind and the digest of all that a file is made of, so nothing outdated is ever found."""

_running = BoundedSemaphore(MOST_AT_ONCE)
_counts: Shelf[tuple[float, int]] = Shelf(10_000)
_counting = Lock()


class Refused(Exception):
    """Too many files just now. The message is for whoever asked; `seconds` later it is worth another try."""

    status = 429

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds
        self.headers = {"Retry-After": str(seconds)}


class Failed(Exception):
    """A file could not be made. The log says why."""

    status = 500
    headers: Mapping[str, str] = MappingProxyType({})


def made(kind: str, report: Report, who: str) -> bytes:
    """The report as a file. `who` asks for it. Raises Refused or Failed."""
    with nullcontext() if kind in CHEAP else _turn(who):
        return drawn(lambda: in_its_language(kind, report))


def in_its_language(kind: str, report: Report) -> bytes:
    """The file with its sentences in the report's language. Data have no sentences."""
    render = EXPORTS[kind].render
    with override(report.language):
        return render(report) if kind in CHEAP else render(report, gettext)


def report_for(kind: str, round: Round, book: Book | None = None) -> Report:
    """What a file of this kind is made of: data keep the wording that was asked, whatever the language of the rest."""
    return build_book(round, book, ORIGINAL if kind in CHEAP else "")


def made_once(kind: str, report: Report, who: str) -> bytes:
    """As `made`, for files that are likely to be asked for again in a moment."""
    key = f"{kind} {digest_of(part_digests(report))}"
    content = _made.get(key) or made(kind, report, who)
    _made.put(key, content)
    return content


def drawn(draw: Callable[[], bytes]) -> bytes:
    """What `draw` makes. Whatever goes wrong there is logged, and raises Failed."""
    try:
        return draw()
    except Exception as error:
        logger.exception("A file could not be made")
        sentence = gettext(
            "The file could not be made. Nothing is lost, and the fault is in the log. Please try again."
        )
        raise Failed(sentence) from error


def busy() -> Refused:
    return Refused(gettext("Other files are being made just now. Please try again in a few seconds."), SHORTLY)


@contextmanager
def _turn(who: str) -> Iterator[None]:
    if waiting := _too_many(who):
        words = ngettext(
            "You have made many files within a minute. Please wait %(n)d second.",
            "You have made many files within a minute. Please wait %(n)d seconds.",
            waiting,
        )
        raise Refused(words % {"n": waiting}, waiting)
    if not _running.acquire(blocking=False):
        raise busy()
    try:
        yield
    finally:
        _running.release()


def _too_many(who: str) -> int:
    """Counts one, and says for how many seconds whoever asked has to wait: 0 while it is not too many."""
    now = time.time()
    with _counting:
        started, count = _counts.get(who) or (now, 0)
        if now - started >= WINDOW_SECONDS:
            started, count = now, 0
        if count >= A_MINUTE:
            return max(1, round(WINDOW_SECONDS - (now - started)))
        _counts.put(who, (started, count + 1))
    return 0


def problem_page(problem: Refused | Failed, again: str, request: HttpRequest | None = None) -> HttpResponse:
    """Says what is the matter, and leads back to where one can try `again`; without a request, to a stranger."""
    context = {"problem": problem, "again": again, "base": "base_app.html" if request else "reports/base_public.html"}
    page = render_to_string("reports/file_problem.html", context, request)
    return HttpResponse(page, status=problem.status, headers=problem.headers)


def file_name(round: Round, kind: str) -> str:
    """It says whose it is."""
    return f"{round.organization.slug}-{round.code}.{EXPORTS[kind].extension}"


def as_download(round: Round, kind: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=EXPORTS[kind].media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(round, kind)}"'
    return response
